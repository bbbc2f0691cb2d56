"""Leaving out an answer never switches a rule off (design §4.5): for every blocking rule of the starter, every answer.

The rules' own failing examples are taken, one answer that the rule's `when` reads is removed, and the manifest still
does not pass: the rule still blocks, and where it hangs on that answer it asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache

import pytest

from guardrails.files.policy_sources import Meant, read_material
from guardrails.files.source_names import STARTER
from guardrails.judge.run import Run
from guardrails.judge.verdict import Exit, exit_code
from guardrails.language.scope import Inventory
from guardrails.model.condition import All, AnyOf, Condition, Count, Each, FieldPath, Meets, Refers, Some, Sum, Survey
from guardrails.model.condition import Test as Leaf
from guardrails.model.manifest import Manifest
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.truth import Truth
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.examples import Example, changed, examples_of
from guardrails.workshop.trial import other_manifests

Read = tuple[tuple[str, ...], tuple[str, ...]]
"""A field that a condition reads: the list whose elements hold it (or nothing), and its keys there."""


@cache
def bench() -> Bench:
    """The starter bundle with its base manifests."""
    material, loaded = read_material(Meant(STARTER, "."))
    assert material is not None, loaded.problems
    found, problems = bench_of(material)
    assert found is not None, problems
    return found


def reads(condition: Condition, inside: tuple[str, ...] = ()) -> Iterator[Read]:
    """The answers of the manifest that a condition reads, where leaving one out means that nobody has answered."""
    match condition:
        case Leaf(path=path) | Refers(path=path):
            yield from _read(path, inside)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from reads(part, inside)
        case Each() | Some():
            yield from _over(condition.path, (condition.where, condition.require), inside)
        case Count():
            yield from _over(condition.path, (condition.where,), inside)
        case Sum(paths=paths, adds=adds):
            for path in paths:
                yield from _read(path, inside)
            if adds is not None:
                yield from _read(adds, (*inside, *paths[0].keys))
        case Meets(part=part):
            yield from reads(part, inside)
        case Survey():
            return


def _over(path: FieldPath, parts: tuple[Condition | None, ...], inside: tuple[str, ...]) -> Iterator[Read]:
    yield from _read(path, inside)
    if path.start == "here" and not inside:
        for part in parts:
            if part is not None:
                yield from reads(part, path.keys)


def _read(path: FieldPath, inside: tuple[str, ...]) -> Iterator[Read]:
    if path.keys and not path.nothing[-1]:
        if path.start == "root":
            yield (), path.keys
        elif path.start == "here":
            yield inside, path.keys


def without(fields: Fields, read: Read) -> list[tuple[Fields, Path]]:
    """The manifest without that answer: once, or once for each element that has it; and the path that is now open."""
    listed, keys = read
    if not listed:
        left = _removed(fields, (), keys)
        return [left] if left else []
    elements: Value = fields
    for key in listed:
        elements = elements.get(key) if isinstance(elements, dict) else None
    count = len(elements) if isinstance(elements, list) else 0
    return [left for index in range(count) if (left := _removed(fields, (*listed, index), keys))]


def _removed(fields: Fields, place: Path, keys: tuple[str, ...]) -> tuple[Fields, Path] | None:
    copied = deepcopy(fields)
    here: Value = copied
    for step in (*place, *keys[:-1]):
        if isinstance(here, list) and isinstance(step, int):
            here = here[step]
        elif isinstance(here, dict) and step in here:
            here = here[str(step)]
        else:
            return None
    if not isinstance(here, dict) or keys[-1] not in here:
        return None
    del here[keys[-1]]
    return copied, (*place, *keys)


def cases() -> list[tuple[Example, Read]]:
    """Every failing example at live of a rule that blocks there, with every answer that its `when` reads."""
    rules = {r.name: r for r in bench().bundle.rules}
    found: list[tuple[Example, Read]] = []
    for pack in bench().packs():
        for example in examples_of(pack):
            rule = rules[f"{example.pack}/{example.rule}"]
            blocks = rule.severity.get(Stage.LIVE) is Severity.BLOCK
            if blocks and rule.when is not None and example.expect in ("fail", "ask") and example.stage in ("", "live"):
                found += [(example, read) for read in dict.fromkeys(reads(rule.when))]
    return found


def test_there_are_cases() -> None:
    assert len(cases()) > 100
    assert len({(e.pack, e.rule) for e, _ in cases()}) > 20


@pytest.mark.parametrize("pack", ["data", "governance", "launch", "vendor"])
def test_leaving_out_an_answer_never_switches_a_rule_off(pack: str) -> None:
    switched_off: list[str] = []
    for example, read in cases():
        if example.pack != pack:
            continue
        run = bench().run_for(example)
        for fields, path in without(changed(bench().bases[example.kind].fields, example), read):
            if not bench().checker.fits(example.kind, fields):
                continue  # the schema itself insists on that answer
            amiss = _amiss(run, example, bench().manifest(example, fields), path)
            switched_off += [f"{example.name}, without {path}: {amiss}"] if amiss else []
    assert switched_off == []


def _amiss(run: Run, example: Example, manifest: Manifest, path: Path) -> str:
    report = run.report([manifest, *other_manifests(example, bench())], [], {manifest.file})
    [told] = report.manifests
    if exit_code(report) is Exit.FINE:
        return "the manifest passes"
    finding = next((f for f in told.findings if f.rule.name == f"{example.pack}/{example.rule}"), None)
    if finding is None or finding.outcome is not Outcome.FAILED or finding.severity is not Severity.BLOCK:
        return f"the rule came out {finding.outcome if finding else 'without a finding'}"
    asked = [*finding.asks, *(q.path for q in told.questions)]
    hangs = finding.when is not None and finding.when.truth is Truth.UNANSWERED
    if hangs and not any(path[: len(asks)] == asks for asks in asked):
        return f"asks for {asked}"
    return ""


def test_the_inventory_of_a_case_holds_the_other_kind() -> None:
    example, _ = cases()[0]
    assert Inventory(other_manifests(example, bench())).manifests
