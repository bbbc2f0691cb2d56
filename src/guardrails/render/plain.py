"""Plain text for a terminal or a log: cleaning, column counts, wrapping and the few symbols, with their ASCII stand-ins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, east_asian_width, normalize

from guardrails.text.clean import visible

_ASCII = str.maketrans({"…": "~", "→": ">", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "\xa0": " "})
# A CI runner takes `::name::` at the start of a line, and `##[name]` or `##vso[` anywhere, as a command.
_COMMAND_AT_START = re.compile(r"^(\s*:):")
_COMMAND_ANYWHERE = re.compile(r"(?<=#)#(?=[\w.]*\[)")
_CODE = re.compile(r"[^\s`]*`[^`]*`\S*|\S+")


def shown(text: str, unicode: bool) -> str:
    """One line without any character that could speak to the terminal, in ASCII where the terminal has no more."""
    text = visible(text)
    return text if unicode else in_ascii(text)


def defused(line: str, unicode: bool = True) -> str:
    """A line that no CI runner takes for a command; the break can be seen, and the line is no longer than before."""
    dot = "·" if unicode else "-"
    return _COMMAND_ANYWHERE.sub(dot, _COMMAND_AT_START.sub(rf"\1{dot}", line))


def in_ascii(text: str) -> str:
    """The text in ASCII, one character for one, so that carets still point at the right column."""
    text = text.translate(_ASCII)
    return text if text.isascii() else "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    first = normalize("NFKD", letter)[:1]
    return first if first.isascii() and first.isprintable() else "?"


def columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, first: str, rest: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; code in backticks and a line to type (after `:  `) stay together."""
    head, gap, typed = text.partition(":  ")
    whole = f"{first}{text}"
    if not gap:
        return _flowed(text, first, rest, width)
    if columns(whole) <= width:
        return [whole]
    last = rest + typed.strip()
    below = [last] if columns(last) <= width else _flowed(typed, rest, rest, width)
    return [*_flowed(f"{head}:", first, rest, width), *below]


def _flowed(text: str, first: str, rest: str, width: int) -> list[str]:
    lines: list[str] = []
    line, bare = first, True
    for word in _words(text, width - max(columns(first), columns(rest))):
        if not bare and columns(line) + 1 + columns(word) > width:
            lines.append(line.rstrip())
            line, bare = rest, True
        line += word if bare else " " + word
        bare = False
    return [*lines, line.rstrip()]


def _words(text: str, room: int) -> Iterable[str]:
    """Words, those that are longer than the room in pieces."""
    for code_or_word in _CODE.findall(text):
        for word in [code_or_word] if columns(code_or_word) <= room else code_or_word.split():
            yield from _pieces(word, max(room, 1))


def _pieces(word: str, room: int) -> Iterable[str]:
    while columns(word) > room:
        cut_at = _fitting(word, room)
        yield word[:cut_at]
        word = word[cut_at:]
    yield word


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit; at least one, so that every loop ends."""
    taken = 0
    for count, letter in enumerate(text):
        taken += columns(letter)
        if taken > room:
            return max(count, 1)
    return len(text)


def cut(text: str, room: int) -> str:
    """The text shortened to the room there is, with an ellipsis."""
    return text if columns(text) <= room else text[: _fitting(text, room - 1)].rstrip() + "…"
