"""A rule's own texts for one finding: every `{slot}` filled once, from the manifest, the evidence and the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.grammar import unquoted
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.point import Point
from guardrails.explain.retelling import retold_by_fact
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import fill, slots_in
from guardrails.model.condition import Given
from guardrails.model.evidence import Tested
from guardrails.model.report import Finding, Report
from guardrails.model.value import Fields, Gap
from guardrails.text.values import Value


class RuleWords(NamedTuple):
    """Fills the texts of one finding's rule."""

    finding: Finding
    report: Report
    context: Context
    points: Sequence[Point]

    def text(self, template: str) -> str:
        """The text with its slots filled; empty where a slot has no value here, as half a sentence helps nobody."""
        slots: dict[str, str] = {}
        for name in slots_in(template):
            value = self.slot(name)
            if not value:
                return ""
            slots[name] = value
        return masked(fill(template, slots))

    def texts(self, templates: Sequence[str]) -> tuple[str, ...]:
        """All texts that can be filled."""
        return tuple(text for template in templates if (text := self.text(template)))

    @property
    def headline(self) -> str:
        """What the finding says in one line; without a headline that can be filled, the rule's title."""
        title = masked(self.finding.manifest.title)
        return self.text(self.finding.rule.words.headline) or f"{title}: {self.finding.rule.words.title}"

    def slot(self, name: str) -> str:
        """The value of one slot in words; empty where there is none."""
        start, _, rest = name.partition(".")
        if start == "title":
            return masked(self.finding.manifest.title)
        if start in ("found", "wanted", "element"):
            return self._of_point(start)
        if start == "field":
            return _words(_value(self.finding.manifest.fields, rest))
        if start == "org" and self.report.bundle:
            return _words(_value(self.report.bundle.organisation, rest))
        if start == "facts":
            return retold_by_fact(_words(self._fact(rest)), rest)
        return _words(self._parameter(rest)) if start == "param" else ""

    def _of_point(self, name: str) -> str:
        point = next(iter(self.points), None)
        if point is None:
            return ""
        if name == "element":
            return point.names[0] if point.names else ""
        if name == "wanted":
            return point.need
        tested = next((t for t in tested_in(self.finding.evidence) if t.field == point.path), None)
        return "" if tested is None or self.finding.rule.hide_value else _words(tested.found)

    def _fact(self, name: str) -> Value | Gap:
        """A fact's value: from the evidence if the rule looked at it, else worked out for this manifest."""
        for evidence in (self.finding.evidence, self.finding.when):
            for tested in tested_in(evidence):
                if tested.field == ("facts", name):
                    return tested.found
        return self.context.facts(self.finding.manifest, name).value if self.context.facts else Gap.NOTHING

    def _parameter(self, name: str) -> Value | Gap:
        rule = self.finding.rule
        for condition in rule.conditions:
            for given in _givens(condition):
                if given.source == f"param {name}":
                    return given.value
        return Gap.NOTHING


def tested_in(evidence: object) -> Iterator[Tested]:
    """Every leaf of an evidence tree."""
    if isinstance(evidence, Tested):
        yield evidence
    else:
        for part in _parts(evidence):
            yield from tested_in(part)


def _givens(condition: object) -> Iterator[Given]:
    if isinstance(condition, Given):
        yield condition
    else:
        for part in _parts(condition):
            yield from _givens(part)


def _parts(node: object) -> Iterator[object]:
    """What a tree of tuples, named or not, holds one level down."""
    if isinstance(node, tuple):
        yield from node


def _value(start: Fields, path: str) -> Value | Gap:
    here: Value = start
    for key in path.split("."):
        if not isinstance(here, Mapping) or key not in here:
            return Gap.NOTHING
        here = here[key]
    return here


def _words(value: Value | Gap) -> str:
    """A value as part of a sentence; nothing where there is none or it is empty."""
    if isinstance(value, Gap) or value is None or value in ("", []):
        return ""
    return listed([_words(item) for item in value]) if isinstance(value, list) else unquoted(plain(value))
