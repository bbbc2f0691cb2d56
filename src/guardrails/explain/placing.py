"""From a file and a path (or offsets) to the line as typed, with a caret under the narrowest stretch that matters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.explanation import Excerpt
from guardrails.explain.masking import stand_in
from guardrails.explain.secret_spans import secrets
from guardrails.model.problem import Spot
from guardrails.text.clean import visible
from guardrails.text.places import Place, find, places
from guardrails.text.source import Source, Span

_TAB = "→   "
_LONGEST_LINE = 200
_LONGEST_LOOK = 4000
_NOWHERE = Span(0, 0)


class Placement(NamedTuple):
    """Where something stands: line and column as an editor counts them (0 where it stands nowhere).

    `span` are the offsets in `source`; `missing`: the place asked for is not there, and this is its nearest parent.
    """

    file: str
    line: int = 0
    column: int = 0
    span: Span = _NOWHERE
    source: Source | None = None
    missing: bool = False

    @property
    def end_column(self) -> int:
        """The column after the mark, on the line where it begins and at least one on; 0 where it stands nowhere."""
        if self.source is None or not self.line:
            return 0
        end = min(self.span.end, self.source.line_span(self.line).end)
        return self.column + max(end - self.span.start, 1)

    def excerpt(self, label: str) -> Excerpt | None:
        """The line with its caret; None where there is no line to show."""
        if self.source is None or not self.line:
            return None
        line = self.source.line_span(self.line)
        end = min(max(self.span.end, self.span.start + 1), max(line.end, self.span.start + 1))
        # Of a line without end only the part around the mark is looked at, wide enough to see a secret whole.
        first_seen = max(line.start, self.span.start - _LONGEST_LOOK)
        last_seen = min(line.end, self.span.start + _LONGEST_LOOK)
        raw = self.source.text[first_seen:last_seen]
        text, first, last = shown_line(raw, self.span.start - first_seen, min(end, last_seen) - first_seen)
        text, first, last = window(text, first, last, _LONGEST_LINE)
        return Excerpt(self.file, ((self.line, text),), self.line, first, last, label)

    def with_replaced(self, text: str) -> str:
        """The line to type: as it is, with the marked stretch replaced. Empty where that would not be one line."""
        if self.source is None or not self.line:
            return ""
        line = self.source.line_span(self.line)
        if self.span.end > line.end:
            return ""
        return (self.source.text[line.start : self.span.start] + text + self.source.text[self.span.end : line.end]).strip()


def placed(context: Context, file: str, spot: Spot) -> Placement:
    """The placement of a spot; a file that can't be shown has no line."""
    try:
        source = _source(context.sources, file)
    except (KeyError, OSError, ValueError):
        return Placement(file)
    if spot.start is not None:
        span = Span(spot.start, max(spot.start, spot.end if spot.end is not None else spot.start))
        return _at(source, span, missing=False)
    documents = _places(context.sources, file)
    if spot.document >= len(documents):
        return Placement(file)
    return _in_document(source, documents[spot.document], spot)


@lru_cache(maxsize=8)
def _source(sources: Callable[[str], str], file: str) -> Source:
    """A file's text, kept for a while: findings about one file come one after the other."""
    return Source(file, sources(file))


@lru_cache(maxsize=8)
def _places(sources: Callable[[str], str], file: str) -> tuple[Place, ...]:
    return tuple(places(_source(sources, file).text))


def _in_document(source: Source, document: Place, spot: Spot) -> Placement:
    """A path's key or value; the nearest parent's key where the path ends before; the first key where there is no parent."""
    found = find(document, spot.path)
    place, missing = found.place, found.found < len(spot.path)
    if spot.path and not found.found:
        # Nothing of it is there: the file's first key stands for the file.
        place = next(iter(document.children.values()), document)
    return _at(source, _narrow(source, place, on_key=spot.on_key or missing), missing)


def _narrow(source: Source, place: Place, on_key: bool) -> Span:
    """The key where it was asked for, or where the value is empty or a whole block; else the value's first line."""
    if place.key is not None and (on_key or place.children or place.value.start == place.value.end):
        return place.key
    start = place.value.start
    line = source.line_span(source.position(start)[0])
    if place.children and not source.text[start:].startswith(("[", "{")):
        first = next(iter(place.children.values()))
        return first.key or Span(first.value.start, min(first.value.end, line.end))
    return Span(start, max(start, min(place.value.end, line.end)))


def _at(source: Source, span: Span, missing: bool) -> Placement:
    line, column = source.position(span.start)
    return Placement(source.name, line, column, span, source, missing)


def shown_line(raw: str, start: int, end: int) -> tuple[str, int, int]:
    """A source line fit to be shown, and where [start, end) of it went, as columns counted from 1.

    Tabs become an arrow, unseen characters are spelled out, secrets are hidden; a mark inside a secret covers all of it.
    """
    hidden = secrets(raw)
    parts: list[str] = []
    columns = [0]
    at = 0
    while at < len(raw):
        piece, upto = _piece(raw, at, hidden)
        columns += [columns[-1]] * (upto - at - 1)
        parts.append(piece)
        columns.append(columns[-1] + len(piece))
        at = upto
    first = columns[min(start, len(raw))]
    if start > len(raw):
        first += start - len(raw)
    last = columns[min(end, len(raw))]
    inside = next((e for s, e in hidden if s < end < e), None)
    if inside is not None:
        last = columns[inside]
    return "".join(parts), first + 1, max(last, first + 1) + 1


def _piece(raw: str, at: int, hidden: list[tuple[int, int]]) -> tuple[str, int]:
    """What is shown for the next stretch of a line, and where that stretch ends."""
    for start, end in hidden:
        if start == at:
            return stand_in(raw[start:end]), end
    return (_TAB if raw[at] == "\t" else visible(raw[at])), at + 1


def window(text: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """At most `room` characters of a line, around the mark [start, end) (columns from 1), with ellipses at the cuts."""
    total = max(len(text), end - 1)
    if total <= room:
        return text, start, end
    end = min(end, start + room - 4)
    first = max(0, min(start - 1 - (room - (end - start)) // 2, total - room))
    if end - 1 <= room - 1:
        first = 0
    last = min(len(text), first + room)
    cut = text[first:last]
    if first:
        cut = "…" + cut[1:]
    if last < len(text):
        cut = cut[:-1] + "…"
    return cut, start - first, min(end - first, room + 1)
