"""Which sides of a rule's conditions its examples have shown: every test both holding and not, every `when` both ways.

A test is known by its place in the condition, not by the object, because a rule is compiled anew for an example that
changes the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Each,
    Meets,
    Refers,
    Some,
    Sum,
    Survey,
    Test,
)
from guardrails.model.evidence import Combined, Defined, Evidence, Quantified, Referred
from guardrails.model.report import Finding
from guardrails.model.rule import Rule
from guardrails.model.truth import Truth

Spot: TypeAlias = tuple[str | int, ...]
_WHEN: Spot = ("when",)


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """How many of a rule's sides were seen, and the others in words."""

    rule: str
    seen: int
    sides: int
    unseen: tuple[str, ...]


def coverage_of(rule: Rule, findings: Iterable[Finding]) -> RuleCoverage:
    """What the examples of one rule have shown, by the evidence of their trials."""
    shown: set[tuple[Spot, bool]] = set()
    for finding in findings:
        for part, evidence in (("when", finding.when), ("require", finding.evidence)):
            if evidence is not None:
                shown.update((spot, truth is Truth.YES) for spot, truth in _truths(evidence, (part,)))
        if finding.when is not None and finding.when.truth in (Truth.YES, Truth.NO):
            shown.add((_WHEN, finding.when.truth is Truth.YES))
    sides = {(spot, side): words for spot, words in _tests(rule).items() for side in (True, False)}
    unseen = [_unseen(words, side, spot) for (spot, side), words in sides.items() if (spot, side) not in shown]
    return RuleCoverage(rule.name, len(sides) - len(unseen), len(sides), tuple(dict.fromkeys(unseen)))


def _unseen(words: str, side: bool, spot: Spot) -> str:
    if spot == _WHEN:
        return f"`when`: no example that the rule {'concerns' if side else 'does not concern'}"
    return f"`{words}`: no example where it {'holds' if side else 'does not hold'}"


def _tests(rule: Rule) -> Mapping[Spot, str]:
    """Every test of a rule by its place, in words; and `when` as a whole."""
    found: dict[Spot, str] = {}
    if rule.when is not None:
        found[_WHEN] = "when"
        found.update(_leaves(rule.when, ("when", "all")))
    found.update(_leaves(rule.require, ("require",)))
    return found


def _leaves(condition: Condition, at: Spot) -> Iterator[tuple[Spot, str]]:
    match condition:
        case Test(path=path, operator=operator):
            yield at, f"{path.name} {operator}"
        case All(parts=parts) | AnyOf(parts=parts):
            for index, part in enumerate(parts):
                yield from _leaves(part, (*at, index))
        case Each(where=where, require=require) | Some(where=where, require=require):
            if where is not None:
                yield from _leaves(where, (*at, "where"))
            yield from _leaves(require, (*at, "each"))
        case Meets(part=part):
            yield from _leaves(part, at)
        case Refers(path=path, that=that):
            yield at, f"{path.name} {'not_' if condition.negated else ''}refers_to"
            if that is not None:
                yield from _leaves(that, (*at, "that"))
        case Count(path=path, operator=operator):
            yield at, f"count_of {path.name} {operator}"
        case Sum(paths=paths, operator=operator):
            yield at, f"sum_of {', '.join(p.name for p in paths)} {operator}"
        case Survey(kind=kind, operator=operator):
            yield at, f"inventory {kind} {operator}"
        case _:
            assert_never(condition)


def _truths(evidence: Evidence, at: Spot) -> Iterator[tuple[Spot, Truth]]:
    """Every test that was made, by the same places as `_leaves`."""
    at = ("when", "all") if at == _WHEN else at
    match evidence:
        case Combined(parts=parts):
            for index, part in enumerate(parts):
                yield from _truths(part, (*at, index))
        case Quantified(elements=elements):
            for element in elements:
                if element.where is not None:
                    yield from _truths(element.where, (*at, "where"))
                if element.require is not None:
                    yield from _truths(element.require, (*at, "each"))
        case Defined(part=part):
            yield from _truths(part, at)
        case Referred(that=that):
            yield at, evidence.truth
            if that is not None:
                yield from _truths(that, (*at, "that"))
        case _:
            yield at, evidence.truth
