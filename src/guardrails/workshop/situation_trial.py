"""A situation tried: the whole run judges its manifests, and what came is held against what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guardrails.judge.questions import Questions
from guardrails.judge.rulings import rule_outcome, severity_at
from guardrails.judge.run import Day, Run
from guardrails.language.scope import Inventory
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Path
from guardrails.workshop.bench import Bench
from guardrails.workshop.saying import Said, said_by
from guardrails.workshop.situation import Expected, RuleExpected, Situation
from guardrails.workshop.stand import Stand

_MOST_REASONS = 4
_NOTHING_SAID = Said((), ())


class Unmet(NamedTuple):
    """One thing that did not come as expected; `said` is what the finding says, if there is one."""

    about: str
    path: Path
    expected: str
    came: str
    said: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """It in one sentence."""
        return f"{self.about}: expected {self.expected}, came {self.came}."


@dataclass(frozen=True, slots=True)
class SituationTrial:
    """How a situation came out. `stands` are where the rules that it names were judged."""

    situation: Situation
    unmet: tuple[Unmet, ...]
    stands: tuple[Stand, ...]

    @property
    def as_expected(self) -> bool:
        """Whether everything came as expected."""
        return not self.unmet


class _Came(NamedTuple):
    """How a rule came out on a manifest: in one word, why so, and its finding where it has one."""

    outcome: str
    why: str = ""
    finding: Finding | None = None


def situation_tried(situation: Situation, bench: Bench) -> SituationTrial:
    """Judge a situation on each of its days."""
    days = {day: _JudgedDay(situation, day, bench) for day in dict.fromkeys(e.day for e in situation.expected)}
    unmet = tuple(found for expected in situation.expected for found in days[expected.day].unmet(expected))
    return SituationTrial(situation, unmet, tuple(stand for day in days.values() for stand in day.stands))


class _JudgedDay:
    """The manifests of a situation, judged for one day."""

    def __init__(self, situation: Situation, day: date, bench: Bench) -> None:
        self._run = Run(situation.bundle, Questions(bench.material.schemas), Day(day, given=True))
        self._report = self._run.report(situation.manifests, ())
        self._inventory = Inventory(sorted(situation.manifests, key=lambda m: (m.file, m.document)))
        self._reports = {report.manifest.name: report for report in self._report.manifests}
        self._shapes = bench.shapes
        self.stands: list[Stand] = []

    def unmet(self, expected: Expected) -> Iterator[Unmet]:
        """What did not come as expected of one manifest."""
        report = self._reports[expected.manifest]
        about = f"{expected.manifest} on {expected.day.isoformat()}"
        if expected.verdict and expected.verdict != report.verdict:
            why = _behind_verdict(report)
            yield Unmet(f"{about}, verdict", (*expected.path, "verdict"), expected.verdict, report.verdict + why)
        if expected.lane and expected.lane != report.lane:
            why = f", because {'; '.join(report.lane_reasons)}" if report.lane_reasons else ""
            yield Unmet(f"{about}, lane", (*expected.path, "lane"), expected.lane, report.lane + why)
        for rule in expected.rules:
            yield from self._unmet_rule(rule, report, about)

    def _unmet_rule(self, expected: RuleExpected, report: ManifestReport, about: str) -> Iterator[Unmet]:
        came = self._came(expected.rule, report)
        finding = came.finding
        said = _NOTHING_SAID
        if finding is not None:
            said = said_by(finding, self._report, self._run, self._inventory, self._shapes)
        severity = finding.severity.value if finding is not None and finding.severity else ""
        fits = (
            expected.outcome == came.outcome
            and expected.severity in ("", severity)
            and (not expected.at or expected.at in said.places)
            and not said.lacks(expected.says)
        )
        if not fits:
            words = f", saying {' and '.join(f'“{w}”' for w in expected.says)}" if expected.says else ""
            wanted = _in_words(expected.outcome, expected.severity, expected.at) + words
            found = _in_words(came.outcome, severity, ", ".join(said.places)) + came.why
            yield Unmet(f"{about}, {expected.rule}", expected.path, wanted, found, said.texts)

    def _came(self, name: str, report: ManifestReport) -> _Came:
        """How a rule of the manifest's kind came out; where it was judged is kept."""
        manifest = report.manifest
        prepared = next((p for p in self._run.rules[manifest.kind] if p.rule.name == name), None)
        if prepared is None:
            return _Came("skip", " (retired by that day)")
        scope, _ = self._run.scope(manifest, self._inventory)
        silent = severity_at(prepared, manifest.stage, scope) is None
        self.stands.append(Stand(prepared.rule, scope, self._run.terms, silent))
        finding = next((f for f in report.findings if f.rule.name == name), None)
        if finding is not None:
            return _Came(_word(finding), finding=finding)
        outcome = rule_outcome(prepared, scope)
        if outcome is Outcome.PASSED:
            return _Came("pass")
        if outcome is Outcome.SKIPPED:
            return _Came("skip", " (it does not concern the file)")
        return _Came("skip", f" (silent at the stage {manifest.stage.value})" if silent else " (not announced by that day)")


def _word(finding: Finding) -> str:
    """fail, ask, waived or unjudged."""
    if finding.outcome is Outcome.FAILED:
        return "ask" if finding.asks else "fail"
    return str(finding.outcome.value)


def _in_words(outcome: str, severity: str, at: str) -> str:
    parts = [outcome, severity, f"pointing to {at}" if at else ""]
    return ", ".join(part for part in parts if part)


def _told(finding: Finding) -> str:
    severity = f", {finding.severity.value}" if finding.severity else ""
    return f"{finding.rule.name} ({_word(finding)}{severity})"


def _behind_verdict(report: ManifestReport) -> str:
    """Which findings and open questions made the verdict."""
    findings = [f for f in report.findings if f.outcome is not Outcome.WAIVED]
    questions = list(report.questions)
    if report.verdict == "not-yet":
        findings = [f for f in findings if f.severity is Severity.BLOCK or f.outcome is Outcome.UNJUDGED]
        questions = [q for q in questions if q.severity is Severity.BLOCK]
    reasons = [*map(_told, findings), *(f"no answer to {'.'.join(map(str, q.path))}" for q in questions)]
    return f", because of {_few(reasons)}" if reasons else ""


def _few(names: list[str]) -> str:
    rest = len(names) - _MOST_REASONS
    return ", ".join(names[:_MOST_REASONS]) + (f" and {rest} more" if rest > 0 else "")
