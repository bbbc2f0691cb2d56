"""Conditions in an author's words, short: what a mutant is called in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from guardrails.language.operators import OPERATORS
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Day,
    Each,
    FieldPath,
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
from guardrails.text.values import Value

_MOST = 60


def tested_words(condition: Condition) -> str:
    """A condition in a few words: `criticality is high`, `each integrations`."""
    match condition:
        case Test(path=path, operator=operator, operand=operand):
            asks = OPERATORS[operator].operand != "true"
            return f"{path.name} {operator}{_operand(operand) if asks else ''}"
        case All(parts=parts):
            return list_words("all", parts)
        case AnyOf(parts=parts):
            return list_words("any", parts)
        case Each(path=path) | Some(path=path):
            word = "each" if isinstance(condition, Each) else "some"
            return f"{word} {path.name}: {tested_words(condition.require)}"
        case Count() | Sum() | Survey():
            return limit_words(condition)
        case Refers(path=path, kind=kind, negated=negated):
            return f"{path.name} {'not_' if negated else ''}refers_to {kind}"
        case Meets(name=name, negated=negated):
            return f"{'not ' if negated else ''}meets {name}"
        case _:
            assert_never(condition)


def limit_words(condition: Count | Sum | Survey) -> str:
    """A count, a sum or a survey in a few words."""
    match condition:
        case Count(path=path):
            what = f"count_of {path.name}"
        case Sum(paths=paths):
            what = f"sum_of {', '.join(path.name for path in paths)}"
        case Survey(kind=kind):
            what = f"inventory {kind}"
    return f"{what} {condition.operator}{_operand(condition.operand)}"


def list_words(word: str, parts: Sequence[Condition]) -> str:
    """`all` or `any` by its first part and how many follow."""
    first = f" ({tested_words(parts[0])}" if parts else ""
    more = f", and {len(parts) - 1} more)" if len(parts) > 1 else ")" if parts else ""
    return f"{word}{first}{more}"


def moved_words(limit: Value | Day) -> str:
    """Where a limit was moved to."""
    return f"moved to{_operand(limit if isinstance(limit, Day) else Given(limit))}"


def _operand(operand: Operand) -> str:
    """An operand after its operator."""
    match operand:
        case FieldPath():
            return f" {operand.name}"
        case Day(amount, unit):
            return f" today {amount:+} {unit}{'' if abs(amount) == 1 else 's'}" if amount else " today"
        case Share(percent, of):
            return f" {percent} percent of{_operand(of)}"
        case Given(value, source):
            return f" {_shown(value, source)}"


def _shown(value: Value, source: str | None) -> str:
    if isinstance(value, dict):
        return "its pattern"
    if not isinstance(value, list):
        return _plain(value)
    text = source or "[" + ", ".join(_plain(v) for v in value) + "]"
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def _plain(value: Value) -> str:
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
