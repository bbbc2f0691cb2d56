"""The entries of a list that a rule is about, by name, each with the place that matters in it."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.model.condition import Each
from guardrails.model.evidence import Combined, Defined, Element, Evidence, Quantified, Referred, Tallied, Tested
from guardrails.model.truth import Truth
from guardrails.model.value import Path


class Open(NamedTuple):
    """An element that does not hold: its name for people, and the path of the first answer in it that matters."""

    name: str
    path: Path


def open_elements(evidence: Evidence) -> list[Open]:
    """The elements that a rule over each entry of a list is about; none where it is another kind of rule."""
    while isinstance(evidence, Defined):
        evidence = evidence.part
    if not isinstance(evidence, Quantified) or not isinstance(evidence.condition, Each):
        return []
    found = [(element, half) for element in evidence.elements if (half := _what_counts(element)) is not None]
    return [Open(element.name, _narrowest(half, element.path)) for element, half in found]


def _what_counts(element: Element) -> Evidence | None:
    """The half that is the matter: what is required, or whether the rule is about this element at all."""
    if element.require is None or element.require.truth is Truth.YES:
        return None
    if element.where is None or element.where.truth is Truth.YES:
        return element.require
    return None if element.where.truth is Truth.NO else element.where


def _narrowest(evidence: Evidence, within: Path) -> Path:
    """The path of the first answer that does not hold, if it lies in the element."""
    path = _first(evidence)
    return path if path[: len(within)] == within else within


def _first(evidence: Evidence) -> Path:
    match evidence:
        case Tested(field=field, document=document):
            return () if document else field
        case Combined(parts=parts):
            return next((_first(part) for part in parts if part.truth is not Truth.YES), ())
        case Defined(part=part):
            return _first(part)
        case Quantified(field=field) | Tallied(field=field) | Referred(field=field):
            return field
        case _:
            return ()
