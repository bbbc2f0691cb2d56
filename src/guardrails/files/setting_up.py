"""Setting up a workspace, or a place for rules, in a folder: what is not there yet is written, what is there stays."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from guardrails.files.data import starter_folder
from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes
from guardrails.files.repository import repository_of
from guardrails.files.source_names import MAIN
from guardrails.files.workspace import WORKSPACE_FILE, Workspace, find_root, load_workspace
from guardrails.files.writing import Written, would_write, write_new, write_own
from guardrails.language.manifest_kinds import manifest_schemas
from guardrails.language.schemas import Json
from guardrails.workshop.editor_schemas import MARK, as_text, editor_schema, kinds
from guardrails.workshop.first_files import first_files, folder_of
from guardrails.workshop.first_policies import FOR_POLICIES, POLICY_FOLDER, FirstBundle, first_policies
from guardrails.workshop.repository_files import (
    AT_THE_TOP,
    GITLAB_FILE,
    IS_SET_UP,
    OWNERS_FILES,
    SCHEMA_FOLDER,
    USUAL,
    Wanted,
    new_owners_file,
    to_add,
)


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
    has_plans, folders = _has_plans(root, schemas), _manifest_folders(schemas)
    files = first_files(schemas, _below(root), wanted)
    beginnings = {name for name in files if name.startswith(folders) and (has_plans or _has_others(root, name))}
    return _written(root, files, beginnings, IS_SET_UP, dry)


def set_up_policies(
    root: str, schemas: Mapping[str, Json], bundle: FirstBundle, wanted: Wanted = USUAL, *, dry: bool = False
) -> list[Step]:
    """Write the first files of a repository where rules are kept; a bundle that is there already gets no first rules."""
    organisation = read_bytes(starter_folder(), "organisation.yaml")
    assert isinstance(organisation, bytes), "it comes with the package"
    files = first_policies(schemas, bundle, organisation.decode(), wanted, _below(root))
    has_bundle = os.path.lexists(os.path.join(root, POLICY_FOLDER, MAIN))
    beginnings = {name for name in files if name.startswith(f"{POLICY_FOLDER}/") and has_bundle}
    return _written(root, files, beginnings, FOR_POLICIES, dry)


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


def _written(
    root: str, files: Mapping[str, str], beginnings: Collection[str], is_set_up: Mapping[str, str], dry: bool
) -> list[Step]:
    """What becomes of each file. Of `beginnings`, which are not needed any more, only what is there is told."""
    steps: list[Step] = []
    for name, text in files.items():
        if name in AT_THE_TOP:
            steps += _at_the_top(root, name, text, is_set_up, dry)
        elif name.startswith(f"{SCHEMA_FOLDER}/"):
            steps.append(Step(name, (would_write if dry else write_own)(root, name, text, MARK), text))
        elif name not in beginnings or os.path.lexists(os.path.join(root, name)):
            steps.append(_first(root, name, text, is_set_up, dry))
    return steps


def _below(root: str) -> str:
    """The way from the top of the repository to a folder in it, with `/`; "" where it is the top."""
    top = repository_of(root) or root
    return "" if os.path.abspath(top) == os.path.abspath(root) else os.path.relpath(root, top).replace(os.sep, "/")


def _first(root: str, name: str, text: str, is_set_up: Mapping[str, str], dry: bool) -> Step:
    outcome = would_write(root, name, text) if dry else write_new(root, name, text)
    return Step(name, outcome, text, _lacking(root, name, text, is_set_up) if outcome is Written.KEPT else "", name)


def _at_the_top(root: str, name: str, text: str, is_set_up: Mapping[str, str], dry: bool) -> list[Step]:
    """A file of the repository. Nothing is written outside the folder that was named: there its lines are shown."""
    top = repository_of(root) or root
    name = _place(top, name)
    if not _below(root):
        return [_first(top, name, text, is_set_up, dry)]
    lines = _lacking(top, name, text, is_set_up) if os.path.lexists(os.path.join(top, name)) else text
    return [Step(name, Written.KEPT, text, lines, os.path.join(top, name))] if lines else []


def _place(top: str, name: str) -> str:
    """Where a file belongs: owners stand in one of several places, and a second file would put the first out of force."""
    places = next((names for service, names in OWNERS_FILES.items() if name == new_owners_file(service)), (name,))
    return next((place for place in places if os.path.lexists(os.path.join(top, place))), name)


def _lacking(root: str, name: str, text: str, is_set_up: Mapping[str, str]) -> str:
    """The lines of ours that a file still needs."""
    there = read_bytes(root, name)
    return to_add(name, text, there.decode("utf-8", "replace") if isinstance(there, bytes) else "", is_set_up)


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
