"""How a letter is set: 72 columns, numbered questions, what a good answer looks like, and where it will be recorded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from guardrails.explain.finding_words import path_text
from guardrails.explain.labels import label, question
from guardrails.explain.plain_values import answers, listed
from guardrails.explain.sentences import say
from guardrails.model.shape import Shape
from guardrails.model.value import UNKNOWN, Path

COLUMNS = 72
_MOST_CHOICES = 24
"""A longer list (all countries) is no help in a letter; an example is."""
_MOST_PARTS = 8


def letter_text(
    *,
    head: Sequence[str],
    hello: str,
    opening: Sequence[str],
    questions: Sequence[tuple[Path, Shape]],
    closing: Sequence[str],
    signature: Sequence[str],
    footer: str,
    root: Shape,
) -> str:
    """The whole letter, ending with a line end."""
    paragraphs = [*[_wrapped(line, rest="    ") for line in head], [""], _wrapped(hello), [""], _wrapped(" ".join(opening)), [""]]
    for number, (path, shape) in enumerate(questions, 1):
        paragraphs += [_question(number, path, shape, root), [""]]
    paragraphs += [*[_wrapped(line) for line in closing], [""]]
    paragraphs += [*[_wrapped(line) for line in signature if line], [""], ["--"], _wrapped(footer)]
    return "".join(f"{line}\n" for lines in paragraphs for line in lines)


def _question(number: int, path: Path, shape: Shape, root: Shape) -> list[str]:
    start = f"{number}. "
    inside = " " * len(start)
    lines = _wrapped(question(root, path) or f"{label(root, path)}?", start, inside)
    for text, deeper in _good_answer(shape):
        indent = inside + ("  - " if deeper else "")
        lines += _wrapped(text, indent, " " * len(indent))
    return [*lines, *_wrapped(say("letter.field", {"field": path_text(path)}), inside, inside)]


def _good_answer(shape: Shape) -> list[tuple[str, bool]]:
    """What to answer: the choices with their meanings, the parts of each entry, or an example; True marks a list item."""
    items = shape.items if shape.kind == "list" else None
    chosen = items if items is not None and items.choices else shape
    if shape.kind == "boolean":
        return [(say("letter.yes_no"), False)]
    if 0 < len(chosen.choices) <= _MOST_CHOICES:
        meanings = dict(zip(chosen.choices, chosen.meanings, strict=False))
        known = [choice for choice in chosen.choices if choice != UNKNOWN]
        lead = say("letter.choices.many" if chosen is items else "letter.choices")
        return [(lead, False), *((_choice(choice, meanings.get(choice, "")), True) for choice in known)]
    if items is not None and items.fields:
        asked = [label(items, (key,)) for key in items.fields]
        return [(say("letter.parts", {"parts": listed(asked, "and", _MOST_PARTS)}), False)]
    example = next((e for e in shape.examples if e not in (UNKNOWN, "none")), None)
    if example is None or isinstance(example, dict):
        return []
    return [(say("letter.example", {"example": answers(example, shape, "and")}), False)]


def _choice(choice: str, meaning: str) -> str:
    return say("letter.choice", {"choice": choice, "meaning": meaning}) if meaning else choice


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=True
    ) or [first.rstrip()]
