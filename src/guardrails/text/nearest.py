"""The nearest known word, for a word that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

_JOINTS = re.compile(r"[\s_-]+")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None when nothing is near enough.

    Near enough is one slip for every three letters, at least one. Words that differ only in capitals,
    blanks, hyphens or underscores are as near as can be. Among equals the first in the alphabet wins.
    """
    limit = max(1, len(word) // 3)
    folded, bare = word.casefold(), _bare(word)
    best: tuple[int, int, str] | None = None
    for candidate in known:
        other = candidate.casefold()
        # The exact word, then the same word in other clothes, then slips.
        if candidate == word:
            rank = (-2, 0, candidate)
        elif other == folded:
            rank = (-1, 0, candidate)
        elif bare and _bare(candidate) == bare:
            rank = (0, 0, candidate)
        else:
            slips = distance(folded, other, limit)
            if slips > limit or slips >= max(len(folded), len(other)):
                continue
            rank = (slips, 1, candidate)
        if best is None or rank < best:
            best = rank
    return best[2] if best else None


def distance(one: str, other: str, limit: int | None = None) -> int:
    """How many letters were added, lost, changed or swapped with a neighbour.

    This is the restricted Damerau-Levenshtein distance. With a limit, any number above it may
    stand for "more than that".
    """
    if limit is not None and abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if limit is not None and min(row) > limit and min(before) > limit:
            return limit + 1
    return row[-1]


def _bare(word: str) -> str:
    return _JOINTS.sub("", word).casefold()
