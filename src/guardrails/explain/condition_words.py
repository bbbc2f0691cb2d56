"""A condition as sentences, without any manifest: whom a rule concerns, and what must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from guardrails.explain.counting import kind_word
from guardrails.explain.labels import in_words, is_yes_or_no, label_of, label_slots, shape_of_path, the_other_answer
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.scene import operand_words, span
from guardrails.explain.sentences import knows, say
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Each,
    FieldPath,
    Given,
    Meets,
    Operand,
    Refers,
    Some,
    Sum,
    Survey,
    Test,
)
from guardrails.model.shape import Shape

_BOTH_OF = frozenset({"includes_all", "lacks_any", "only", "includes_other_than"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outline: its text, how deep it sits, and a mark in front (see `reasoning.Mark`)."""

    text: str
    depth: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What paths are read against: the manifest's shape and, inside a quantifier, the element's."""

    shape: Shape
    shapes: Mapping[str, Shape]
    here: Shape | None = None

    def inside(self, path: FieldPath) -> Ground:
        """The ground within one element of the list at `path`."""
        found = shape_of_path(path, self.shape, self.here)
        return replace(self, here=(found.items if found and found.items else found) or Shape("open"))

    def of_kind(self, kind: str) -> Ground:
        """The ground within another manifest."""
        return replace(self, here=self.shapes.get(kind, Shape("object")))

    def label(self, path: FieldPath) -> dict[str, str]:
        """The label slots of a path; "it" is the entry itself."""
        name = label_of(path, self.shape, self.here) if path.keys else say("label.entry")
        return dict(label_slots(name))


def flat(condition: Condition) -> Condition:
    """The condition without names of definitions, and without `all` directly inside `all` (or `any` inside `any`)."""
    match condition:
        case Meets(_, part):
            return flat(part)
        case All(parts):
            return All(tuple(p for part in map(flat, parts) for p in (part.parts if isinstance(part, All) else (part,))))
        case AnyOf(parts):
            return AnyOf(tuple(p for part in map(flat, parts) for p in (part.parts if isinstance(part, AnyOf) else (part,))))
        case _:
            return condition


def below(condition: Condition, ground: Ground, depth: int) -> list[Line]:
    """The condition below a line that ends with a colon: the parts of an `all` need no heading of their own."""
    condition = flat(condition)
    if isinstance(condition, All) and condition.parts and not clause(condition, ground):
        return [line for part in condition.parts for line in describe(part, ground, depth)]
    return describe(condition, ground, depth)


def describe(condition: Condition, ground: Ground, depth: int = 0) -> list[Line]:
    """The condition as an outline of clauses; a line that ends with a colon has its parts below it."""
    condition = flat(condition)
    short = clause(condition, ground)
    if short:
        return [Line(short, depth)]
    match condition:
        case Test():
            return [Line(_test(condition, ground), depth)]
        case All(parts):
            return _parts("holds.all", parts, ground, depth)
        case AnyOf(parts):
            return _parts("holds.any", parts, ground, depth)
        case Each(path, where, require, _):
            return _quantified("holds.each", path, where, require, ground, depth)
        case Some(path, where, require, _):
            return _quantified("holds.some", path, where, require, ground, depth)
        case Refers():
            head = say(f"holds.{_referring(condition)}.that", _refers_slots(condition, ground))
            return [Line(head, depth), *_that(condition, ground, depth + 1)]
        case Count() | Sum() | Survey():
            return [
                Line(_total(condition, ground, say("holds.picked")), depth),
                *_picked(condition, ground, depth + 1),
            ]
        case Meets(_, part):
            return describe(part, ground, depth)
        case _:
            assert_never(condition)


def clause(condition: Condition, ground: Ground) -> str:
    """The condition in one clause, or nothing where it takes several lines."""
    condition = flat(condition)
    match condition:
        case Test():
            return _test(condition, ground)
        case All(parts) | AnyOf(parts) if len(parts) == 1:
            return clause(parts[0], ground)
        case All(parts) | AnyOf(parts):
            both = [clause(part, ground) for part in parts if isinstance(part, Test)]
            short = len(both) == len(parts) == 2 and sum(map(len, both)) <= 90
            return (
                say(
                    "holds.and" if isinstance(condition, All) else "holds.or",
                    {"one": both[0], "two": both[1]},
                )
                if short
                else ""
            )
        case Each(path, None, require, _) | Some(path, None, require, _):
            inner = clause(require, ground.inside(path)) if isinstance(require, Test) else ""
            word = "each" if isinstance(condition, Each) else "some"
            return say(f"holds.{word}.short", {**ground.label(path), "clause": inner}) if inner else ""
        case Refers(that=None):
            return say(f"holds.{_referring(condition)}", _refers_slots(condition, ground))
        case Count(where=None) | Sum(where=None):
            return _total(condition, ground, "")
        case Count() | Sum() | Survey():
            where = _where(condition, ground)
            return _total(condition, ground, where) if where else ""
        case Meets(_, part):
            return clause(part, ground)
        case _:
            return ""


def _parts(id: str, parts: Sequence[Condition], ground: Ground, depth: int) -> list[Line]:
    if not parts:
        return [Line(say("holds.always"), depth)]
    return [Line(say(id), depth), *(line for part in parts for line in describe(part, ground, depth + 1))]


def _quantified(id: str, path: FieldPath, where: Condition | None, require: Condition, ground: Ground, depth: int) -> list[Line]:
    inner = ground.inside(path)
    slots = ground.label(path)
    picked = clause(where, inner) if where else ""
    then = below(require, inner, depth + 1)
    if where is None:
        return [Line(say(id, slots), depth), *then]
    if picked:
        return [Line(say(f"{id}.where", {**slots, "where": picked}), depth), *then]
    head = Line(say(f"{id}.where", {**slots, "where": say("holds.picked")}), depth)
    return [head, *below(where, inner, depth + 1), Line(say("holds.then"), depth), *then]


def _test(test: Test, ground: Ground) -> str:
    shape = shape_of_path(test.path, ground.shape, ground.here)
    slots = ground.label(test.path)
    joint = "and" if test.operator in _BOTH_OF else "or"
    slots["wanted"] = operand_words(test.operand, ground.shape, ground.here, shape, joint)
    slots |= _parts_of(test.operand, shape)
    slots["span"] = span(test.operand) or slots["wanted"]
    slots["need"] = say(f"need.{test.operator}", {**slots, "missing": slots["wanted"], "shared": slots["wanted"]})
    own = f"holds.{test.operator}"
    other = the_other_answer(test.operator, test.operand.value) if isinstance(test.operand, Given) else None
    if other is not None and is_yes_or_no(shape):
        return say("holds.yes_no", {**slots, "need": plain(other)})
    if knows(own):
        return say(own, slots)
    return say("holds.yes_no" if is_yes_or_no(shape) else "holds", slots)


def _parts_of(operand: Operand, shape: Shape | None) -> dict[str, str]:
    """The ends of a range, a pattern's title and example, the key that must differ."""
    slots = {"low": "", "high": "", "pattern": "", "example": "", "key": ""}
    value = operand.value if isinstance(operand, Given) else None
    if isinstance(value, list) and len(value) == 2:
        slots["low"], slots["high"] = plain(value[0], shape), plain(value[1], shape)
    if isinstance(value, dict):
        slots["pattern"], slots["example"] = str(value.get("title") or ""), str(value.get("example") or "")
    if isinstance(value, str):
        named = shape.items.fields.get(value) if shape and shape.items else None
        slots["key"] = named.title if named and named.title else in_words(value)
    return slots


def _total(condition: Count | Sum | Survey, ground: Ground, where: str) -> str:
    shape = None
    if isinstance(condition, Survey):
        kind, slots = "survey", {"kinds": kind_word(condition.kind, many=True)}
    elif isinstance(condition, Count):
        kind, slots = "count", ground.label(condition.path)
    else:
        kind = "sum"
        slots, shape = _sum_slots(condition, ground)
    wanted = operand_words(condition.operand, ground.shape, ground.here, shape)
    need = say(f"need.{condition.operator}", {"wanted": wanted, **_parts_of(condition.operand, shape)})
    return say(f"holds.{kind}.where" if where else f"holds.{kind}", {**slots, "need": need, "where": where})


def _sum_slots(condition: Sum, ground: Ground) -> tuple[dict[str, str], Shape | None]:
    if condition.adds is not None:
        inner = ground.inside(condition.paths[0])
        name = inner.label(condition.adds)["label"]
        return dict(label_slots(name)), shape_of_path(condition.adds, inner.shape, inner.here)
    names = listed([ground.label(path)["label"] for path in condition.paths])
    first = condition.paths[0] if condition.paths else None
    return {**label_slots(names)}, shape_of_path(first, ground.shape, ground.here) if first else None


def _that(condition: Refers, ground: Ground, depth: int) -> list[Line]:
    return below(condition.that, ground.of_kind(condition.kind), depth) if condition.that else []


def _where(condition: Count | Sum | Survey, ground: Ground) -> str:
    if condition.where is None:
        return ""
    return clause(condition.where, _inner(condition, ground))


def _picked(condition: Count | Sum | Survey, ground: Ground, depth: int) -> list[Line]:
    return below(condition.where, _inner(condition, ground), depth) if condition.where is not None else []


def _inner(condition: Count | Sum | Survey, ground: Ground) -> Ground:
    if isinstance(condition, Survey):
        return ground.of_kind(condition.kind)
    return ground.inside(condition.path if isinstance(condition, Count) else condition.paths[0])


def _referring(condition: Refers) -> str:
    return "not_refers_to" if condition.negated else "refers_to"


def _refers_slots(condition: Refers, ground: Ground) -> dict[str, str]:
    return {**ground.label(condition.path), "kind": kind_word(condition.kind)}
