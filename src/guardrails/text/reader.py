"""YAML to plain values, guarded: one pass over the parser's events, with as few imports as possible."""

from __future__ import annotations

import re
from typing import Any

from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from guardrails.text.parser import PARSER_ERRORS, events
from guardrails.text.values import LIMITS, WORDS, Fault, Limits, Value, names_its_kind, same_key, scalar


def read(data: bytes, limits: Limits = LIMITS) -> tuple[list[Value], Fault | None]:
    """Read every document of a file, or say what stands in the way: `(values, None)` or `([], fault)`.

    Total: any bytes give one of the two, in bounded time. A document without any content is left out.
    """
    documents: list[Value] | None = None
    doubt = True
    try:
        if len(data) <= limits.max_bytes:
            documents, doubt = _documents(data, limits)
    except PARSER_ERRORS:
        pass  # the slow look below finds out what it was, and where
    if documents and not doubt:
        return documents, None
    from guardrails.text.diagnose import diagnose  # only when something is wrong, or looks like it

    fault = diagnose(data, limits)
    if fault is None and not documents:
        fault = Fault("file-unreadable", None, None, {})
    return ([], fault) if fault else (documents or [], None)


def read_ours(data: bytes) -> list[Value] | None:
    """Read a file that ships with us, without the second look at what might be misread: a test takes it for all of them.

    None for what can't be read. The look takes four times as long as the reading.
    """
    try:
        return _documents(data, LIMITS)[0]
    except PARSER_ERRORS:
        return None


_PLAIN_BYTES = bytes(byte for byte in range(0x7F) if byte >= 0x20 or byte in b"\t\n\r")
# What needs a second, slower look although it parses. Nearly no file has any of it.
_ESCAPE = re.compile(rb"\\[0abefvNLPxuU]").search
_LONE_TAG = re.compile(rb"(?:^|[\s\[{,])!(?:\s|$)").search


def content(data: bytes) -> tuple[bytes, bool]:
    """The bytes for the parser (without byte order mark), and whether they need a second look.

    Raises ValueError for bytes that are not UTF-8 or hold characters that nobody can see.
    """
    doubt = bool((b"\\" in data and _ESCAPE(data)) or (b"!" in data and _LONE_TAG(data)))
    unusual = data.translate(None, _PLAIN_BYTES)
    if unusual:
        from guardrails.text.letters import doubtful

        doubt = doubtful(data, unusual) or doubt
        data = data.removeprefix(b"\xef\xbb\xbf")
    return data, doubt


def _documents(data: bytes, limits: Limits) -> tuple[list[Value] | None, bool]:  # noqa: C901 - one hot loop, see below
    """All documents and whether they need a second look; None in place of documents on a breach.

    Nothing here recurses, and every breach ends the walk at once, before anything is built on it.
    One long loop on purpose: a call for each event would make reading a third slower.
    """
    data, doubt = content(data)
    max_depth, max_digits = limits.max_depth, limits.max_digits
    documents: list[Value] = []
    outer: list[Any] = []
    here: Any = None  # the innermost open dict or list
    key: str | None = None
    uneven: dict[int, dict[str, Value]] = {}  # mappings with a key that is not plain lower case
    for event in events(data, limits.max_events):
        kind = type(event)
        if kind is ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                return None, True
            value = event.value
            if not event.style:
                if " -" in value and event.start_mark.line != event.end_mark.line:
                    doubt = True  # perhaps a list under a value, folded into one text
                # Every number sorts below ":", and nearly no text does.
                if value < ":" or value in WORDS:
                    value = scalar(value, max_digits)
            if type(here) is dict:
                if key is not None:
                    here[key] = value
                    key = None
                    continue
                if type(value) is not str or value in here:
                    return None, True
                key = value
                if not (key.islower() and key.isascii()):
                    uneven[id(here)] = here
                    if key == "<<":
                        return None, True
            elif here is not None:
                here.append(value)
            elif event.value or event.style:
                documents.append(value)
                doubt = True  # one text where fields are expected: perhaps a missing blank
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            new: dict[str, Value] | list[Value] = {} if kind is MappingStartEvent else []
            if len(outer) >= max_depth or event.tag is not None or event.anchor is not None:
                return None, True
            if type(here) is dict:
                if key is None:
                    return None, True
                here[key] = new
                key = None
            elif here is not None:
                here.append(new)
            else:
                documents.append(new)
            outer.append(here)
            here = new
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            here = outer.pop()
        elif kind is StreamEndEvent:
            break
        elif kind is DocumentStartEvent:
            if event.tags:
                return None, True
        elif kind is not DocumentEndEvent and kind is not StreamStartEvent:
            return None, True  # an alias
    else:
        return None, True  # more events than one file may hold
    for fields in uneven.values():
        if len(set(map(same_key, fields))) != len(fields):
            return None, True
    return documents, doubt or _stray(documents)


def _stray(documents: list[Value]) -> bool:
    """Whether a later document looks like the rest of the first one, cut off by `---`."""
    if len(documents) < 2 or not names_its_kind(documents[0]):
        return False
    return not all(map(names_its_kind, documents))
