"""Setting up a workspace in a folder: what is not there yet is written, what is there stays."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes
from guardrails.files.workspace import WORKSPACE_FILE, find_root
from guardrails.files.writing import Written, write_new, write_own
from guardrails.language.schemas import Json
from guardrails.workshop.editor_schemas import MARK, as_text, editor_schema, kinds
from guardrails.workshop.first_files import HOOK_FILE, IS_SET_UP, SCHEMA_FOLDER, first_files


@dataclass(frozen=True, slots=True)
class Step:
    """A file and what became of it; `add` are lines that its keeper may add by hand, `to` the file that they belong in."""

    name: str
    outcome: Written
    add: str = ""
    to: str = ""


def set_up(root: str, schemas: Mapping[str, Json]) -> list[Step]:
    """Write the first files of a workspace. A second time nothing changes but schemas of an older version."""
    top = repository_of(root)
    below = os.path.relpath(root, top).replace(os.sep, "/") if top and not os.path.samefile(top, root) else ""
    steps: list[Step] = []
    for name, text in first_files(schemas, below).items():
        if name == HOOK_FILE and below:
            steps += _elsewhere(str(top), name, text)
        elif name.startswith(f"{SCHEMA_FOLDER}/"):
            steps.append(Step(name, write_own(root, name, text, MARK)))
        elif not _has_others(root, name):
            steps.append(_first(root, name, text))
    return steps


def workspace_above(folder: str) -> str | None:
    """The folder of another workspace that `folder` is a part of, if it has none of its own."""
    return None if os.path.lexists(os.path.join(folder, WORKSPACE_FILE)) else find_root(folder)


def repository_of(folder: str) -> str | None:
    """The top of the repository around a folder."""
    here = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def write_schemas(folder: str, schemas: Mapping[str, Json]) -> list[Step]:
    """Write the editor schema of every kind to a folder; files there that we did not write stay."""
    return [
        Step(file, write_own(folder, file, as_text(editor_schema(schemas, kind)), MARK)) for kind, file in kinds(schemas).items()
    ]


def _first(root: str, name: str, text: str) -> Step:
    outcome = write_new(root, name, text)
    needs_lines = outcome is Written.KEPT and not _is_set_up(root, name)
    return Step(name, outcome, text if needs_lines else "", name)


def _elsewhere(top: str, name: str, text: str) -> list[Step]:
    """The hook belongs at the top of the repository; nothing is written outside the folder, so its lines are shown."""
    if _is_set_up(top, name):
        return []
    return [Step(name, Written.KEPT, text, os.path.join(top, name))]


def _is_set_up(root: str, name: str) -> bool:
    sign, there = IS_SET_UP.get(name), read_bytes(root, name)
    return sign is None or (isinstance(there, bytes) and sign.encode() in there)


def _has_others(root: str, name: str) -> bool:
    """Whether a folder for manifests has some already, so that nobody needs a first one."""
    folder = name.rpartition("/")[0]
    there = matching(root, (f"{folder}/**/*.yaml", f"{folder}/**/*.yml")) if name.endswith(".yaml") and folder else []
    return any(other != name for other in there)
