"""One thing that is not right yet in a bundle, with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from guardrails.model.value import Path
from guardrails.workshop.material import Document

GOVERNED: Mapping[str, str] = {"P01": "GOV-01", "P04": "GOV-02", "P08": "GOV-02", "P14": "GOV-02"}
"""Checks of words that are what a rule about rules (GOV-…) asks for: reasons and ways out, and plain words."""


class Level(Enum):
    """Whether a remark has to be dealt with before the bundle is published."""

    MUST = "E"
    SHOULD = "W"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is the matter (`sentence`), where, the words it is about (`quote`) and a way out (`suggestion`).

    `id` is the check: P01 to P20 for words, GOV-01 to GOV-12 for upkeep.
    """

    id: str
    level: Level
    file: str
    line: int
    column: int
    sentence: str
    suggestion: str
    quote: str = ""

    @property
    def governs(self) -> str:
        """The rule about rules that a check of words stands for, or nothing."""
        return GOVERNED.get(self.id, "")


def remark(id: str, level: Level, document: Document, path: Path, sentence: str, suggestion: str, quote: str = "") -> Remark:
    """A remark about a place of a document."""
    line, column = document.at(path)
    return Remark(id, level, document.file, line, column, sentence, suggestion, quote)


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """By file and place, what must be dealt with first where two stand at one place; nothing twice."""
    return tuple(sorted(dict.fromkeys(remarks), key=lambda r: (r.file, r.line, r.column, r.level.value, r.id, r.sentence)))
