"""Source lines with a caret and a label below it, cut to the columns there are."""

from __future__ import annotations

from guardrails.explain.discretion import file_shown
from guardrails.explain.explanation import Excerpt, Explanation
from guardrails.explain.placing import window
from guardrails.explain.sentences import say
from guardrails.render.plain import columns, shown, wrapped
from guardrails.render.style import Style

_LEAST_LABEL = 24


def place_line(explanation: Explanation, file: str = "") -> str:
    """`tools/x.yaml, line 3`, or `lines 3 and 9` where several are shown."""
    name = file or explanation.file
    numbers = sorted({n for e in explanation.excerpts if e.file == name for n in _marked(e)})
    if not numbers and name == explanation.file and explanation.line:
        numbers = [explanation.line]
    shown = file_shown(name)
    if not numbers:
        return shown
    if len(numbers) == 1:
        return say("place.line", {"file": shown, "line": str(numbers[0])})
    listed = ", ".join(map(str, numbers[:-1]))
    return say("place.lines", {"file": shown, "lines": listed, "last": str(numbers[-1])})


def _marked(excerpt: Excerpt) -> list[int]:
    """The line with the caret; without one, all lines."""
    return [excerpt.caret_line] if excerpt.caret_line else [number for number, _ in excerpt.lines]


def excerpt_lines(excerpt: Excerpt, style: Style, bare: bool = False) -> list[str]:
    """The lines as typed behind their numbers, and the caret with its label; `bare` leaves out a label that does not fit."""
    gutter = max(5, max((len(str(number)) for number, _ in excerpt.lines), default=1) + 3)
    room = style.columns - gutter - 3
    lines: list[str] = []
    for number, text in excerpt.lines:
        start, end = (excerpt.caret_start, excerpt.caret_end) if number == excerpt.caret_line else (1, 1)
        line, start, end = window(shown(text, style.unicode), start, end, room // 2 if _wide(text) else room)
        lines.append(f"{number:>{gutter}} | {line}".rstrip())
        if number == excerpt.caret_line:
            below = _caret(line, start, end, excerpt.label, gutter, style)
            lines += below if len(below) == 1 or not bare else _caret(line, start, end, "", gutter, style)
    return lines


def label_fits(excerpt: Excerpt, style: Style) -> bool:
    """Whether the label stands beside the caret, on one line."""
    return len(excerpt_lines(excerpt, style)) == len(excerpt.lines) + 1


def _wide(text: str) -> bool:
    return columns(text) > len(text)


def _caret(text: str, start: int, end: int, label: str, gutter: int, style: Style) -> list[str]:
    """The caret under [start, end), with the label beside it, or below it where there is too little room."""
    bar = f"{'':>{gutter}} | "
    pad = " " * columns(text[: start - 1])
    carets = "^" * max(columns(text[start - 1 : end - 1]), 1)
    first = bar + pad + carets
    label = shown(label, style.unicode)
    if not label:
        return [first]
    room = style.columns - len(first) - 1
    if room >= min(len(label), _LEAST_LABEL):
        return wrapped(label, first + " ", bar + pad + " " * (len(carets) + 1), style.columns)
    back = min(len(pad), max(0, style.columns - len(bar) - len(label)))
    return [first, *wrapped(label, bar + " " * back, bar + " " * back, style.columns)]
