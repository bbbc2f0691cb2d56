"""Which answers of a manifest a bundle's rules, lanes and facts read, and which of the asked ones nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from guardrails.language.compile_pack import SLOT
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Each,
    FieldPath,
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
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.workshop.fact_reads import ENGINE_READS, FACT_READS

Keys: TypeAlias = tuple[str, ...]
Read: TypeAlias = tuple[str, Keys]
"""A kind of manifest and a path in it, without the numbers of list elements."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where paths start: the kinds and the path of "here", and the kinds of the judged manifest."""

    kinds: tuple[str, ...]
    root: tuple[str, ...]
    prefix: Keys = ()

    def reads(self, path: FieldPath, every: tuple[str, ...]) -> Iterator[Read]:
        if path.start == "facts":
            for text in FACT_READS.get(path.keys[0], ()):
                yield from ((kind, tuple(text.split("."))) for kind in every)
        elif path.start == "root":
            yield from ((kind, path.keys) for kind in self.root)
        elif path.start == "here":
            yield from ((kind, (*self.prefix, *path.keys)) for kind in self.kinds)

    def inside(self, path: FieldPath) -> _Ground:
        start = () if path.start == "root" else self.prefix
        return replace(self, kinds=self.root if path.start == "root" else self.kinds, prefix=(*start, *path.keys))


@dataclass(frozen=True, slots=True)
class Unread:
    """A question that is asked from a stage on and that nothing in the bundle reads."""

    kind: str
    keys: Keys
    stage: Stage


def unread(bundle: Bundle, shapes: Mapping[str, Shape]) -> Iterator[Unread]:
    """The questions that could be dropped, by kind, in the order of the schema.

    A group is read with anything that lies in it; of a group that nobody reads only the group is named.
    """
    read = set(_reads(bundle, tuple(shapes)))
    for kind, shape in shapes.items():
        named: Keys | None = None
        for keys, stage in _asked(shape, ()):
            if named is not None and keys[: len(named)] == named:
                continue
            if not any(at == kind and path[: len(keys)] == keys for at, path in read):
                named = keys
                yield Unread(kind, keys, stage)


def _asked(shape: Shape, at: Keys) -> Iterator[tuple[Keys, Stage]]:
    inner = shape.items if shape.kind == "list" and shape.items is not None else shape
    for key, field in inner.fields.items():
        if field.needed is not None:
            yield (*at, key), field.needed
        yield from _asked(field, (*at, key))


def _reads(bundle: Bundle, kinds: tuple[str, ...]) -> Iterator[Read]:
    for kind in kinds:
        yield from ((kind, tuple(text.split("."))) for text in ENGINE_READS)
    for rule in bundle.rules:
        ground = _Ground(rule.applies_to, rule.applies_to)
        for condition in rule.conditions:
            yield from _of(condition, ground, kinds)
        yield from _slot_reads(rule, kinds)
    whens = [(t.when, t.applies_to) for lane in bundle.lanes for t in lane.triggers]
    for when, applies_to in [*whens, *((t.when, t.applies_to) for t in bundle.fast_tracks)]:
        yield from _of(when, _Ground(applies_to, applies_to), kinds)


def _slot_reads(rule: Rule, kinds: tuple[str, ...]) -> Iterator[Read]:
    """What the slots of a rule's texts show."""
    words = rule.words
    for text in (words.headline, words.lead, words.why, words.faster, *words.fix):
        for slot in SLOT.findall(text):
            start, _, rest = slot.partition(".")
            if start in ("facts", "field") and rest:
                path = FieldPath("facts" if start == "facts" else "here", tuple(rest.split(".")))
                yield from _Ground(rule.applies_to, rule.applies_to).reads(path, kinds)


def _of(condition: Condition, ground: _Ground, every: tuple[str, ...]) -> Iterator[Read]:
    match condition:
        case Test(path=path, operand=operand):
            yield from _paths([path, *_in_operand(operand)], ground, every)
        case All(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _of(part, ground, every)
        case Each(path=path, where=where, require=require) | Some(path=path, where=where, require=require):
            yield from ground.reads(path, every)
            yield from _parts((where, require), ground.inside(path), every)
        case Count(path=path, where=where, operand=operand):
            yield from _paths([path, *_in_operand(operand)], ground, every)
            yield from _parts((where,), ground.inside(path), every)
        case Sum(operand=operand):
            yield from _of_sum(condition, ground, every)
            yield from _paths(_in_operand(operand), ground, every)
        case Refers(path=path, kind=kind, that=that):
            yield from ground.reads(path, every)
            yield from _parts((that,), _Ground((kind,), ground.root), every)
        case Survey(kind=kind, where=where, operand=operand):
            yield from _paths(_in_operand(operand), ground, every)
            yield from _of(where, _Ground((kind,), ground.root), every)
        case Meets(part=part):
            yield from _of(part, ground, every)
        case _:
            assert_never(condition)


def _of_sum(condition: Sum, ground: _Ground, every: tuple[str, ...]) -> Iterator[Read]:
    yield from _paths(condition.paths, ground, every)
    if condition.adds is not None:
        inside = ground.inside(condition.paths[0])
        inner = [condition.adds, *([condition.times.path] if condition.times else [])]
        yield from _paths(inner, inside, every)
        yield from _parts((condition.where,), inside, every)


def _parts(parts: Iterable[Condition | None], ground: _Ground, every: tuple[str, ...]) -> Iterator[Read]:
    for part in parts:
        if part is not None:
            yield from _of(part, ground, every)


def _paths(paths: Iterable[FieldPath], ground: _Ground, every: tuple[str, ...]) -> Iterator[Read]:
    for path in paths:
        yield from ground.reads(path, every)


def _in_operand(operand: Operand) -> list[FieldPath]:
    while isinstance(operand, Share):
        operand = operand.of
    return [operand] if isinstance(operand, FieldPath) else []
