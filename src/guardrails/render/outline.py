"""Lines of an outline on a terminal: marks, indentation, wrapping, and colour where it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guardrails.explain.condition_words import Line
from guardrails.render.plain import shown, wrapped
from guardrails.render.style import Style

_MARKS: Mapping[str, tuple[str, str]] = {
    "passed": ("✓", "ok"),
    "not-yet": ("✗", "x"),
    "not-known": ("?", "?"),
    "unchecked": ("!", "!"),
    "skipped": ("·", "-"),
    "waived": ("~", "~"),
}
_COLOURS: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "passed": "32",
    "not-yet": "31",
    "not-known": "33",
    "unchecked": "35",
    "skipped": "2",
    "waived": "36",
}


def mark_of(mark: str, style: Style) -> str:
    """The sign for a mark, in ASCII where the terminal has no more; empty for a line without one."""
    signs = _MARKS.get(mark)
    return "" if signs is None else signs[0] if style.unicode else signs[1]


def painted(line: str, name: str, style: Style) -> str:
    """The line in a colour, if there are colours; the words say the same without."""
    code = _COLOURS.get(name)
    return f"\x1b[{code}m{line}\x1b[0m" if style.colour and code else line


def outline_lines(lines: Iterable[Line], style: Style, indent: int = 0) -> list[str]:
    """The lines with their marks, wrapped under themselves."""
    result: list[str] = []
    for line in lines:
        start = " " * (indent + 2 * line.depth)
        sign = mark_of(line.mark, style)
        first = f"{start}{sign} " if sign else start
        result += [
            painted(text, line.mark, style)
            for text in wrapped(shown(line.text, style.unicode), first, " " * len(first), style.columns)
        ]
    return result
