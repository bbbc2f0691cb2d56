"""Which bundle an author means: the folder named, the bundle of the workspace around, or the starter."""

from __future__ import annotations

import os
from typing import NamedTuple

from guardrails.files.bundles import Loaded, load_bundle, read_bases, read_released, read_tests
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.locks import Lock, read_lock
from guardrails.files.owners import read_guarded
from guardrails.files.source_names import STARTER
from guardrails.files.trees import DISK, Tree
from guardrails.files.workspace import WORKSPACE_FILE, find_root, load_workspace
from guardrails.model.problem import Problem
from guardrails.workshop.material import Material

_MAIN = "bundle.yaml"
_USUAL = "policies"


class Meant(NamedTuple):
    """A bundle by the name it is shown under, the folder that this name starts from, and where both are read."""

    source: str
    root: str
    file: str = ""
    tree: Tree = DISK


def bundle_meant(folder: str | None, start: str = ".", tree: Tree = DISK) -> Meant | list[Problem] | None:
    """The bundle in a folder (itself, its `policies/`, or what its workspace names); without one, that of the workspace
    around `start`, else the one in `start`, else the starter. Problems of the workspace file; None where the folder has no
    bundle."""
    if folder is not None:
        here = _bundle_in(folder, start, tree)
        if here is not None or not tree.has(os.path.join(start, folder), WORKSPACE_FILE):
            return here
    root = find_root(start if folder is None else os.path.join(start, folder), tree)
    if root is None:
        return _bundle_in("", start, tree) or Meant(STARTER, start)
    workspace = load_workspace(root, ParsedSchemas(shipped_schema_texts()), tree)
    return workspace if isinstance(workspace, list) else Meant(workspace.source, root, workspace.file, tree)


def _bundle_in(folder: str, start: str, tree: Tree) -> Meant | None:
    for inside in (folder, os.path.join(folder, _USUAL)):
        if tree.has(os.path.join(start, inside), _MAIN):
            return Meant(os.path.normpath(inside).replace(os.sep, "/"), start, tree=tree)
    return None


def read_material(meant: Meant, lock: Lock | None = None) -> tuple[Material | None, Loaded]:
    """The bundle's texts ready for the workshop; None where they can't be read (`problems` of what was loaded say why).

    Folders are at work here, so the lock (the one beside the workspace file, where none is given) speaks only of what
    comes from git.
    """
    found = read_lock(meant.root, ParsedSchemas(shipped_schema_texts()), meant.tree) if lock is None else lock
    if isinstance(found, list):
        return None, Loaded(None, {}, tuple(found))
    loaded = load_bundle(meant.source, meant.root, meant.file, meant.tree, found._replace(binding=False))
    if loaded.texts is None or loaded.problems:
        return None, loaded
    bases = read_bases(loaded.places)
    released = read_released(loaded.places[0])
    tests, unread = read_tests(loaded.places)
    schemas = ParsedSchemas(loaded.schemas)
    guarded = read_guarded(loaded.places[0], meant.root)
    return Material(loaded.texts, schemas, bases, loaded.schemas, released, tests, tuple(unread), guarded), loaded
