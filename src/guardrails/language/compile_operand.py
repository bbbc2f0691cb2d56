"""What stands on the right of an operator: literals, parameters, other fields, dates and shares, checked against the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.language.durations import duration
from guardrails.language.faults import Faults
from guardrails.language.operators import Operator, same
from guardrails.language.paths import Found, Ground, Lost, find_path
from guardrails.language.plucking import plucked
from guardrails.language.schemas import is_day
from guardrails.model.condition import Day, Given, Operand, Share
from guardrails.model.shape import Shape
from guardrails.model.value import Path
from guardrails.text.nearest import nearest
from guardrails.text.values import Value

_ONE_KEY = frozenset({"param", "field", "today"})
_NUMERIC = frozenset({"number", "integer"})
_DATES = frozenset({"date", "moment"})


@dataclass(frozen=True, slots=True)
class Names:
    """What a pack's conditions may name: parameter values, patterns, and the organisation's data."""

    parameters: Mapping[str, Value]
    patterns: Mapping[str, Mapping[str, Value]]
    organisation: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class OperandCompiler:
    """Compiles operands of one pack; what is not right goes to `faults` and yields a harmless literal."""

    names: Names
    faults: Faults

    def operand(self, op: Operator, value: Value, at: Path, ground: Ground, left: Found) -> Operand:
        """The operand of `op` as written in `value` at place `at`."""
        if op.operand == "true":
            if value is not True:
                self._wrong(op, at, left, value, "true")
            return Given(True)
        if op.operand == "pattern":
            return self._pattern(value, at)
        if isinstance(value, dict):
            return self._from_mapping(op, value, at, ground, left)
        if op.operand in ("date", "ahead", "ago"):
            return self._day(op, value, at, left)
        if self._fits(op, value):
            self._possible(op, value, at, left)
            if op.operand == "key":
                self._key(value, at, left)
        else:
            self._wrong(op, at, left, value, _WANTED[op.operand])
        return Given(value)

    def _pattern(self, value: Value, at: Path) -> Given:
        pattern = self.names.patterns.get(value) if isinstance(value, str) else None
        if pattern is None:
            self.faults.unknown("policy-unknown-pattern", at, str(value), self.names.patterns)
        return Given(dict(pattern or {"regex": ""}), f"pattern {value}")

    def _from_mapping(self, op: Operator, value: dict[str, Value], at: Path, ground: Ground, left: Found) -> Operand:
        keys = set(value)
        if keys == {"percent", "of"} and op.operand == "number":
            share = value["percent"]
            percent = self._given_number(share, (*at, "percent"))
            return Share(percent, self.operand(op, value["of"], (*at, "of"), ground, left))
        if len(keys) != 1 or not keys <= _ONE_KEY:
            known = {*_ONE_KEY, "percent", "of"}
            odd = next((k for k in value if k not in known), next(iter(value), ""))
            self.faults.unknown("policy-unknown-key", (*at, odd) if value else at, odd, known, "key", on_key=True)
            return Given(None)
        key, inner = next(iter(value.items()))
        if key == "param":
            return self._parameter(op, inner, (*at, key), left)
        if key == "today":
            if op.operand not in ("date", "ahead", "ago") and not (op.operand == "scalar" and left.kinds <= _DATES):
                self._wrong(op, (*at, key), left, inner, _WANTED[op.operand])
                return Given(None)
            return self._day(op, inner, (*at, key), left)
        return self._field(op, inner, (*at, key), ground, left)

    def _given_number(self, value: Value, at: Path) -> float:
        if isinstance(value, dict) and set(value) == {"param"} and isinstance(value["param"], str):
            value = self.names.parameters.get(value["param"])
        if type(value) is int or type(value) is float:
            return value
        self.faults.note("policy-wrong-kind", at, operator="percent", path="", found=kind_words(value), wanted="a number")
        return 0

    def _parameter(self, op: Operator, name: Value, at: Path, left: Found) -> Operand:
        if not isinstance(name, str) or name not in self.names.parameters:
            self.faults.unknown("policy-unknown-parameter", at, str(name), self.names.parameters)
            return Given(None)
        value = self.names.parameters[name]
        if op.operand in ("ahead", "ago"):
            span = Day(value, "day") if type(value) is int else duration(value)
            if span is not None:
                return span if op.operand == "ahead" else Day(-span.amount, span.unit)
        if not self._fits(op, value):
            self._wrong(op, at, left, value, _WANTED[op.operand])
        else:
            self._possible(op, value, at, left)
        return Given(value, f"param {name}")

    def _field(self, op: Operator, text: Value, at: Path, ground: Ground, left: Found) -> Operand:
        found = find_path(str(text), ground, pluck=True)
        if isinstance(found, Lost):
            self.faults.add(found.id, at, found.slots)
            return Given(None)
        if not _operand_fits(op, found):
            wanted = _WANTED[op.operand]
            self.faults.note(
                "policy-wrong-kind", at, operator=op.name, path=str(text), found=shape_words(found.shapes[0]), wanted=wanted
            )
        if found.path.start == "org":
            value = plucked(dict(self.names.organisation), found.path)
            empty: Value = [] if found.path.is_list or found.path.plucks else None
            return Given(empty if value is None else value, found.path.name)
        return found.path

    def _day(self, op: Operator, value: Value, at: Path, left: Found) -> Operand:
        day = duration(value)
        if day is not None:
            return Day(-abs(day.amount), day.unit) if op.operand == "ago" else day
        if op.operand == "date" and isinstance(value, str) and is_day(value):
            return Given(value)
        wanted = "a date like 2026-11-23, or {today: +90 days}" if op.operand == "date" else "a time span like 90 days"
        self._wrong(op, at, left, value, wanted)
        return Given(None)

    def _key(self, value: Value, at: Path, left: Found) -> None:
        items = [s.items for s in left.shapes if s.items is not None]
        if value != "it" and any(value not in i.fields for i in items):
            known = {k for i in items for k in i.fields} or {"it"}
            self.faults.unknown("policy-unknown-path", at, str(value), known, "path")

    def _fits(self, op: Operator, value: Value) -> bool:
        match op.operand:
            case "scalar":
                return isinstance(value, str | int | float | bool)
            case "scalars":
                return isinstance(value, list) and all(isinstance(v, str | int | float | bool) for v in value)
            case "number":
                return type(value) is int or type(value) is float
            case "range":
                return isinstance(value, list) and len(value) == 2 and all(type(v) in (int, float) for v in value)
            case "date":
                return isinstance(value, str) and is_day(value)
            case "texts" | "keys":
                return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
            case _:
                return isinstance(value, str)

    def _possible(self, op: Operator, value: Value, at: Path, left: Found) -> None:
        """A literal must be something that the field can hold; else the test would always come out the same."""
        if op.operand in ("scalar", "scalars"):
            self.possible(value, at, left)

    def possible(self, value: Value, at: Path, left: Found) -> None:
        """Note a value, or values of a list, that the field never holds."""
        for shape in left.shapes:
            held = (shape.items or shape) if shape.kind == "list" else shape
            for index, one in enumerate(value if isinstance(value, list) else [value]):
                place = (*at, index) if isinstance(value, list) else at
                if not can_hold(held, one):
                    self._impossible(held, one, place, left)

    def _impossible(self, shape: Shape, value: Value, at: Path, left: Found) -> None:
        near = nearest(value, list(shape.choices)) if isinstance(value, str) and shape.choices else None
        choices = ", ".join(shape.choices) or shape_words(shape)
        self.faults.note(
            "policy-impossible-value", at, value=str(value), path=left.path.name, choices=choices, nearest=near or ""
        )

    def _wrong(self, op: Operator, at: Path, left: Found, value: Value, wanted: str) -> None:
        self.faults.note("policy-wrong-kind", at, operator=op.name, path=left.path.name, found=kind_words(value), wanted=wanted)


_WANTED = {
    "true": "true",
    "scalar": "one value",
    "scalars": "a list of values",
    "number": "a number",
    "range": "two numbers like [1, 5]",
    "date": "a date like 2026-11-23",
    "ahead": "a time span like 90 days",
    "ago": "a time span like 90 days",
    "texts": "a text or a list of texts",
    "keys": "a key or a list of keys",
    "key": "the name of a field of the elements",
    "pattern": "the name of a pattern",
}


def _operand_fits(op: Operator, found: Found) -> bool:
    many = found.path.is_list or bool(found.path.plucks)
    if op.operand in ("scalars", "texts", "keys"):
        return many or op.operand != "scalars"
    if many:
        return False
    if op.operand == "number":
        return found.kinds <= _NUMERIC
    if op.operand == "date":
        return found.kinds <= {"date", "moment"}
    return op.operand == "scalar"


def can_hold(shape: Shape, value: Value) -> bool:
    """Whether a field of this shape can ever hold the value."""
    if value == "unknown" and shape.unknown:
        return True
    match shape.kind:
        case "choice":
            return isinstance(value, str) and value in shape.choices
        case "boolean":
            return type(value) is bool
        case "number" | "integer":
            return type(value) in (int, float) and (shape.kind == "number" or same(value, int(value)))  # type: ignore[arg-type]
        case "text" | "moment":
            return isinstance(value, str)
        case "date":
            return isinstance(value, str) and is_day(value)
        case _:
            return False


def kind_words(value: Value) -> str:
    """What sort of thing a value is, in plain words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number"
    return {str: "text", list: "a list", dict: "a group of fields"}[type(value)]


def shape_words(shape: Shape) -> str:
    """What sort of thing a field holds, in plain words."""
    return {
        "text": "text",
        "choice": "one of a list of words",
        "number": "a number",
        "integer": "a whole number",
        "boolean": "true or false",
        "date": "a date",
        "moment": "a day and time",
        "list": "a list",
    }.get(shape.kind, "a group of fields")
