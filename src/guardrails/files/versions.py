"""One version of a bundle, read from wherever it is named: a folder, a folder as a commit has it, git, or the starter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.files.addresses import AddressError, address_of
from guardrails.files.bundles import Loaded
from guardrails.files.commits import Commit
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.git import Git, GitError, ask, commit_of, git_around, is_id
from guardrails.files.locks import NO_LOCK, Lock, read_lock
from guardrails.files.policy_sources import Meant, bundle_meant, read_material
from guardrails.files.source_names import MAIN, STARTER, is_git
from guardrails.files.trees import DISK
from guardrails.files.workspace import Workspace, find_root
from guardrails.model.problem import Problem
from guardrails.workshop.difference.comparison import Origin
from guardrails.workshop.material import Material

_NOT_HERE = ("source-not-locked", "lock-other-source", "source-not-here", "content-differs")
"""What a bundle is built on lies in git, and no copy of it is kept here."""
_NO_SUCH = ("source-unknown-tag", "source-branch")


class Missing(NamedTuple):
    """Why there is nothing under a name: what it is, and the names that tell it."""

    what: str
    slots: Mapping[str, str] = MappingProxyType({})


class Version(NamedTuple):
    """One version of a bundle: its material and where it is from; or the problems with it; or that there is none."""

    material: Material | None = None
    origin: Origin = Origin()
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, bytes] = MappingProxyType({})
    missing: Missing | None = None


def version_at(source: str) -> Version:
    """The bundle that a name leads to: `starter`, an address in git, a folder, or `FOLDER@REF`.

    A folder that is there under the whole name comes first. What lies in git elsewhere is fetched, and kept as
    `policy update` keeps it.
    """
    try:
        if source == STARTER:
            return _read(Meant(STARTER, "."), Origin(STARTER))
        if is_git(source):
            return _fetched(source)
        if "@" in source and not os.path.lexists(source):
            return _at_ref(source)
        meant = bundle_meant(source)
        origin = _on_disk(source, meant) if isinstance(meant, Meant) else Origin(source)
        return _in_folder(meant, origin, Missing("no-bundle", {"source": source}))
    except AddressError as fault:
        return Version(missing=Missing("address", {"source": source if fault.problem.slots["source"] else ""}))
    except GitError as trouble:
        return Version(problems=(trouble.problem,))


def _on_disk(source: str, meant: Meant) -> Origin:
    """A folder as it lies there: the commit that is checked out, where it holds the bundle, and if that was changed since."""
    folder = os.path.normpath(os.path.join(meant.root, meant.source))
    if meant.source == STARTER or is_git(meant.source):
        return Origin(source)
    from guardrails.files.contents import gathered

    try:
        git = git_around(folder)
        commit = Commit(git, commit_of(git, "HEAD"))
        committed = gathered(commit, folder, source)
    except GitError:
        return Origin(source)
    if MAIN not in committed.files:
        return Origin(source)
    return Origin(source, commit.id, committed.files != gathered(DISK, folder, source).files)


def _in_folder(meant: Meant | list[Problem] | None, origin: Origin, missing: Missing) -> Version:
    if meant is None:
        return Version(missing=missing)
    return Version(problems=tuple(meant)) if isinstance(meant, list) else _read(meant, origin)


def _fetched(source: str) -> Version:
    """The bundle at an address. There is no lock that a tag could have moved away from; the commit is told."""
    address = address_of(source)
    lock = _looked_up(source, NO_LOCK)
    if isinstance(lock, list):
        slots = {"tag": address.tag, "url": address.url, "folder": address.folder}
        if any(problem.id in _NO_SUCH for problem in lock):
            return Version(missing=Missing(lock[0].id, {**lock[0].slots, **slots}))
        if lock[0].id == "policy-not-found" and lock[0].slots.get("name", "").rstrip("/") == address.shown:
            return Version(missing=Missing("no-bundle-in-git", slots))
        return Version(problems=tuple(lock))
    return _read(Meant(source, "."), Origin(source, lock.sources[source].commit), lock)


def _at_ref(source: str) -> Version:
    """A folder as it was at a commit, tag or branch of the repository around it; nothing is checked out."""
    folder, ref = next(_splits(source))
    try:
        git = git_around(folder)
    except GitError as trouble:
        if trouble.problem.id != "git-no-repository":
            raise
        return Version(missing=Missing("no-repository", {"source": source, "folder": folder}))
    try:
        commit = Commit(git, commit_of(git, ref))
    except GitError as trouble:
        if trouble.problem.id != "git-unknown-ref":
            raise
        slots = {"folder": folder, "ref": ref, "nearest": trouble.problem.slots["nearest"]}
        return Version(missing=Missing("shallow" if _is_shallow(git) else "ref", slots))
    slots = {"folder": folder, "ref": ref, "commit": commit.id[:7]}
    meant = bundle_meant(folder, tree=commit)
    # A whole id is long, and where texts are shown it could be a secret, so it would be hidden there.
    named = f"{folder}@{commit.id[:7]}" if is_id(ref) else source
    return _in_folder(meant, Origin(named, commit.id), Missing("no-bundle-then", slots))


def _splits(source: str) -> Iterator[tuple[str, str]]:
    """A name as folder and ref: at the first @ behind a folder that is there; a folder that has gone ends at the first."""
    ways = [(source[:at], source[at + 1 :]) for at, letter in enumerate(source) if letter == "@"]
    ways = [(folder or ".", ref) for folder, ref in ways]
    yield from (way for way in ways if os.path.isdir(way[0]))
    yield ways[0]


def _is_shallow(git: Git) -> bool:
    return ask(git, "rev-parse", "--is-shallow-repository").out.strip() == b"true"


def _read(meant: Meant, origin: Origin, lock: Lock | None = None) -> Version:
    """The bundle; what it is built on is fetched where it lies in git and no copy is kept."""
    if lock is None:
        found = _lock_around(meant)
        if isinstance(found, list):
            return Version(problems=tuple(found))
        lock = found
    material, loaded = read_material(meant, lock)
    if material is None and loaded.problems and all(problem.id in _NOT_HERE for problem in loaded.problems):
        more = _looked_up(_first_in_git(meant, loaded), lock)
        if isinstance(more, list):
            return Version(problems=tuple(more))
        lock = more
        material, loaded = read_material(meant, lock)
    if material is None:
        layers = loaded.texts.layers() if loaded.texts else ()
        return Version(problems=loaded.problems, texts={n: data for layer in layers for n, data in layer.files.items()})
    if is_git(meant.source) and not origin.commit:
        origin = origin._replace(commit=lock.sources[meant.source].commit)
    return Version(material, origin)


def _lock_around(meant: Meant) -> Lock | list[Problem]:
    """The lock of the workspace in which the bundle lies, as it was then."""
    here = os.path.join(meant.root, meant.source) if meant.source != STARTER and not is_git(meant.source) else meant.root
    root = find_root(here, meant.tree)
    return read_lock(root, ParsedSchemas(shipped_schema_texts()), meant.tree) if root is not None else NO_LOCK


def _first_in_git(meant: Meant, loaded: Loaded) -> str:
    """The first address on the way through the layers: that of the bundle itself, or of what a folder is built on."""
    if is_git(meant.source):
        return meant.source
    from guardrails.files.contents import gathered

    return gathered(*loaded.places[0]).extends


def _looked_up(source: str, lock: Lock) -> Lock | list[Problem]:
    """A lock that says what an address, and all that the bundle there is built on, leads to now; kept here from now on."""
    from guardrails.files.updating import look

    known = {name: locked for name, locked in lock.sources.items() if is_git(name)}
    found = look(Workspace(os.getcwd(), source=source), Lock(known))
    if found.problems:
        return [problem._replace(source="") if problem.source == "guardrails.yaml" else problem for problem in found.problems]
    return Lock({**lock.sources, **{locked.source: locked for locked in found.sources}})
