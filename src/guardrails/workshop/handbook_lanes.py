"""A lane's page in the handbook: what IT promises, what leads there, and what to change to drop one lane."""

from __future__ import annotations

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.condition_words import Ground, Line, below, clause
from guardrails.explain.counting import counted, kind_word
from guardrails.explain.handbook_page import Page, Section, Tag, outline, words
from guardrails.explain.sentences import fill, sentence
from guardrails.model.condition import Condition
from guardrails.model.rule import FastTrack, Lane, Trigger
from guardrails.model.shape import Shape
from guardrails.workshop.handbook_index import HOME, lane_id
from guardrails.workshop.handbook_shelf import Shelf


def lane_page(lane: Lane, shelf: Shelf) -> Page:
    """The page of a lane."""
    promise = [Line(sentence(lane.promise))] if lane.promise else []
    if lane.lead_workdays:
        promise.append(Line(fill(SENTENCES["lane.days"], {"days": counted(lane.lead_workdays, "workday")})))
    sections = [_section("promise", SENTENCES["lane.promise"], promise)] if promise else []
    if not lane.triggers:
        sections.append(_section("triggers", SENTENCES["lane.triggers"], [Line(SENTENCES["lane.rest"])]))
    sections += [_trigger(trigger, shelf) for trigger in lane.triggers]
    own = {trigger.id for trigger in lane.triggers}
    sections += [_fast(track, lane, shelf) for track in shelf.bundle.fast_tracks if own & set(track.turns)]
    tag = Tag(fill(SENTENCES["lane.tag"], {"name": lane.name}))
    return Page(lane_id(lane.name), lane.title, (tag,), (HOME,), "", tuple(sections))


def _trigger(trigger: Trigger, shelf: Shelf) -> Section:
    lines = _when(trigger.when, trigger.applies_to, shelf)
    if trigger.drop:
        lines.append(Line(fill(SENTENCES["lane.drop"], {"drop": trigger.drop})))
    return _section(f"reason-{trigger.id}", f"{trigger.id}: {trigger.title}", lines)


def _fast(track: FastTrack, lane: Lane, shelf: Shelf) -> Section:
    lines = _when(track.when, track.applies_to, shelf)
    turned = "; ".join(f"{t.id}, {t.title}" for t in lane.triggers if t.id in track.turns)
    lines.append(Line(fill(SENTENCES["lane.turns"], {"triggers": turned})))
    return _section(f"fast-{track.name}", fill(SENTENCES["lane.fast"], {"title": track.title}), lines)


def _when(condition: Condition, kinds: tuple[str, ...], shelf: Shelf) -> list[Line]:
    """For which kinds it counts, and the condition as sentences."""
    about = " and ".join(kind_word(kind, many=True) for kind in kinds)
    ground = Ground(shelf.shapes.get(kinds[0] if kinds else "", Shape("object")), shelf.shapes)
    short = clause(condition, ground)
    told = [Line(fill(SENTENCES["lane.when"], {"clause": short}))] if short else []
    if not short:
        told = [Line(SENTENCES["lane.when.list"]), *below(condition, ground, 1)]
    return [Line(fill(SENTENCES["lane.kinds"], {"kinds": about})), *told]


def _section(key: str, heading: str, lines: list[Line]) -> Section:
    return Section(key, words(heading), (outline(lines),))
