"""`guardrails policy update`: fetch what the sources name, compare it with the lock, keep it, and write the lock.

The lock is written last and in one step, when everything it names is kept: whenever this is stopped, there is the old lock
or the new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.files.addresses import AddressError, address_of
from guardrails.files.commits import Commit
from guardrails.files.contents import Gathered, fingerprint, gathered, packed
from guardrails.files.data import ParsedSchemas, shipped_schema_texts, starter_folder
from guardrails.files.fetching import fetched, signer
from guardrails.files.git import GitError, commit_of, git_around, git_here
from guardrails.files.kept_contents import keep_content
from guardrails.files.locks import Lock, Locked, lock_text, read_lock
from guardrails.files.source_names import STARTER, is_git
from guardrails.files.trees import DISK, Tree
from guardrails.files.workspace import LOCK_FILE, WORKSPACE_FILE, Workspace, find_root, load_workspace
from guardrails.files.writing import write_whole
from guardrails.model.problem import Problem, Spot

_MOST_SOURCES = 10


class Updated(NamedTuple):
    """What the sources lead to now, what the lock said before, and the problems that stopped it; nothing is written then.

    `texts` are the files that a problem can point into.
    """

    sources: tuple[Locked, ...] = ()
    before: tuple[Locked, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, bytes] = MappingProxyType({})

    @property
    def is_news(self) -> bool:
        """Whether the lock is not as it was."""
        return self.sources != self.before


class _Looked(NamedTuple):
    locked: Locked
    data: bytes
    extends: str


def update(start: str, write: bool = True, accept_moved: bool = False, tree: Tree = DISK) -> Updated:
    """Look at every source of the workspace around `start`, keep what comes from git, and (with `write`) write the lock.

    `tree` is where guardrails.yaml, the lock and the allowed signers are read: on the disk, or in a commit.
    """
    schemas = ParsedSchemas(shipped_schema_texts())
    root = find_root(start, tree)
    if root is None:
        return Updated(problems=(Problem("workspace-not-found", "", area="policy"),))
    texts = {n: data for n, data in tree.read(root, (WORKSPACE_FILE, LOCK_FILE)) if isinstance(data, bytes)}
    workspace, lock = load_workspace(root, schemas, tree), read_lock(root, schemas, tree)
    if isinstance(workspace, list) or isinstance(lock, list):
        problems = tuple(p for found in (workspace, lock) if isinstance(found, list) for p in found)
        return Updated(problems=problems, texts=texts)
    found = look(workspace, lock, tree, accept_moved)
    if found.problems:
        return found._replace(texts=texts)
    if write and found.is_news and not write_whole(os.path.join(root, LOCK_FILE), lock_text(found.sources).encode()):
        return Updated((), found.before, (Problem("lock-not-written", LOCK_FILE, area="policy"),))
    return found


def look(workspace: Workspace, lock: Lock, tree: Tree = DISK, accept_moved: bool = False) -> Updated:
    """Look at every source of a workspace, compare it with the lock, and keep what comes from git; no lock is written."""
    before = tuple(lock.sources.values())
    try:
        looked = list(_looked(workspace, lock, tree, accept_moved))
    except _StoppedError as stop:
        return Updated((), before, stop.problems)
    for one in looked:
        if is_git(one.locked.source) and not keep_content(one.data):
            return Updated((), before, (Problem("cache-not-written", "", area="policy"),))
    return Updated(tuple(one.locked for one in looked), before)


def update_from(ref: str, start: str) -> Updated:
    """Fetch what the lock of a commit names, and compare; nothing is written but the kept contents."""
    try:
        git = git_around(start)
        return update(start, write=False, tree=Commit(git, commit_of(git, ref)))
    except GitError as trouble:
        return Updated(problems=(trouble.problem,))


class _StoppedError(Exception):
    """Problems that end the update."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def _looked(workspace: Workspace, lock: Lock, tree: Tree, accept_moved: bool) -> Iterator[_Looked]:
    """The workspace's source, then each that a bundle builds on."""
    source, seen = workspace.source, set[str]()
    spot = Problem("", WORKSPACE_FILE, Spot(path=("policies", "source")), area="policy")
    while source and len(seen) < _MOST_SOURCES and source not in seen:
        seen.add(source)
        try:
            looked = _from_git(source, workspace, tree) if is_git(source) else _from_folder(source, workspace, tree)
            _compared(looked.locked, lock.sources.get(source), accept_moved)
        except (AddressError, GitError) as trouble:
            raise _StoppedError((spot._replace(id=trouble.problem.id, slots=trouble.problem.slots),)) from None
        yield looked
        source = looked.extends
        spot = spot._replace(source="", spot=Spot())


def _from_folder(source: str, workspace: Workspace, tree: Tree) -> _Looked:
    folder = starter_folder() if source == STARTER else os.path.normpath(os.path.join(workspace.root, source))
    where = tree if source != STARTER and tree.holds(folder) else DISK
    found = gathered(where, folder, source.rstrip("/"))
    data = _data(found)
    return _Looked(Locked(source, found.version, fingerprint(data)), data, found.extends)


def _from_git(source: str, workspace: Workspace, tree: Tree) -> _Looked:
    address = address_of(source)
    with tempfile.TemporaryDirectory(prefix="guardrails-", ignore_cleanup_errors=True) as folder:
        git = git_here(os.path.realpath(folder), workspace.root)
        got = fetched(git, address)
        signed_by = _signed_by(source, got.tag, workspace, tree, git.top)
        found = gathered(Commit(git, got.commit), os.path.join(git.top, *address.folder.split("/")), address.shown)
        data = _data(found)
    return _Looked(Locked(source, found.version, fingerprint(data), got.tag, got.commit, signed_by), data, found.extends)


def _data(found: Gathered) -> bytes:
    if found.problems:
        raise _StoppedError(found.problems)
    return packed(found.files)


def _signed_by(source: str, tag: str, workspace: Workspace, tree: Tree, folder: str) -> str:
    """Who signed the tag, where the workspace wants to know."""
    if not workspace.allowed_signers:
        return ""
    _, allowed = next(iter(tree.read(workspace.root, (workspace.allowed_signers,))))
    if isinstance(allowed, str):
        raise GitError("signers-not-there", list=workspace.allowed_signers)
    if not tag:
        raise GitError("tag-unsigned", tag=source.rpartition("@")[2])
    return signer(git_here(folder, workspace.root), tag, allowed, workspace.root)


def _compared(now: Locked, before: Locked | None, accept_moved: bool) -> None:
    """A tag that leads elsewhere, and a lock that never came from this commit, are not taken silently."""
    if before is None or not now.commit or accept_moved:
        return
    if before.commit != now.commit:
        raise GitError("tag-moved", source=now.source, tag=now.tag, before=before.commit[:12], now=now.commit[:12])
    if before.sha256 != now.sha256:
        raise GitError("lock-edited", source=now.source, now=now.commit[:12])
