"""An explanation as passages with labels, for formats that have one text for all of it: plain, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.explain.explanation import Explanation
from guardrails.explain.sentences import say
from guardrails.render.cleaned import cleaned
from guardrails.render.markdown_text import code, inline


class Passage(NamedTuple):
    """A label ("" for none) and its texts; several are steps, in their order. `typed`: a command."""

    label: str
    texts: tuple[str, ...]
    typed: bool = False


def passages(explanation: Explanation) -> Iterator[Passage]:
    """What follows the headline, in the order in which it is told; every text is clean."""
    yield from (Passage("", (cleaned(text),)) for text in explanation.what)
    yield from (_part("why", text) for text in explanation.why)
    if explanation.fix:
        yield _part("fix", *explanation.fix)
    for part in ("faster", "ask", "when"):
        if text := getattr(explanation, part):
            yield _part(part, text)
    yield from (_part("note", text) for text in explanation.notes)
    if explanation.more:
        yield _part("more", explanation.more)._replace(typed=True)


def _part(name: str, *texts: str) -> Passage:
    return Passage(say(f"part.{name}"), tuple(map(cleaned, texts)))


def headline(explanation: Explanation) -> str:
    """How serious it is, and what is the matter, in one line."""
    return cleaned(": ".join(text for text in (explanation.status_text, explanation.headline) if text))


def plain(explanation: Explanation) -> str:
    """The whole explanation in lines."""
    return "\n".join([headline(explanation), *(line for passage in passages(explanation) for line in _lines(passage))])


def plain_passages(told: Iterator[Passage]) -> str:
    """Some passages in lines."""
    return "\n".join(line for passage in told for line in _lines(passage))


def _lines(passage: Passage) -> list[str]:
    start = f"{passage.label}: " if passage.label else ""
    if len(passage.texts) == 1:
        return [start + passage.texts[0]]
    return [start.rstrip(), *(f"{number}. {text}" for number, text in enumerate(passage.texts, 1))]


def markdown(explanation: Explanation) -> str:
    """The whole explanation as Markdown, in which no text of a file becomes markup."""
    return "\n\n".join([f"**{inline(headline(explanation))}**", markdown_passages(passages(explanation))]).rstrip()


def markdown_passages(told: Iterator[Passage]) -> str:
    """Some passages as Markdown."""
    return "\n\n".join(map(_paragraph, told))


def _paragraph(passage: Passage) -> str:
    start = f"**{inline(passage.label)}:** " if passage.label else ""
    if passage.typed:
        return start + code(passage.texts[0])
    if len(passage.texts) == 1:
        return start + inline(passage.texts[0])
    return "\n".join([start.rstrip(), "", *(f"{number}. {inline(text)}" for number, text in enumerate(passage.texts, 1))])
