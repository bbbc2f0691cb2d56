"""A compiled bundle with another organisation: every operand that came from the organisation's data is read anew.

Compiling resolves such operands once and leaves their path with the value. What else was compiled does not depend on the
data, so nothing needs to be compiled again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
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
from guardrails.model.rule import Bundle, Rule
from guardrails.model.value import Fields
from guardrails.text.values import Value

_START = "org."


def resettled(bundle: Bundle, organisation: Fields) -> Bundle:
    """The bundle as if it had been compiled with this organisation."""

    def anew(operand: Operand) -> Operand:
        return _anew(operand, organisation)

    lanes = tuple(
        lane._replace(triggers=tuple(t._replace(when=_with(t.when, anew)) for t in lane.triggers)) for lane in bundle.lanes
    )
    tracks = tuple(t._replace(when=_with(t.when, anew)) for t in bundle.fast_tracks)
    rules = tuple(_rule(rule, anew) for rule in bundle.rules)
    return bundle._replace(organisation=organisation, rules=rules, lanes=lanes, fast_tracks=tracks)


def _rule(rule: Rule, anew: Callable[[Operand], Operand]) -> Rule:
    when, raised = (c and _with(c, anew) for c in (rule.when, rule.raised_when))
    first = rule.goes_first and rule.goes_first._replace(when=_with(rule.goes_first.when, anew))
    return rule._replace(when=when, require=_with(rule.require, anew), raised_when=raised, goes_first=first)


def _with(condition: Condition, anew: Callable[[Operand], Operand]) -> Condition:
    """A condition with each of its operands replaced by what `anew` makes of it."""

    def maybe(inner: Condition | None) -> Condition | None:
        return None if inner is None else _with(inner, anew)

    match condition:
        case Test():
            return condition._replace(operand=anew(condition.operand))
        case All(parts) | AnyOf(parts):
            return condition._replace(parts=tuple(_with(part, anew) for part in parts))
        case Each() | Some():
            return condition._replace(where=maybe(condition.where), require=_with(condition.require, anew))
        case Count() | Sum():
            return condition._replace(where=maybe(condition.where), operand=anew(condition.operand))
        case Refers():
            return condition._replace(that=maybe(condition.that))
        case Survey():
            return condition._replace(where=_with(condition.where, anew), operand=anew(condition.operand))
        case Meets():
            return condition._replace(part=_with(condition.part, anew))
        case _:
            assert_never(condition)


def _anew(operand: Operand, organisation: Fields) -> Operand:
    if isinstance(operand, Share):
        return operand._replace(of=_anew(operand.of, organisation))
    if not isinstance(operand, Given) or operand.source is None or not operand.source.startswith(_START):
        return operand
    value = _gathered(organisation, operand.source.removeprefix(_START).split("."))
    return operand._replace(value=[] if value is None and isinstance(operand.value, list) else value)


def _gathered(organisation: Fields, keys: list[str]) -> Value:
    """The value at a path of the organisation; where it crosses lists, all the values found."""
    found: list[Value] = [organisation]
    crossed = False
    for key in keys:
        if any(isinstance(value, list) for value in found):
            crossed = True
            found = [item for value in found for item in (value if isinstance(value, list) else [value])]
        found = [value[key] for value in found if isinstance(value, dict) and key in value]
    if crossed:
        return [item for value in found for item in (value if isinstance(value, list) else [value])]
    return found[0] if found else None
