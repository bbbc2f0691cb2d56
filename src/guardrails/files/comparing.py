"""Versions of a bundle and any number of workspaces: compared, or looked over."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from guardrails.files.checking import read_all
from guardrails.files.policy_sources import bundle_meant, read_material
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
from guardrails.workshop.health import Entry, Tally, health, tallied, together
from guardrails.workshop.material import Material
from guardrails.workshop.proving import benches


class Version(NamedTuple):
    """One version of a bundle, read: its material, or the problems with it. `missing`: there is no bundle there."""

    material: Material | None = None
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, bytes] = {}
    missing: bool = False


class Workplace(NamedTuple):
    """A workspace's manifests under names that lead to it, and the parameters that it sets."""

    manifests: tuple[Manifest, ...]
    parameters: Mapping[str, Value]
    unread: int


def version_at(source: str) -> Version:
    """The bundle in a folder, or the starter."""
    meant = bundle_meant(None if source == "starter" else source)
    if meant is None:
        return Version(missing=True)
    if isinstance(meant, list):
        return Version(problems=tuple(meant))
    material, loaded = read_material(meant._replace(source="starter") if source == "starter" else meant)
    if material is None:
        layers = loaded.texts.layers() if loaded.texts else ()
        return Version(problems=loaded.problems, texts={name: data for layer in layers for name, data in layer.files.items()})
    return Version(material)


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


def compare(old: Material, new: Material, workplaces: Sequence[Workplace], today: date) -> Comparison | list[Problem]:
    """The comparison, or the problems that keep one of the two from being used."""
    sides: list[Side] = []
    for material in (old, new):
        bundle, problems = _compiled(material, {})
        if bundle is None:
            return problems
        sides.append(Side(bundle, benches(material)[0]))
    seen = [_effects(old, new, sides, place, Day(today)) for place in workplaces]
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
    return health(bundle, together(tallies), judged, today), len(bundle.rules), judged


def _compiled(material: Material, parameters: Mapping[str, Value]) -> tuple[Bundle | None, list[Problem]]:
    bundle, problems = compile_bundle(material.texts, material.schemas, parameters, material.texts.main)
    stops = any(not problem.warning for problem in problems)
    return (None if stops else bundle), problems


def _effects(old: Material, new: Material, sides: Sequence[Side], place: Workplace, day: Day) -> Effects:
    """What changes in one workspace, with the parameters that it sets (where a version still knows them)."""
    runs: list[Run] = []
    for material, side in zip((old, new), sides, strict=True):
        bundle = _compiled(material, place.parameters)[0] if place.parameters else None
        runs.append(Run(bundle or side.bundle, Questions(material.schemas), day, share=shared_out))
    return effects(place.manifests, runs[0], runs[1], shared_out)
