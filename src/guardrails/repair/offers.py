"""Values that would make one leaf of the evidence true, the nearest first, each with what kind of change it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.language.operators import OPERATORS
from guardrails.model.condition import Given
from guardrails.model.evidence import Tested
from guardrails.model.repair import Sort
from guardrails.model.shape import Shape, trail
from guardrails.model.truth import Truth
from guardrails.model.value import UNKNOWN, Gap, Path
from guardrails.text.nearest import nearest
from guardrails.text.values import Value

_MOST = 8
"""So many values of one field are tried: beyond that the field is the reader's to fill."""
_A_SAMPLE = frozenset({"present", "not_empty", "includes_other_than", "matches", "same_site_as", "includes_any", "lacks_any"})
"""Operators that many values meet: which one is true is for the author to say."""


class Offer(NamedTuple):
    """A value for a field (Gap.NOTHING: leave it out). `distance` is 0 for the nearest."""

    value: Value | Gap
    sort: Sort
    distance: float


def offers(leaf: Tested, shape: Shape, today: str) -> list[Offer]:
    """What could be written at the leaf's own path so that it holds; `shape` is the shape of the leaf's manifest."""
    if isinstance(leaf.wanted, Gap):
        return []
    own = trail(shape, leaf.field)[-1] if leaf.field else shape
    answer = OPERATORS[leaf.condition.operator].bind(leaf.wanted, today)
    found: list[Offer] = []
    for value, one_of_many in _proposals(leaf, own, today):
        if value != leaf.found and value != UNKNOWN and answer(value) is Truth.YES and all(value != o.value for o in found):
            free = Sort.PICK if one_of_many or _is_open(leaf.found, value, today) else Sort.CHOICE
            found.append(Offer(value, least_sort(shape, leaf.field, free), _distance(leaf.found, value) + len(found) / 100))
    if len(found) > 1 and leaf.condition.operator in ("is_not", "not_in"):
        # Several other answers would read like an offer to relabel it.
        found = [o._replace(sort=max(o.sort, Sort.PICK)) for o in found]
    if OPERATORS[leaf.condition.operator].nothing and own is not None and own.absent_none:
        found.append(Offer(Gap.NOTHING, least_sort(shape, leaf.field, Sort.PICK), 1))
    return found[:_MOST]


def least_sort(shape: Shape, path: Path, free: Sort) -> Sort:
    """The kind of change at a place: `free` where the author may set it, more where it, or a block around it, says what is so."""
    steps = [step for step in trail(shape, path) if step is not None]
    if any(step.describes for step in steps):
        return Sort.RELABEL
    return Sort.ACT if any(step.attested for step in steps) else free


def _proposals(leaf: Tested, own: Shape | None, today: str) -> Iterator[tuple[Value, bool]]:
    """Values from the operator, then from the schema; the second part tells whether it is one of many that would do."""
    operator = leaf.condition.operator
    found: Value = None if isinstance(leaf.found, Gap) else leaf.found
    wanted: Value = None if isinstance(leaf.wanted, Gap) else leaf.wanted
    operand = leaf.condition.operand
    of_company = isinstance(operand, Given) and operand.source is not None and operand.source.startswith("org.")
    near = (
        nearest(found, [w for w in wanted if isinstance(w, str)]) if isinstance(wanted, list) and isinstance(found, str) else None
    )
    for value in OPERATORS[operator].edit(found, wanted, today):
        yield value, operator in _A_SAMPLE or (of_company and isinstance(wanted, list) and value != near)
    yield from samples(found, own, operator not in ("is_not", "not_in", "is", "in"))


def _is_open(found: Value | Gap, value: Value, today: str) -> bool:
    """Whether a value is one way among several: a list made shorter, or a day that is only the first of many."""
    shorter = isinstance(found, list) and isinstance(value, list) and all(v in found for v in value)
    return shorter or (isinstance(value, str) and value[:10] == today)


def samples(found: Value, own: Shape | None, many: bool = True) -> Iterator[tuple[Value, bool]]:
    """Values that a field could hold, by its schema: its choices, yes and no, the examples."""
    if own is None:
        return
    if own.kind == "boolean":
        yield from ((value, False) for value in (True, False))
    if own.kind == "choice":
        yield from ((choice, many) for choice in own.choices)
        return
    items = own.items
    if own.kind == "list" and items is not None:
        have = found if isinstance(found, list) else []
        yield from (([*have, choice], True) for choice in items.choices if choice not in have)
    yield from ((example, True) for example in own.examples)


def example(shape: Shape | None) -> Value:
    """A value that fits a shape: its example, its first choice, or a block or entry with what names it."""
    if shape is None:
        return None
    if shape.examples:
        return shape.examples[0]
    if shape.kind == "choice":
        return next((c for c in shape.choices if c != UNKNOWN), None)
    if shape.kind == "list":
        return [example(shape.items)]
    if shape.kind == "object":
        named = dict.fromkeys((*shape.required, *([shape.identifies] if shape.identifies else [])))
        return {key: example(shape.fields.get(key)) for key in named}
    return {"boolean": True, "integer": 1, "number": 1}.get(shape.kind, "x")


def _distance(found: Value | Gap, value: Value) -> float:
    """How far a value is from what was found, as a part of 1."""
    if isinstance(found, list) and isinstance(value, list):
        return min(len([v for v in (*found, *value) if (v in found) != (v in value)]) / 20, 1)
    if _number(found) and _number(value) and isinstance(found, int | float) and isinstance(value, int | float):
        gap = abs(found - value)
        return gap / (1 + gap)
    return 0


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
