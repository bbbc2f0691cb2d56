"""Values as a manifest holds them, paths to them, and the two ways in which one can be missing."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from guardrails.text.values import Value

Path: TypeAlias = tuple[str | int, ...]
Fields: TypeAlias = dict[str, Value]


class Gap(Enum):
    """Why there is no value: nobody has answered yet, leaving it out says that there is no such thing, or it can't be
    worked out whatever the manifest answers."""

    UNANSWERED = "unanswered"
    NOTHING = "nothing"
    UNJUDGED = "unjudged"


UNKNOWN = "unknown"
"""The answer "we don't know yet": legal at idea and pilot, never a yes."""
