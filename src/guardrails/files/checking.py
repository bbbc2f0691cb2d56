"""A check from folder to report: the public Python API, and what `guardrails check` calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from guardrails.files.bundles import load_bundle
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.locks import lock_for
from guardrails.files.policy_cache import Source, compiled
from guardrails.files.reading import problem_of, read_bytes
from guardrails.files.trees import DISK, Tree
from guardrails.files.waivers import Places, with_waivers
from guardrails.files.workers import Watch, shared_out
from guardrails.files.workspace import WORKSPACE_FILE, Workspace, find_root, load_workspace
from guardrails.judge.manifests import Checker, Reading, manifest_of, names_taken, read_quickly, reading_of
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run, sorted_problems
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.schemas import Json
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem, Spot
from guardrails.model.report import Report
from guardrails.model.rule import Bundle
from guardrails.text.values import Value

if TYPE_CHECKING:
    from guardrails.model.baseline import Baseline


class Policies(NamedTuple):
    """A workspace with its compiled bundle, or the problems that stand in the way.

    `texts` are the bundle's files by the name shown; with them guardrails.yaml where it was not read from the disk.
    """

    workspace: Workspace
    bundle: Bundle | None
    schemas: Mapping[str, Json]
    problems: tuple[Problem, ...]
    texts: Mapping[str, bytes]


Touched: TypeAlias = "Callable[[Sequence[Manifest]], frozenset[str]]"
"""Of all manifests, the files that a report is about."""


class Checked(NamedTuple):
    """A report, and what explaining it needs. `unread` are the files with a problem, reported or not."""

    report: Report
    policies: Policies
    sources: Callable[[str], str]
    run: Run | None = None
    manifests: tuple[Manifest, ...] = ()
    held: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


def load_policies(start: str, source: str | None = None, tree: Tree = DISK) -> Policies:
    """The workspace around `start` and its policies; `source` takes the place of what the workspace names.

    `tree` is where guardrails.yaml and the bundle are read: on the disk, or in a commit.
    """
    schemas = ParsedSchemas(shipped_schema_texts())
    root = find_root(start, tree)
    found = load_workspace(root, schemas, tree) if root else Workspace(os.path.abspath(start))
    texts = (
        {name: d for name, d in tree.read(root, (WORKSPACE_FILE,)) if isinstance(d, bytes)} if root and tree is not DISK else {}
    )
    if isinstance(found, list):
        return Policies(Workspace(root or start, WORKSPACE_FILE), None, schemas, tuple(found), texts)
    lock = lock_for(found, schemas, tree, named=source is not None)
    if isinstance(lock, list):
        return Policies(found, None, schemas, tuple(lock), texts)
    loaded = load_bundle(source or found.source, start if source else found.root, found.file, tree, lock)
    texts |= {name: data for layer in (loaded.texts.layers() if loaded.texts else ()) for name, data in layer.files.items()}
    if loaded.texts is None or loaded.problems:
        return Policies(found, None, schemas, loaded.problems, texts)
    schemas = ParsedSchemas(loaded.schemas)
    bundle, problems = compiled(Source(loaded.texts, loaded.schemas, schemas, found.parameters), found.file)
    if bundle is not None:
        home = start if source else found.root
        places = Places(found.root if found.file else "", os.path.join(home, source or found.source), loaded.texts, tree)
        bundle, more = with_waivers(bundle, places, schemas)
        problems += more
    return Policies(found, bundle, schemas, tuple(problems), texts)


def check(
    paths: Sequence[str] = (),
    *,
    start: str = ".",
    today: date,
    as_of_given: bool = False,
    policies: str | None = None,
    waivers: bool = True,
    given: Mapping[str, bytes] | None = None,
    baseline: str | None = None,
    renewing: bool = False,
    watch: Watch | None = None,
    baseline_in: Tree = DISK,
    loaded: Policies | None = None,
    touched: Touched | None = None,
) -> Checked:
    """Check the manifests of a workspace (only `paths`, if any) against its policies.

    `start` is the folder to look from, `paths` are files or folders relative to it. `policies` names another bundle.
    `given` holds texts that take the place of files (standard input, an editor's buffer). All manifests of the workspace
    are read, because rules speak of tools that other files declare; the report is about those asked for.
    `baseline` is the file, by its name in the workspace, of what was there before and does not count; `renewing` leaves out
    its entries for rules that are gone, instead of telling them as problems. `watch` is told how far it is.
    `loaded` are policies that were read elsewhere (a commit); `touched` picks, of all manifests, the files to report on.
    """
    loaded = loaded or load_policies(start, policies)
    day = Day(today, as_of_given)
    held = dict(given or {})
    sources = _sources(loaded, held)
    if loaded.bundle is None:
        report = Report(today, as_of_given, None, (), sorted_problems(loaded.problems), (), ())
        return Checked(report, loaded, sources)
    root = loaded.workspace.root
    reader = partial(read_bytes, root) if baseline_in is DISK else partial(_read_in, baseline_in, root)
    known: Baseline | list[Problem] | None = None
    if baseline is not None:
        from guardrails.files.baseline import read_baseline

        known = read_baseline(baseline, reader, loaded.bundle, loaded.schemas, renewing)
    if isinstance(known, list):
        return Checked(Report(today, as_of_given, None, (), sorted_problems(known), (), ()), loaded, sources)
    checker = Checker(loaded.schemas)
    chosen = chosen_names(loaded.workspace, start, paths, held)
    names = sorted({*_all_names(loaded.workspace, paths), *chosen} - {baseline})
    manifests, problems = read_all(root, names, checker, held, watch)
    every = None if problems else {(m.kind, m.name) for m in manifests}
    problems += names_taken(manifests)
    taken = {(p.source, p.spot.document) for p in problems if p.id == "name-taken"}
    manifests = [m for m in manifests if (m.file, m.document) not in taken]
    run = Run(loaded.bundle, Questions(loaded.schemas), day, waivers, partial(shared_out, watch=watch))
    reported = frozenset(chosen) if paths or held else None
    if touched is not None:
        near = touched(manifests)
        reported = near if reported is None else reported & near
    told = [p for p in problems if reported is None or p.source in reported or p.slots.get("other") in reported]
    if not manifests and not told:
        told = [_nothing(loaded.workspace, paths)]
    unread = frozenset(p.source for p in problems if not p.warning)
    report = run.report(manifests, [*loaded.problems, *told], reported, unread)
    if known is not None:
        from guardrails.judge.baseline import set_aside

        report = set_aside(report, known, ManifestShapes(loaded.schemas), every)
    return Checked(report, loaded, sources, run, tuple(manifests), tuple(held), unread)


def _read_in(tree: Tree, root: str, name: str, most: int) -> bytes | str:
    """A file as a commit has it, or the id of the problem with it."""
    data = next((data for _, data in tree.read(root, (name,))), "file-not-found")
    return "file-too-large" if isinstance(data, bytes) and len(data) > most else data


def _nothing(workspace: Workspace, paths: Sequence[str]) -> Problem:
    """Nothing to check: that is told, so that nobody takes it for "all is fine"."""
    if paths:
        return Problem("nothing-matched", "", slots={"paths": ", ".join(paths)}, area="nothing")
    if workspace.file:
        slots = {"globs": ", ".join(workspace.globs)}
        return Problem("no-manifests", workspace.file, Spot(path=("manifests",)), slots, "nothing")
    return Problem("workspace-not-found", "", area="nothing")


def _all_names(workspace: Workspace, paths: Sequence[str]) -> list[str]:
    """Without a workspace file only what was named is looked at: a stray folder may hold any YAML."""
    return workspace.manifests() if workspace.file or not paths else []


def chosen_names(workspace: Workspace, start: str, paths: Sequence[str], held: Mapping[str, bytes]) -> list[str]:
    """The names of the files to report on."""
    known = workspace.manifests() if workspace.file or any(os.path.isdir(os.path.join(start, p)) for p in paths) else []
    found = list(held)
    for path in paths:
        name = os.path.relpath(os.path.join(start, path), workspace.root).replace(os.sep, "/")
        if os.path.isdir(os.path.join(start, path)):
            found += [k for k in known if name == "." or k.startswith(name + "/")]
        elif name != workspace.file:
            found.append(name)
    return found


def read_all(
    root: str, names: Sequence[str], checker: Checker, held: Mapping[str, bytes], watch: Watch | None = None
) -> tuple[list[Manifest], list[Problem]]:
    """Every manifest in the named files, and the problems with those that could not be read."""

    folders: dict[str, bool] = {}

    def quickly(name: str) -> list[Value] | None:
        data = held.get(name) if name in held else read_bytes(root, name, seen=folders)
        return read_quickly(data, checker) if isinstance(data, bytes) else None

    manifests: list[Manifest] = []
    problems: list[Problem] = []
    for name, values in zip(names, shared_out(names, quickly, watch), strict=True):
        if not isinstance(values, list):
            reading = _slowly(root, name, checker, held)
            manifests += reading.manifests
            problems += reading.problems
        else:
            manifests += [manifest_of(name, number, fields) for number, fields in enumerate(values) if isinstance(fields, dict)]
    return manifests, problems


def _slowly(root: str, name: str, checker: Checker, held: Mapping[str, bytes]) -> Reading:
    data = held[name] if name in held else read_bytes(root, name)
    return Reading(problems=(problem_of(data, name),)) if isinstance(data, str) else reading_of(name, data, checker)


def _sources(policies: Policies, held: Mapping[str, bytes]) -> Callable[[str], str]:
    """A file's text by the name that the report uses."""

    @lru_cache(maxsize=8)
    def source(name: str) -> str:
        data = held[name] if name in held else policies.texts.get(name) or read_bytes(policies.workspace.root, name)
        if isinstance(data, str):
            raise KeyError(name)
        return data.decode("utf-8", "replace")

    return source
