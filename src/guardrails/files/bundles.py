"""A bundle's texts: the starter from the package, or a folder; with whatever it extends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from guardrails.files.data import shipped_schema_texts, starter_folder
from guardrails.files.globs import matching
from guardrails.files.reading import inside, problem_of, read_bytes
from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read

STARTER = "starter"
RELEASED = "released.yaml"
_FILES = ("bundle.yaml", "organisation.yaml", "lanes.yaml", "packs/*.yaml", "vocabulary/*.yaml", "waivers/*.yaml")
_BESIDE = ("allowed_signers", "waivers/*.yaml.sig")
"""Who may sign waivers, and the signatures: part of a bundle's content, in no format of ours."""


class Loaded(NamedTuple):
    """A bundle's texts, and the schemas that judge with it: the shipped ones and those that the bundle brings."""

    texts: BundleTexts | None
    schemas: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def load_bundle(source: str, root: str, workspace_file: str) -> Loaded:
    """Read the bundle that a workspace in `root` names. A folder must lie in the workspace's repository or be absolute."""
    schemas = dict(shipped_schema_texts())
    problems: list[Problem] = []
    if source == STARTER:
        texts = _layer(starter_folder(), STARTER, schemas, set(), problems, ())
    else:
        folder = os.path.normpath(os.path.join(root, source))
        if not os.path.isfile(os.path.join(folder, "bundle.yaml")):
            spot = Spot(path=("policies", "source"))
            missing = Problem("policy-not-found", workspace_file or source, spot, {"name": source}, "policy")
            return Loaded(None, schemas, (missing,))
        texts = _layer(folder, source.rstrip("/"), schemas, set(), problems, ())
    return Loaded(texts, schemas, tuple(problems))


def _layer(
    folder: str, shown: str, schemas: dict[str, bytes], brought: set[str], problems: list[Problem], above: tuple[str, ...]
) -> BundleTexts:
    """One bundle's files; `brought` are the schemas that a nearer bundle has brought, which win."""
    files: dict[str, bytes] = {}
    for name in matching(folder, (*_FILES, *_BESIDE)):
        data = read_bytes(folder, name)
        if isinstance(data, str):
            problems.append(problem_of(data, f"{shown}/{name}", "policy"))
        else:
            files[f"{shown}/{name}"] = data
    for name in matching(folder, ("schemas/*.schema.json",)):
        data = read_bytes(folder, name)
        if isinstance(data, bytes) and name.rpartition("/")[2] not in brought:
            schemas[name.rpartition("/")[2]] = data
            brought.add(name.rpartition("/")[2])
    main = f"{shown}/bundle.yaml"
    return BundleTexts(
        main, files, _extended(folder, main, files, schemas, brought, problems, (*above, os.path.realpath(folder)))
    )


def _extended(
    folder: str,
    main: str,
    files: Mapping[str, bytes],
    schemas: dict[str, bytes],
    brought: set[str],
    problems: list[Problem],
    above: tuple[str, ...],
) -> BundleTexts | None:
    values, _ = read(files.get(main, b""))
    fields = values[0] if values and isinstance(values[0], dict) else {}
    name = fields.get("extends")
    if not isinstance(name, str):
        return None
    base = starter_folder() if name == STARTER else os.path.normpath(os.path.join(folder, name))
    spot = Spot(path=("extends",))
    if os.path.realpath(base) in above or not os.path.isfile(os.path.join(base, "bundle.yaml")):
        problems.append(Problem("policy-not-found", main, spot, {"name": name}, "policy"))
        return None
    if name != STARTER and not inside(os.path.dirname(folder), base):
        problems.append(Problem("file-outside", main, spot, {}, "policy"))
        return None
    return _layer(base, name, schemas, brought, problems, above)


def read_released(source: str, root: str) -> dict[str, bytes]:
    """The list of rules that a bundle has released, by the name shown; empty where none is kept."""
    folder = starter_folder() if source == STARTER else os.path.normpath(os.path.join(root, source))
    data = read_bytes(folder, RELEASED)
    return {f"{source.rstrip('/')}/{RELEASED}": data} if isinstance(data, bytes) else {}


def read_bases(source: str, root: str, texts: BundleTexts) -> dict[str, bytes]:
    """The manifests that a bundle's examples change (`base/*.yaml`), by the name shown; of one file name the nearest wins."""
    found: dict[str, bytes] = {}
    layer: BundleTexts | None = texts
    folder, shown = root, source.rstrip("/")
    while layer is not None:
        folder = starter_folder() if shown == STARTER else os.path.normpath(os.path.join(folder, shown))
        for name in matching(folder, ("base/*.yaml",)):
            data = read_bytes(folder, name)
            if isinstance(data, bytes) and not any(known.endswith(f"/{name}") for known in found):
                found[f"{shown}/{name}"] = data
        layer = layer.extends
        shown = layer.main.rpartition("/")[0] if layer else ""
    return found
