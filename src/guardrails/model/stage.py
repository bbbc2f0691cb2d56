"""The five stages of a manifest, the three severities and the five outcomes."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """Where a tool or campaign is in its life."""

    IDEA = "idea"
    PILOT = "pilot"
    LIVE = "live"
    RETIRING = "retiring"
    RETIRED = "retired"

    @property
    def later(self) -> tuple[Stage, ...]:
        """The stages still to come on the way to live."""
        way = (Stage.IDEA, Stage.PILOT, Stage.LIVE)
        return way[way.index(self) + 1 :] if self in way else ()


class Severity(Enum):
    """What a failed rule does: stop the change, ask for attention, or inform."""

    BLOCK = "block"
    WARN = "warn"
    ADVISE = "advise"

    @property
    def rank(self) -> int:
        """0 is the most serious."""
        return _RANK[self]


_RANK = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.ADVISE: 2}


class Outcome(Enum):
    """How one rule ended on one manifest; every pair has exactly one."""

    PASSED = "passed"
    FAILED = "failed"
    UNJUDGED = "unjudged"
    SKIPPED = "skipped"
    WAIVED = "waived"
