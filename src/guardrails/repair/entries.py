"""New entries for a list, made so that a condition about an entry holds."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.language.operators import OPERATORS
from guardrails.model.condition import All, AnyOf, Condition, Given, Meets, Test
from guardrails.model.shape import Shape
from guardrails.repair.offers import example
from guardrails.text.values import Value


def entries_for(where: Condition | None, shape: Shape | None) -> Iterator[Value]:
    """Entries that a condition would pick, as far as its tests say what they want; each differs from the others."""
    plain = example(shape)
    wanted = list(_wanted(where)) if where is not None else []
    if not isinstance(plain, dict):
        yield from (value for key, value in wanted if not key)
        if not wanted:
            yield plain
        return
    fixed = {key: value for key, value in reversed(wanted) if key}
    names = [value for key, value in wanted if key == (shape.identifies if shape else None)]
    first: dict[str, Value] = {**plain, **fixed}
    for key in fixed:
        child = shape.fields.get(key) if shape else None
        first[key] = example(child) if fixed[key] is True and child is not None and child.kind != "boolean" else fixed[key]
    yield from ({**first, str(shape.identifies if shape else ""): name} for name in names)
    if not names:
        for number in range(1, _MOST + 1):
            yield {**first, **_other_name(first, shape, number)}


_MOST = 20


def _other_name(entry: dict[str, Value], shape: Shape | None, number: int) -> dict[str, Value]:
    """The entry's name with a number, from the second on."""
    key = shape.identifies if shape else None
    name = entry.get(key) if key else None
    return {key: f"{name} {number}"} if key and isinstance(name, str) and number > 1 else {}


def _wanted(condition: Condition) -> Iterator[tuple[str, Value]]:
    """The fields of an entry with values that its tests accept; "" for the entry itself."""
    match condition:
        case Test(path, operator, operand) if path.start == "here" and len(path.keys) < 2 and isinstance(operand, Given):
            key = path.keys[0] if path.keys else ""
            values = OPERATORS[operator].edit(None, operand.value, "") or (
                (True,) if operator in ("present", "not_empty") else ()
            )
            yield from ((key, value) for value in values)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _wanted(part)
        case Meets(part=part):
            yield from _wanted(part)
        case _:
            return
