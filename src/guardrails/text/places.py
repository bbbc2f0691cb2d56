"""Where every key and value of a text stands; loaded only when a place is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from guardrails.text.parser import PARSER_ERRORS, events
from guardrails.text.source import BYTE_ORDER_MARK, Span
from guardrails.text.values import LIMITS


class Place(NamedTuple):
    """Where one value stands, its key if it has one, and the places inside it by key or number."""

    value: Span
    key: Span | None
    children: Mapping[str | int, Place]


class Spot(NamedTuple):
    """The deepest place on a path that is there, and how many steps of the path led to it."""

    place: Place
    found: int


def places(text: str) -> list[Place]:
    """One place for each document that `read` gives a value for; spans count characters of `text`.

    Total and without recursion. Of a text that cannot be read it gives the places up to that point.
    """
    shift = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    survey = _Survey(text, shift)
    try:
        for event in events(text[shift:].encode("utf-8"), LIMITS.max_events):
            # Deep nesting would keep the parser busy for minutes; `read` refuses it anyway.
            if type(event) is StreamEndEvent or len(survey.open) > LIMITS.max_depth:
                break
            survey.take(event)
    except PARSER_ERRORS:
        pass  # `read` says what is the matter
    while survey.open:
        survey.close(survey.open[-1].start)
    return survey.documents


def find(place: Place, path: tuple[str | int, ...]) -> Spot:
    """The deepest existing place along a path of keys and numbers."""
    for found, step in enumerate(path):
        child = place.children.get(step)
        if child is None:
            return Spot(place, found)
        place = child
    return Spot(place, len(path))


def walk(place: Place) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Every place with its path, in the order of the text; no recursion."""
    waiting: list[tuple[tuple[str | int, ...], Place]] = [((), place)]
    while waiting:
        path, here = waiting.pop()
        yield path, here
        waiting.extend(((*path, step), child) for step, child in reversed(list(here.children.items())))


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen yet."""

    start: int
    fields: bool
    children: dict[str | int, Place] = field(default_factory=dict)
    key: tuple[str, Span] | None = None
    end: int = 0


@dataclass(slots=True)
class _Survey:
    text: str
    shift: int
    open: list[_Open] = field(default_factory=list)
    documents: list[Place] = field(default_factory=list)

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent or kind is AliasEvent:
            self.leaf(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start = event.start_mark.index + self.shift
            self.open.append(_Open(start, kind is MappingStartEvent, end=start))
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.close(event.end_mark.index + self.shift)

    def leaf(self, event: Any) -> None:
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        style = event.style if type(event) is ScalarEvent else None
        if style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        name = event.value if type(event) is ScalarEvent else None
        if self.open or name or style:
            self.put(Span(start, end), name, {})

    def close(self, end: int) -> None:
        """End the innermost collection: a block ends with its last child, not where the next token begins."""
        done = self.open.pop()
        if done.key is not None:
            done.children.setdefault(done.key[0], Place(Span(done.end, done.end), done.key[1], {}))
        first, last = self.text[done.start : done.start + 1], self.text[end - 1 : end]
        in_brackets = first in ("[", "{") and last in ("]", "}")
        if not in_brackets:
            end = done.end
        span = Span(done.start, max(end, done.start))
        self.put(span, None, done.children)

    def put(self, span: Span, name: str | None, children: Mapping[str | int, Place]) -> None:
        """Hand a finished key or value to the collection around it; a key without name goes by its text."""
        if not self.open:
            self.documents.append(Place(span, None, children))
            return
        around = self.open[-1]
        around.end = max(around.end, span.end)
        if not around.fields:
            around.children[len(around.children)] = Place(span, None, children)
        elif around.key is None:
            around.key = (self.text[span.start : span.end] if name is None else name, span)
        else:
            key, key_span = around.key
            around.children.setdefault(key, Place(span, key_span, children))
            around.key = None
