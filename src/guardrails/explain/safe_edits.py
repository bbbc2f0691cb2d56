"""From a problem to the edit that settles it, where only the spelling or the form is the matter.

An edit names the stretch of the text that it replaces, and what it means: one key with another name, or one value.
Nothing here decides that an edit is good; `explain.mending` reads the text again and holds it against the meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

from guardrails.explain.rewriting import as_answer, as_day, as_number
from guardrails.explain.spelling import meant
from guardrails.model.problem import Problem
from guardrails.model.shape import Shape, trail
from guardrails.model.value import Path
from guardrails.text.places import Place, find
from guardrails.text.source import Span
from guardrails.text.values import Value, scalar

_PLAIN_WORD = re.compile(r"[A-Za-z0-9][\w./-]*").fullmatch
_SEVERAL = re.compile(r"[,;&+|\n]|\s(?:and|or|und|oder)\s")


class Edit(NamedTuple):
    """One change: the characters it replaces, by what, and what becomes of the document: a key's new name, or a value."""

    start: int
    end: int
    text: str
    document: int
    path: Path
    key: str = ""
    value: Value = None

    @property
    def lands(self) -> Path:
        """The path of what was changed, after the change."""
        return (*self.path[:-1], self.key) if self.key else self.path


@dataclass(frozen=True, slots=True)
class Page:
    """A text that can be read: its values, its places, and what the schemas say."""

    text: str
    documents: Sequence[Value]
    places: Sequence[Place]
    shapes: Mapping[str, Shape]
    words: frozenset[str]


def edit_for(problem: Problem, page: Page) -> Edit | None:
    """The edit that settles a problem; None where a person has to decide."""
    spot = problem.spot
    if spot.document >= min(len(page.documents), len(page.places)):
        return None
    document = page.documents[spot.document]
    kind = document.get("kind") if isinstance(document, dict) else None
    if problem.id == "kind-unknown":
        return _replaced(page, problem, meant(str(kind), page.shapes)) if isinstance(kind, str) else None
    shape = page.shapes.get(kind) if isinstance(kind, str) else None
    make = _EDITS.get(problem.id)
    return make(problem, page, shape) if make and shape is not None else None


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, from its end to its beginning; of two that overlap the later one counts."""
    before = len(text)
    for edit in sorted(edits, reverse=True):
        if edit.end <= before:
            text, before = text[: edit.start] + edit.text + text[edit.end :], edit.start
    return text


def intended(documents: Sequence[Value], edits: Sequence[Edit]) -> list[Value] | None:
    """The documents as the edits mean them; None if a key would be there twice."""
    meaning = deepcopy(list(documents))
    for edit in edits:
        around = _value_at(meaning[edit.document], edit.path[:-1])
        last = edit.path[-1]
        if isinstance(around, list) and isinstance(last, int):
            around[last] = edit.value
        elif not isinstance(around, dict) or not isinstance(last, str) or edit.key in around:
            return None
        elif edit.key:
            items = [(edit.key if key == last else key, value) for key, value in around.items()]
            around.clear()
            around.update(items)
        else:
            around[last] = edit.value
    return meaning


def _key(problem: Problem, page: Page, shape: Shape) -> Edit | None:
    """A misspelt key: only its letters."""
    path = problem.spot.path
    block, around = _concrete(shape, path[:-1]), _value_at(page.documents[problem.spot.document], path[:-1])
    place = _place(page, problem)
    if block is None or not isinstance(around, dict) or place is None or place.key is None:
        return None
    typed = str(path[-1])
    name = meant(typed, [known for known in block.fields if known not in around], page.words)
    inner = _inner(page.text, place.key, typed)
    if name is None or inner is None:
        return None
    return Edit(inner.start, inner.end, name, problem.spot.document, path, key=name)


def _choice(problem: Problem, page: Page, shape: Shape) -> Edit | None:
    """A misspelt choice: only its letters."""
    here, found = _concrete(shape, problem.spot.path), _found(problem, page)
    return _replaced(page, problem, meant(found, here.choices, page.words)) if here and isinstance(found, str) else None


def _form(problem: Problem, page: Page, shape: Shape) -> Edit | None:
    """A day written in another way; never a day that is a fact about the world."""
    here, found = _concrete(shape, problem.spot.path), _found(problem, page)
    if here is None or here.kind != "date" or _attested(shape, problem.spot.path) or not isinstance(found, str):
        return None
    return _replaced(page, problem, as_day(found))


def _other_kind(problem: Problem, page: Page, shape: Shape) -> Edit | None:
    """Another kind of value than the schema asks for."""
    path = problem.spot.path
    here, found = _concrete(shape, path), _found(problem, page)
    if here is None or not isinstance(found, str | int | float):
        return None
    extra = [word for word, taken in (("unknown", here.unknown), ("none", here.none)) if taken]
    word = meant(found, extra, page.words) if isinstance(found, str) else None
    if word or _attested(shape, path):
        return _replaced(page, problem, word)
    if here.kind == "list" and here.items is not None:
        return _listed(problem, page, here.items)
    if not isinstance(found, str):
        return None
    if here.kind == "boolean":
        return _typed(page, problem, as_answer(found))
    if here.kind in ("number", "integer"):
        currencies = _currencies(page.documents[problem.spot.document])
        return _typed(page, problem, as_number(found, here.unit, currencies, here.kind == "integer"))
    return None


_EDITS: Mapping[str, Callable[[Problem, Page, Shape], Edit | None]] = {
    "field-unknown": _key,
    "field-not-a-choice": _choice,
    "field-format": _form,
    "field-wrong-kind": _other_kind,
}


def _listed(problem: Problem, page: Page, item: Shape) -> Edit | None:
    """A single value where a list is wanted, in brackets, its spelling mended where it is a choice."""
    found, place = _found(problem, page), _place(page, problem)
    if place is None or not isinstance(found, str) or not found or _SEVERAL.search(found):
        return None
    inner = _inner(page.text, place.value, found)
    word = found if item.kind != "choice" or found in item.choices else meant(found, item.choices, page.words)
    if inner is None or word is None:
        return None
    start, end = place.value
    text = page.text[start : inner.start] + word + page.text[inner.end : end]
    return Edit(start, end, f"[{text}]", problem.spot.document, problem.spot.path, value=[word])


def _replaced(page: Page, problem: Problem, word: str | None) -> Edit | None:
    """Another text in place of a text, in the quotes that are there."""
    place, found = _place(page, problem), _found(problem, page)
    if word is None or place is None or not isinstance(found, str):
        return None
    inner = _inner(page.text, place.value, found)
    in_quotes = inner is not None and inner != place.value
    if inner is None or not (in_quotes or (_PLAIN_WORD(word) and scalar(word) == word)):
        return None
    return Edit(inner.start, inner.end, word, problem.spot.document, problem.spot.path, value=word)


def _typed(page: Page, problem: Problem, text: str | None) -> Edit | None:
    """A number, or yes or no, in place of a text; quotes go."""
    place, found = _place(page, problem), _found(problem, page)
    if text is None or place is None or _inner(page.text, place.value, str(found)) is None:
        return None
    return Edit(*place.value, text, problem.spot.document, problem.spot.path, value=scalar(text))


def _inner(text: str, span: Span, value: str) -> Span | None:
    """Where the letters of a value or a key stand, without its quotes; None unless they stand there as they read."""
    written = text[span.start : span.end]
    if written == value:
        return span
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'" and written[1:-1] == value:
        return Span(span.start + 1, span.end - 1)
    return None


def _place(page: Page, problem: Problem) -> Place | None:
    spot = find(page.places[problem.spot.document], problem.spot.path)
    return spot.place if spot.found == len(problem.spot.path) else None


def _found(problem: Problem, page: Page) -> Value:
    return _value_at(page.documents[problem.spot.document], problem.spot.path)


def _value_at(value: Value, path: Path) -> Value:
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _concrete(shape: Shape, path: Path) -> Shape | None:
    return trail(shape, path)[-1] if path else shape


def _attested(shape: Shape, path: Path) -> bool:
    return any(step is not None and step.attested for step in trail(shape, path))


def _currencies(document: Value) -> frozenset[str]:
    """Every currency that the document names."""
    if isinstance(document, dict):
        own = document.get("currency")
        inner = [_currencies(value) for value in document.values()]
        return frozenset([own] if isinstance(own, str) else []).union(*inner)
    return frozenset().union(*map(_currencies, document)) if isinstance(document, list) else frozenset()
