"""The manifests of a situation: a base manifest with changes, or one written whole; each has to fit its schema.

What does not fit is told where the author of the situation wrote it, also where one change says it with a dotted name.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import MappingProxyType

from guardrails.judge.manifests import manifest_faults, manifest_of, without_blanks
from guardrails.language.compile_bundle import as_policy_fault
from guardrails.language.faults import Faults
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.value import Fields, Path
from guardrails.text.nearest import nearest
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import ChangeError, put


def situation_manifests(listed: Value, bench: Bench, faults: Faults) -> list[Manifest]:
    """The manifests under `manifests`; their names are unique, as expectations and waivers go by name."""
    found: list[Manifest] = []
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        fields = _written(entry, ("manifests", index), bench, faults) if isinstance(entry, dict) else None
        if fields is None:
            continue
        manifest = manifest_of(faults.file, index, fields)
        if any(manifest.name == other.name for other in found):
            faults.note("situation-name-taken", ("manifests", index), name=manifest.name)
        found.append(manifest)
    return found


def _written(entry: Fields, at: Path, bench: Bench, faults: Faults) -> Fields | None:
    """The fields of one manifest; None where they can't be had or don't fit."""
    if ("manifest" in entry) == ("base" in entry) or ("manifest" in entry and "change" in entry):
        faults.note("situation-manifest-how", at)
        return None
    if "manifest" in entry:
        whole = entry["manifest"]
        fields = without_blanks(whole, bench.checker.shape(whole))
        problems = manifest_faults(faults.file, faults.document, fields, bench.checker)
        for problem in problems:
            add_at(faults, problem, (*at, "manifest", *problem.spot.path))
        return fields if isinstance(fields, dict) and not problems else None
    base = str(entry["base"])
    if base not in bench.bases:
        faults.unknown("kind-unknown", (*at, "base"), base, bench.bases, "found")
        return None
    changes = entry.get("change")
    changed = applied(bench.bases[base].fields, changes if isinstance(changes, dict) else {}, (*at, "change"), faults)
    if changed is None:
        return None
    problems = manifest_faults(faults.file, faults.document, changed, bench.checker)
    add_changed(faults, problems, changes if isinstance(changes, dict) else {}, (*at, "change"))
    return None if problems else changed


def applied(base: Fields, changes: Mapping[str, Value], at: Path, faults: Faults) -> Fields | None:
    """The fields with every change made; None where one leads nowhere, which is told at that change."""
    fields, lost = deepcopy(base), False
    for name, value in changes.items():
        try:
            put(fields, name, value)
        except ChangeError:
            faults.note("situation-change-nowhere", (*at, name), on_key=True, path=name)
            lost = True
    return None if lost else fields


def add_at(faults: Faults, problem: Problem, at: Path, slots: Mapping[str, str] = MappingProxyType({})) -> None:
    """Note a problem of a part as one of the document that the part stands in."""
    told = as_policy_fault(problem)
    faults.add(told.id, at, {**told.slots, **slots}, told.spot.on_key, told.warning)


def add_changed(faults: Faults, problems: list[Problem], changes: Mapping[str, Value], at: Path) -> None:
    """Note problems of changed fields at the changes that brought them, with the nearest name dotted as they are."""
    for problem in problems:
        keys = tuple(map(str, problem.spot.path))
        written = next((name for name in changes if _meet(tuple(name.split(".")), keys)), None)
        if written is None:
            add_at(faults, problem, at)
            continue
        names = written.split(".")
        near = ""
        if problem.id == "field-unknown" and len(keys) <= len(names):
            # the key that was meant is mostly there already, as the base is complete
            meant = nearest(keys[-1], problem.slots["known"].split(", "))
            near = ".".join([*keys[:-1], meant, *names[len(keys) :]]) if meant else ""
        add_at(faults, problem, (*at, written, *problem.spot.path[len(names) :]), {"nearest": near} if near else {})


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two ways is the beginning of the other."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
