"""Which sides of a rule's conditions its examples have shown: every test both holding and not, every `when` both ways.

A test is known by its place in the condition, not by the object, because a rule is compiled anew for an example that
changes the organisation. Each test is asked on its own, so one that decides nothing in an example is seen too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from guardrails.language.fast import fast, lookup
from guardrails.language.scope import elements_of
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
from guardrails.model.rule import Rule
from guardrails.model.truth import Truth
from guardrails.text.values import Value
from guardrails.workshop.stand import Stand

Spot: TypeAlias = tuple[str | int, ...]
_WHEN: Spot = ("when",)
_INSIDE_WHEN: Spot = ("when", "all")
_REQUIRE: Spot = ("require",)


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """How many of a rule's sides were seen, and the others in words."""

    rule: str
    pack: str
    seen: int
    sides: int
    unseen: tuple[str, ...]


def coverage_of(rule: Rule, stands: Iterable[Stand]) -> RuleCoverage:
    """What the examples of one rule have shown, by where each was judged."""
    shown: set[tuple[Spot, bool]] = set()
    for stand in stands:
        root, when = stand.scope.root, stand.rule.when
        if when is not None:
            truth = fast(when, stand.terms)(root, stand.scope)
            if truth in (Truth.YES, Truth.NO):
                shown.add((_WHEN, truth is Truth.YES))
            shown.update(_seen(when, _INSIDE_WHEN, root, stand))
        shown.update(_seen(stand.rule.require, _REQUIRE, root, stand))
    sides = {(spot, side): words for spot, words in _tests(rule).items() for side in (True, False)}
    unseen = [_unseen(words, side, spot) for (spot, side), words in sides.items() if (spot, side) not in shown]
    return RuleCoverage(rule.name, rule.pack, len(sides) - len(unseen), len(sides), tuple(dict.fromkeys(unseen)))


def covered(rules: Iterable[RuleCoverage]) -> float:
    """The share of all sides of some rules that was seen, in percent."""
    seen, sides = (sum(counts) for counts in zip((0, 0), *((rule.seen, rule.sides) for rule in rules), strict=True))
    return 100 * seen / sides if sides else 0.0


def _unseen(words: str, side: bool, spot: Spot) -> str:
    if spot == _WHEN:
        return f"`when`: no example that the rule {'concerns' if side else 'does not concern'}"
    return f"`{words}`: no example where it {'holds' if side else 'does not hold'}"


def _tests(rule: Rule) -> Mapping[Spot, str]:
    """Every test of a rule by its place, in words; and `when` as a whole."""
    found: dict[Spot, str] = {}
    if rule.when is not None:
        found[_WHEN] = "when"
        found.update(_leaves(rule.when, _INSIDE_WHEN))
    found.update(_leaves(rule.require, _REQUIRE))
    return found


def _leaves(condition: Condition, at: Spot) -> Iterator[tuple[Spot, str]]:
    match condition:
        case Test(path=path, operator=operator):
            yield at, f"{path.name} {operator}"
        case Refers(path=path):
            yield at, f"{path.name} {'not_' if condition.negated else ''}refers_to"
        case Count(path=path, operator=operator):
            yield at, f"count_of {path.name} {operator}"
        case Sum(paths=paths, operator=operator):
            yield at, f"sum_of {', '.join(p.name for p in paths)} {operator}"
        case Survey(kind=kind, operator=operator):
            yield at, f"inventory {kind} {operator}"
        case _:
            pass
    for key, part in _parts(condition):
        yield from _leaves(part, (*at, *key))


def _parts(condition: Condition) -> Iterator[tuple[Spot, Condition]]:
    """The conditions inside a condition, each with its place."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            yield from (((index,), part) for index, part in enumerate(parts))
        case Meets(part=part):
            yield (), part
        case Refers(that=inner):
            yield from ((("that",), inner),) if inner is not None else ()
        case Each(where=where, require=require) | Some(where=where, require=require):
            yield from ((("where",), where),) if where is not None else ()
            yield ("each",), require
        case Count(where=where) | Sum(where=where) | Survey(where=where):
            yield from ((("where",), where),) if where is not None else ()
        case Test():
            return
        case _:
            assert_never(condition)


def _seen(condition: Condition, at: Spot, here: Value, stand: Stand) -> Iterator[tuple[Spot, bool]]:
    """How every test comes out on every value that it meets in one example."""
    if not isinstance(condition, All | AnyOf | Meets | Each | Some):
        yield at, fast(condition, stand.terms)(here, stand.scope) is Truth.YES
    for key, part in _parts(condition):
        for value in _met(condition, key, here, stand):
            yield from _seen(part, (*at, *key), value, stand)


def _met(condition: Condition, key: Spot, here: Value, stand: Stand) -> list[Value]:
    """What the inner condition at `key` is asked about: "here" itself, a list's elements, or other manifests."""
    match condition:
        case Each(path=path, where=where) | Some(path=path, where=where):
            elements = elements_of(lookup(path)(here, stand.scope)) or []
            if where is None or key == ("where",):
                return elements
            picks = fast(where, stand.terms)
            return [element for element in elements if picks(element, stand.scope) is not Truth.NO]
        case Count(path=path):
            return elements_of(lookup(path)(here, stand.scope)) or []
        case Sum(paths=paths):
            return elements_of(lookup(paths[0])(here, stand.scope)) or []
        case Survey(kind=kind):
            return [manifest.fields for manifest in stand.scope.inventory.of_kind(kind)]
        case Refers(path=path, kind=kind):
            name = lookup(path)(here, stand.scope)
            target = stand.scope.inventory.named(kind, name) if isinstance(name, str) else None
            return [target.fields] if target is not None else []
        case _:
            return [here]
