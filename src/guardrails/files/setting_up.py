"""Setting up a workspace in a folder: what is not there yet is written, what is there stays."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes
from guardrails.files.workspace import WORKSPACE_FILE, Workspace, find_root, load_workspace, repository_of
from guardrails.files.writing import Written, would_write, write_new, write_own
from guardrails.language.manifest_kinds import manifest_schemas
from guardrails.language.schemas import Json
from guardrails.workshop.editor_schemas import MARK, as_text, editor_schema, kinds
from guardrails.workshop.first_files import first_files, folder_of
from guardrails.workshop.repository_files import AT_THE_TOP, GITLAB_FILE, OWNERS_FILES, SCHEMA_FOLDER, USUAL, Wanted, to_add


@dataclass(frozen=True, slots=True)
class Step:
    """A file, its text, and what became of it; `add` are lines that its keeper may add by hand, `to` the file they belong in."""

    name: str
    outcome: Written
    text: str = ""
    add: str = ""
    to: str = ""


def set_up(root: str, schemas: Mapping[str, Json], wanted: Wanted = USUAL, *, dry: bool = False) -> list[Step]:
    """Write the first files of a workspace. A second time nothing changes but schemas of an older version.

    `dry`: nothing is written; the steps say what would become of each file.
    """
    top = repository_of(root) or root
    below = "" if os.path.abspath(top) == os.path.abspath(root) else os.path.relpath(root, top).replace(os.sep, "/")
    has_plans = _has_plans(root, schemas)
    steps: list[Step] = []
    for name, text in first_files(schemas, below, wanted).items():
        if name in AT_THE_TOP:
            steps += _at_the_top(top, _place(top, name), text, dry or bool(below), bool(below))
        elif name.startswith(f"{SCHEMA_FOLDER}/"):
            steps.append(Step(name, (would_write if dry else write_own)(root, name, text, MARK), text))
        elif name.startswith(_manifest_folders(schemas)) and (has_plans or _has_others(root, name)):
            steps += [_first(root, name, text, dry)] if os.path.lexists(os.path.join(root, name)) else []
        else:
            steps.append(_first(root, name, text, dry))
    return steps


def new_manifests(steps: Sequence[Step], schemas: Mapping[str, Json]) -> tuple[str, ...]:
    """The first manifests among the files that were written."""
    folders = _manifest_folders(schemas)
    return tuple(step.name for step in steps if step.outcome is Written.NEW and step.name.startswith(folders))


def ci_of(folder: str) -> str:
    """Which service checks the changes of the repository around a folder, as far as its files tell."""
    top = repository_of(folder) or folder
    is_gitlab = os.path.lexists(os.path.join(top, GITLAB_FILE)) and not os.path.lexists(os.path.join(top, ".github"))
    return "gitlab" if is_gitlab else "github"


def workspace_above(folder: str) -> str | None:
    """The folder of another workspace that `folder` is a part of, if it has none of its own."""
    return None if os.path.lexists(os.path.join(folder, WORKSPACE_FILE)) else find_root(folder)


def write_schemas(folder: str, schemas: Mapping[str, Json]) -> list[Step]:
    """Write the editor schema of every kind to a folder; files there that we did not write stay."""
    return [
        Step(file, write_own(folder, file, as_text(editor_schema(schemas, kind)), MARK)) for kind, file in kinds(schemas).items()
    ]


def _first(root: str, name: str, text: str, dry: bool) -> Step:
    outcome = would_write(root, name, text) if dry else write_new(root, name, text)
    return Step(name, outcome, text, _lacking(root, name, text) if outcome is Written.KEPT else "", name)


def _at_the_top(top: str, name: str, text: str, dry: bool, is_elsewhere: bool) -> list[Step]:
    """A file of the repository. Nothing is written outside the workspace's folder: there its lines are shown."""
    if not is_elsewhere:
        return [_first(top, name, text, dry)]
    lines = _lacking(top, name, text) if os.path.lexists(os.path.join(top, name)) else text
    return [Step(name, Written.KEPT, text, lines, os.path.join(top, name))] if lines else []


def _place(top: str, name: str) -> str:
    """Where a file belongs: owners stand in one of several places, and a second file would put the first out of force."""
    places = next((names for names in OWNERS_FILES.values() if name == names[0]), (name,))
    return next((place for place in places if os.path.lexists(os.path.join(top, place))), name)


def _lacking(root: str, name: str, text: str) -> str:
    """The lines of ours that a file still needs."""
    there = read_bytes(root, name)
    return to_add(name, text, there.decode("utf-8", "replace") if isinstance(there, bytes) else "")


def _manifest_folders(schemas: Mapping[str, Json]) -> tuple[str, ...]:
    return tuple(f"{folder_of(kind)}/" for kind in manifest_schemas(schemas))


def _has_plans(root: str, schemas: Mapping[str, Json]) -> bool:
    """Whether a workspace was here before and has manifests, so that nobody needs a first one."""
    there = load_workspace(root, schemas) if os.path.lexists(os.path.join(root, WORKSPACE_FILE)) else None
    return isinstance(there, Workspace) and bool(there.manifests())


def _has_others(root: str, name: str) -> bool:
    """Whether the folder for manifests of a kind has some already."""
    folder = name.rpartition("/")[0]
    return any(other != name for other in matching(root, (f"{folder}/**/*.yaml", f"{folder}/**/*.yml")))
