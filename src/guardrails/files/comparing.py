"""Versions of a bundle and any number of workspaces: compared, or looked over."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from guardrails.files.checking import read_all
from guardrails.files.versions import Version
from guardrails.files.workers import shared_out
from guardrails.files.workspace import find_root, load_workspace
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.language.compile_bundle import compile_bundle
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.text.values import Value
from guardrails.workshop.difference.comparison import Comparison, Side, compared
from guardrails.workshop.difference.effects import Effects, effects, joined
from guardrails.workshop.health import Entry, Tally, health, one_sided, tallied, together
from guardrails.workshop.material import Material
from guardrails.workshop.proving import benches


class Workplace(NamedTuple):
    """A workspace's manifests under names that lead to it, and the parameters that it sets."""

    manifests: tuple[Manifest, ...]
    parameters: Mapping[str, Value]
    unread: int


def workplace(folder: str, checker: Checker) -> Workplace | None:
    """The manifests of the workspace in a folder; None where there is none."""
    root = find_root(folder)
    found = load_workspace(root, checker.schemas) if root else None
    if root is None or found is None or isinstance(found, list):
        return None
    manifests, problems = read_all(root, found.manifests(), checker, {})
    way = os.path.relpath(root).replace(os.sep, "/")
    named = (m._replace(file=m.file if way == "." else f"{way}/{m.file}") for m in manifests)
    return Workplace(tuple(named), found.parameters, len({p.source for p in problems}))


class Unusable(NamedTuple):
    """A version that can't be used, and why."""

    version: Version
    problems: Sequence[Problem]


def compare(old: Version, new: Version, workplaces: Sequence[Workplace], today: date) -> Comparison | Unusable:
    """The comparison of two versions that could be read, or the one that can't be used."""
    sides: list[Side] = []
    materials: list[Material] = []
    for version in (old, new):
        assert version.material is not None
        bundle, problems = _compiled(version.material, {})
        if bundle is None:
            return Unusable(version, problems)
        sides.append(Side(bundle, benches(version.material)[0], version.origin))
        materials.append(version.material)
    seen = [_effects(materials, sides, place, Day(today)) for place in workplaces]
    return compared(sides[0], sides[1], joined(seen))


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
    bundle, problems = compile_bundle(material.texts, material.schemas, parameters, material.texts.main)
    stops = any(not problem.warning for problem in problems)
    return (None if stops else bundle), problems


def _effects(materials: Sequence[Material], sides: Sequence[Side], place: Workplace, day: Day) -> Effects:
    """What changes in one workspace, with the parameters that it sets (where a version still knows them)."""
    runs: list[Run] = []
    for material, side in zip(materials, sides, strict=True):
        bundle = _compiled(material, place.parameters)[0] if place.parameters else None
        runs.append(Run(bundle or side.bundle, Questions(material.schemas), day, share=shared_out))
    return effects(place.manifests, runs[0], runs[1], shared_out)
