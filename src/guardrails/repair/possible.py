"""Whether any manifest at all can pass a rule: for the rule's author, as no marketer can do anything about it.

Certain in one direction: what is called impossible is. Facts, references, lists of blocks and texts by pattern count as
possible whatever the rule says about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, combinations

from guardrails.language.operators import DATES, NUMBERS, OPERATORS
from guardrails.language.scope import Terms
from guardrails.model.condition import All, AnyOf, Condition, Day, FieldPath, Given, Meets, Test
from guardrails.model.shape import Shape, trail
from guardrails.model.truth import Truth
from guardrails.text.values import Value

_MOST_STEPS = 5_000
_MOST_ENTRIES = 8
_BY_CHOICE = frozenset({"is", "is_not", "in", "not_in", "present"})
_OTHER = "(another answer)"


def is_possible(condition: Condition, shape: Shape, terms: Terms) -> bool:
    """Whether some manifest of this shape can meet the condition; True where that is not certain."""
    return _Look(shape, terms).reaches((condition,), {})


class _Look:
    """A search for one set of tests, one of each `any`, that some answers meet together."""

    def __init__(self, shape: Shape, terms: Terms) -> None:
        self._shape = shape
        self._terms = terms
        self._steps = 0

    def reaches(self, pending: tuple[Condition, ...], so_far: Mapping[FieldPath, tuple[Test, ...]]) -> bool:
        """Whether all that is pending can hold beside the tests taken so far; tests come first, as they rule out most."""
        self._steps += 1
        if not pending or self._steps > _MOST_STEPS:
            return True
        first = min(pending, key=lambda c: (isinstance(c, AnyOf), not isinstance(c, Test)))
        rest = tuple(c for c in pending if c is not first)
        match first:
            case Test():
                path = first.path._replace(start="root") if first.path.start == "here" else first.path
                tests = (*so_far.get(path, ()), first)
                meets = _one_value_meets(path, tests, self._shape, self._terms)
                return meets and self.reaches(rest, {**so_far, path: tests})
            case All(parts):
                return self.reaches((*parts, *rest), so_far)
            case AnyOf(parts):
                return any(self.reaches((part, *rest), so_far) for part in parts)
            case Meets(part=part):
                return self.reaches((part, *rest), so_far)
            case _:
                return self.reaches(rest, so_far)


def _one_value_meets(path: FieldPath, tests: Sequence[Test], shape: Shape, terms: Terms) -> bool:
    own = trail(shape, path.keys)[-1] if path.keys and path.start == "root" else None
    wanted = [_wanted(test, terms) for test in tests]
    left_out = any(path.nothing) and all(OPERATORS[test.operator].nothing for test in tests)
    if own is None or None in wanted or left_out:
        return True
    values = _values(own, tests, wanted)
    if values is None:
        return True
    today = terms.today.isoformat()
    answers = [OPERATORS[t.operator].bind(w, today) for t, w in zip(tests, wanted, strict=True)]
    return any(all(answer(value) is Truth.YES for answer in answers) for value in values)


def _wanted(test: Test, terms: Terms) -> Value:
    """The operand where it is the same for every manifest and company, else None."""
    match test.operand:
        case Given(source=str(source)) if source.startswith("org."):
            return None
        case Given(value):
            return value
        case Day() as day:
            from guardrails.language.durations import on

            return on(day, terms.today, terms.holidays).isoformat()
        case _:
            return None


def _values(own: Shape, tests: Sequence[Test], wanted: Sequence[Value]) -> list[Value] | None:
    """Values among which there is one for every way to answer the tests; None where that can't be listed."""
    operators = {test.operator for test in tests}
    if own.kind == "boolean":
        return [True, False]
    if own.kind == "choice" and operators <= _BY_CHOICE:
        return list(own.choices)
    named = [w for one in wanted for w in (one if isinstance(one, list) else [one])]
    if own.kind == "text" and operators <= _BY_CHOICE:
        return [*(w for w in named if isinstance(w, str)), _OTHER]
    if own.kind in NUMBERS and all(OPERATORS[o].kinds == NUMBERS for o in operators):
        ends = [w for w in named if isinstance(w, int | float)]
        return [end + step for end in ends for step in (-1, -0.001, 0, 0.001, 1)]
    if own.kind in DATES and all(OPERATORS[o].kinds == DATES for o in operators):
        return [day for w in named if isinstance(w, str) for day in _around(w)]
    if own.kind == "list" and own.items is not None and not own.items.fields and operators <= _OVER_SETS:
        return _subsets(own.items, named)
    return None


_OVER_SETS = frozenset(
    ("empty", "not_empty", "present", "includes_all", "lacks_any", "includes_any", "includes_none", "includes_other_than", "only")
)


def _subsets(items: Shape, named: Sequence[Value]) -> list[Value] | None:
    """Every list that a rule can tell from the others: of the entries it names, and one that it does not."""
    entries: list[Value] = [w for at, w in enumerate(named) if isinstance(w, str) and w not in named[:at]]
    others = [c for c in items.choices if c not in entries] if items.kind == "choice" else [_OTHER]
    entries += others[:1]
    if len(entries) > _MOST_ENTRIES:
        return None
    return [list(some) for some in chain.from_iterable(combinations(entries, size) for size in range(len(entries) + 1))]


def _around(day: str) -> Iterator[str]:
    at = date.fromisoformat(day[:10])
    yield from ((at + timedelta(days=by)).isoformat() for by in (-1, 0, 1))
