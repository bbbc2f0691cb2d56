"""The lines of a single value that goes over several: what may move in them, and what is content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_OPENING = re.compile(r"[|>](?:(?P<keep>\+)|-)?(?P<indent>[1-9])?(?P<keep_too>\+)?")


class Opening(NamedTuple):
    """What the first line of a block of text says: the indent, if it names one, and whether blank lines at its end count."""

    indent: int | None
    keeps: bool

    @classmethod
    def of(cls, line: str) -> Opening:
        """The line from its `|` or `>` on."""
        found = _OPENING.match(line)
        indent = found["indent"] if found else None
        return cls(int(indent) if indent else None, bool(found and (found["keep"] or found["keep_too"])))


def literal_end(lines: Sequence[str], head: int, last: int, opening: Opening, column: int) -> int:
    """The line behind a block of text whose last line with letters is `last`: blank lines may be content too.

    `head` is the line that opens it, `column` where the key or dash stands that it belongs to.
    """
    indent = _indent(lines[head + 1 : last + 1], opening, column)
    end = following = last + 1
    while following < len(lines) and not lines[following].strip(" "):
        following += 1
        if opening.keeps or (indent is not None and len(lines[following - 1]) > indent):
            end = following
    return end


def literal(lines: Sequence[str], opening: Opening, column: int) -> tuple[str, ...]:
    """A block of text two columns right of its key, or as many as it names; in it nothing changes."""
    indent = _indent(lines[1:], opening, column)
    blanks = " " * (opening.indent or 2)
    inside = (blanks + line[indent:] if indent is not None and len(line) > indent else "" for line in lines[1:])
    return (lines[0].rstrip(" \t"), *inside)


def _indent(lines: Sequence[str], opening: Opening, column: int) -> int | None:
    if opening.indent is not None:
        return column + opening.indent
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), None)


def folded(lines: Sequence[str], column: int, aside: int) -> tuple[str, ...]:
    """Any other value: its lines keep their distance to each other.

    `column` is where its key or dash stands, `aside` how far too far right it begins.
    """
    moved = [lines[0]]
    for line in lines[1:]:
        distance = len(line) - len(line.lstrip(" ")) - column
        moved.append(" " * max(distance - aside, min(max(distance, 0), 2)) + line.lstrip(" "))
    return (*map(_trimmed, moved[:-1]), moved[-1].rstrip(" \t"))


def _trimmed(line: str) -> str:
    """A line without the blanks at its end, but where a text in quotes has one there on purpose (`\\ `)."""
    trimmed = line.rstrip(" \t")
    return line if trimmed.endswith("\\") else trimmed
