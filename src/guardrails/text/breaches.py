"""A second, slower walk over the parser's events that finds the first breach and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from guardrails.text.characters import CURLY_QUOTES, STRAIGHT, named, unseen_escape
from guardrails.text.letters import ODD_BLANK
from guardrails.text.parser import events
from guardrails.text.source import Source, Span
from guardrails.text.values import Fault, Limits, NotFiniteError, TooLongError, same_key, scalar

_STARTS = (MappingStartEvent, SequenceStartEvent)
_TAG = re.compile(r"!(?:<[^>\s]*>?|[^\s,\[\]{}]*)")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]*")
_NUMBER_WITH_COMMA = re.compile(r"[0-9][0-9.]*,(?P<rest>[0-9]{1,3})$")
_THOUSAND = 3
_TAG_DIRECTIVE = re.compile(r"^%TAG[^\r\n]*", re.MULTILINE)
_LIST_ITEM_LINE = re.compile(r"[\r\n][ \t]*(-)(?=[ \t\r\n]|$)")
_ITEM_BEFORE = re.compile(r"(?:^|[\r\n])[ ]*(?:-[ ]+)+$")
_KEY_BEFORE = re.compile(r"([^\s\[{,:][^\r\n\[{,:]*):[ \t]*[\r\n]?[ \t]*$")
# A key and its value without the blank between them; an address (https://) or a time (17:30) is not that.
BLANK_AFTER_COLON = re.compile(f":({ODD_BLANK.pattern})")
GLUED = re.compile(r"([A-Za-z_][\w.-]*):(?=[^\s:/]|/(?!/))")


def breach(body: str, limits: Limits) -> Fault | None:
    """The first breach in a text without byte order mark; None when there is none.

    Raises what the parser raises when the text is not YAML.
    """
    return _Walk(Source("", body), limits).run()


@dataclass(slots=True)
class _Frame:
    """A collection that is still open."""

    fields: bool
    keys: dict[str, tuple[str, Span]] = field(default_factory=dict)
    awaits_value: bool = False


@dataclass(slots=True)
class _Document:
    """What the second-document look needs to know."""

    marker: Span
    names_its_kind: bool = False
    empty: bool = True


@dataclass(slots=True)
class _Walk:
    source: Source
    limits: Limits
    frames: list[_Frame] = field(default_factory=list)
    documents: list[_Document] = field(default_factory=list)

    def run(self) -> Fault | None:
        for event in events(self.source.text.encode("utf-8"), self.limits.max_events):
            if type(event) is StreamEndEvent:
                return self.whole()
            fault = self.step(event)
            if fault:
                return fault
        return Fault("file-too-many-values", None, None, {"limit": str(self.limits.max_events)})

    def step(self, event: Any) -> Fault | None:
        kind = type(event)
        if kind is DocumentStartEvent:
            self.documents.append(_Document(_span(event)))
            return self.directive(event)
        if kind in _STARTS:
            return self.decorated(event) or self.collection(event)
        if kind is ScalarEvent or kind is AliasEvent:
            fault = self.decorated(event) or (self.key(event) if self.at_key() else self.value(event))
            if self.frames:
                self.frames[-1].awaits_value = not self.frames[-1].awaits_value
            return fault
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self.frames.pop()
            if self.frames:
                self.frames[-1].awaits_value = False
        return None

    def at_key(self) -> bool:
        return bool(self.frames) and self.frames[-1].fields and not self.frames[-1].awaits_value

    def directive(self, event: Any) -> Fault | None:
        if not event.tags:
            return None
        found = _TAG_DIRECTIVE.search(self.source.text, event.start_mark.index)
        span = Span(found.start(), found.end()) if found else _span(event)
        return Fault("file-tag", span.start, span.end, {"tag": "%TAG"})

    def decorated(self, event: Any) -> Fault | None:
        """An alias, an anchor or a tag."""
        text, (start, end) = self.source.text, (event.start_mark.index, event.end_mark.index)
        if type(event) is AliasEvent:
            return Fault("file-alias", start, end, {"name": text[start:end]})
        tag = _TAG.match(text, start)
        if tag and (end > start or event.tag is not None):
            return Fault("file-tag", start, tag.end(), {"tag": tag[0]})
        if event.anchor is not None:
            anchor = _ANCHOR.match(text, start)
            name = anchor[0] if anchor else f"&{event.anchor}"
            return Fault("file-alias", start, start + len(name), {"name": name})
        return None

    def collection(self, event: Any) -> Fault | None:
        start = event.start_mark.index
        if self.at_key():
            written = self.source.text[start : start + 1]
            return Fault("file-key-not-text", start, start + 1, {"key": written})
        if len(self.frames) >= self.limits.max_depth:
            return Fault("file-too-deep", start, start + 1, {"limit": str(self.limits.max_depth)})
        if not self.frames and self.documents:
            self.documents[-1].empty = False
        self.frames.append(_Frame(type(event) is MappingStartEvent))
        return None

    def comma_in_number(self, span: Span) -> Fault | None:
        """A number such as 4,500 in brackets, where the comma ends the value and its rest looks like the next key."""
        line = self.source.text.rfind("\n", 0, span.start) + 1
        found = _NUMBER_WITH_COMMA.search(self.source.text[line : span.end])
        if not found:
            return None
        plain = found[0].replace(".", "")
        whole = plain.replace(",", "" if len(found["rest"]) == _THOUSAND else ".")
        return Fault("file-comma-in-number", line + found.start(), span.end, {"found": found[0], "whole": whole})

    def key(self, event: Any) -> Fault | None:
        span, key, here = _span(event), event.value, self.frames[-1]
        if not event.style and key == "<<":
            return Fault("file-alias", span.start, span.end, {"name": "<<"})
        fault = self.scalar(event)
        if fault and fault.id.startswith("file-number"):
            fault = None
        if fault:
            return fault
        if not event.style and not _is_text(key):
            return self.comma_in_number(span) or Fault("file-key-not-text", span.start, span.end, {"key": key})
        blank = ODD_BLANK.search(key)
        if blank:
            at = self.source.text.find(blank[0], span.start, span.end)
            return self.odd_blank(max(at, span.start), blank[0])
        if same_key(key) in here.keys:
            return self.duplicate(key, span, *here.keys[same_key(key)])
        here.keys[same_key(key)] = (key, span)
        if len(self.frames) == 1 and key in ("apiVersion", "kind"):
            self.documents[-1].names_its_kind = True
        return None

    def odd_blank(self, at: int, blank: str) -> Fault:
        line = self.source.line(self.source.position(at)[0])
        slots = {**named(blank), "write": ODD_BLANK.sub(" ", line)}
        return Fault("file-nonbreaking-space", at, at + 1, slots)

    def duplicate(self, key: str, span: Span, first_key: str, first: Span) -> Fault:
        slots = {
            "key": key,
            "first_key": first_key,
            "first_line": str(self.source.position(first.start)[0]),
            "second_line": str(self.source.position(span.start)[0]),
        }
        return Fault("file-duplicate-key", span.start, span.end, slots)

    def value(self, event: Any) -> Fault | None:
        fault = self.scalar(event)
        if fault or event.style:
            if not self.frames:
                self.documents[-1].empty = False
            return fault
        span = _span(event)
        written = self.source.text[span.start : span.end]
        if ODD_BLANK.match(written):
            return self.odd_blank(span.start, written[0])
        item = _LIST_ITEM_LINE.search(written)
        if item:
            return self.folded_item(span, span.start + item.start(1))
        if self.frames or not written:
            return None
        self.documents[-1].empty = False
        blank = BLANK_AFTER_COLON.search(written)
        if blank:
            return self.odd_blank(span.start + blank.start(1), blank[1])
        # A document that is one text, perhaps because the blank after a colon is missing.
        return glued_key(self.source, span)

    def scalar(self, event: Any) -> Fault | None:
        """What may be the matter with a text, be it a key or a value."""
        span, value = _span(event), event.value
        written = self.source.text[span.start : span.end]
        if event.style == '"':
            return unseen_escape(written, value, span.start)
        if event.style:
            return None
        if len(value) > 1 and value[0] in CURLY_QUOTES and value[-1] in CURLY_QUOTES:
            slots = named(value[0])
            line = self.source.line(self.source.position(span.start)[0])
            if line.count(written) == 1:
                slots["write"] = line.replace(written, written.translate(STRAIGHT))
            return Fault("file-smart-quotes", span.start, span.start + 1, slots)
        try:
            scalar(value, self.limits.max_digits)
        except NotFiniteError:
            return Fault("file-number-not-finite", span.start, span.end, {"number": value})
        except TooLongError:
            slots = {"digits": str(sum(map(str.isalnum, value))), "limit": str(self.limits.max_digits)}
            return Fault("file-number-too-long", span.start, span.end, slots)
        return None

    def folded_item(self, span: Span, dash: int) -> Fault:
        """A list item that YAML folds into the text above it."""
        text = self.source.text
        before = text[max(0, span.start - 200) : span.start]
        if _ITEM_BEFORE.search(before):
            found = dash - self.source.line_span(self.source.position(dash)[0]).start
            return Fault("file-wrong-indent", dash - found, dash, {"found": str(found)})
        key = _KEY_BEFORE.search(before)
        slots = {"line": str(self.source.position(span.start)[0])}
        if key:
            slots["key"] = key[1]
        return Fault("file-list-under-value", dash, dash + 1, slots)

    def whole(self) -> Fault | None:
        full = [document for document in self.documents if not document.empty]
        if not full:
            return Fault("file-empty", None, None, {})
        if len(full) > 1 and full[0].names_its_kind:
            for document in full[1:]:
                if not document.names_its_kind:
                    span = document.marker
                    return Fault("file-second-document", span.start, span.end, {"marker": "---"})
        return None


def glued_key(source: Source, span: Span) -> Fault | None:
    """The missing blank after a colon, when a stretch of text begins with a key: `owner:mia`.

    For a text that stands where fields are expected; elsewhere `owner:mia` is a text like any other.
    """
    found = GLUED.match(source.text, span.start, span.end)
    if not found:
        return None
    colon = found.end() - 1
    number, column = source.position(colon)
    line = source.line(number)
    slots = {"key": found[1], "write": f"{line[:column]} {line[column:]}"}
    return Fault("file-missing-blank-after-colon", colon, colon + 1, slots)


def _is_text(key: str) -> bool:
    try:
        return isinstance(scalar(key), str)
    except ValueError:
        return False


def _span(event: Any) -> Span:
    return Span(event.start_mark.index, event.end_mark.index)
