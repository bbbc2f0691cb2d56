"""A text already read, and stretches of it; the only place where offsets become lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")


class Span(NamedTuple):
    """A stretch of a text: character offsets, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name it is shown under.

    Offsets count every character of `text`, a byte order mark included; lines and columns do not
    count the mark, as no editor shows it. Lines end where YAML ends them: at \\n, \\r\\n or \\r.
    """

    name: str
    text: str
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, name: str, data: bytes) -> Source:
        """A source from bytes, whatever they are: what is not UTF-8 is replaced, so that it can be shown."""
        return cls(name, data.decode("utf-8", "replace"))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 1; beyond the text, the place after its end."""
        starts = self._line_starts()
        offset = min(max(offset, starts[0]), len(self.text))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line counted from 1, without its end; empty for a line that is not there."""
        span = self.line_span(number)
        return self.text[span.start : span.end]

    def line_span(self, number: int) -> Span:
        """Where a line counted from 1 stands, without its end."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return Span(len(self.text), len(self.text))
        start = starts[number - 1]
        ending = _LINE_END.search(self.text, start)
        return Span(start, ending.start() if ending else len(self.text))

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._line_starts())

    def _line_starts(self) -> list[int]:
        if not self._starts:
            first = 1 if self.text.startswith(BYTE_ORDER_MARK) else 0
            self._starts.extend([first, *(found.end() for found in _LINE_END.finditer(self.text))])
        return self._starts
