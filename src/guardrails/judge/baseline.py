"""The baseline at work: what was there before is set aside, what is new counts, and what is gone is told.

A finding stays aside only as long as every element that makes it fail was recorded, and as long as it is no more serious
than it was then: an idea in the baseline that goes live counts like any other. What could not be judged never stays aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from guardrails.judge.run import verdict_of
from guardrails.judge.waiving import failing_elements
from guardrails.model.baseline import Baseline, BaselineState, Entry, Key
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport, Question, Report
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Path
from guardrails.text.values import Value

Shapes = Mapping[str, Shape]


def set_aside(report: Report, baseline: Baseline, shapes: Shapes, declared: Collection[tuple[str, str]] | None = None) -> Report:
    """The report with what the baseline holds moved to `known`.

    `declared` are kind and name of every manifest of the workspace; None where some could not be read, and then no entry of
    a manifest that is not there counts as no longer needed.
    """
    entries = {entry.key: entry for entry in baseline.entries}
    manifests = tuple(_without_known(manifest, entries, shapes) for manifest in report.manifests)
    unneeded = tuple(_unneeded(report, baseline, shapes, declared))
    return report._replace(manifests=manifests, baseline=BaselineState(baseline, unneeded))


def recorded(report: Report, shapes: Shapes, today: date) -> tuple[Entry, ...]:
    """An entry for everything that did not pass or is not answered today, in the order of names."""
    found = {
        key: Entry(key, severity, today.isoformat())
        for manifest in report.manifests
        for keys, severity in _open(manifest, shapes)
        for key in keys
    }
    return tuple(found[key] for key in sorted(found))


def _open(report: ManifestReport, shapes: Shapes) -> Iterator[tuple[tuple[Key, ...], Severity]]:
    for finding in report.findings:
        if finding.outcome is Outcome.FAILED and finding.severity is not None:
            yield finding_keys(finding), finding.severity
    for question in report.questions:
        yield (question_key(question, report.manifest, shapes),), question.severity


def _without_known(report: ManifestReport, entries: Mapping[Key, Entry], shapes: Shapes) -> ManifestReport:
    covering: list[Entry] = []

    def known(keys: tuple[Key, ...], severity: Severity | None) -> bool:
        found = [entries[key] for key in keys if key in entries]
        if severity is None or len(found) < len(keys) or any(severity.rank < entry.severity.rank for entry in found):
            return False
        covering.extend(found)
        return True

    aside = tuple(f for f in report.findings if f.outcome is Outcome.FAILED and known(finding_keys(f), f.severity))
    answered = tuple(q for q in report.questions if known((question_key(q, report.manifest, shapes),), q.severity))
    if not covering:
        return report
    findings = tuple(f for f in report.findings if f not in aside)
    questions = tuple(q for q in report.questions if q not in answered)
    verdict = verdict_of(findings, questions)
    return report._replace(
        findings=findings,
        questions=questions,
        verdict="ready-with-advice" if verdict == "ready" else verdict,
        known=aside,
        known_questions=answered,
        known_since=min(entry.recorded for entry in covering),
    )


def _unneeded(
    report: Report, baseline: Baseline, shapes: Shapes, declared: Collection[tuple[str, str]] | None
) -> Iterator[Entry]:
    judged = {(m.manifest.kind, m.manifest.name): m for m in report.manifests}
    for entry in baseline.entries:
        name = (entry.key.kind, entry.key.manifest)
        if name in judged:
            if not _still_there(entry.key, judged[name], shapes):
                yield entry
        elif declared is not None and name not in declared:
            yield entry


def _still_there(key: Key, report: ManifestReport, shapes: Shapes) -> bool:
    """Whether anything is found for a key; what could not be judged, or is waived for now, may be."""
    if key.is_question:
        return any(key == question_key(q, report.manifest, shapes) for q in report.questions)
    same = [f for f in report.findings if f.rule.name == key.subject]
    return any(f.outcome is not Outcome.FAILED or key in finding_keys(f) for f in same)


def finding_keys(finding: Finding) -> tuple[Key, ...]:
    """What a finding is about: each failing element of a rule over a list, else the whole manifest."""
    manifest = finding.manifest
    elements = failing_elements(finding.evidence) if finding.evidence is not None and not finding.asks_when else ()
    return tuple(Key(manifest.kind, manifest.name, finding.rule.name, name) for name in sorted(elements) or ("",))


def question_key(question: Question, manifest: Manifest, shapes: Shapes) -> Key:
    """What a question is about: the keys of its path, and the names of the list elements on the way."""
    subject = ".".join(str(step) for step in question.path if isinstance(step, str))
    return Key(manifest.kind, manifest.name, subject, ", ".join(_names(question.path, manifest, shapes.get(manifest.kind))))


def _names(path: Path, manifest: Manifest, shape: Shape | None) -> Iterator[str]:
    """What the list elements on a path are called: by their identifying field, else by their number."""
    value: Value = manifest.fields
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
            shape = shape.items if shape else None
            named = value.get(shape.identifies or "") if shape and isinstance(value, dict) else value
            yield str(named) if isinstance(named, str | int | float) else f"number {step + 1}"
        else:
            value = value.get(step) if isinstance(value, dict) else None
            shape = shape.fields.get(step) if shape else None
