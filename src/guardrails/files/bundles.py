"""A bundle's texts: the starter from the package, a folder, or what was fetched from git; with whatever it extends."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from guardrails.files.data import shipped_schema_texts, starter_folder
from guardrails.files.locks import NO_LOCK, Lock
from guardrails.files.reading import problem_of
from guardrails.files.source_names import MAIN, STARTER, is_git
from guardrails.files.trees import DISK, Tree
from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read

RELEASED = "released.yaml"
_FILES = (MAIN, "organisation.yaml", "lanes.yaml", "packs/*.yaml", "vocabulary/*.yaml", "waivers/*.yaml")
_LIKE_TESTS = ("tests/**/*.test.yaml", "tests/**/*.test.yml")
_BESIDE = ("allowed_signers", "waivers/*.yaml.sig")
"""Who may sign waivers, and the signatures: part of a bundle's content, in no format of ours."""


class Place(NamedTuple):
    """Where a bundle lies: a folder of a tree, and the name under which its files are shown."""

    tree: Tree
    folder: str
    shown: str


class Loaded(NamedTuple):
    """A bundle's texts, and the schemas that judge with it: the shipped ones and those that the bundle brings.

    `places` are where the bundle and each that it extends lie, nearest first.
    """

    texts: BundleTexts | None
    schemas: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()


class _Reading:
    """What is collected on the way through the layers."""

    def __init__(self, lock: Lock) -> None:
        self.lock = lock
        self.schemas = dict(shipped_schema_texts())
        self.brought: set[str] = set()
        self.problems: list[Problem] = []
        self.places: list[Place] = []

    def stop(self, id: str, file: str, spot: Spot, **slots: str) -> None:
        """Note what is the matter with a source, at the place that names it."""
        self.problems.append(Problem(id, file, spot, slots, "policy"))


def load_bundle(source: str, root: str, workspace_file: str, tree: Tree = DISK, lock: Lock = NO_LOCK) -> Loaded:
    """Read the bundle that a workspace in `root` names. A folder must lie in the workspace's repository or be absolute.

    A folder that `tree` does not hold (outside the repository of a commit) and the starter lie on the disk. Nothing is
    fetched: what comes from git was kept by `policy update`, and `lock` says what it has to be.
    """
    reading = _Reading(lock)
    spot, file = Spot(path=("policies", "source")), workspace_file or source
    place = (
        _whole(source, file, spot, reading) if source == STARTER or is_git(source) else _folder(source, root, file, tree, reading)
    )
    texts = _layer(place, reading) if place else None
    return Loaded(texts, reading.schemas, tuple(reading.problems), tuple(reading.places))


def _folder(source: str, root: str, file: str, tree: Tree, reading: _Reading) -> Place | None:
    folder = os.path.normpath(os.path.join(root, source))
    where = tree if tree.holds(folder) else DISK
    place = Place(where, folder, source.rstrip("/"))
    if where.has(folder, MAIN):
        return _as_locked(place, source, file, Spot(path=("policies", "source")), reading)
    if in_the_way := where.obstacle(folder):
        reading.problems.append(problem_of(in_the_way, source, "policy"))
    else:
        reading.stop("policy-not-found", file, Spot(path=("policies", "source")), name=source)
    return None


def _whole(source: str, file: str, spot: Spot, reading: _Reading) -> Place | None:
    """The starter, or what was fetched from an address: a bundle with a content of its own."""
    if source == STARTER:
        return _as_locked(Place(DISK, starter_folder(), STARTER), source, file, spot, reading)
    from guardrails.files.addresses import AddressError, address_of
    from guardrails.files.contents import PackedTree, unpacked
    from guardrails.files.kept_contents import kept_content

    try:
        address = address_of(source)
    except AddressError as fault:
        reading.stop(fault.problem.id, file, spot, **fault.problem.slots)
        return None
    locked = reading.lock.sources.get(source)
    if locked is None:
        _not_locked(source, file, spot, reading)
    elif reading.lock.signed and not locked.signed_by:
        reading.stop("lock-unsigned", file, spot, source=source)
    else:
        content = kept_content(locked.sha256)
        if isinstance(content, bytes):
            top = os.path.join(os.path.abspath(os.sep), locked.sha256, "bundle")
            return Place(PackedTree(top, unpacked(content)), top, address.shown)
        reading.stop(content, file, spot, source=source)
    return None


def _as_locked(place: Place, source: str, file: str, spot: Spot, reading: _Reading) -> Place | None:
    """The place, where its content is the one of the lock, or nothing is locked."""
    if not reading.lock.binding:
        return place
    locked = reading.lock.sources.get(source)
    if locked is None:
        _not_locked(source, file, spot, reading)
        return None
    from guardrails.files.contents import fingerprint, gathered, packed

    found = fingerprint(packed(gathered(*place).files))
    if found != locked.sha256:
        id = "starter-differs" if source == STARTER else "folder-differs"
        reading.stop(id, file, spot, source=source, locked=locked.sha256[:12], found=found[:12], version=locked.version)
        return None
    return place


def _not_locked(source: str, file: str, spot: Spot, reading: _Reading) -> None:
    names = next(iter(reading.lock.sources), "")
    reading.stop("lock-other-source" if names else "source-not-locked", file, spot, source=source, locked=names)


def _layer(place: Place, reading: _Reading) -> BundleTexts:
    """One bundle's files; the schemas that a nearer bundle has brought win."""
    tree, folder, shown = place
    reading.places.append(place)
    files: dict[str, bytes] = {}
    for name, data in tree.read(folder, tree.matching(folder, (*_FILES, *_BESIDE))):
        if isinstance(data, str):
            reading.problems.append(problem_of(data, f"{shown}/{name}", "policy"))
        else:
            files[f"{shown}/{name}"] = data
    for name, data in tree.read(folder, tree.matching(folder, ("schemas/*.schema.json",))):
        if isinstance(data, str):
            reading.problems.append(problem_of(data, f"{shown}/{name}", "policy"))
        elif not _is_object(data):
            reading.problems.append(problem_of("schema-unreadable", f"{shown}/{name}", "policy"))
        elif name.rpartition("/")[2] not in reading.brought:
            reading.schemas[name.rpartition("/")[2]] = data
            reading.brought.add(name.rpartition("/")[2])
    main = f"{shown}/{MAIN}"
    below = _extended(place, main, files.get(main, b""), reading)
    return BundleTexts(main, files, _layer(below, reading) if below else None)


def _is_object(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _extended(place: Place, main: str, data: bytes, reading: _Reading) -> Place | None:
    """Where the bundle lies that this one builds on."""
    values, _ = read(data)
    fields = values[0] if values and isinstance(values[0], dict) else {}
    name = fields.get("extends")
    if not isinstance(name, str):
        return None
    spot = Spot(path=("extends",))
    if name == STARTER or is_git(name):
        below = _whole(name, main, spot, reading)
    else:
        folder = os.path.normpath(os.path.join(place.folder, name))
        tree = place.tree if place.tree.holds(folder) else DISK
        top = tree.real(os.path.dirname(place.folder))
        if tree.has(folder, MAIN) and os.path.commonpath([top, tree.real(folder)]) != top:
            reading.stop("file-outside", main, spot)
            return None
        below = Place(tree, folder, name)
        if not tree.has(folder, MAIN):
            reading.stop("policy-not-found", main, spot, name=name)
            return None
    if below and any(below.tree.real(below.folder) == p.tree.real(p.folder) for p in reading.places):
        reading.stop("policy-not-found", main, spot, name=name)
        return None
    return below


def read_released(place: Place) -> dict[str, bytes]:
    """The list of rules that a bundle has released, by the name shown; empty where none is kept."""
    return {f"{place.shown}/{name}": data for name, data in place.tree.read(place.folder, (RELEASED,)) if isinstance(data, bytes)}


def read_bases(places: tuple[Place, ...]) -> dict[str, bytes]:
    """The manifests that a bundle's examples change (`base/*.yaml`), by the name shown; of one file name the nearest wins."""
    found: dict[str, bytes] = {}
    for tree, folder, shown in places:
        for name, data in tree.read(folder, tree.matching(folder, ("base/*.yaml",))):
            if isinstance(data, bytes) and not any(known.endswith(f"/{name}") for known in found):
                found[f"{shown}/{name}"] = data
    return found


def read_tests(places: tuple[Place, ...]) -> tuple[tuple[dict[str, bytes], ...], list[Problem]]:
    """The test files of each bundle (`tests/*.yaml`), nearest first.

    And what is the matter with those that can't be read, or that lie where nobody would look for them.
    """
    found: list[dict[str, bytes]] = []
    problems: list[Problem] = []
    for tree, folder, shown in places:
        names = tree.matching(folder, ("tests/*.yaml",))
        read_ones = [(f"{shown}/{name}", data) for name, data in tree.read(folder, names)]
        found.append({name: data for name, data in read_ones if isinstance(data, bytes)})
        problems += [problem_of(data, name, "policy") for name, data in read_ones if isinstance(data, str)]
        elsewhere = (name for name in tree.matching(folder, _LIKE_TESTS) if name not in names)
        problems += [Problem("situation-not-read", f"{shown}/{name}", slots={"name": name}, area="policy") for name in elsewhere]
    return tuple(found), problems
