"""Which answers a condition hung on: the places behind every part of its evidence that came out as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from guardrails.model.evidence import (
    Combined,
    Defined,
    Element,
    Evidence,
    Quantified,
    Referred,
    Surveyed,
    Tallied,
    Tested,
)
from guardrails.model.truth import Truth
from guardrails.model.value import Path

About = Callable[[str], tuple[Path, ...]]
"""The answers that a fact rests on."""


def touched(evidence: Evidence | None, met: bool, about: About) -> Iterator[Path]:
    """The places in the judged manifest that made it hold (`met`) or kept it from holding, whole list elements as such."""
    if evidence is None or not _counts(evidence.truth, met):
        return
    match evidence:
        case Tested(field=field, document=document):
            yield from _place(field, about) if document is None else ()
        case Combined(parts=parts):
            for part in parts:
                yield from touched(part, met, about)
        case Defined(part=part):
            yield from touched(part, met, about)
        case Quantified(field=field, elements=elements):
            found = [e for e in elements if _picked(e, met)]
            yield from (path for element in found for path in _place(element.path, about))
            yield from () if found else _place(field, about)
        case Tallied(field=field, items=items):
            yield from (path for _, at, _ in items for path in _place(at, about))
            yield from () if items else _place(field, about)
        case Referred(field=field):
            yield from _place(field, about)
        case Surveyed():
            return
        case _:
            assert_never(evidence)


def _counts(truth: Truth, met: bool) -> bool:
    """What nobody could answer counts for both: it may be what stands in the way."""
    return truth is not Truth.NO if met else truth is not Truth.YES


def _picked(element: Element, met: bool) -> bool:
    concerned = element.where is None or element.where.truth is not Truth.NO
    return concerned and element.require is not None and _counts(element.require.truth, met)


def _place(path: Path, about: About) -> Iterable[Path]:
    if path[:1] == ("facts",):
        return about(str(path[1]))
    return () if path[:1] == ("org",) else (path,)
