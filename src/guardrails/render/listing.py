"""What a run found as one flat list, for formats in which each entry stands for itself: where, how serious, and which one.

An explanation can speak for several rules: each of them has an entry of its own with the same text, so that a tool which
keeps a record for each rule can close it by itself. A rule over the entries of a list has one for each that it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from posixpath import normpath
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.explanation import Explanation
from guardrails.explain.placing import placed
from guardrails.explain.secret_spans import secrets
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem, Spot
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.stage import Outcome, Severity
from guardrails.render.cleaned import cleaned
from guardrails.render.elements import Open, open_elements
from guardrails.render.told import Told

OURS = "guardrails"
"""The pack, so to speak, of what is no rule: problems, and questions that nobody has answered."""


class Place(NamedTuple):
    """A stretch of one line. `file` is named from the top of the repository, cleaned ("" outside of it); 0: no such line."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0


class Item(NamedTuple):
    """One entry. `severity` is None for what could not be checked. `key` tells it from all others, run after run.

    The key comes from the rule, the manifest and the element, never from a line or a sentence. `finding`, `problem`: the
    fact behind it; questions have neither.
    """

    rule: str
    severity: Severity | None
    explanation: Explanation
    place: Place
    key: str
    element: str = ""
    finding: Finding | None = None
    problem: Problem | None = None
    manifest: Manifest | None = None

    @property
    def waived(self) -> bool:
        """Whether a waiver covers it."""
        return self.finding is not None and self.finding.outcome is Outcome.WAIVED


class _Loose(NamedTuple):
    """An entry before it has a key, and what the key is made of."""

    item: Item
    of: tuple[str, ...]


def items(told: Told) -> tuple[Item, ...]:
    """Everything that was found, in the order in which it is told: problems, then the worst manifests."""
    briefing = told.briefing(None)
    reports = {(m.manifest.file, m.manifest.kind, m.manifest.name): m for m in told.report.manifests}
    loose = [_problem(told, p, e) for p, e in zip(told.report.problems, briefing.problems, strict=True)]
    for answer in briefing.manifests:
        loose += _manifest(told, reports[answer.file, answer.kind, answer.name], answer.explanations)
    seen: Counter[tuple[str, ...]] = Counter()
    found: list[Item] = []
    for item, of in loose:
        seen[of] += 1
        found.append(item._replace(key=_key(*of, *([str(seen[of])] if seen[of] > 1 else []))))
    return tuple(found)


def file_from_top(told: Told, file: str) -> str:
    """A file's name from the top of the repository, cleaned; "" for what lies outside.

    Where the workspace lies in no repository that the reader stands in, its own folder is the top.
    """
    file = file.replace("\\", "/")
    home = "" if told.home.startswith("..") else told.home
    name = normpath(home + file)
    outside = not file or file.startswith("/") or file[1:2] == ":" or name.startswith("../") or name in (".", "..")
    return "" if outside else cleaned(name)


def _problem(told: Told, problem: Problem, explanation: Explanation) -> _Loose:
    name = f"{OURS}/{problem.id}"
    severity = Severity.ADVISE if problem.warning else None
    item = Item(name, severity, explanation, _place(told, explanation), "", problem=problem)
    path = ".".join(map(str, problem.spot.path))
    return _Loose(item, (name, problem.source, str(problem.spot.document), path))


def _manifest(told: Told, report: ManifestReport, explanations: tuple[Explanation, ...]) -> list[_Loose]:
    """The entries about one manifest."""
    findings = {finding.rule.name: finding for finding in report.findings}
    told_in = Counter(rule for e in explanations for rule in e.rules)
    loose: list[_Loose] = []
    for explanation in explanations:
        manifest = report.manifest
        severities = _severities(explanation, findings)
        for rule in explanation.rules or (f"{OURS}/{explanation.id}",):
            item = Item(rule, severities.get(rule, explanation.severity), explanation, _place(told, explanation), "")
            item = item._replace(finding=findings.get(rule), manifest=manifest)
            parts = _by_element(told, item) if told_in[rule] == 1 else [item]
            loose += [_Loose(one, (rule, manifest.kind, manifest.name, one.element)) for one in parts]
    return loose


def _severities(explanation: Explanation, findings: Mapping[str, Finding]) -> dict[str, Severity | None]:
    """How serious each rule of an explanation is today; one that also speaks for a stricter question has its severity."""
    own = {rule: findings[rule].severity for rule in explanation.rules if rule in findings}
    if explanation.severity is None:
        return dict.fromkeys(own)
    if own and explanation.severity not in own.values():
        own[next(iter(own))] = explanation.severity
    return own


def _by_element(told: Told, item: Item) -> Iterator[Item]:
    """An entry for each element of a list that a rule is about; the one as it is where it is about none or one."""
    finding = item.finding
    elements = open_elements(finding.evidence) if finding is not None and finding.evidence is not None else []
    if finding is None or len(elements) < 2:
        yield item._replace(element=elements[0].name if elements else "")
        return
    for element in elements:
        yield item._replace(element=element.name, place=_element_place(told, finding.manifest, element, item.place))


def _element_place(told: Told, manifest: Manifest, element: Open, other: Place) -> Place:
    spot = placed(Context(told.sources, {}), manifest.file, Spot(document=manifest.document, path=element.path))
    return Place(other.file, spot.line, spot.column, spot.end_column) if spot.line else other


def _place(told: Told, explanation: Explanation) -> Place:
    file = file_from_top(told, explanation.file)
    return Place(file, explanation.line, explanation.column, explanation.end_column)


def _key(*parts: str) -> str:
    """A short hash of some names. What looks like a secret is left out, so that nobody can try to guess it from the hash."""
    return sha256("\0".join(map(_without_secrets, parts)).encode("utf-8", "replace")).hexdigest()[:32]


def _without_secrets(text: str) -> str:
    for start, end in reversed(secrets(text)):
        text = f"{text[:start]}…{text[end:]}"
    return text
