"""A bundle's texts: the starter from the package, or a folder; with whatever it extends."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from guardrails.files.data import shipped_schema_texts, starter_folder
from guardrails.files.globs import matching
from guardrails.files.reading import problem_of, read_bytes
from guardrails.files.trees import DISK, Tree
from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read

STARTER = "starter"
RELEASED = "released.yaml"
_MAIN = "bundle.yaml"
_FILES = (_MAIN, "organisation.yaml", "lanes.yaml", "packs/*.yaml", "vocabulary/*.yaml", "waivers/*.yaml")
_BESIDE = ("allowed_signers", "waivers/*.yaml.sig")
"""Who may sign waivers, and the signatures: part of a bundle's content, in no format of ours."""


class Loaded(NamedTuple):
    """A bundle's texts, and the schemas that judge with it: the shipped ones and those that the bundle brings."""

    texts: BundleTexts | None
    schemas: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def load_bundle(source: str, root: str, workspace_file: str, tree: Tree = DISK) -> Loaded:
    """Read the bundle that a workspace in `root` names. A folder must lie in the workspace's repository or be absolute.

    A folder that `tree` does not hold (outside the repository of a commit) and the starter lie on the disk.
    """
    schemas = dict(shipped_schema_texts())
    problems: list[Problem] = []
    if source == STARTER:
        texts = _layer(DISK, starter_folder(), STARTER, schemas, set(), problems, ())
    else:
        folder = os.path.normpath(os.path.join(root, source))
        where = tree if tree.holds(folder) else DISK
        if not where.has(folder, _MAIN):
            spot = Spot(path=("policies", "source"))
            missing = Problem("policy-not-found", workspace_file or source, spot, {"name": source}, "policy")
            in_the_way = where.obstacle(folder)
            return Loaded(None, schemas, (problem_of(in_the_way, source, "policy") if in_the_way else missing,))
        texts = _layer(where, folder, source.rstrip("/"), schemas, set(), problems, ())
    return Loaded(texts, schemas, tuple(problems))


def _layer(
    tree: Tree,
    folder: str,
    shown: str,
    schemas: dict[str, bytes],
    brought: set[str],
    problems: list[Problem],
    above: tuple[str, ...],
) -> BundleTexts:
    """One bundle's files; `brought` are the schemas that a nearer bundle has brought, which win."""
    files: dict[str, bytes] = {}
    for name, data in tree.read(folder, tree.matching(folder, (*_FILES, *_BESIDE))):
        if isinstance(data, str):
            problems.append(problem_of(data, f"{shown}/{name}", "policy"))
        else:
            files[f"{shown}/{name}"] = data
    for name, data in tree.read(folder, tree.matching(folder, ("schemas/*.schema.json",))):
        if isinstance(data, str):
            problems.append(problem_of(data, f"{shown}/{name}", "policy"))
        elif not _is_object(data):
            problems.append(problem_of("schema-unreadable", f"{shown}/{name}", "policy"))
        elif name.rpartition("/")[2] not in brought:
            schemas[name.rpartition("/")[2]] = data
            brought.add(name.rpartition("/")[2])
    main = f"{shown}/bundle.yaml"
    extended = _extended(tree, folder, main, files, schemas, brought, problems, (*above, tree.real(folder)))
    return BundleTexts(main, files, extended)


def _is_object(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _extended(
    tree: Tree,
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
    tree = tree if name != STARTER and tree.holds(base) else DISK
    if tree.real(base) in above or not tree.has(base, _MAIN):
        problems.append(Problem("policy-not-found", main, spot, {"name": name}, "policy"))
        return None
    top = tree.real(os.path.dirname(folder))
    if name != STARTER and os.path.commonpath([top, tree.real(base)]) != top:
        problems.append(Problem("file-outside", main, spot, {}, "policy"))
        return None
    return _layer(tree, base, name, schemas, brought, problems, above)


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
