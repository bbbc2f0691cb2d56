"""What a condition can come out as, and how answers combine.

Design §4.5 has three values; a fourth tells *why* something is not true: nobody has answered yet. In `require` it
counts as failed ("is missing"), in `when` it asks for the answer. An answer to ask for wins over a value that could not
be judged, in `all` and in `any` alike, so that De Morgan's laws hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """The result of a condition."""

    YES = "yes"
    NO = "no"
    UNANSWERED = "unanswered"
    UNJUDGED = "unjudged"


_ALL = (Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED)
_ANY = (Truth.YES, Truth.UNANSWERED, Truth.UNJUDGED)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Every part must hold; nothing at all holds."""
    seen = set(truths)
    return next((t for t in _ALL if t in seen), Truth.YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """One part is enough; nothing at all does not hold."""
    seen = set(truths)
    return next((t for t in _ANY if t in seen), Truth.NO)


def opposite(truth: Truth) -> Truth:
    """Yes and no change places; what is not known stays not known."""
    if truth is Truth.YES:
        return Truth.NO
    return Truth.YES if truth is Truth.NO else truth
