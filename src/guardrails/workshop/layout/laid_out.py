"""A text in our layout: blocks in the order of their keys, two blanks a level, one blank line at most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, dropwhile, takewhile

from guardrails.language.schemas import Json
from guardrails.text.places import Place, places
from guardrails.text.reader import read
from guardrails.text.source import BYTE_ORDER_MARK
from guardrails.text.values import Value
from guardrails.workshop.layout.blocks import Block, BlockReader, Entry, is_block
from guardrails.workshop.layout.key_order import Known, in_order, known

_LINE_END = re.compile(r"\r\n?")
_MARKER = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
_APART: Mapping[str, str] = {"PolicyPack": "rules", "Lanes": "lanes"}
"""Lists with a blank line between their entries, by the kind of file."""


def laid_out(text: str, schemas: Mapping[str, Json]) -> str:
    """The text of a file that can be read, in our layout. Raises NotYetError."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = _LINE_END.sub("\n", text.removeprefix(BYTE_ORDER_MARK))
    reader = BlockReader(body)
    values, _ = read(body.encode())
    lines: list[str] = []
    begin = 0
    waiting = list(zip(places(body), values, strict=True))
    for marker in [*(at for at, line in enumerate(reader.lines) if _MARKER.match(line)), len(reader.lines)]:
        document = waiting.pop(0) if waiting and reader.at(waiting[0][0].value.start)[0] < marker else None
        lines += _document(reader, begin, marker, document, schemas)
        lines += [line.rstrip(" \t") for line in reader.lines[marker : marker + 1]]
        begin = marker + 1
    return mark + "\n".join(lines) + "\n"


def _document(
    reader: BlockReader, begin: int, end: int, document: tuple[Place, Value] | None, schemas: Mapping[str, Json]
) -> list[str]:
    """The lines between two markers; those of a document that is no block stay as they are."""
    if document is None or not is_block(reader.text, document[0]):
        return _without_blanks_around(_squeezed([line.rstrip(" \t") for line in reader.lines[begin:end]]))
    place, value = document
    if reader.at(place.value.start)[0] < begin:
        raise reader.not_yet(place.value.start)
    kind = value.get("kind") if isinstance(value, dict) else None
    apart = _APART.get(kind, "") if isinstance(kind, str) else ""
    return _block(reader.block(place, begin, end), known(schemas, value), top=True, apart=apart)


def _block(block: Block, here: Known | None, *, top: bool = False, apart: str = "") -> list[str]:
    """The lines of a block, from its own column on.

    `apart` is the key of a list whose entries stand apart; `*` says that this is the one.
    """
    head, entries = _sorted(block.entries, here.keys() if here else (), top)
    lines = _squeezed(list(dropwhile(_is_blank, head)))
    for entry in entries:
        above = _squeezed(entry.above)
        if not lines or not lines[-1]:
            above = list(dropwhile(_is_blank, above))
        elif apart == "*" and "" not in above:
            above.insert(0, "")
        below = here.inside(0 if entry.key is None else entry.key) if here else None
        lines += above + _entry(entry, below, "*" if entry.key is not None and entry.key == apart else "")
    return lines + _without_blanks_at_the_end(_squeezed(block.foot))


def _sorted(entries: Sequence[Entry], order: Sequence[str], top: bool) -> tuple[Sequence[str], Sequence[Entry]]:
    """The entries in the order of their keys, and the comments that stay at the head of the block whatever moves below.

    Those end with a blank line; above the first single line of a document they are about the whole of it.
    """
    keyed = [(entry.key, entry) for entry in entries if entry.key is not None]
    first, moved = entries[0], in_order(keyed, order) if keyed else entries
    if all(one is other for one, other in zip(entries, moved, strict=True)):
        return (), entries
    is_about_all = top and first.block is None and len(first.own) == 1
    own = () if is_about_all else tuple(reversed(list(takewhile(bool, reversed(first.above)))))
    head = first.above[: len(first.above) - len(own)]
    return (head if moved[0] is not first else ()), _in_paragraphs(entries, moved, own if moved[0] is not first else first.above)


def _in_paragraphs(entries: Sequence[Entry], moved: Sequence[Entry], above_first: tuple[str, ...]) -> list[Entry]:
    """Blank lines between entries that changed places: a blank line stays in front of its paragraph, whoever is first in it.

    `above_first` is what stands above the entry that was the first one.
    """
    paragraph = dict(zip(map(id, entries), accumulate("" in entry.above for entry in entries), strict=True))
    numbers = [paragraph[id(entry)] for entry in moved]
    last = {number: at for at, number in enumerate(numbers)}
    first = {number: at for at, number in reversed(list(enumerate(numbers)))}
    done: list[Entry] = []
    for at, entry in enumerate(moved):
        above = above_first if entry is entries[0] else entry.above
        begins = at > 0 and first[numbers[at]] == at and last[numbers[at - 1]] == at - 1
        done.append(replace(entry, above=(*([""] if begins else []), *dropwhile(_is_blank, above))))
    return done


def _entry(entry: Entry, below: Known | None, apart: str) -> list[str]:
    """The lines of an entry. What stands above the first key of a list's entry goes above the dash."""
    if entry.block is None:
        return [*entry.own, *_indented(_squeezed(entry.below))]
    inside = _block(entry.block, below, apart=apart)
    if entry.own:
        return [*entry.own, *_indented(inside)]
    above = list(takewhile(lambda line: line[:1] in ("", "#"), inside))
    first, *others = inside[len(above) :]
    return [*above, f"- {first}", *_indented(others)]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _squeezed(lines: Sequence[str]) -> list[str]:
    """Never two blank lines in a row."""
    return [line for at, line in enumerate(lines) if line or not at or lines[at - 1]]


def _is_blank(line: str) -> bool:
    return not line


def _without_blanks_at_the_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _without_blanks_around(lines: list[str]) -> list[str]:
    return _without_blanks_at_the_end(list(dropwhile(_is_blank, lines)))
