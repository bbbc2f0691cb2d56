"""Values set, added and taken out in a YAML text, everything else byte for byte as it was.

Only what can be written with certainty is: the caller reads the new text again and compares. None means "by hand".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from guardrails.text.places import Place, find, places
from guardrails.text.source import Source, Span
from guardrails.text.values import NotFiniteError, TooLongError, Value, scalar

Steps: TypeAlias = tuple[str | int, ...]

_PLAIN = re.compile(
    r"[A-Za-z0-9_./@+][^:#\"'`,\[\]{}&*!|>%\x00-\x1f\x7f]*(?:[:](?=[^\s,\]}])[^:#\"'`,\[\]{}&*!|>%\x00-\x1f\x7f]*)*"
)


def rewritten(text: str, document: int, changes: Iterable[tuple[Steps, Value]], gone: Iterable[Steps] = ()) -> str | None:
    """The text of a file with values set in one of its documents, and others (`gone`) taken out."""
    changed: str | None = text
    for path, value in changes:
        changed = _set(changed, document, path, value) if changed is not None else None
    for path in sorted(gone, key=lambda p: [-s if isinstance(s, int) else 0 for s in p]):
        changed = _take_out(changed, document, path) if changed is not None else None
    return changed


def inline(value: Value) -> str | None:
    """A value on one line; None for blocks."""
    if isinstance(value, list):
        parts = [inline(entry) for entry in value]
        known = [part for part in parts if part is not None]
        return f"[{', '.join(known)}]" if len(known) == len(parts) else None
    if isinstance(value, dict):
        return None
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value == value.strip() and _means_itself(value) else _quoted(value)
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def _means_itself(text: str) -> bool:
    try:
        return scalar(text) == text
    except (TooLongError, NotFiniteError):
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _root(text: str, document: int) -> Place | None:
    documents = places(text)
    return documents[document] if document < len(documents) else None


def _set(text: str, document: int, path: Steps, value: Value) -> str | None:
    root = _root(text, document)
    if root is None:
        return None
    spot = find(root, path)
    if spot.found == len(path):
        return _replaced(text, spot.place, value)
    rest = path[spot.found :]
    if not spot.place.children and spot.found:
        return _replaced(text, spot.place, _nested(rest, value))
    return _added(text, spot.place, rest, value)


def _replaced(text: str, place: Place, value: Value) -> str | None:
    """Another value in place of one; a list over several lines keeps the lines that stay."""
    written = inline(value)
    if place.children and not _in_brackets(text, place):
        return _relisted(text, place, value) if isinstance(value, list) else None
    if written is None:
        return _as_block(text, place, value)
    before = "" if text[place.value.start - 1 : place.value.start] in ("", " ", "[", "{", "\n") else " "
    return text[: place.value.start] + before + written + text[place.value.end :]


def _as_block(text: str, place: Place, value: Value) -> str | None:
    """A block below its key, in place of a single value such as `none`."""
    if place.key is None or not isinstance(value, dict | list):
        return None
    source = Source("", text)
    column = source.position(place.key.start)[1] - 1
    lines = _block(value, " " * (column + 2))
    if lines is None:
        return None
    return text[: place.key.end] + ":\n" + "\n".join(lines) + text[place.value.end :]


def _relisted(text: str, place: Place, value: list[Value]) -> str | None:
    """A list with a line for each entry: those that are gone are taken out, new ones are put behind the last."""
    if not value:
        return None if place.key is None else text[: place.key.end] + ": []" + text[place.value.end :]
    children = [place.children[at] for at in sorted(k for k in place.children if isinstance(k, int))]
    own = [_plain_value(text, child) for child in children]
    kept = [at for at, entry in enumerate(own) if entry in value]
    new = [entry for entry in value if entry not in own]
    if [own[at] for at in kept] + new != value or not kept:
        return None
    source = Source("", text)
    last = source.line_span(source.position(children[kept[-1]].value.end)[0])
    first = source.position(children[kept[-1]].value.start)[0]
    head = re.match(r"\s*-\s+", source.line(first))
    written = [inline(entry) for entry in new]
    if head is None or None in written:
        return None
    added = "".join(f"\n{head[0]}{entry}" for entry in written)
    pieces = [(last.end, last.end, added)]
    pieces += [(*_lines_of(source, children[at]), "") for at in range(len(children)) if at not in kept]
    for start, end, instead in sorted(pieces, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _plain_value(text: str, place: Place) -> Value:
    """A list's entry as it reads; None for a block."""
    raw = text[place.value.start : place.value.end]
    if place.children:
        return None
    if raw[:1] in ("'", '"'):
        return raw[1:-1]
    try:
        return scalar(raw)
    except (TooLongError, NotFiniteError):
        return None


def _added(text: str, place: Place, rest: Steps, value: Value) -> str | None:
    """A key or an entry that is not there yet, behind the last one of its block."""
    if _in_brackets(text, place):
        return _added_in_brackets(text, place, rest, value)
    if not place.children:
        return None
    source = Source("", text)
    children = list(place.children.values())
    last = max(children, key=lambda child: child.value.end)
    line = source.line_span(source.position(max(last.value.end - 1, last.value.start))[0])
    indent = _indent(source, children[0], isinstance(rest[0], int))
    lines = None if indent is None else _block(_nested(rest, value), indent)
    return None if lines is None else text[: line.end] + "\n" + "\n".join(lines) + text[line.end :]


def _indent(source: Source, first: Place, is_list: bool) -> str | None:
    """What stands before the keys of a block, or before the dashes of a list."""
    number, column = source.position((first.key or first.value).start)
    if is_list:
        head = re.match(r"\s*(?=-\s)", source.line(number))
        return head[0] if head else None
    return None if first.key is None else " " * (column - 1)


def _added_in_brackets(text: str, place: Place, rest: Steps, value: Value) -> str | None:
    nested = _nested(rest, value)
    if isinstance(nested, list):
        written = inline(nested[0]) if len(nested) == 1 else None
    elif isinstance(nested, dict) and len(nested) == 1:
        key, inner = next(iter(nested.items()))
        shown = inline(inner)
        written = f"{key}: {shown}" if shown is not None else None
    else:
        written = None
    end = place.value.end - 1
    return None if written is None else text[:end].rstrip() + (", " if place.children else "") + written + text[end:]


def _take_out(text: str, document: int, path: Steps) -> str | None:
    root = _root(text, document)
    if root is None or not path:
        return None
    spot, around = find(root, path), find(root, path[:-1])
    if spot.found < len(path):
        return text
    siblings = list(around.place.children.values())
    if len(siblings) == 1 and isinstance(path[-1], int):
        return _replaced(text, around.place, [])
    if _in_brackets(text, around.place):
        return _out_of_brackets(text, siblings, spot.place)
    source = Source("", text)
    if (
        isinstance(path[-1], str)
        and source.line(source.position((spot.place.key or spot.place.value).start)[0]).lstrip()[:1] == "-"
    ):
        return None  # the first key of a list's entry shares its line with the dash
    start, end = _lines_of(source, spot.place)
    return text[:start] + text[end:]


def _lines_of(source: Source, place: Place) -> tuple[int, int]:
    """The whole lines that an entry or a key with its value takes, line end included."""
    begin = (place.key or place.value).start
    first = source.line_span(source.position(begin)[0]).start
    last = source.line_span(source.position(max(place.value.end - 1, begin))[0]).end
    return (first, last + 1) if last < len(source.text) else (max(first - 1, 0), last)


def _out_of_brackets(text: str, siblings: list[Place], gone: Place) -> str:
    at = siblings.index(gone)
    own = Span((gone.key or gone.value).start, gone.value.end)
    if at:
        return text[: siblings[at - 1].value.end] + text[own.end :]
    following = siblings[1]
    return text[: own.start] + text[(following.key or following.value).start :]


def _in_brackets(text: str, place: Place) -> bool:
    return text[place.value.start : place.value.start + 1] in ("[", "{")


def _nested(path: Steps, value: Value) -> Value:
    """A value inside the blocks and lists that lead to it."""
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _block(value: Value, indent: str) -> list[str] | None:
    """The lines of a mapping or list, one entry a line; None for what can't be laid out so."""
    lines: list[str] = []
    entries: Iterable[tuple[str, Value]]
    if isinstance(value, Mapping):
        entries = ((f"{key}:", inner) for key, inner in value.items())
    elif isinstance(value, list):
        entries = (("-", inner) for inner in value)
    else:
        return None
    for head, inner in entries:
        written = inline(inner)
        if written is not None:
            lines.append(f"{indent}{head} {written}")
            continue
        below = _block(inner, indent + "  ")
        if below is None:
            return None
        if head == "-":
            lines += [f"{indent}- {below[0].lstrip()}", *below[1:]]
        else:
            lines += [f"{indent}{head}", *below]
    return lines
