"""All that a fact may look at: one manifest, what the organisation says, and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields, Path


class World(NamedTuple):
    """What a fact is worked out from.

    `vocabulary` maps a vocabulary's name ("regions") to its document. `lane` is "" while the lane is being
    found; `lane_reasons` says in plain words why it is that lane. `lane_asks` is an answer without which a stricter lane can't be
    ruled out.
    """

    manifest: Manifest
    organisation: Fields
    vocabulary: Mapping[str, Fields]
    inventory: Sequence[Manifest]
    today: date
    lane: str = ""
    lead_workdays: int = 0
    lane_reasons: tuple[str, ...] = ()
    lane_asks: Path | None = None
