"""How far a long run is, for a person who waits at a terminal; nothing in a log, a pipe or CI, and nothing that stays."""

from __future__ import annotations

import os
import sys
import time

from guardrails.explain.sentences import say

_PATIENCE = 1.0
"""Seconds before anything is shown: a short run needs no words."""
_PACE = 0.1


class Progress:
    """Shows one line on standard error, over and over, and takes it away at the end."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")
        self._next = time.monotonic() + _PATIENCE
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if not self._shows or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PACE
        line = say("progress", {"done": str(min(done, total)), "total": str(total)})
        sys.stderr.write(f"\r{line:<{self._width}}")
        sys.stderr.flush()
        self._width = len(line)

    def end(self) -> None:
        """Take the line away."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
