"""A change of a file as ranges of lines to replace, for formats that offer it with a button."""

from __future__ import annotations

import re
from typing import NamedTuple

from guardrails.explain.explanation import Change
from guardrails.render.cleaned import cleaned
from guardrails.text.source import Source

_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


class Hunk(NamedTuple):
    """Lines `first` to `last`, both counted and replaced whole, by `lines`."""

    first: int
    last: int
    lines: tuple[str, ...]


def hunks(change: Change, source: Source) -> list[Hunk]:
    """The stretches that a change replaces; none where it does not fit the text as typed, or shows it otherwise.

    Lines that are only added come with the line above or below them, so that each stretch has at least one line.
    """
    if any(cleaned(line) != line for line in change.lines):
        return []
    found: list[Hunk] = []
    for line in change.lines:
        head = _HEAD.match(line)
        if head:
            first, count = int(head[1]), int(head[2] or 1)
            found.append(Hunk(first, first + count - 1, ()))
        elif found and line[:1] in ("+", " "):
            found[-1] = found[-1]._replace(lines=(*found[-1].lines, line[1:]))
    return [_anchored(hunk, source) for hunk in found] if _fits(change, source) else []


def _fits(change: Change, source: Source) -> bool:
    """Whether what a change takes away stands where it says."""
    at = 0
    for line in change.lines:
        head = _HEAD.match(line)
        if head:
            at = int(head[1])
        elif line[:1] in ("-", " "):
            if source.line(at) != line[1:]:
                return False
            at += 1
    return True


def _anchored(hunk: Hunk, source: Source) -> Hunk:
    """`@@ -3,0 +4 @@` adds after line 3, and at the top of a file after line 0."""
    if hunk.last >= hunk.first:
        return hunk
    if hunk.first == 0:
        return Hunk(1, 1, (*hunk.lines, source.line(1)))
    return Hunk(hunk.first, hunk.first, (source.line(hunk.first), *hunk.lines))
