"""What a finding says and where it points, as its readers get it, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.finding_words import FindingWords
from guardrails.explain.point import Point
from guardrails.explain.rule_words import tested_in
from guardrails.judge.run import Run
from guardrails.language.scope import Inventory
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, Report
from guardrails.model.shape import Shape
from guardrails.model.value import Path


class Said(NamedTuple):
    """The places that a finding points to, as dotted names, and its headline and sentences."""

    places: tuple[str, ...]
    texts: tuple[str, ...]

    def lacks(self, words: Iterable[str]) -> list[str]:
        """The words that stand in none of the texts; capitals don't matter."""
        heard = " ".join(self.texts).casefold()
        return [word for word in words if word.casefold() not in heard]


def said_by(finding: Finding, report: Report, run: Run, inventory: Inventory, shapes: Mapping[str, Shape]) -> Said:
    """What a finding of a report says."""
    words = FindingWords(report, _context(run, inventory, shapes))
    explanation = words.explain(finding)
    places = dict.fromkeys(".".join(map(str, path)) for path in _places(finding, words.points(finding)))
    return Said(tuple(places), (explanation.headline, *explanation.what))


def _places(finding: Finding, points: Iterable[Point]) -> list[Path]:
    """Every place that a finding points to: of its points and their ways, the answers it asks for, what its facts rest on."""
    found: list[Path] = [*finding.asks]
    for point in points:
        found += [point.path, point.via]
        found += [path for way in point.ways for inner in way for path in (inner.path, inner.via)]
    for tested in tested_in(finding.evidence):
        if tested.fact is not None and tested.field in found:
            found += tested.fact.about
    return [path for path in dict.fromkeys(found) if path]


def _context(run: Run, inventory: Inventory, shapes: Mapping[str, Shape]) -> Context:
    """Explaining without sources: a changed manifest has no lines to show."""

    def no_source(name: str) -> str:
        raise KeyError(name)

    def fact(manifest: Manifest, name: str) -> FactResult:
        return run.scope(manifest, inventory)[0].fact(name)

    return Context(no_source, shapes, facts=fact)
