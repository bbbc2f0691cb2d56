"""The whole run, from manifests that were read to a report.

Every rule that applies to a manifest's kind ends on it in exactly one outcome. What did not pass is weighed again with
evidence; what passed costs nothing more. Then stage and dates decide how serious it is, waivers cover what they may,
and the verdict follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from guardrails.judge.lanes import LaneFinder, LaneFound
from guardrails.judge.questions import Questions
from guardrails.judge.rulings import (
    PreparedRule,
    goes_first_with,
    later_severity,
    prepare,
    rule_outcome,
    severity_at,
    standing,
)  # fmt: skip
from guardrails.language.facts.world import World
from guardrails.language.scope import Inventory, Scope, Terms
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.report import Finding, ManifestReport, Question, Report, WaiverState
from guardrails.model.rule import Bundle
from guardrails.model.stage import Outcome, Severity, Stage


class Day(NamedTuple):
    """The day that a run judges for; `given` where somebody asked for another day than today."""

    today: date
    given: bool = False


PASSED, SKIPPED = Outcome.PASSED, Outcome.SKIPPED
_OUTCOMES = tuple(Outcome)
_BYTES = {outcome: byte for byte, outcome in enumerate(_OUTCOMES)}

Share: TypeAlias = "Callable[[Sequence[Manifest], Callable[[Manifest], bytes]], Sequence[object]]"
"""How work on many manifests is done: one after the other, or shared out over processes (only `files` knows how)."""


def _one_by_one(manifests: Sequence[Manifest], work: Callable[[Manifest], bytes]) -> list[bytes]:
    return [work(manifest) for manifest in manifests]


def terms_of(bundle: Bundle, today: date) -> Terms:
    """The day and the organisation's holidays."""
    listed = bundle.organisation.get("holidays")
    days = [h.get("date") if isinstance(h, dict) else h for h in (listed if isinstance(listed, list) else [])]
    return Terms(today, frozenset(date.fromisoformat(d) for d in days if isinstance(d, str)))


class Run:
    """A bundle on a day, ready to judge any number of manifests."""

    def __init__(self, bundle: Bundle, questions: Questions, day: Day, waivers: bool = True, share: Share | None = None) -> None:
        self._share = share or _one_by_one
        self.bundle = bundle
        self.day = day
        self.terms = terms_of(bundle, day.today)
        self.questions = questions
        self.rules = prepare(bundle, self.terms)
        self.lanes = LaneFinder(bundle, self.terms)
        self.waivers = bundle.waivers if waivers else ()

    def report(
        self,
        manifests: Iterable[Manifest],
        problems: Iterable[Problem],
        reported: Collection[str] | None = None,
        unread: Collection[str] = (),
    ) -> Report:
        """Judge all manifests against each other; report on those whose files are in `reported` (all, if None).

        `unread` are files that can't be read: what rests on them can't be judged.
        """
        everything = sorted(manifests, key=lambda m: (m.file, m.document))
        inventory = Inventory(everything, unread)
        chosen = [m for m in everything if reported is None or m.file in reported]
        outcomes = self._share(chosen, lambda m: self.outcomes(m, inventory))
        judged = tuple(self.judge(m, inventory, o) for m, o in zip(chosen, outcomes, strict=True))
        states: tuple[WaiverState, ...] = ()
        if self.waivers:
            from guardrails.judge.waiving import waiver_states

            findings = [f for m in judged for f in m.findings]
            asked_for = {m.name for m in chosen}
            waivers = [w for w in self.waivers if reported is None or w.manifest in asked_for]
            states = waiver_states(waivers, findings, everything, self.day.today, self.bundle.notice_days)
        today = self.day.today.isoformat()
        stale = tuple(p.name for p in self.bundle.packs if p.review_by and p.review_by < today)
        return Report(self.day.today, self.day.given, self.bundle, judged, sorted_problems(problems), states, stale)

    def scope(self, manifest: Manifest, inventory: Inventory) -> tuple[Scope, LaneFound]:
        """What the conditions about a manifest can reach, its lane included."""
        world = World(manifest, self.bundle.organisation, self.bundle.vocabulary, inventory.manifests, self.day.today)
        scope = Scope(world, inventory)
        found = self.lanes.find(manifest.kind, scope)
        if found.lane is None:
            return scope, found
        reasons = tuple(t.title for t in found.triggers)
        asks = None
        if found.perhaps:
            from guardrails.judge.weighing import first_gap

            asks = first_gap([t.when for t in found.perhaps], scope, self.terms)
        known = world._replace(lane=found.lane.name, lead_workdays=found.lane.lead_workdays, lane_reasons=reasons, lane_asks=asks)
        return Scope(known, inventory), found

    def outcomes(self, manifest: Manifest, inventory: Inventory) -> bytes:
        """How every rule of the manifest's kind comes out, in the bundle's order: one byte each.

        The last byte tells whether any question is open.
        """
        scope, _ = self.scope(manifest, inventory)
        asks = bool(self.questions.open(manifest.kind, manifest.stage, manifest.fields))
        return bytes([*[_BYTES[rule_outcome(prepared, scope)] for prepared in self.rules.get(manifest.kind, ())], asks])

    def judge(self, manifest: Manifest, inventory: Inventory, outcomes: object = None) -> ManifestReport:
        """All about one manifest, whose rules came out as `outcomes` says."""
        scope, lane = self.scope(manifest, inventory)
        known = outcomes if isinstance(outcomes, bytes) else self.outcomes(manifest, inventory)
        questions = self.questions.open(manifest.kind, manifest.stage, manifest.fields) if known[-1] else ()
        passed = skipped = 0
        findings: list[tuple[int, Finding]] = []
        coming: list[Finding] = []
        for prepared, byte in zip(self.rules.get(manifest.kind, ()), known[:-1], strict=True):
            outcome = _OUTCOMES[byte]
            if outcome is PASSED:
                passed += 1
            elif outcome is SKIPPED:
                skipped += 1
            else:
                finding = self._finding(prepared, outcome, manifest, scope)
                if finding.outcome is SKIPPED:
                    skipped += 1
                    coming += [finding] if finding.severity is not None else []
                else:
                    findings.append((prepared.order, finding))
        findings.sort(key=lambda pair: (_rank(pair[1]), pair[0]))
        ordered = tuple(f for _, f in findings)
        counts = {PASSED: passed, SKIPPED: skipped, Outcome.FAILED: 0, Outcome.UNJUDGED: 0, Outcome.WAIVED: 0}
        for finding in ordered:
            counts[finding.outcome] += 1
        verdict = verdict_of(ordered, questions)
        name = lane.lane.name if lane.lane else ""
        reasons = tuple(t.title for t in lane.triggers)
        still_open = tuple(t.title for t in lane.perhaps)
        return ManifestReport(manifest, verdict, name, reasons, ordered, questions, tuple(coming), counts, still_open)

    def _finding(self, prepared: PreparedRule, outcome: Outcome, manifest: Manifest, scope: Scope) -> Finding:
        """A rule that did not pass: with evidence, and how serious it is at this stage and on this day."""
        from guardrails.judge.weighing import weighed

        rule, today = prepared.rule, self.day.today.isoformat()
        finding = weighed(rule, outcome, manifest, scope, self.terms)
        severity = severity_at(prepared, manifest.stage, scope)
        if severity is None:
            later = later_severity(prepared, manifest.stage.later, scope)
            stage = later[0].value if later else ""
            return finding._replace(
                outcome=Outcome.SKIPPED, because="not-at-this-stage", severity=later[1] if later else None, blocks_from=stage
            )
        goes_first = goes_first_with(rule, scope, self.terms)
        severity, because, warns_from, blocks_from = standing(rule, severity, today, goes_first)
        if severity is None:
            return finding._replace(outcome=Outcome.SKIPPED, because=because)
        if finding.only_asks:
            severity = max(severity, self._most_for_asking(finding), key=lambda s: s.rank)
        if severity is not Severity.BLOCK and not blocks_from:
            blocks_from = next((s.value for s in manifest.stage.later if severity_at(prepared, s, scope) is Severity.BLOCK), "")
        finding = finding._replace(
            severity=severity, because=because, warns_from=warns_from, blocks_from=blocks_from, goes_first=goes_first
        )
        return self._waived(finding)

    def _most_for_asking(self, finding: Finding) -> Severity:
        """An answer that is not there yet is fine for an idea and, unless the rule is about that very answer, for a trial."""
        from guardrails.judge.weighing import insists

        if finding.manifest.stage is Stage.IDEA:
            return Severity.ADVISE
        lenient = finding.manifest.stage is Stage.PILOT and not insists(finding)
        return Severity.WARN if lenient else Severity.BLOCK

    def _waived(self, finding: Finding) -> Finding:
        if not self.waivers or finding.outcome is not Outcome.FAILED or not finding.rule.waivable:
            return finding
        from guardrails.judge.waiving import covering

        assert finding.evidence is not None
        waiver = covering(self.waivers, finding.rule.name, finding.manifest.name, finding.evidence, self.day.today)
        return finding._replace(outcome=Outcome.WAIVED, waiver=waiver) if waiver else finding


def _rank(finding: Finding) -> tuple[int, int]:
    """Worst first: what blocks, then what warns, what could not be judged, what is good to know, what is waived."""
    if finding.outcome is Outcome.WAIVED:
        return 4, 0
    if finding.outcome is Outcome.UNJUDGED:
        return 2, 0
    rank = finding.severity.rank if finding.severity else 3
    return (rank if rank < 2 else 3), 0


def verdict_of(findings: Sequence[Finding], questions: Sequence[Question]) -> str:
    """ "ready", "ready-with-advice" or "not-yet"."""
    open_ones = [f for f in findings if f.outcome is not Outcome.WAIVED]
    blocks = any(f.severity is Severity.BLOCK or f.outcome is Outcome.UNJUDGED for f in open_ones)
    if blocks or any(q.severity is Severity.BLOCK for q in questions):
        return "not-yet"
    return "ready-with-advice" if open_ones or questions else "ready"


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in one order, however the files were found."""
    return tuple(
        sorted(problems, key=lambda p: (p.source, p.spot.document, p.spot.start or 0, [str(k) for k in p.spot.path], p.id))
    )


__all__ = ["Day", "Run", "Stage", "sorted_problems", "terms_of", "verdict_of"]
