"""What a new layout may not touch: the values and the comments of a text. Both are read again and compared."""

from __future__ import annotations

import json
import re
from collections import Counter

from guardrails.text.places import Place, find, places, walk
from guardrails.text.reader import read
from guardrails.text.values import Value

_COMMENT = re.compile(r"#[^\r\n]*")
_LINE_END = re.compile(r"[\r\n]")


def comments(text: str) -> list[tuple[str, int]]:
    """Every comment of a text without the blanks at its end, and where it stands."""
    bare = list(text)
    for document in places(text):
        for _, place in walk(document):
            for start, end in _texts(text, place):
                bare[start:end] = "x" * (end - start)
    return [(found[0].rstrip(" \t"), found.start()) for found in _COMMENT.finditer("".join(bare))]


def _texts(text: str, place: Place) -> list[tuple[int, int]]:
    """Where a key and a single value stand: a # in them is a letter like any other."""
    spans = [(place.key.start, place.key.end)] if place.key else []
    start, end = place.value
    if place.children or text[start : start + 1] in ("[", "{"):
        return spans
    if text[start : start + 1] in ("|", ">"):  # a comment may stand beside the line that opens it
        line_end = _LINE_END.search(text, start, end)
        start = line_end.end() if line_end else end
    return [*spans, (start, end)]


def broken_at(before: str, after: str) -> int | None:
    """Where a text stood of which the new layout would lose or change something; None where it doesn't."""
    old, _ = read(before.encode())
    new, fault = read(after.encode())
    if fault is not None or len(old) != len(new):
        return 0
    for document, one, other in zip(places(before), old, new, strict=True):
        if (path := _difference(one, other)) is not None:
            return find(document, path).place.value.start
    left = Counter(comment for comment, _ in comments(after))
    for comment, offset in comments(before):
        left[comment] -= 1
        if left[comment] < 0:
            return offset
    return 0 if left.total() else None


def _difference(one: Value, other: Value) -> tuple[str | int, ...] | None:
    """The path to the first value that differs; the order of keys does not count. None where nothing differs."""
    if json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True):
        return None
    steps: list[tuple[str | int, Value, Value]] = []
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        steps = [(key, value, other[key]) for key, value in one.items()]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        steps = [(at, value, other[at]) for at, value in enumerate(one)]
    paths = ((step, path) for step, mine, new in steps if (path := _difference(mine, new)) is not None)
    step, path = next(paths, (None, ()))
    return () if step is None else (step, *path)
