"""The opposite of a condition, pushed down to the leaves through the operators' duals."""

from __future__ import annotations

from typing import assert_never

from guardrails.language.operators import OPERATORS
from guardrails.model.condition import All, AnyOf, Condition, Count, Each, Meets, Refers, Some, Sum, Survey, Test


def negated(condition: Condition) -> Condition:
    """A condition that holds where this one does not; `negated(negated(x)) == x`."""
    match condition:
        case Test() | Count() | Sum() | Survey():
            return condition._replace(operator=OPERATORS[condition.operator].dual)
        case All(parts):
            return AnyOf(tuple(negated(p) for p in parts))
        case AnyOf(parts):
            return All(tuple(negated(p) for p in parts))
        case Each(path, where, require, named_by):
            return Some(path, where, negated(require), named_by)
        case Some(path, where, require, named_by):
            return Each(path, where, negated(require), named_by)
        case Refers() | Meets():
            flipped = condition._replace(negated=not condition.negated)
            return flipped._replace(part=negated(flipped.part)) if isinstance(flipped, Meets) else flipped
        case _:
            assert_never(condition)
