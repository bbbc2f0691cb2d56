"""Versions of a bundle and any number of workspaces: compared, or looked over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from guardrails.files.checking import read_all
from guardrails.files.globs import matching
from guardrails.files.policy_cache import Source, compiled
from guardrails.files.trees import DISK
from guardrails.files.versions import Version
from guardrails.files.waivers import Places, with_waivers
from guardrails.files.workers import Watch, shared_out
from guardrails.files.workspace import WORKSPACE_FILE, find_root, load_workspace
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run, Share
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.difference.comparison import Comparison, Side, alike, compared
from guardrails.workshop.difference.effects import Seen, announced, effects, joined
from guardrails.workshop.health import Entry, Tally, health, one_sided, tallied, together
from guardrails.workshop.material import Material
from guardrails.workshop.proving import benches


class Workplace(NamedTuple):
    """A workspace's manifests under names that lead to it, the parameters that it sets, and how many files can't be read.

    `name` is what it is called, `root` its folder, and `bundle` the folder of the rules that it names.
    """

    manifests: tuple[Manifest, ...]
    parameters: Mapping[str, Value]
    unread: int
    name: str = "."
    root: str = ""
    bundle: str = ""


class Broken(NamedTuple):
    """A workspace whose description can't be used: its name, why, and the texts that the problems point into."""

    name: str
    problems: Sequence[Problem]
    texts: Mapping[str, bytes]


def roots_in(folder: str) -> list[str]:
    """The workspaces that a folder stands for: itself, else all that lie below it, else the one around it."""
    if DISK.has(folder, WORKSPACE_FILE):
        return [os.path.abspath(folder)]
    below: list[str] = []
    for name in sorted(matching(folder, (f"**/{WORKSPACE_FILE}",)), key=lambda name: (name.count("/"), name)):
        root = os.path.abspath(os.path.join(folder, os.path.dirname(name)))
        if not any(root.startswith(other + os.sep) for other in below):
            below.append(root)
    around = None if below or not os.path.isdir(folder) else find_root(folder)
    return [around] if around else sorted(below)


def workplace(root: str, checker: Checker) -> Workplace | Broken:
    """The manifests of the workspace in a folder."""
    found = load_workspace(root, checker.schemas)
    way = _way(root)
    if isinstance(found, list):
        texts = {name: data for name, data in DISK.read(root, (WORKSPACE_FILE,)) if isinstance(data, bytes)}
        return Broken(way, found, texts)
    manifests, problems = read_all(root, found.manifests(), checker, {})
    named = (m._replace(file=_below(way, m.file)) for m in manifests)
    unread = len({problem.source for problem in problems})
    return Workplace(tuple(named), found.parameters, unread, way, root, os.path.join(root, found.source))


def _way(root: str) -> str:
    try:
        return os.path.relpath(root).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return root.replace(os.sep, "/")


def _below(way: str, file: str) -> str:
    return file if way == "." else f"{way}/{file}"


class Unusable(NamedTuple):
    """A version that can't be used, and why."""

    version: Version
    problems: Sequence[Problem]


def compare(
    old: Version, new: Version, workplaces: Sequence[Workplace], today: date, watch: Watch | None = None
) -> Comparison | Unusable:
    """The comparison of two versions that could be read, or the one that can't be used; `watch` is told how far it is."""
    sides: list[Side] = []
    materials: list[Material] = []
    for version in (old, new):
        assert version.material is not None
        bundle, problems = _compiled(version.material, {})
        if bundle is None:
            return Unusable(version, problems)
        sides.append(Side(bundle, partial(_benches, version.material), version.origin))
        materials.append(version.material)
    if _content(materials[0]) == _content(materials[1]):
        return alike(sides[0], sides[1])
    share = _counting(2 * sum(len(place.manifests) for place in workplaces), watch)
    seen: dict[str, Seen] = {}
    unread: dict[str, int] = {}
    for place in workplaces:
        runs, left_out = _runs(materials, sides, place, Day(today))
        seen[place.name] = effects(place.manifests, runs[0], runs[1], share)
        unread[place.name] = place.unread + left_out
    return compared(sides[0], sides[1], joined(seen, unread), today.isoformat())


def _benches(material: Material) -> Sequence[Bench]:
    return benches(material)[0]


def _content(material: Material) -> tuple[list[dict[str, bytes]], list[list[bytes]]]:
    """All that is written in a bundle and what it is built on, wherever it lies and whatever ends its lines."""
    layers = ((layer.main.rpartition("/")[0] + "/", layer.files) for layer in material.texts.layers())
    own = [{name.removeprefix(top): data.replace(b"\r\n", b"\n") for name, data in files.items()} for top, files in layers]
    return own, [sorted(texts.values()) for texts in (material.schema_texts, material.bases, material.released)]


def _counting(total: int, watch: Watch | None) -> Share:
    """Work shared out, that tells of all that is to be done: one workspace after the other, each twice."""
    done = 0

    def share(manifests: Sequence[Manifest], work: Callable[[Manifest], bytes]) -> Sequence[object]:
        nonlocal done
        before, done = done, done + len(manifests)
        return shared_out(manifests, work, watch and (lambda count, _all: watch(before + count, total)))

    return share


def bundle_health(
    material: Material, workplaces: Sequence[Workplace], today: date
) -> tuple[tuple[Entry, ...], int, int] | list[Problem]:
    """What needs a look, with how many rules and manifests were looked at; or the problems with the bundle."""
    bundle, problems = _compiled(material, {})
    if bundle is None:
        return problems
    tallies: list[Mapping[str, Tally]] = []
    for place in workplaces:
        own = _compiled(material, place.parameters)[0] if place.parameters else None
        run = Run(own or bundle, Questions(material.schemas), Day(today), share=shared_out)
        tallies.append(tallied(place.manifests, run, shared_out))
    judged = sum(len(place.manifests) for place in workplaces)
    entries = (*health(bundle, together(tallies), judged, today), *one_sided(material))
    return entries, len(bundle.rules), judged


def _compiled(material: Material, parameters: Mapping[str, Value]) -> tuple[Bundle | None, list[Problem]]:
    source = Source(material.texts, material.schema_texts, material.schemas, parameters)
    bundle, problems = compiled(source, material.texts.main)
    stops = any(not problem.warning for problem in problems)
    return (None if stops else bundle), problems


def _runs(materials: Sequence[Material], sides: Sequence[Side], place: Workplace, day: Day) -> tuple[list[Run], int]:
    """Both versions ready to judge a workspace as if all their rules were announced, with its own parameters (where a version
    still knows them) and waivers; and how many of its files with waivers can't be used."""
    runs: list[Run] = []
    left_out: set[str] = set()
    for material, side in zip(materials, sides, strict=True):
        bundle = (_compiled(material, place.parameters)[0] if place.parameters else None) or side.bundle
        waived, problems = with_waivers(bundle, Places(place.root, place.bundle, material.texts), material.schemas)
        left_out.update(problem.source for problem in problems if not problem.warning)
        if waived is not None and len(waived.waivers) > len(bundle.waivers):
            theirs = (w._replace(file=_below(place.name, w.file)) for w in waived.waivers[len(bundle.waivers) :])
            waived = waived._replace(waivers=(*waived.waivers[: len(bundle.waivers)], *theirs))
        runs.append(Run(announced(waived or bundle), Questions(material.schemas), day, share=shared_out))
    return runs, len(left_out)
