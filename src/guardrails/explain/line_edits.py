"""The corrections of a line that the reader offers, as small as they can be, and other ways to read its indentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from guardrails.text.characters import CURLY_QUOTES, STRAIGHT
from guardrails.text.source import Source, Span
from guardrails.text.values import Fault

INDENTS = frozenset({"file-tab", "file-wrong-indent"})
"""The mistakes whose correction moves a line, so that it may belong to another block."""
_DOUBLE = "\u201c\u201d\u201e\u201f"
_HEAD = re.compile(r"[ \t-]*")
_DASH_TAB = re.compile("- ?\t")
_WIDTHS = (1, 2, 3, 4, 6, 8)
_DEEPER = 4
_LONGEST_RUN = 200


def corrections(text: str, fault: Fault, keys: Collection[str]) -> Iterator[str]:
    """The text with the mistake of one line corrected, the likeliest first; nothing where the reader is not certain.

    `keys` are the names of fields: only at one of them a blank after a colon is missing for sure. Neighbours that are
    indented in the same wrong way are corrected together, as one of them alone would still not be read.
    """
    source, write = Source("", text), fault.slots.get("write")
    if fault.start is None or (fault.id == "file-missing-blank-after-colon" and fault.slots.get("key") not in keys):
        return
    number = source.position(fault.start)[0]
    if fault.id == "file-nonbreaking-space" and write is not None:
        yield f"{text[: fault.start]} {text[fault.start + 1 :]}"
    elif fault.id == "file-smart-quotes" and write is not None:
        yield from _straight(text, fault.start, source.line_span(number))
    elif write is not None:
        yield with_line(source, number, write.rstrip() + _blanks_at_end(source.line(number)))
    elif fault.id == "file-tab":
        run = _run(source, number, _starts_with_tab)
        if all(_is_field(source.line(at)) for at in run):
            yield _indented(text, {at: _tabs_as(source.line(at), 2) for at in run})
    elif fault.id == "file-wrong-indent" and "wanted" in fault.slots:
        found, wanted = int(fault.slots["found"]), int(fault.slots["wanted"])
        run = _run(source, number, lambda line: _indent(line) >= found)
        yield _indented(text, {at: " " * (_indent(source.line(at)) - found + wanted) for at in run})


def moved_lines(before: str, after: str) -> tuple[int, ...]:
    """The numbers of the lines that differ between two texts with as many lines."""
    one, other = Source("", before), Source("", after)
    return tuple(n for n in range(1, one.line_count + 1) if one.line(n) != other.line(n))


def with_line(source: Source, number: int, line: str) -> str:
    """The text with another line in place of line `number`."""
    span = source.line_span(number)
    return source.text[: span.start] + line + source.text[span.end :]


def other_indents(original: str, mended: str, groups: Collection[tuple[int, ...]]) -> Iterator[str]:
    """The mended text with lines that were corrected together indented in every other way that might be meant."""
    before, after = Source("", original), Source("", mended)
    tabbed = [at for group in groups for at in group if _starts_with_tab(before.line(at))]
    for width in _WIDTHS if tabbed else ():
        yield _indented(mended, {at: _tabs_as(before.line(at), width) for at in tabbed})
    for group in groups:
        if set(group) & set(tabbed):
            continue
        first = _indent(after.line(group[0]))
        for indent in range(max(first, _indent(before.line(group[0]))) + _DEEPER + 1):
            heads = {at: " " * max(_indent(after.line(at)) - first + indent, 0) for at in group}
            yield _indented(mended, heads)


def _indented(text: str, heads: Mapping[int, str]) -> str:
    """The text with other blanks (and dashes) in front of some lines."""
    source, parts, done = Source("", text), list[str](), 0
    for number, head in sorted(heads.items()):
        line, span = source.line(number), source.line_span(number)
        rest = line[len(_head(line)) :] if "-" in head else line.lstrip(" \t")
        parts += (text[done : span.start], head, rest)
        done = span.end
    return "".join(parts) + text[done:]


def _run(source: Source, number: int, belongs: Callable[[str], bool]) -> list[int]:
    """The lines from one on that belong together, empty ones left out."""
    run: list[int] = []
    for at in range(number, min(source.line_count, number + _LONGEST_RUN) + 1):
        line = source.line(at)
        if line.strip() and not belongs(line):
            break
        run += [at] if line.strip() else []
    return run


def _starts_with_tab(line: str) -> bool:
    return "\t" in _head(line)


def _is_field(line: str) -> bool:
    """Whether a line is a field or an entry of a list; in a text that runs over lines a tab may be meant."""
    return ":" in line or "-" in _head(line)


def _tabs_as(line: str, width: int) -> str:
    """The blanks and dashes in front of a line, each tab as so many spaces."""
    return _DASH_TAB.sub("- ", _head(line)).replace("\t", " " * width)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _straight(text: str, start: int, line: Span) -> Iterator[str]:
    """A pair of curly quotes made straight: the next one that can close, then the last one on the line."""
    family = _DOUBLE if text[start] in _DOUBLE else "".join(set(CURLY_QUOTES) - set(_DOUBLE))
    closing = [at for at in range(start + 1, line.end) if text[at] in family]
    for at in dict.fromkeys((*closing[:1], *closing[-1:])):
        inner = text[start + 1 : at]
        # In straight quotes these would read as something else.
        if not any(mark in inner for mark in "\"'\\"):
            opened, closed = text[start].translate(STRAIGHT), text[at].translate(STRAIGHT)
            yield f"{text[:start]}{opened}{inner}{closed}{text[at + 1 :]}"


def _head(line: str) -> str:
    found = _HEAD.match(line)
    return found[0] if found else ""


def _blanks_at_end(line: str) -> str:
    return line[len(line.rstrip()) :]
