"""Sums of money with a point where many people put one for thousands: `4.500` is four and a half for YAML."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.model.problem import Problem, Spot
from guardrails.model.shape import Shape
from guardrails.model.value import Path
from guardrails.text.places import find, places
from guardrails.text.source import Source
from guardrails.text.values import SEPARATED, Value

_MONEY = "EUR"


def separated_sums(file: str, number: int, fields: Value, shape: Shape | None, data: bytes) -> list[Problem]:
    """A question for each sum of a document that is written like that."""
    sums = list(_sums(fields, shape, ())) if shape is not None else []
    if not sums:
        return []
    source = Source.of(file, data)
    place = places(source.text)[number]
    found: list[Problem] = []
    for path, label in sums:
        span = find(place, path).place.value
        written = source.text[span.start : span.end]
        if SEPARATED.fullmatch(written.encode()):
            # One digit more or less is the same sum, and nobody takes it for thousands.
            small = written.removesuffix("0") if written.endswith("0") else f"{written}0"
            slots = {"label": label, "found": written, "whole": written.replace(".", ""), "small": small}
            found.append(Problem("field-thousands", file, Spot(document=number, path=path), slots))
    return found


def _sums(value: Value, shape: Shape, path: Path) -> Iterator[tuple[Path, str]]:
    """Every amount of money that is not a whole number as it was read, with what the field is called."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in shape.fields:
                yield from _sums(inner, shape.fields[key], (*path, key))
    elif isinstance(value, list) and shape.items is not None:
        for index, inner in enumerate(value):
            yield from _sums(inner, shape.items, (*path, index))
    elif isinstance(value, float) and shape.unit == _MONEY:
        yield path, shape.title
