"""Whether a word is another word misspelt, and nothing else: surer than "did you mean", as it is typed for somebody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from guardrails.text.nearest import distance, nearest

_JOINTS = re.compile(r"[\s_.-]+")
_SHORTEST = 4
_LONG = 8


def meant(word: str, known: Iterable[str], elsewhere: Collection[str] = ()) -> str | None:
    """The one known word that this can only be a misspelling of; None where anything else could be meant.

    Capitals, blanks, hyphens and underscores may differ freely. A slip or two (added, lost, changed or swapped letters)
    may not touch the first letter, a digit or a part of three letters: unsigned is not signed, and eu_uk is not eu_us.
    `elsewhere` are words, in lower case, that mean something of their own in other places.
    """
    known = list(known)
    best = nearest(word, known)
    if best is None or best == word:
        return None
    same = [other for other in known if _bare(other) == _bare(word)]
    if same:
        return same[0] if len(same) == 1 else None
    typed, wanted = word.casefold(), best.casefold()
    if typed in elsewhere or not _is_slip(typed, wanted):
        return None
    second = nearest(word, [other for other in known if other != best])
    rivals = second is not None and distance(typed, second.casefold()) <= distance(typed, wanted)
    return None if rivals else best


def _is_slip(typed: str, wanted: str) -> bool:
    """Whether the difference is one slip, or two in a long word, and none that can turn the meaning."""
    if distance(typed, wanted) > (2 if len(wanted) >= _LONG else 1) or _digits(typed) != _digits(wanted):
        return False
    ours, theirs = _JOINTS.split(typed), _JOINTS.split(wanted)
    if len(ours) != len(theirs):
        ours, theirs = ["".join(ours)], ["".join(theirs)]
    return all(one == other or _is_same_word(one, other) for one, other in zip(ours, theirs, strict=True))


def _is_same_word(typed: str, wanted: str) -> bool:
    if min(len(typed), len(wanted)) < _SHORTEST:
        return False
    return typed[0] == wanted[0] or sorted(typed) == sorted(wanted)


def _digits(word: str) -> list[str]:
    return [letter for letter in word if letter.isdigit()]


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold()
