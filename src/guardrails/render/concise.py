"""The answer for editors and grep: one line for each thing found, `path:line:col: level rule message`, then the counts."""

from __future__ import annotations

import re

from guardrails.explain.explanation import Explanation
from guardrails.explain.sentences import sentence
from guardrails.render.cleaned import cleaned
from guardrails.render.entries import LEVELS, entries, path_from
from guardrails.render.plain import defused
from guardrails.render.told import Told

_LIKE_A_PLACE = re.compile(r":(?=\d+:\d+: )")
_BLANKS = re.compile(r"\s")


def answer(told: Told) -> str:
    """Sorted by file and place; paths start where the reader stands. What stands in no file is told of ".", line 1."""
    briefing = told.briefing(None)
    found = sorted(entries(briefing), key=lambda e: (e.file, e.line, e.column))
    lines = [_line(entry, told.folder) for entry in found]
    return "".join(f"{defused(line)}\n" for line in (*lines, *map(cleaned, briefing.summary)))


def _line(entry: Explanation, folder: str) -> str:
    path = _LIKE_A_PLACE.sub(r"\\u{3A}", path_from(folder, entry.file) or ".")
    place = f"{path}:{entry.line or 1}:{entry.column or 1}"
    return f"{place}: {LEVELS[entry.status]} {_BLANKS.sub('_', cleaned(entry.id))} {_message(entry)}"


def _message(entry: Explanation) -> str:
    """The headline, and what was found where that is one sentence more."""
    found = entry.what if len(entry.what) == 1 else ()
    return cleaned(" ".join((sentence(entry.headline), *found)))
