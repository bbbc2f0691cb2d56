"""How much review a manifest needs: the first lane with a trigger that holds, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guardrails.language.fast import Judge, fast
from guardrails.language.scope import Scope, Terms
from guardrails.model.rule import Bundle, Lane, Trigger
from guardrails.model.truth import Truth


class LaneFound(NamedTuple):
    """A lane and the triggers that led to it; `perhaps` would lead to it once their answers are known."""

    lane: Lane | None
    triggers: tuple[Trigger, ...] = ()
    perhaps: tuple[Trigger, ...] = ()


class LaneFinder:
    """The bundle's lanes, ready to find with."""

    def __init__(self, bundle: Bundle, terms: Terms) -> None:
        self._lanes: list[tuple[Lane, list[tuple[Trigger, Judge]]]] = [
            (lane, [(t, fast(t.when, terms)) for t in lane.triggers]) for lane in bundle.lanes
        ]
        self._tracks = [(t, fast(t.when, terms)) for t in bundle.fast_tracks]

    def find(self, kind: str, scope: Scope) -> LaneFound:
        """The lane of the manifest in scope. A trigger that hangs on an answer does not lead to its lane yet."""
        if not self._lanes:
            return LaneFound(None)
        waived: set[str] = set()
        for track, holds in self._tracks:
            if kind in track.applies_to and holds(scope.root, scope) is Truth.YES:
                waived.update(track.turns)
        perhaps: list[Trigger] = []
        for lane, triggers in self._lanes:
            truths = [(t, holds(scope.root, scope)) for t, holds in triggers if kind in t.applies_to and t.id not in waived]
            hit = tuple(t for t, truth in truths if truth is Truth.YES)
            if hit:
                return LaneFound(lane, hit, tuple(perhaps))
            perhaps += [t for t, truth in truths if truth is Truth.UNANSWERED]
        return LaneFound(_easiest([lane for lane, _ in self._lanes]), (), tuple(perhaps))


def _easiest(lanes: Sequence[Lane]) -> Lane:
    """Where no trigger holds: the last lane, which asks least."""
    return lanes[-1]
