"""A situation: some manifests together, a whole bundle, and what is expected to come of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guardrails.model.manifest import Manifest
from guardrails.model.rule import Bundle
from guardrails.model.value import Path
from guardrails.workshop.material import Document

SILENT = frozenset({"pass", "skip"})
"""Outcomes of a rule that has nothing to say: there is no finding whose words or place could be compared."""


class RuleExpected(NamedTuple):
    """How one rule is expected to come out; what is left empty is not compared."""

    rule: str
    outcome: str
    severity: str
    at: str
    says: tuple[str, ...]
    path: Path


class Expected(NamedTuple):
    """What is expected of one manifest on one day; what is left empty is not compared."""

    manifest: str
    day: date
    verdict: str
    lane: str
    rules: tuple[RuleExpected, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation of a test file, with the bundle as it wants it: its organisation, its parameters, its waivers.

    `number` counts the documents of the file from 1.
    """

    title: str
    number: int
    manifests: tuple[Manifest, ...]
    bundle: Bundle
    expected: tuple[Expected, ...]
    document: Document

    @property
    def name(self) -> str:
        """The situation's name in lists: its file, its number and its title."""
        return f"{self.document.file}, situation {self.number}: {self.title}"

    def place(self, path: Path) -> str:
        """File and line of a part of it."""
        line, _ = self.document.at(path)
        return f"{self.document.file}:{line}"
