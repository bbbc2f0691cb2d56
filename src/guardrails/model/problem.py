"""An input that could not be read or used: a fact with a place; the words come later."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.model.value import Path


class Spot(NamedTuple):
    """A place in a source: character offsets, or a path in a document (on its key or its value) to be looked up when shown."""

    start: int | None = None
    end: int | None = None
    document: int = 0
    path: Path = ()
    on_key: bool = False


class Problem(NamedTuple):
    """What is the matter with an input.

    `id` picks the sentence, `slots` fill it. `area` says whose input it is: "manifest" (its author can mend it, exit 1)
    or "policy" (bundle, waivers, workspace file or lock: nothing can be judged, exit 3) or "nothing" (there was nothing to
    check, exit 4). `warning`: the run goes on.
    """

    id: str
    source: str
    spot: Spot = Spot()
    slots: Mapping[str, str] = MappingProxyType({})
    area: str = "manifest"
    warning: bool = False
