"""A report in words: per tool and campaign the worst first, one explanation for one cause, and what comes later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.counting import counted, joined
from guardrails.explain.days import short_day
from guardrails.explain.discretion import masked
from guardrails.explain.explanation import (
    GOOD_TO_KNOW,
    MUST_FIX,
    SHOULD_FIX,
    UNCHECKED,
    WAIVED,
    Briefing,
    Explanation,
    ManifestAnswer,
    Outlook,
    ToDo,
)
from guardrails.explain.notices import notices
from guardrails.explain.sentences import say, say_counted, sentence
from guardrails.explain.typed import typed
from guardrails.model.problem import Problem
from guardrails.model.report import ManifestReport, Report
from guardrails.model.rule import Lane
from guardrails.model.stage import Outcome, Severity

_ORDER = {MUST_FIX: 0, SHOULD_FIX: 1, UNCHECKED: 2, GOOD_TO_KNOW: 3}
_VERDICTS = {"not-yet": 0, "ready-with-advice": 1, "ready": 2}
_EARLY = ("idea", "pilot")
_URGENCY = {MUST_FIX: 0, UNCHECKED: 1, SHOULD_FIX: 2}
_MOST_TOLD = 400
"""So many explanations get a line in a text answer; the others are counted (the JSON report holds them all)."""
_MOST_PLACES = 50
"""Lines are looked up for so many explanations; beyond that a reader opens the file anyway."""


class Later(NamedTuple):
    """What will be needed later: everything, in short, and the letters that are ready."""

    coming: tuple[ToDo, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    letters: str = ""


class Draft(NamedTuple):
    """An explanation still to be written: its status and severity, and how to write it (in full, or headline and place).

    `placed`: in short form too, its line is looked up.
    """

    status: str
    severity: Severity | None
    write: Callable[[bool, bool], Explanation]


def brief(report: Report, context: Context, full: int | None = None) -> Briefing:
    """Everything that a renderer shows.

    With `full` only that many explanations are written in full, the worst first; the others get a headline and a place.
    """
    problems = [_problem_draft(problem, context) for problem in report.problems]
    order = sorted(report.manifests, key=lambda m: (_VERDICTS.get(m.verdict, 0), m.manifest.file, m.manifest.document))
    drafts = [_drafts(manifest, report, context) for manifest in order]
    chosen = _Chosen([*problems, *(d for some in drafts for d in some)], full)
    answers = [
        _answer(manifest, tuple(map(chosen.written, some)), report, context) for manifest, some in zip(order, drafts, strict=True)
    ]
    if any(a.verdict == "not-yet" or a.stage in _EARLY for a in answers):
        from guardrails.explain.alternatives import with_ways

        answers = with_ways(answers, order, report, context)
    told = tuple(map(chosen.written, problems))
    return Briefing(
        summary=_summary(report, told, answers),
        problems=told,
        manifests=tuple(answers),
        notices=(*notices(report, context.command), *_unneeded(report, context)),
        next_step=_next_step(report, told, answers, context),
    )


class _Chosen:
    """Which drafts are written in full: what stops the change first, and unread files with it."""

    def __init__(self, drafts: Sequence[Draft], full: int | None) -> None:
        worst_first = sorted(drafts, key=lambda d: _URGENCY.get(d.status, 3))
        self._all = full is None
        self._full = frozenset(id(d) for d in worst_first[: full or 0])
        self._placed = frozenset(id(d) for d in worst_first[:_MOST_PLACES])
        self._told = frozenset(id(d) for d in worst_first[:_MOST_TOLD])

    def written(self, draft: Draft) -> Explanation:
        """The explanation of a draft, as long as it deserves; one that is only counted has no headline."""
        if not self._all and id(draft) not in self._told:
            return Explanation("", draft.status, draft.severity, "", "", 0, 0, in_full=False)
        in_full = self._all or id(draft) in self._full
        return draft.write(in_full, in_full or id(draft) in self._placed)


def _problem_draft(problem: Problem, context: Context) -> Draft:
    from guardrails.explain.problems import explain, status_of

    def write(in_full: bool, placed: bool) -> Explanation:
        return explain(problem, context if in_full else context._replace(mended=None))._replace(in_full=in_full)

    return Draft(MUST_FIX if status_of(problem) == MUST_FIX else UNCHECKED, None, write)


def _answer(
    manifest_report: ManifestReport, explanations: tuple[Explanation, ...], report: Report, context: Context
) -> ManifestAnswer:
    manifest = manifest_report.manifest
    later = _later(manifest_report, report, context)
    known = _known(manifest_report)
    return ManifestAnswer(
        kind=manifest.kind,
        name=manifest.name,
        title=masked(manifest.title),
        file=manifest.file,
        stage=manifest.stage.value,
        lead=_lead(manifest_report, report, context),
        verdict=manifest_report.verdict,
        verdict_line=_verdict_line(manifest_report.verdict, explanations, bool(known)),
        lane=manifest_report.lane,
        lane_lines=(*_lane_lines(manifest_report, report), *_lane_reach(manifest_report, explanations, report, context)),
        explanations=explanations,
        coming=later.coming,
        outlook=later.outlook,
        letters=later.letters,
        known=known,
    )


def _later(manifest_report: ManifestReport, report: Report, context: Context) -> Later:
    """What will be needed later; nothing for what is live, unless a rule becomes stricter."""
    if not manifest_report.coming and not manifest_report.manifest.stage.later:
        return Later()
    from guardrails.explain.letters import letters_line
    from guardrails.explain.look_ahead import look_ahead
    from guardrails.explain.outlook import outlook

    coming = look_ahead(manifest_report, report, context.shapes)
    return Later(coming, outlook(coming, report.as_of), letters_line(manifest_report, report, context))


def _drafts(manifest_report: ManifestReport, report: Report, context: Context) -> list[Draft]:
    """Worst first; findings that only wait for one and the same answer are one explanation."""
    if not manifest_report.findings and not manifest_report.questions:
        return []
    from guardrails.explain.causes import causes
    from guardrails.explain.finding_words import FindingWords
    from guardrails.explain.grouping import grouped
    from guardrails.explain.missing_words import MissingWords

    words = FindingWords(report, context)
    missing = MissingWords(manifest_report.manifest, context)
    groups = grouped(manifest_report.findings, manifest_report.questions, words.only_waits, words.fits_a_gap)
    drafts = [missing.waiting_draft(waiting) for waiting in groups.waiting]
    drafts += [words.draft(cause) for cause in causes(groups.own, context.repair)]
    if groups.questions:
        drafts.append(missing.questions_draft(groups.questions))
    return sorted((Draft(*d) for d in drafts), key=lambda d: _ORDER.get(d.status, 4))


def _lead(manifest_report: ManifestReport, report: Report, context: Context) -> str:
    """The line before everything else: of the first finding whose rule has one."""
    for finding in manifest_report.findings:
        if finding.rule.words.lead and finding.outcome is Outcome.FAILED and not finding.asks_when:
            from guardrails.explain.finding_words import FindingWords
            from guardrails.explain.rule_words import RuleWords

            points = FindingWords(report, context).points(finding)
            lead = RuleWords(finding, report, context, points).text(finding.rule.words.lead)
            if lead:
                return lead
    return ""


def _verdict_line(verdict: str, explanations: Sequence[Explanation], known: bool) -> str:
    if verdict == "not-yet":
        count = sum(1 for e in explanations if e.severity is Severity.BLOCK or e.status == UNCHECKED) or 1
        return say_counted("verdict.not_yet", count)
    if known and all(e.status == WAIVED for e in explanations):
        return say("verdict.known")
    return say("verdict.ready" if verdict == "ready" else "verdict.advice")


def _lane_lines(manifest_report: ManifestReport, report: Report) -> tuple[str, ...]:
    """The lane with its promise, why it is this one, and what would drop it one lane."""
    lanes = report.bundle.lanes if report.bundle else ()
    lane = next((lane for lane in lanes if lane.name == manifest_report.lane), None)
    if lane is None:
        return ()
    first = say(
        "lane.promise" if lane.promise else "lane.only",
        {"lane": lane.title, "promise": sentence(lane.promise)},
    )
    lines = [first]
    if manifest_report.lane_reasons:
        from guardrails.explain.plain_values import listed

        lines.append(say("lane.because", {"reason": listed(manifest_report.lane_reasons, "clauses")}))
    if manifest_report.lane_open:
        from guardrails.explain.plain_values import listed

        lines.append(say("lane.open", {"reason": listed(manifest_report.lane_open, "or", 3)}))
    drops = _drops(lane, manifest_report.lane_reasons)
    if drops:
        slots = {"drop": " ".join(sentence(drop) for drop in drops)}
        lines.append(say("lane.drop" if len(drops) == 1 else "lane.drop.all", slots))
    return tuple(lines)


def _lane_reach(
    manifest_report: ManifestReport, explanations: Sequence[Explanation], report: Report, context: Context
) -> tuple[str, ...]:
    """What the lane hangs on and which one comes below it, where the manifest's answer is told in full."""
    lanes = report.bundle.lanes if report.bundle else ()
    lane = next((lane for lane in lanes if lane.name == manifest_report.lane), None)
    in_full = any(e.in_full for e in explanations)
    if lane is None or context.scope is None or not in_full or not _drops(lane, manifest_report.lane_reasons):
        return ()
    from guardrails.explain.lane_reach import lane_reach

    manifest = manifest_report.manifest
    return lane_reach(manifest_report, lane, report, context.scope(manifest), context.shapes[manifest.kind])


def _drops(lane: Lane, reasons: Sequence[str]) -> list[str]:
    """What to change; only all of them together drop the lane, so all are named."""
    return [t.drop for t in lane.triggers if t.drop and (t.title in reasons or t.id in reasons)]


class _Tally(NamedTuple):
    to_fix: int
    should: int
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
    statuses = [e.status for e in (*problems, *shown)]
    return _Tally(statuses.count(MUST_FIX), statuses.count(SHOULD_FIX), unchecked, fine)


def _summary(report: Report, problems: Sequence[Explanation], answers: Sequence[ManifestAnswer]) -> tuple[str, ...]:
    lines = [say("summary.preview", {"day": short_day(report.as_of.isoformat())})] if report.as_of_given else []
    if _unusable(report):
        return (*lines, say("summary.nothing_judged"))
    tally = _tally(report, problems, answers)
    parts = [say_counted("summary.fix", tally.to_fix)] if tally.to_fix else []
    if not tally.to_fix and not tally.unchecked:
        parts.append(say("summary.fix.none"))
    if tally.should:
        parts.append(say_counted("summary.should", tally.should))
    if tally.unchecked:
        parts.append(say("summary.unchecked", {"count": str(tally.unchecked)}))
    if report.baseline is not None:
        from guardrails.explain.baseline_words import known_in_all

        known = known_in_all(report)
        parts += [say("summary.known", {"count": str(known)})] if known else []
    if tally.fine:
        parts.append(say("summary.fine", {"count": str(tally.fine)}))
    lines.append(", ".join(parts))
    return (*lines, *_checked(report))


def _checked(report: Report) -> tuple[str, ...]:
    """`Checked 8 campaigns and 9 tools against 46 rules of starter 0.1.0.`"""
    if report.bundle is None or not report.manifests:
        return ()
    kinds = [m.manifest.kind for m in report.manifests]
    what = joined([counted(kinds.count(kind), kind.lower()) for kind in sorted(set(kinds))])
    rules = counted(len(report.bundle.rules), "rule")
    slots = {"what": what, "rules": rules, "bundle": report.bundle.name, "version": report.bundle.version}
    return (say("summary.checked", slots),)


def _unusable(report: Report) -> bool:
    return any(problem.area == "policy" and not problem.warning for problem in report.problems)


def _next_step(report: Report, problems: Sequence[Explanation], answers: Sequence[ManifestAnswer], context: Context) -> str:
    """One command: the check of the file with the worst finding; nothing where nothing is to be done."""
    if _unusable(report):
        return say("next.policy", {"command": context.command})
    if any(problem.area == "nothing" for problem in report.problems):
        return ""
    everything = [*problems, *(e for answer in answers for e in answer.explanations)]
    worst = min(everything, key=lambda e: _ORDER.get(e.status, 4), default=None)
    if worst is None or _ORDER.get(worst.status, 4) >= _ORDER[GOOD_TO_KNOW] or worst.file in ("", *context.held):
        return ""
    return say("next.file", {"command": context.command, "file": typed(context.folder + worst.file)})


def _known(report: ManifestReport) -> str:
    """How much of a manifest is in the baseline; the words are imported only where there is one."""
    if not report.known and not report.known_questions:
        return ""
    from guardrails.explain.baseline_words import known_line

    return known_line(report)


def _unneeded(report: Report, context: Context) -> tuple[str, ...]:
    if report.baseline is None:
        return ()
    from guardrails.explain.baseline_words import unneeded_line

    line = unneeded_line(report, context)
    return (line,) if line else ()
