"""The report for machines: a frozen shape (`schemas/report.schema.json`), built field by field.

Within version 1 of the shape fields may be added, never renamed or taken away.
"""

from __future__ import annotations

import json

from guardrails.explain.explanation import Alternative, Briefing, Explanation, ManifestAnswer, ToDo
from guardrails.explain.tongue import spoken
from guardrails.judge.verdict import exit_code
from guardrails.model.baseline import BaselineState, Entry
from guardrails.model.origin import RulesFrom, Shift, Since
from guardrails.model.problem import Problem
from guardrails.model.report import Finding, ManifestReport, Question, Report, WaiverState
from guardrails.model.rule import Bundle, Owner
from guardrails.model.stage import Outcome
from guardrails.model.value import Path
from guardrails.render.cleaned import cleaned
from guardrails.render.told import Told
from guardrails.text.values import Value
from guardrails.version import VERSION

SCHEMA_VERSION = 1
Json = dict[str, Value]


def answer(told: Told) -> str:
    """The answer for machines."""
    return render(told.report, told.briefing(None))


def render(report: Report, briefing: Briefing) -> str:
    """The report as JSON, two blanks of indent, keys in a fixed order, ending with a line end."""
    return json.dumps(as_data(report, briefing), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_data(report: Report, briefing: Briefing) -> Json:
    """The report as plain values; every text is cleaned and free of secrets."""
    answers = {(answer.file, answer.kind, answer.name): answer for answer in briefing.manifests}
    pairs = [(m, answers.get((m.manifest.file, m.manifest.kind, m.manifest.name))) for m in report.manifests]
    return {
        "tool": "guardrails",
        "version": VERSION,
        "schema_version": SCHEMA_VERSION,
        "language": spoken().code,
        "as_of": report.as_of.isoformat(),
        "preview": report.as_of_given,
        "bundle": _bundle(report.bundle) if report.bundle else None,
        "summary": _summary(report),
        "exit_code": exit_code(report),
        "problems": [_problem(p, e) for p, e in zip(report.problems, briefing.problems, strict=True)],
        "manifests": [_manifest(manifest, answer) for manifest, answer in pairs],
        "waivers": [_waiver(state) for state in report.waivers],
        "baseline": _baseline(report.baseline),
        "notices": _texts(briefing.notices),
        "rules_from": _rules_from(report.rules_from) if report.rules_from else None,
        "changed_since": _since(report.since) if report.since else None,
    }


def _since(told: Since) -> Json:
    """Which part of the whole the report is about."""
    return {"ref": cleaned(told.ref), "commit": told.commit, "left_out": told.left_out, "everything": told.everything}


def _rules_from(told: RulesFrom) -> Json:
    """Whose rules are in force, and what those of the change would say."""
    return {
        "ref": cleaned(told.ref),
        "commit": told.commit,
        "edited": _texts(told.edited),
        "usable": told.usable,
        "shifts": [_shift(shift) for shift in told.shifts],
        "dropped": _texts(told.dropped),
        "taken_up": _texts(told.taken_up),
    }


def _shift(shift: Shift) -> Json:
    return {
        "kind": cleaned(shift.kind),
        "name": cleaned(shift.name),
        "file": cleaned(shift.file),
        "rule": cleaned(shift.rule),
        "becomes": shift.becomes,
    }


def _bundle(bundle: Bundle) -> Json:
    packs: list[Value] = [{"name": cleaned(p.name), "version": cleaned(p.version)} for p in bundle.packs]
    return {
        "name": cleaned(bundle.name),
        "version": cleaned(bundle.version),
        "rules": len(bundle.rules),
        "packs": packs,
    }


def _summary(report: Report) -> Json:
    """How many there are of each outcome, over all manifests, and how many manifests got which verdict."""
    outcomes = {o.value: sum(m.counts.get(o, 0) for m in report.manifests) for o in Outcome}
    verdicts = [m.verdict for m in report.manifests]
    counted: Json = {name: verdicts.count(name) for name in ("not-yet", "ready-with-advice", "ready")}
    severities = [f.severity.value for m in report.manifests for f in m.findings if f.severity]
    asked = [q.severity.value for m in report.manifests for q in m.questions]
    return {
        "manifests": len(report.manifests),
        "verdicts": counted,
        "outcomes": dict(outcomes.items()),
        "findings": {name: severities.count(name) for name in ("block", "warn", "advise")},
        "questions": {name: asked.count(name) for name in ("block", "warn", "advise")},
        "problems": len(report.problems),
        "baseline": sum(len(m.known) + len(m.known_questions) for m in report.manifests),
    }


def _problem(problem: Problem, explanation: Explanation) -> Json:
    return {
        "id": problem.id,
        "area": problem.area,
        "warning": problem.warning,
        "status": explanation.status,
        "status_text": cleaned(explanation.status_text),
        "file": cleaned(problem.source),
        "line": explanation.line or None,
        "column": explanation.column or None,
        "path": _path(problem.spot.path),
        "headline": cleaned(explanation.headline),
        "what": _texts(explanation.what),
        "why": _texts(explanation.why),
        "fix": _texts(explanation.fix),
        "notes": _texts(explanation.notes),
    }


def _manifest(report: ManifestReport, answer: ManifestAnswer | None) -> Json:
    manifest = report.manifest
    explanations = {rule: e for e in (answer.explanations if answer else ()) for rule in e.rules}
    return {
        "name": cleaned(manifest.name),
        "kind": manifest.kind,
        "file": cleaned(manifest.file),
        "document": manifest.document,
        "title": cleaned(manifest.title),
        "stage": manifest.stage.value,
        "verdict": report.verdict,
        "lane": report.lane,
        "lane_reasons": _texts(report.lane_reasons),
        "counts": {outcome.value: report.counts.get(outcome, 0) for outcome in Outcome},
        "findings": [
            *(_finding(f, explanations.get(f.rule.name)) for f in report.findings),
            *(_finding(f, None, known=True) for f in report.known),
        ],
        "questions": [*map(_question, report.questions), *(_question(q, known=True) for q in report.known_questions)],
        "coming": [_todo(todo) for todo in (answer.coming if answer else ())],
        "letters": cleaned(answer.letters) or None if answer else None,
        "ways": [_way(way) for way in (answer.ways if answer else ())],
    }


def _finding(finding: Finding, explanation: Explanation | None, known: bool = False) -> Json:
    """A finding with the words that were found for it; several findings can share one explanation.

    For what is `known` from the baseline nobody has looked for words.
    """
    rule = finding.rule
    words = explanation or Explanation("", "", None, rule.words.title, finding.manifest.file, 0, 0)
    asks: list[Value] = [_path(path) for path in finding.asks]
    return {
        "rule": rule.name,
        "code": cleaned(rule.code),
        "outcome": finding.outcome.value,
        "severity": finding.severity.value if finding.severity else None,
        "status": words.status or None,
        "status_text": cleaned(words.status_text),
        "headline": cleaned(words.headline),
        "what": _texts(words.what),
        "why": _texts(words.why),
        "fix": _texts(words.fix),
        "faster": cleaned(words.faster),
        "change": _texts(words.change.lines) if words.change else None,
        "together_with": [name for name in words.rules if name != rule.name],
        "ask": _owner(rule.owner),
        "line": words.line or None,
        "column": words.column or None,
        "path": _path(finding.asks[0]) if finding.asks else None,
        "warns_from": finding.warns_from or None,
        "goes_first": finding.goes_first,
        "blocks_from": cleaned(finding.blocks_from) or None,
        "waiver": cleaned(finding.waiver.file) if finding.waiver else None,
        "asks": asks,
        "baseline": known,
    }


def _question(question: Question, known: bool = False) -> Json:
    return {
        "path": _path(question.path),
        "needed": question.needed.value,
        "severity": question.severity.value,
        "baseline": known,
    }


def _todo(todo: ToDo) -> Json:
    return {
        "before": cleaned(todo.before),
        "text": cleaned(todo.text),
        "ask": cleaned(todo.ask),
        "rules": _texts(todo.rules),
        "kind": todo.kind,
        "until": cleaned(todo.until) or None,
        "due": todo.due or None,
        "by": todo.by or None,
        "who": todo.who or None,
        "answers": [_path(path) for path in todo.paths],
    }


def _way(way: Alternative) -> Json:
    return {"kind": way.kind, "name": cleaned(way.name), "text": cleaned(way.text), "ask": cleaned(way.ask)}


def _owner(owner: Owner) -> Json:
    return {
        "team": cleaned(owner.team),
        "contact": cleaned(owner.contact),
        "chat": cleaned(owner.chat),
        "replies_within": cleaned(owner.replies_within),
    }


def _waiver(state: WaiverState) -> Json:
    waiver = state.waiver
    return {
        "rule": cleaned(waiver.rule),
        "manifest": cleaned(waiver.manifest),
        "element": cleaned(waiver.element),
        "state": state.state,
        "expires": cleaned(waiver.expires),
        "file": cleaned(waiver.file),
    }


def _baseline(state: BaselineState | None) -> Json | None:
    """The baseline that the run was made with, and its entries that are no longer needed."""
    if state is None:
        return None
    unneeded: list[Value] = [_entry(entry) for entry in state.unneeded]
    return {"file": cleaned(state.baseline.file), "entries": len(state.baseline.entries), "unneeded": unneeded}


def _entry(entry: Entry) -> Json:
    key = entry.key
    return {
        "kind": cleaned(key.kind),
        "manifest": cleaned(key.manifest),
        "rule": None if key.is_question else cleaned(key.subject),
        "question": cleaned(key.subject) if key.is_question else None,
        "element": cleaned(key.element),
        "recorded": cleaned(entry.recorded),
    }


def _path(path: Path) -> Value:
    return [cleaned(step) if isinstance(step, str) else step for step in path]


def _texts(texts: tuple[str, ...]) -> list[Value]:
    return [cleaned(text) for text in texts]
