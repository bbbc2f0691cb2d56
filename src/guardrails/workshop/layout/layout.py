"""One file looked at: what its text is in our layout, or why it stays as it is. Nothing is taken on trust."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from guardrails.language.schemas import Json
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read
from guardrails.text.source import Source
from guardrails.workshop.layout.blocks import NotYetError
from guardrails.workshop.layout.laid_out import laid_out
from guardrails.workshop.layout.laws import broken_at


class Laid(NamedTuple):
    """A file before and after. `problem`: it can't be read. `stuck`: line and column of what we can't lay out yet.

    `signed`: a signature holds its bytes, so it stays. In each of these cases nothing differs.
    """

    name: str
    before: bytes
    after: bytes
    problem: Problem | None = None
    stuck: tuple[int, int] | None = None
    signed: bool = False

    @property
    def differs(self) -> bool:
        """Whether the file would change."""
        return self.after != self.before


def lay_out(name: str, data: bytes, schemas: Mapping[str, Json]) -> Laid:
    """The file in our layout, if it then says the same, keeps its comments, and would not change once more."""
    _, fault = read(data)
    if fault is not None:
        return unread(name, Problem(fault.id, name, Spot(fault.start, fault.end), fault.slots, "policy"), data)
    text = data.decode("utf-8")
    try:
        after = laid_out(text, schemas)
        offset = broken_at(text, after)
        if offset is not None and not text.endswith(("\n", "\r")):
            # a block of text that ends without a line end does not mean one
            after = after.removesuffix("\n")
            offset = broken_at(text, after)
        if offset is None and laid_out(after, schemas).removesuffix("\n") != after.removesuffix("\n"):
            offset = 0
    except NotYetError as stop:
        return Laid(name, data, data, stuck=stop.place)
    if offset is not None:
        return Laid(name, data, data, stuck=Source(name, text).position(offset))
    return Laid(name, data, after.encode())


def unread(name: str, problem: Problem, data: bytes = b"") -> Laid:
    """A file that can't be read."""
    return Laid(name, data, data, problem)
