"""How text may look on the reader's terminal; only the command line knows, so it is handed in."""

from __future__ import annotations

from typing import NamedTuple

NARROWEST = 60


class Style(NamedTuple):
    """Columns (at least 60 are used), colour and symbols; `full` is how many findings are shown in full in one run."""

    width: int = 80
    colour: bool = False
    unicode: bool = True
    full: int = 5

    @property
    def columns(self) -> int:
        """The width to wrap to."""
        return max(self.width, NARROWEST)
