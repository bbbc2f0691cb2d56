"""The words that compare: every operator in one place, each with its six parts.

The parts: what values it accepts (`kinds`, `operand`), its test (`bind`), the sentence of the requirement and of the
finding (catalogue ids `need.<name>` and `found.<name>`, filled from `detail`), its dual, and the edit that it can offer
(operator_edits.py).
`bind` gets the wanted value and today (ISO date) once and answers for many values. A value of a type that the operator
can't judge is UNJUDGED, never a pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from guardrails.language import operator_edits as edits
from guardrails.model.truth import Truth
from guardrails.text.values import Value

YES, NO, UNJUDGED = Truth.YES, Truth.NO, Truth.UNJUDGED

Answer: TypeAlias = Callable[[Value], Truth]
Bind: TypeAlias = Callable[[Value, str], Answer]
Detail: TypeAlias = Callable[[Value, Value], Mapping[str, Value]]

SCALARS = frozenset({"text", "choice", "number", "integer", "boolean", "date", "moment"})
TEXTS = frozenset({"text", "choice"})
NUMBERS = frozenset({"number", "integer"})
DATES = frozenset({"date", "moment"})
LISTS = frozenset({"list"})
ANYTHING = SCALARS | LISTS | {"object", "open"}


class Operator(NamedTuple):
    """One operator. `nothing`: its answer about a thing that does not exist (`x-absent: none`)."""

    name: str
    dual: str
    kinds: frozenset[str]
    operand: str
    nothing: bool
    bind: Bind
    detail: Detail
    edit: edits.Edit

    @property
    def need(self) -> str:
        """The catalogue id of the sentence that says what is needed."""
        return f"need.{self.name}"

    @property
    def found(self) -> str:
        """The catalogue id of the sentence that says what is the matter."""
        return f"found.{self.name}"


def same(left: Value, right: Value) -> bool:
    """Equal as a reader of the file would say: yes/no is never a number."""
    return left == right and (type(left) is bool) == (type(right) is bool)


def _flip(bind: Bind) -> Bind:
    def flipped(wanted: Value, today: str) -> Answer:
        answer = bind(wanted, today)

        def test(value: Value) -> Truth:
            truth = answer(value)
            return NO if truth is YES else YES if truth is NO else truth

        return test

    return flipped


def _plain(value: Value) -> bool:
    return value is not None and not isinstance(value, list | dict)


def _is(wanted: Value, today: str) -> Answer:
    if not _plain(wanted):
        return lambda value: UNJUDGED
    return lambda value: YES if same(value, wanted) else NO if _plain(value) else UNJUDGED


def _in(wanted: Value, today: str) -> Answer:
    if not isinstance(wanted, list):
        return lambda value: UNJUDGED
    if all(type(w) is str for w in wanted):
        words = frozenset(w for w in wanted if type(w) is str)
        return lambda value: YES if type(value) is str and value in words else NO if _plain(value) else UNJUDGED
    return lambda value: (YES if any(same(value, w) for w in wanted) else NO) if _plain(value) else UNJUDGED


def _present(wanted: Value, today: str) -> Answer:
    return lambda value: YES


def _empty(wanted: Value, today: str) -> Answer:
    return lambda value: (NO if value else YES) if isinstance(value, list | dict | str) else UNJUDGED


def _over_list(test: Callable[[frozenset[Value], frozenset[Value]], bool]) -> Bind:
    """A test of the set found against the set wanted; a list element that is no plain value can't be judged."""

    def bind(wanted: Value, today: str) -> Answer:
        needed = frozenset(w for w in wanted if not isinstance(w, list | dict)) if isinstance(wanted, list) else None

        def answer(value: Value) -> Truth:
            if needed is None or not isinstance(value, list):
                return UNJUDGED
            found = frozenset(v for v in value if not isinstance(v, list | dict))
            if len(found) < len({repr(v) for v in value}):
                return UNJUDGED
            return YES if test(found, needed) else NO

        return answer

    return bind


def _number(test: Callable[[float, float], bool]) -> Bind:
    def bind(wanted: Value, today: str) -> Answer:
        if type(wanted) is not int and type(wanted) is not float:
            return lambda value: UNJUDGED
        limit = wanted

        def answer(value: Value) -> Truth:
            if type(value) is not int and type(value) is not float:
                return UNJUDGED
            return YES if test(value, limit) else NO

        return answer

    return bind


def _between(wanted: Value, today: str) -> Answer:
    if not isinstance(wanted, list) or len(wanted) != 2:
        return lambda value: UNJUDGED
    low, high = wanted
    if isinstance(low, int | float) and isinstance(high, int | float):
        lowest, highest = low, high
        return lambda value: (
            (YES if lowest <= value <= highest else NO)
            if type(value) in (int, float) and isinstance(value, int | float)
            else UNJUDGED
        )
    return lambda value: UNJUDGED


_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?\Z").match


def _day(value: Value) -> str | None:
    return value[:10] if type(value) is str and _DAY(value) else None


def _date(test: Callable[[str, str], bool]) -> Bind:
    """Dates compare as their ISO text; of a moment only the day counts."""

    def bind(wanted: Value, today: str) -> Answer:
        limit = _day(wanted)
        if limit is None:
            return lambda value: UNJUDGED

        def answer(value: Value) -> Truth:
            day = _day(value)
            if day is None:
                return UNJUDGED
            return YES if test(day, limit) else NO

        return answer

    return bind


def _within(wanted: Value, today: str) -> Answer:
    """`wanted` is the last day that counts; today is the first."""
    last = _day(wanted)

    def answer(value: Value) -> Truth:
        day = _day(value)
        if day is None or last is None:
            return UNJUDGED
        return YES if today <= day <= last else NO

    return answer


def _matches(wanted: Value, today: str) -> Answer:
    """`wanted` is a named pattern (a mapping with `regex`); RE2 answers in linear time whatever the text."""
    regex = wanted.get("regex") if isinstance(wanted, dict) else None
    if not isinstance(regex, str):
        return lambda value: UNJUDGED
    compiled: list[Callable[[bytes], object]] = []

    def test(value: Value) -> Truth:
        if type(value) is not str:
            return UNJUDGED
        if not compiled:
            import re2

            compiled.append(re2.compile(regex).fullmatch)
        # As bytes, because for a text the library counts characters that nobody asks for.
        return YES if compiled[0](value.encode("utf-8", "replace")) else NO

    return test


def _words(wanted: Value) -> tuple[str, ...] | None:
    """The texts to compare with; None if there is anything else among them."""
    given = wanted if isinstance(wanted, list) else [wanted]
    words = tuple(w for w in given if type(w) is str)
    return words if len(words) == len(given) else None


def _text(test: Callable[[str, tuple[str, ...]], bool]) -> Bind:
    def bind(wanted: Value, today: str) -> Answer:
        words = _words(wanted)
        if words is None:
            return lambda value: UNJUDGED
        return lambda value: (YES if test(value, words) else NO) if type(value) is str else UNJUDGED

    return bind


def is_under(key: str, tops: tuple[str, ...]) -> bool:
    """Whether a taxonomy key is one of `tops` or lies below one ("a.b" is under "a", "ab" is not)."""
    return any(key == top or key.startswith(top + ".") for top in tops)


def _same_site(wanted: Value, today: str) -> Answer:
    """The list of public suffixes is long: it is read when a value is first tested, not when the rule is prepared."""
    words = _words(wanted)
    if words is None:
        return lambda value: UNJUDGED

    def test(value: Value) -> Truth:
        from guardrails.language.sites import site

        if type(value) is not str:
            return UNJUDGED
        own = site(value)
        return YES if any(own == site(w) for w in words) else NO

    return test


def repeated(value: list[Value], key: str) -> list[Value]:
    """The values of `key` (or the plain elements, for "it") that stand more than once, in order of appearance."""
    seen: list[Value] = []
    twice: list[Value] = []
    for element in value:
        found = element.get(key) if isinstance(element, dict) else element
        if found is None:
            continue
        (twice if found in seen and found not in twice else seen).append(found)
    return twice


def _unique(wanted: Value, today: str) -> Answer:
    key = wanted if isinstance(wanted, str) else "it"
    return lambda value: (NO if repeated(value, key) else YES) if isinstance(value, list) else UNJUDGED


def _none(found: Value, wanted: Value) -> Mapping[str, Value]:
    return {}


def _gap(found: Value, wanted: Value) -> Mapping[str, Value]:
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        gap = abs(found - wanted)
        return {"gap": int(gap) if float(gap).is_integer() else round(gap, 2)}
    return {}


def _range_gap(found: Value, wanted: Value) -> Mapping[str, Value]:
    if isinstance(wanted, list) and len(wanted) == 2 and isinstance(found, int | float):
        low, high = wanted
        if isinstance(low, int | float) and isinstance(high, int | float):
            return _gap(found, low if found < low else high)
    return {}


def _day_gap(found: Value, wanted: Value) -> Mapping[str, Value]:
    from datetime import date

    left, right = _day(found), _day(wanted)
    if left is None or right is None:
        return {}
    return {"gap": abs((date.fromisoformat(left) - date.fromisoformat(right)).days)}


def _list_gap(found: Value, wanted: Value) -> Mapping[str, Value]:
    if not isinstance(found, list) or not isinstance(wanted, list):
        return {}
    return {
        "missing": [w for w in wanted if w not in found],
        "extra": [f for f in found if f not in wanted],
        "shared": [f for f in found if f in wanted],
    }


def _repeats(found: Value, wanted: Value) -> Mapping[str, Value]:
    key = wanted if isinstance(wanted, str) else "it"
    return {"repeated": repeated(found, key)} if isinstance(found, list) else {}


def _pair(
    names: tuple[str, str],
    kinds: frozenset[str],
    operand: str,
    nothing: tuple[bool, bool],
    bind: Bind,
    detail: Detail = _none,
    offers: tuple[edits.Edit, edits.Edit] = (edits.no_edit, edits.no_edit),
) -> tuple[Operator, Operator]:
    """An operator and its dual: the same test, turned round."""
    one, two = names
    return (
        Operator(one, two, kinds, operand, nothing[0], bind, detail, offers[0]),
        Operator(two, one, kinds, operand, nothing[1], _flip(bind), detail, offers[1]),
    )


_POSITIVE, _NEITHER = (False, True), (False, False)

_PAIRS = (
    _pair(("is", "is_not"), SCALARS, "scalar", _POSITIVE, _is, _none, (edits.set_to, edits.no_edit)),
    _pair(("in", "not_in"), SCALARS, "scalars", _POSITIVE, _in, _none, (edits.pick, edits.no_edit)),
    _pair(("present", "absent"), ANYTHING, "true", _POSITIVE, _present),
    _pair(
        ("empty", "not_empty"), LISTS | {"text", "open"}, "true", (True, False), _empty, _none, (edits.empty_it, edits.no_edit)
    ),
    _pair(
        ("includes_all", "lacks_any"),
        LISTS,
        "scalars",
        _POSITIVE,
        _over_list(lambda f, w: w <= f),
        _list_gap,
        (edits.add_missing, edits.drop_one),
    ),
    _pair(
        ("includes_any", "includes_none"),
        LISTS,
        "scalars",
        _POSITIVE,
        _over_list(lambda f, w: bool(f & w)),
        _list_gap,
        (edits.add_one, edits.drop_shared),
    ),
    _pair(
        ("includes_other_than", "only"),
        LISTS,
        "scalars",
        _POSITIVE,
        _over_list(lambda f, w: bool(f - w)),
        _list_gap,
        (edits.no_edit, edits.keep_shared),
    ),
    _pair(
        ("at_least", "less_than"),
        NUMBERS,
        "number",
        _NEITHER,
        _number(lambda v, w: v >= w),
        _gap,
        (edits.set_to, edits.one_less),
    ),
    _pair(
        ("at_most", "more_than"),
        NUMBERS,
        "number",
        _NEITHER,
        _number(lambda v, w: v <= w),
        _gap,
        (edits.set_to, edits.one_more),
    ),
    _pair(("between", "outside"), NUMBERS, "range", _NEITHER, _between, _range_gap, (edits.nearest_end, edits.past_an_end)),
    _pair(
        ("before", "on_or_after"),
        DATES,
        "date",
        _NEITHER,
        _date(lambda v, w: v < w),
        _day_gap,
        (edits.day_before, edits.same_day),
    ),
    _pair(
        ("after", "on_or_before"), DATES, "date", _NEITHER, _date(lambda v, w: v > w), _day_gap, (edits.day_after, edits.same_day)
    ),
    _pair(("within", "not_within"), DATES, "ahead", _NEITHER, _within, _day_gap, (edits.within, edits.day_after)),
    _pair(
        ("older_than", "not_older_than"),
        DATES,
        "ago",
        _NEITHER,
        _date(lambda v, w: v < w),
        _day_gap,
        (edits.day_before, edits.same_day),
    ),
    _pair(("matches", "not_matches"), TEXTS, "pattern", _NEITHER, _matches, _none, (edits.example_of, edits.no_edit)),
    _pair(
        ("starts_with", "not_starts_with"),
        TEXTS,
        "texts",
        _POSITIVE,
        _text(lambda v, w: v.startswith(w)),
        _none,
        (edits.put_before, edits.take_from_start),
    ),
    _pair(
        ("ends_with", "not_ends_with"),
        TEXTS,
        "texts",
        _POSITIVE,
        _text(lambda v, w: v.endswith(w)),
        _none,
        (edits.put_behind, edits.take_from_end),
    ),
    _pair(("under", "not_under"), TEXTS, "keys", _POSITIVE, _text(is_under), _none, (edits.one_of_these, edits.no_edit)),
    _pair(("same_site_as", "not_same_site_as"), TEXTS, "texts", _POSITIVE, _same_site, _none, (edits.same_site, edits.no_edit)),
    _pair(("unique_by", "repeats_by"), LISTS, "key", (True, False), _unique, _repeats, (edits.drop_repeated, edits.no_edit)),
)

OPERATORS: Mapping[str, Operator] = {op.name: op for pair in _PAIRS for op in pair}
"""Every operator by its name. `refers_to` and `not_refers_to` are conditions of their own: they need the inventory."""

LIST_OPERATORS = frozenset(name for name, op in OPERATORS.items() if op.kinds & LISTS)
NUMBER_OPERATORS = frozenset(name for name, op in OPERATORS.items() if op.kinds == NUMBERS)
