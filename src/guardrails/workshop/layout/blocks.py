"""A YAML document as blocks of whole lines: which lines belong to which key or entry, comments and blank lines included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guardrails.text.places import Place
from guardrails.text.source import Source
from guardrails.workshop.layout.leaf_lines import Opening, folded, literal, literal_end

_DASHES = re.compile(r"(?:[ \t]*-[ \t]+)*[ \t]*")
_COMMENT_AFTER = re.compile(r"(?<=[ \t])#")


class NotYetError(Exception):
    """Something that can be read but not laid out yet; `place` is its line and column, counted from 1."""

    def __init__(self, place: tuple[int, int]) -> None:
        super().__init__()
        self.place = place


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value, or an entry of a list.

    `above` and `below` are comments, with "" for a blank line. `own` are the lines of its own, from its column on: for
    a block below it the line that opens the block, and none for a dash, which shares a line with the block's first key.
    """

    key: str | None
    above: tuple[str, ...]
    own: tuple[str, ...]
    block: Block | None = None
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The entries of a mapping or a list with a line for each, and the comments behind the last one."""

    entries: tuple[Entry, ...]
    foot: tuple[str, ...] = ()


def is_block(text: str, place: Place) -> bool:
    """Whether a place is a mapping or a list without brackets."""
    return bool(place.children) and text[place.value.start] not in "[{"


class BlockReader:
    """Reads blocks out of a text whose lines end with \\n; lines are counted from 0, and ends lie behind the last one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._source = Source("", text)
        self.lines = text.removesuffix("\n").split("\n")

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character."""
        line, column = self._source.position(offset)
        return line - 1, column - 1

    def not_yet(self, offset: int) -> NotYetError:
        """What to raise about something that stands there."""
        return NotYetError(self._source.position(offset))

    def block(self, place: Place, begin: int, end: int) -> Block:
        """A block with the lines from `begin` to `end`; before and behind its entries there are only comments and blanks.

        A comment that stands further right than an entry belongs to what is inside of it.
        """
        children = list(place.children.items())
        column = self.at(place.value.start)[1]
        heads = self._heads(place, column)
        entries: list[Entry] = []
        for (step, child), head, limit in zip(children, heads, [*heads[1:], end], strict=True):
            over = self._end(child, head, limit)
            inside = over if self._is_literal(child) else self._right_of(column, over, limit)
            above = self._stripped(begin, head)
            entries.append(self._entry(step if isinstance(step, str) else None, child, above, (head, column, over, inside)))
            begin = inside
        return Block(tuple(entries), self._stripped(begin, end))

    def _heads(self, place: Place, column: int) -> list[int]:
        """The line on which each entry begins."""
        heads: list[int] = []
        line = self.at(place.value.start)[0]
        for child in place.children.values():
            if child.key is None:
                line = self._dash(line, column, child)
                following = self._end(child, line, len(self.lines))
            else:
                line, at = self.at(child.key.start)
                if at != column:
                    raise self.not_yet(child.key.start)
                following = line
            before = self.lines[line][:column]
            if before.strip(" ") if heads else not _DASHES.fullmatch(before):
                raise self.not_yet((child.key or child.value).start)
            heads.append(line)
            line = following
        return heads

    def _dash(self, line: int, column: int, child: Place) -> int:
        last = self.at(child.value.start)[0]
        for number in range(line, last + 1):
            if self.lines[number][column : column + 1] == "-" and self.lines[number][: column + 1].strip(" -") == "":
                return number
        raise self.not_yet(child.value.start)

    def _entry(self, key: str | None, child: Place, above: tuple[str, ...], lines: tuple[int, int, int, int]) -> Entry:
        head, column, over, inside = lines
        if is_block(self.text, child):
            beside = self.at(child.value.start)[0] == head
            opening = self.lines[head][column:].rstrip(" \t")
            own = () if beside or opening == "-" else (opening,)
            return Entry(key, above, own, self.block(child, head if beside else head + 1, inside))
        line, at = self.at(child.value.start)
        written = [self.lines[head][column:], *self.lines[head + 1 : over]]
        if self._is_literal(child):
            if line != head:
                raise self.not_yet(child.value.start)
            return Entry(key, above, literal(written, Opening.of(self.lines[line][at:]), column))
        is_empty = child.value.start == child.value.end
        aside = 0 if is_empty or (line == head and key is not None) else at - column - 2
        if line == head and aside:
            written[0] = f"- {self.lines[head][at:]}"
        return Entry(key, above, folded(written, column, aside), below=self._stripped(over, inside))

    def _is_literal(self, place: Place) -> bool:
        return self.text[place.value.start : place.value.start + 1] in ("|", ">") and place.value.end > place.value.start

    def _end(self, place: Place, head: int, limit: int) -> int:
        """The line behind the last one of a value, with a comment that goes on in line with the one beside the value."""
        while is_block(self.text, place):
            place = list(place.children.values())[-1]
        last, at = self.at(max(place.value.end - 1, place.value.start))
        if self._is_literal(place):
            line, start = self.at(place.value.start)
            column = self.at(place.key.start)[1] if place.key else self.lines[line].rfind("-", 0, start)
            return literal_end(self.lines, line, last, Opening.of(self.lines[line][start:]), column)
        if last >= len(self.lines):  # the value that a key after "? " doesn't have stands behind the text
            raise self.not_yet((place.key or place.value).start)
        beside = _COMMENT_AFTER.search(self.lines[last], at)
        end = max(last, head) + 1
        while beside and end < limit and self._comment_at(end) == beside.start():
            end += 1
        return end

    def _right_of(self, column: int, begin: int, end: int) -> int:
        """The line behind the last comment that stands right of a column, before the first one that doesn't."""
        over = begin
        for number in range(begin, end):
            at = self._comment_at(number)
            if at is not None and at <= column:
                break
            over = over if at is None else number + 1
        return over

    def _comment_at(self, number: int) -> int | None:
        """The column of a line's comment; None for a blank line."""
        bare = self.lines[number].lstrip(" \t")
        return len(self.lines[number]) - len(bare) if bare else None

    def _stripped(self, begin: int, end: int) -> tuple[str, ...]:
        return tuple(line.strip(" \t") for line in self.lines[begin:end])
