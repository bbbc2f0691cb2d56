"""Every single small change of a rule's conditions. An example that comes out otherwise for a change proves that the
rule's author meant what was written.

Made are: an operator turned into its opposite; a limit moved by one each way (a date or a span by a day); one value of
a written list dropped; a part of `all` or `any` dropped; `all` and `any`, `each` and `some` exchanged; `where`, `that`
or the whole `when` dropped. Not made is what could never come out otherwise, such as dropping the only part of an
`all`, nor what the language adds by itself (GLOBAL among a rule's regions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeAlias, assert_never

from guardrails.language.durations import on
from guardrails.language.negation import negated
from guardrails.language.operators import OPERATORS
from guardrails.language.schemas import is_day
from guardrails.language.scope import Terms
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Day,
    Each,
    Given,
    Meets,
    Operand,
    Refers,
    Share,
    Some,
    Sum,
    Survey,
    Test,
)
from guardrails.model.rule import Rule
from guardrails.model.value import UNKNOWN
from guardrails.text.values import Value
from guardrails.workshop.mutant_words import limit_words, list_words, moved_words, tested_words

Spot: TypeAlias = tuple[str | int, ...]
_HOLDS = All(())
_REGIONS = ("audience", "regions")


class Change(NamedTuple):
    """One change: its place in the rule, what was done there, that in words, and the condition that came of it.

    `definition` is the named condition in which the place lies, if any: other rules may share it.
    """

    at: Spot
    what: str
    words: str
    made: Condition
    definition: str = ""


class Mutant(NamedTuple):
    """A rule's conditions after one change."""

    change: Change
    when: Condition | None
    require: Condition


def mutants_of(rule: Rule, terms: Terms) -> Iterator[Mutant]:
    """Every mutant of a rule. `terms` say what a span of weeks or months comes to on the day it is judged for."""
    if rule.when is not None:
        yield Mutant(Change(("when",), "dropped", "`when` dropped", _HOLDS), None, rule.require)
        for change in _changes(rule.when, ("when", "all"), terms):
            yield Mutant(change, change.made, rule.require)
    for change in _changes(rule.require, ("require",), terms):
        yield Mutant(change, rule.when, change.made)


def _changes(condition: Condition, at: Spot, terms: Terms) -> Iterator[Change]:
    match condition:
        case Test():
            yield from _of_test(condition, at, terms)
        case All(parts) | AnyOf(parts):
            yield from _of_parts(condition, parts, at, terms)
        case Each() | Some():
            yield from _of_quantifier(condition, at, terms)
        case Count() | Sum():
            yield from _of_limit(condition, at, terms)
            if condition.where is not None:
                words = f"`where` of `{limit_words(condition)}` dropped"
                yield Change(at, "no where", words, condition._replace(where=None))
                inner = _changes(condition.where, (*at, "where"), terms)
                yield from _within(inner, lambda made: condition._replace(where=made))
        case Survey():
            yield from _of_limit(condition, at, terms)
            words = f"`where` of `{limit_words(condition)}` dropped"
            yield Change(at, "no where", words, condition._replace(where=_HOLDS))
            inner = _changes(condition.where, (*at, "where"), terms)
            yield from _within(inner, lambda made: condition._replace(where=made))
        case Refers():
            yield from _of_reference(condition, at, terms)
        case Meets():
            if isinstance(condition.part, All | AnyOf | Each | Some):
                yield Change(at, "turned", f"`{tested_words(condition)}` turned round", negated(condition))
            inner = _changes(condition.part, at, terms)
            named = (change._replace(definition=change.definition or condition.name) for change in inner)
            yield from _within(named, lambda made: condition._replace(part=made))
        case _:
            assert_never(condition)


def _within(changes: Iterable[Change], rebuilt: Callable[[Condition], Condition]) -> Iterator[Change]:
    """Changes of an inner condition as changes of the condition around it."""
    return (change._replace(made=rebuilt(change.made)) for change in changes)


def _of_test(test: Test, at: Spot, terms: Terms) -> Iterator[Change]:
    dual = OPERATORS[test.operator].dual
    yield Change(at, "turned", f"`{tested_words(test)}` turned into {dual}", test._replace(operator=dual))
    for what, words, operand in _moved(test.operator, test.operand, terms):
        yield Change(at, what, f"`{tested_words(test)}` {words}", test._replace(operand=operand))
    for value, operand in _shorter(test):
        takes_unknown = test.takes_unknown and value != UNKNOWN
        made = test._replace(operand=operand, takes_unknown=takes_unknown)
        yield Change(at, f"without {value}", f"`{tested_words(test)}` without {value}", made)


def _of_parts(whole: All | AnyOf, parts: tuple[Condition, ...], at: Spot, terms: Terms) -> Iterator[Change]:
    if len(parts) > 1:
        one, other = ("all", "any") if isinstance(whole, All) else ("any", "all")
        exchanged = AnyOf(parts) if isinstance(whole, All) else All(parts)
        yield Change(at, "exchanged", f"`{list_words(one, parts)}` turned into {other}", exchanged)
        for index, part in enumerate(parts):
            rest = whole._replace(parts=(*parts[:index], *parts[index + 1 :]))
            words = f"`{list_words(one, parts)}` without `{tested_words(part)}`"
            yield Change((*at, index), "dropped", words, rest)
    for index, part in enumerate(parts):

        def rebuilt(made: Condition, index: int = index) -> Condition:
            return whole._replace(parts=(*parts[:index], made, *parts[index + 1 :]))

        yield from _within(_changes(part, (*at, index), terms), rebuilt)


def _of_quantifier(whole: Each | Some, at: Spot, terms: Terms) -> Iterator[Change]:
    other = Some(*whole) if isinstance(whole, Each) else Each(*whole)
    words = tested_words(whole)
    yield Change(at, "exchanged", f"`{words}` turned into {'some' if isinstance(whole, Each) else 'each'}", other)
    if whole.where is not None:
        yield Change(at, "no where", f"`where` of `{words}` dropped", whole._replace(where=None))
        yield from _within(_changes(whole.where, (*at, "where"), terms), lambda made: whole._replace(where=made))
    yield from _within(_changes(whole.require, (*at, "each"), terms), lambda made: whole._replace(require=made))


def _of_limit(whole: Count | Sum | Survey, at: Spot, terms: Terms) -> Iterator[Change]:
    dual = OPERATORS[whole.operator].dual
    yield Change(at, "turned", f"`{limit_words(whole)}` turned into {dual}", whole._replace(operator=dual))
    for what, words, operand in _moved(whole.operator, whole.operand, terms):
        yield Change(at, what, f"`{limit_words(whole)}` {words}", whole._replace(operand=operand))


def _of_reference(whole: Refers, at: Spot, terms: Terms) -> Iterator[Change]:
    words = tested_words(whole)
    yield Change(at, "turned", f"`{words}` turned round", negated(whole))
    if whole.that is not None:
        yield Change(at, "no that", f"`that` of `{words}` dropped", whole._replace(that=None))
        yield from _within(_changes(whole.that, (*at, "that"), terms), lambda made: whole._replace(that=made))


def _moved(operator: str, operand: Operand, terms: Terms) -> Iterator[tuple[str, str, Operand]]:
    """A limit a step up and a step down: what was done, in words, and the operand that came of it."""
    for what, step in (("up", 1), ("down", -1)):
        match operand:
            case Day(amount, "day" | "workday"):
                yield what, moved_words(Day(amount + step, operand.unit)), operand._replace(amount=amount + step)
            case Day():
                day = on(operand, terms.today, terms.holidays) + timedelta(days=step)
                yield what, f"moved by a day, {what}", Given(day.isoformat())
            case Share(percent):
                share = operand._replace(percent=_step(percent, step))
                yield what, f"moved to {share.percent} percent", share
            case Given(value):
                for which, moved in _moved_value(OPERATORS[operator].operand, value, step):
                    yield what + which, moved_words(moved), operand._replace(value=moved)
            case _:
                return


def _moved_value(kind: str, value: Value, step: int) -> Iterator[tuple[str, Value]]:
    """A number, an end of a range or a day, moved; nothing for other values."""
    if kind == "number" and _is_number(value):
        yield "", _step(value, step)
    elif kind == "range" and isinstance(value, list) and all(map(_is_number, value)):
        low, high = value
        yield " at the low end", [_step(low, step), high]
        yield " at the high end", [low, _step(high, step)]
    elif kind == "date" and isinstance(value, str) and is_day(value[:10]):
        yield "", (date.fromisoformat(value[:10]) + timedelta(days=step)).isoformat()


def _is_number(value: Value) -> bool:
    return type(value) is int or type(value) is float


def _step(value: Value, step: int) -> float:
    """A number moved by one; one with decimals by one in its last place."""
    assert isinstance(value, int | float)
    if float(value).is_integer():
        return value + step
    exact = Decimal(repr(value))
    return float(exact + step * Decimal(10) ** int(exact.as_tuple().exponent))


def _shorter(test: Test) -> Iterator[tuple[Value, Given]]:
    """The written list of a test without each of its values in turn; a list that comes from elsewhere has its own author."""
    operand = test.operand
    if not isinstance(operand, Given) or operand.source is not None or not isinstance(operand.value, list):
        return
    if OPERATORS[test.operator].operand not in ("scalars", "texts", "keys") or len(operand.value) < 2:
        return
    for value in operand.value:
        if not (value == "GLOBAL" and test.path.keys == _REGIONS):
            yield value, operand._replace(value=[v for v in operand.value if v != value])
