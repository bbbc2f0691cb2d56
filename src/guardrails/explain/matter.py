"""From evidence to what is the matter: only what does not hold is spoken of, a missing block once, nearest way first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import assert_never

from guardrails.explain.because import because, unclear
from guardrails.explain.leaf import leaf_point, missing_point
from guardrails.explain.plain_values import listed
from guardrails.explain.point import Point, lines, merged
from guardrails.explain.scene import Scene
from guardrails.explain.sentences import say
from guardrails.explain.totals import reference_point, survey_point, tally_point
from guardrails.model.condition import Each
from guardrails.model.evidence import (
    Combined,
    Defined,
    Element,
    Evidence,
    Quantified,
    Referred,
    Surveyed,
    Tallied,
    Tested,
)
from guardrails.model.shape import Shape
from guardrails.model.truth import Truth
from guardrails.model.value import Path

NO_SHAPES: Mapping[str, Shape] = MappingProxyType({})
_MOST_WAYS = 5


def matter(evidence: Evidence, shape: Shape, *, shapes: Mapping[str, Shape] = NO_SHAPES, hide: bool = False) -> tuple[Point, ...]:
    """What is the matter, by the evidence for `require`; nothing where it holds.

    `shape` is the manifest's, `shapes` those of the kinds that a rule may refer to; `hide` masks the manifest's values.
    """
    return once(points(evidence, Scene(shape, shapes, hide)))


def points(evidence: Evidence, scene: Scene) -> list[Point]:
    """The points of one node and what lies below it."""
    if evidence.truth is Truth.YES:
        return []
    match evidence:
        case Tested():
            return [leaf_point(evidence, scene)]
        case Combined(condition=condition, parts=parts):
            from guardrails.model.condition import All

            return _all(parts, scene) if isinstance(condition, All) else _any([(part, scene) for part in parts])
        case Quantified():
            return _quantified(evidence, scene)
        case Tallied():
            return [tally_point(evidence, scene)]
        case Referred():
            return _referred(evidence, scene)
        case Surveyed():
            return [survey_point(evidence, scene)]
        case Defined(part=part):
            return points(part, scene)
        case _:
            assert_never(evidence)


def _all(parts: Sequence[Evidence], scene: Scene) -> list[Point]:
    return [point for part in parts for point in points(part, scene)]


def _any(parts: Sequence[tuple[Evidence, Scene]]) -> list[Point]:
    """The ways out, nearest first; ways that are about one and the same value become one sentence."""
    ranked = sorted(parts, key=lambda part: cost(*part))
    ways = list(dict.fromkeys(once(points(part, scene)) for part, scene in ranked))
    if len(ways) == 1:
        return list(ways[0])
    if not ways or not all(ways):
        return []
    together = _same_value(ways)
    if together is not None:
        return [together]
    near = ways[0][0]
    label = say("caret.ways", {"label": near.label}) if near.label else ""
    state = "ways" if any(p.state != "unjudged" for way in ways for p in way) else "unjudged"
    return [near._replace(label=label, clause="", need="", extra="", names=(), state=state, ways=tuple(ways[:_MOST_WAYS]))]


def _same_value(ways: Sequence[tuple[Point, ...]]) -> Point | None:
    first = ways[0][0]
    for way in ways:
        here = way[0]
        if len(way) > 1 or here.ways or (here.path, here.clause, here.names, here.document) != (
            first.path, first.clause, first.names, first.document
        ):  # fmt: skip
            return None
    needs = list(dict.fromkeys(way[0].need for way in ways if way[0].need))
    need = listed(needs, "or")
    label = say("caret", {"need": need}) if needs and first.state == "differs" else first.label
    return first._replace(need=need if needs else "", label=label)


def _quantified(evidence: Quantified, scene: Scene) -> list[Point]:
    if evidence.missing is not None:
        return [missing_point(evidence.missing, scene, "")]
    if evidence.truth is Truth.UNJUDGED and not evidence.elements:
        clause = say("unjudged.fact", scene.words(evidence.field))
        return [Point(evidence.field, say("caret.unjudged"), clause, state="unjudged", document=scene.document)]
    if isinstance(evidence.condition, Each):
        return [point for e in evidence.elements for point in _element(e, scene.inside(e.name, evidence.condition.named_by))]
    open_ways = [
        (half, scene.inside(e.name, evidence.condition.named_by))
        for e in evidence.elements
        if (half := _what_counts(e)) is not None
    ]
    if not open_ways:
        return [_no_element(evidence, scene)]
    ways = _any(open_ways)
    return (_none_fits(evidence, ways, scene) or ways) if ways else [_no_element(evidence, scene)]


def _what_counts(element: Element) -> Evidence | None:
    """The half of an element that decides: whether it is picked at all, if that is not certain; nothing if it is not."""
    if element.where is None or element.where.truth is Truth.YES:
        return element.require
    return None if element.where.truth is Truth.NO else element.where


def _none_fits(evidence: Quantified, ways: Sequence[Point], scene: Scene) -> list[Point]:
    """One sentence about the list where every entry lacks the same: "no entry in … has … as …"."""
    groups = ways[0].ways if len(ways) == 1 and ways[0].ways else tuple((point,) for point in ways)
    first = groups[0][0]
    same = all(
        len(g) == 1 and (g[0].need, g[0].path[-1:], g[0].state) == (first.need, first.path[-1:], "differs") for g in groups
    )
    if not same or len(first.path) != len(evidence.field) + 2 or first.document is not None:
        return []
    slots = {**scene.words(evidence.field), "need": first.need, "label": scene.label(first.path)}
    need = say("need.some", slots)
    return [
        Point(
            path=evidence.field,
            label=say("caret", {"need": need}),
            clause=say("found.some", slots),
            names=scene.named,
            question=scene.question(evidence.field),
        )
    ]


def _element(element: Element, scene: Scene) -> list[Point]:
    """One element that does not hold; one that is left out, or holds, has nothing to say."""
    if element.require is None or element.require.truth is Truth.YES:
        return []
    if element.where is None or element.where.truth is Truth.YES:
        return points(element.require, scene)
    return [] if element.where.truth is Truth.NO else points(element.where, scene)


def _no_element(evidence: Quantified, scene: Scene) -> Point:
    """One fitting element would be enough, and the list has none to begin with."""
    words = scene.words(evidence.field)
    return Point(
        path=evidence.field,
        label=say("caret.missing", words),
        clause=say("missing.elements" if evidence.elements else "found.not_empty", words),
        need=say("need.not_empty"),
        names=scene.named,
        state="missing",
        question=scene.question(evidence.field),
        document=scene.document,
    )


def _referred(evidence: Referred, scene: Scene) -> list[Point]:
    if evidence.that is not None and evidence.target is not None and not evidence.condition.negated:
        below = points(evidence.that, scene.within(evidence.target, evidence.condition.kind, evidence.found))
        if below:
            return [point._replace(via=evidence.field) for point in below]
    return [reference_point(evidence, scene)]


def once(found: Iterable[Point]) -> tuple[Point, ...]:
    """The points with nothing said twice; of what is missing only the outermost block is named, with what it must hold."""
    seen = list(dict.fromkeys(found))
    gone = {(p.document, p.path) for p in seen if p.state == "missing" and p.path}
    kept: dict[tuple[str | None, Path], list[Point]] = {}
    result: list[Point] = []
    for point in seen:
        if point.state != "missing" or not point.path:
            result.append(point)
            continue
        if any((point.document, point.path[:n]) in gone for n in range(1, len(point.path))):
            continue
        group = kept.setdefault((point.document, point.path), [])
        if not group:
            result.append(point)
        group.append(point)
    return tuple(_one_gap(kept[p.document, p.path]) if kept.get((p.document, p.path), [None])[0] is p else p for p in result)


def _one_gap(group: Sequence[Point]) -> Point:
    """Several needs that hang on one missing answer: "its status and its link"."""
    needs = list(dict.fromkeys(point.need for point in group if point.need))
    within = say("missing.fields", {"labels": ""})
    parts = [need for need in needs if need.startswith(within)]
    return group[0]._replace(need=listed(parts) if parts else next(iter(needs), ""))


def cost(evidence: Evidence, scene: Scene) -> float:
    """How much work is left: a choice counts less than a missing answer, that less than a fact about the world."""
    if evidence.truth is Truth.YES:
        return 0
    match evidence:
        case Tested():
            shape = scene.shape_at(evidence.field)
            attested = shape is not None and shape.attested
            outside = evidence.condition.path.start in ("facts", "org")
            return 1 + (1 if attested else 0) + (2 if outside else 0) + (0.5 if evidence.missing else 0)
        case Combined(condition=condition, parts=parts):
            from guardrails.model.condition import All

            costs = [cost(part, scene) for part in parts]
            return sum(costs) if isinstance(condition, All) else min(costs, default=9)
        case Quantified(condition=condition, elements=elements):
            costs = [cost(e.require, scene) for e in elements if e.require is not None]
            return sum(costs) if isinstance(condition, Each) else min(costs, default=3)
        case Defined(part=part):
            return cost(part, scene)
        case Referred(that=that):
            return 2 if that is None else 1 + cost(that, scene)
        case Tallied() | Surveyed():
            return 3
        case _:
            assert_never(evidence)


__all__ = ["Point", "because", "lines", "matter", "merged", "once", "points", "unclear"]
