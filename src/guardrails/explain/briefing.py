"""A report in words: per tool and campaign the worst first, one explanation for one cause, and what comes later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from shlex import quote

from guardrails.explain.catalogue_briefing_en import SENTENCES
from guardrails.explain.context import Context
from guardrails.explain.days import counted_day, day_of, in_days, short_day
from guardrails.explain.explanation import Briefing, Explanation, ManifestAnswer, ToDo
from guardrails.explain.finding_words import UNCHECKED, FindingWords
from guardrails.explain.grouping import grouped
from guardrails.explain.missing_words import MissingWords
from guardrails.explain.notices import notices
from guardrails.explain.plain_values import listed
from guardrails.explain.problems import explain as explain_problem
from guardrails.explain.rule_words import RuleWords
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import fill, sentence
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.rule import Lane
from guardrails.model.stage import Outcome, Severity
from guardrails.text.clean import visible

_ORDER = {"Must fix": 0, "Should fix": 1, UNCHECKED: 2, "Good to know": 3}
_VERDICTS = {"not-yet": 0, "ready-with-advice": 1, "ready": 2}
_STAGES = {"pilot": 0, "live": 1}


def brief(report: Report, context: Context) -> Briefing:
    """Everything that a renderer shows. Problems and manifests keep nothing back; renderers decide what to shorten."""
    problems = tuple(explain_problem(problem, context) for problem in report.problems)
    answers = sorted(
        (_answer(manifest, report, context) for manifest in report.manifests),
        key=lambda answer: (_VERDICTS.get(answer.verdict, 0), answer.file),
    )
    return Briefing(
        summary=_summary(report, problems, answers),
        problems=problems,
        manifests=tuple(answers),
        notices=notices(report),
        next_step=_next_step(report, problems, answers, context),
    )


def _answer(manifest_report: ManifestReport, report: Report, context: Context) -> ManifestAnswer:
    manifest = manifest_report.manifest
    explanations = _explanations(manifest_report, report, context)
    return ManifestAnswer(
        kind=manifest.kind,
        name=manifest.name,
        title=masked(manifest.title),
        file=manifest.file,
        stage=manifest.stage.value,
        lead=_lead(manifest_report, report, context),
        verdict=manifest_report.verdict,
        verdict_line=_verdict_line(manifest_report.verdict, explanations),
        lane=manifest_report.lane,
        lane_lines=_lane_lines(manifest_report, report),
        explanations=explanations,
        coming=_coming(manifest_report, report, context),
    )


def _explanations(
    manifest_report: ManifestReport, report: Report, context: Context
) -> tuple[Explanation, ...]:
    """Worst first; findings that only wait for one and the same answer are one explanation."""
    words = FindingWords(report, context)
    missing = MissingWords(manifest_report.manifest, context)
    groups = grouped(manifest_report.findings, manifest_report.questions, words.only_waits)
    all_of_them = [missing.waiting(waiting) for waiting in groups.waiting]
    all_of_them += [words.explain(finding) for finding in groups.own]
    if groups.questions:
        all_of_them.append(missing.questions(groups.questions))
    return tuple(sorted(all_of_them, key=lambda e: _ORDER.get(e.status, 4)))


def _lead(manifest_report: ManifestReport, report: Report, context: Context) -> str:
    """The line before everything else: of the first finding whose rule has one."""
    for finding in manifest_report.findings:
        if finding.rule.words.lead and finding.outcome is Outcome.FAILED and not finding.asks_when:
            points = FindingWords(report, context).points(finding)
            lead = RuleWords(finding, report, context, points).text(finding.rule.words.lead)
            if lead:
                return lead
    return ""


def _verdict_line(verdict: str, explanations: Sequence[Explanation]) -> str:
    if verdict == "not-yet":
        count = sum(1 for e in explanations if e.severity is Severity.BLOCK or e.status == UNCHECKED) or 1
        return fill(SENTENCES[f"verdict.not_yet.{'one' if count == 1 else 'many'}"], {"count": str(count)})
    return SENTENCES["verdict.ready" if verdict == "ready" else "verdict.advice"]


def _lane_lines(manifest_report: ManifestReport, report: Report) -> tuple[str, ...]:
    """The lane with its promise, why it is this one, and what would drop it one lane."""
    lanes = report.bundle.lanes if report.bundle else ()
    lane = next((lane for lane in lanes if lane.name == manifest_report.lane), None)
    if lane is None:
        return ()
    first = fill(
        SENTENCES["lane.promise" if lane.promise else "lane.only"],
        {"lane": lane.title, "promise": sentence(lane.promise)},
    )
    lines = [first]
    if manifest_report.lane_reasons:
        lines.append(fill(SENTENCES["lane.because"], {"reason": listed(manifest_report.lane_reasons)}))
    drops = _drops(lane, manifest_report.lane_reasons)
    if drops:
        slots = {"drop": " ".join(sentence(drop) for drop in drops)}
        lines.append(fill(SENTENCES["lane.drop" if len(drops) == 1 else "lane.drop.all"], slots))
    return tuple(lines)


def _drops(lane: Lane, reasons: Sequence[str]) -> list[str]:
    """What to change; only all of them together drop the lane, so all are named."""
    return [t.drop for t in lane.triggers if t.drop and (t.title in reasons or t.id in reasons)]


def _coming(manifest_report: ManifestReport, report: Report, context: Context) -> tuple[ToDo, ...]:
    """The to-do list of later stages and dates, soonest first; one line a rule."""
    todos: dict[tuple[str, str], tuple[tuple[int, str], ToDo]] = {}
    for finding in manifest_report.coming:
        before = _before(finding, report.as_of)
        order = (_STAGES.get(finding.blocks_from, 2), finding.blocks_from)
        todo = ToDo(before, finding.rule.words.title, finding.rule.owner.team, (finding.rule.name,))
        todos.setdefault((before, finding.rule.name), (order, todo))
    return tuple(todo for _, todo in sorted(todos.values(), key=lambda pair: pair[0]))


def _before(finding: Finding, today: date) -> str:
    """`before the pilot`, `before launch (in 23 days)`, `from 1 Feb 2027 (in 72 days)`."""
    stage = finding.blocks_from
    if day_of(stage):
        return fill(SENTENCES["before.day"], {"day": counted_day(stage, today)})
    launch = _launch_day(finding.manifest) if stage == "live" else None
    left = in_days(launch, today) if launch else ""
    if left:
        return fill(SENTENCES["before.stage.live.days"], {"in_days": left})
    return SENTENCES["before.stage.pilot" if stage == "pilot" else "before.stage.live"]


def _launch_day(manifest: Manifest) -> date | None:
    dates = manifest.fields.get("dates")
    launch = dates.get("launch_at") if isinstance(dates, dict) else None
    return day_of(launch) if isinstance(launch, str) else None


@dataclass(frozen=True, slots=True)
class _Tally:
    to_fix: int
    unchecked: int
    fine: int


def _tally(report: Report, problems: Sequence[Explanation], answers: Sequence[ManifestAnswer]) -> _Tally:
    """Things to do and things unread are counted as they are shown; fine are manifests, or the checks of a single one."""
    shown = [e for answer in answers for e in answer.explanations]
    unchecked = sum(1 for e in (*problems, *shown) if e.status == UNCHECKED)
    if len(report.manifests) == 1:
        fine = report.manifests[0].counts.get(Outcome.PASSED, 0)
    else:
        fine = sum(1 for manifest in report.manifests if manifest.verdict != "not-yet")
    return _Tally(sum(1 for e in shown if e.status in ("Must fix", "Should fix")), unchecked, fine)


def _summary(
    report: Report, problems: Sequence[Explanation], answers: Sequence[ManifestAnswer]
) -> tuple[str, ...]:
    lines = (
        [fill(SENTENCES["summary.preview"], {"day": short_day(report.as_of.isoformat())})]
        if report.as_of_given
        else []
    )
    if _unusable(report):
        return (*lines, SENTENCES["summary.nothing_judged"])
    tally = _tally(report, problems, answers)
    number = "none" if not tally.to_fix else "one" if tally.to_fix == 1 else "many"
    unread_only = tally.unchecked and not tally.to_fix
    parts = [] if unread_only else [fill(SENTENCES[f"summary.fix.{number}"], {"count": str(tally.to_fix)})]
    if tally.unchecked:
        parts.append(fill(SENTENCES["summary.unchecked"], {"count": str(tally.unchecked)}))
    if tally.fine:
        parts.append(fill(SENTENCES["summary.fine"], {"count": str(tally.fine)}))
    lines.append(", ".join(parts))
    return (*lines, *_checked(report))


def _checked(report: Report) -> tuple[str, ...]:
    """`Checked 8 campaigns and 9 tools against 46 rules of starter 0.1.0.`"""
    if report.bundle is None or not report.manifests:
        return ()
    kinds = [m.manifest.kind for m in report.manifests]
    what = listed([_counted(kinds.count(kind), kind.lower()) for kind in sorted(set(kinds))])
    rules = _counted(len(report.bundle.rules), "rule")
    slots = {"what": what, "rules": rules, "bundle": report.bundle.name, "version": report.bundle.version}
    return (fill(SENTENCES["summary.checked"], slots),)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _unusable(report: Report) -> bool:
    return any(problem.area == "policy" and not problem.warning for problem in report.problems)


def _next_step(
    report: Report, problems: Sequence[Explanation], answers: Sequence[ManifestAnswer], context: Context
) -> str:
    """One command: the check of the file with the worst finding; nothing where nothing is to be done."""
    if _unusable(report):
        return fill(SENTENCES["next.policy"], {"command": context.command})
    everything = [*problems, *(e for answer in answers for e in answer.explanations)]
    worst = min(everything, key=lambda e: _ORDER.get(e.status, 4), default=None)
    if worst is None or _ORDER.get(worst.status, 4) >= _ORDER["Good to know"] or not worst.file:
        return ""
    return fill(SENTENCES["next.file"], {"command": context.command, "file": _typed(worst.file)})


def _typed(file: str) -> str:
    """A file name as it can be typed in a shell; a name with unseen characters only says what it looks like."""
    shown = masked(visible(file))
    return shown if re.fullmatch(r"[\w./-]+", shown) else quote(shown)
