"""One finding to one explanation: the matter from the evidence, the reason and the steps from the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from guardrails.explain.causes import Cause, waits_for
from guardrails.explain.change import ChangeWords
from guardrails.explain.context import Context
from guardrails.explain.days import counted_day, day_of, short_day
from guardrails.explain.explanation import GOOD_TO_KNOW, MUST_FIX, SHOULD_FIX, UNCHECKED, WAIVED, Excerpt, Explanation
from guardrails.explain.grammar import quoted
from guardrails.explain.labels import shape_at, team_in_a_sentence
from guardrails.explain.matter import lines, matter, merged
from guardrails.explain.placing import Placement, placed
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.point import Point
from guardrails.explain.retelling import retold_span
from guardrails.explain.rule_words import RuleWords, tested_in
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import knows, say, slots_in
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Spot
from guardrails.model.report import Finding, Report
from guardrails.model.rule import Owner, Rule
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome, Severity
from guardrails.model.truth import Truth
from guardrails.model.value import Path

STATUS = {Severity.BLOCK: MUST_FIX, Severity.WARN: SHOULD_FIX, Severity.ADVISE: GOOD_TO_KNOW}
_MOST_EXCERPTS = 2
_MOST_WHYS = 2
"""So many reasons of other rules are told with a finding; the others are named."""
_ASK_FOR_SOMETHING = frozenset(("present", "not_empty", "is", "in", "includes_all", "includes_any", "matches", "at_least"))
_OF_POINTS = ("found", "wanted", "element")
_OPEN_STATES = ("missing", "unknown")


class FindingWords(NamedTuple):
    """Words for the findings of one report."""

    report: Report
    context: Context

    def draft(self, cause: Cause) -> tuple[str, Severity | None, Callable[[bool, bool], Explanation]]:
        """A finding's status, its severity, and how to write about it: in full, or its headline and place."""
        finding = cause.finding
        rules = (finding.rule.name, *(other.rule.name for other in cause.others))

        def write(in_full: bool, placed: bool) -> Explanation:
            return self.explain(finding, cause) if in_full else self.headline(finding, placed)._replace(rules=rules)

        return self._status(finding), finding.severity, write

    def headline(self, finding: Finding, placed: bool) -> Explanation:
        """One line's worth: the headline and, if `placed`, where it stands."""
        speaks_of_points = any(slot in _OF_POINTS for slot in slots_in(finding.rule.words.headline))
        points = self.points(finding) if placed or speaks_of_points else ()
        spot = self._places(finding, points)[0] if placed else None
        return Explanation(
            id=finding.rule.name,
            status=self._status(finding),
            severity=self._severity(finding),
            headline=self._headline(finding, RuleWords(finding, self.report, self.context, points)),
            file=finding.manifest.file,
            line=spot.line if spot else 0,
            column=spot.column if spot else 0,
            end_column=spot.end_column if spot else 0,
            rules=(finding.rule.name,),
            in_full=False,
            status_text=self._status_text(finding),
        )

    def _headline(self, finding: Finding, words: RuleWords) -> str:
        """The rule's own; where nothing could be looked at, that."""
        unread = waits_for(finding)
        slots = {"title": plain(finding.manifest.title), "file": plain(unread)}
        return say("unjudged.waits", slots) if unread else words.headline

    def _severity(self, finding: Finding) -> Severity | None:
        """What counts for the verdict: nothing where it is waived or could not be judged."""
        return None if finding.outcome in (Outcome.UNJUDGED, Outcome.WAIVED) else finding.severity

    def explain(self, finding: Finding, cause: Cause | None = None) -> Explanation:
        """Everything to say about one finding, and about those that its change settles too."""
        explanation = self._alone(finding)
        if cause is None or finding.outcome is Outcome.WAIVED:
            return explanation
        if self._is_hopeless(cause):
            team = {"team": team_in_a_sentence(finding.rule.owner.team)}
            explanation = explanation._replace(fix=(*explanation.fix, say("change.impossible", team)))
        if cause.repair is not None:
            words = ChangeWords(finding, cause.repair, self.context)
            steps = (*explanation.fix, *words.steps(explanation.fix))
            explanation = explanation._replace(fix=steps, change=words.change())
        explanation = self._with_others(explanation, cause.others) if cause.others else explanation
        return self._waiting(explanation) if waits_for(finding) else explanation

    def _waiting(self, explanation: Explanation) -> Explanation:
        """Nothing is the matter with the rule: the other file is mended by whoever writes it."""
        return explanation._replace(why=(), faster="", when="", ask=say("problems.author"))

    def _is_hopeless(self, cause: Cause) -> bool:
        """Whether the rule contradicts itself: its author hears it from the lint, whoever meets it first hears it here."""
        failed = cause.repair is None and cause.finding.outcome is Outcome.FAILED
        return failed and self.context.can_pass is not None and not self.context.can_pass(cause.finding)

    def _with_others(self, explanation: Explanation, others: Sequence[Finding]) -> Explanation:
        """One cause behind several rules: the reason of each, and what else is settled."""
        whys = [RuleWords(f, self.report, self.context, ()).texts((f.rule.words.why,)) for f in others[:_MOST_WHYS]]
        titles = listed([quoted(f.rule.words.title) for f in others], most=_MOST_WHYS)
        return explanation._replace(
            why=(*explanation.why, *(first_sentence(text) for some in whys for text in some)),
            notes=(*explanation.notes, say("change.settles", {"rules": titles})),
            rules=(*explanation.rules, *(f.rule.name for f in others)),
        )

    def _alone(self, finding: Finding) -> Explanation:
        rule = finding.rule
        points = self.points(finding)
        words = RuleWords(finding, self.report, self.context, points)
        spot, excerpts = self._places(finding, points)
        waived = finding.outcome is Outcome.WAIVED
        return Explanation(
            id=rule.name,
            status=self._status(finding),
            severity=self._severity(finding),
            headline=self._headline(finding, words),
            file=finding.manifest.file,
            line=spot.line,
            column=spot.column,
            end_column=spot.end_column,
            excerpts=excerpts,
            what=tuple(map(masked, lines(points))),
            why=() if waived else words.texts((rule.words.why,)),
            fix=() if waived else self._fix(finding, words),
            faster="" if waived else words.text(rule.words.faster),
            ask=self._waiver_ask(finding) if waived else ask_line(rule.owner),
            when="" if waived else self._when(finding),
            notes=self._notes(finding),
            more=f"{self.context.command} explain {rule.name}",
            rules=(rule.name,),
            status_text=self._status_text(finding),
        )

    def points(self, finding: Finding) -> tuple[Point, ...]:
        """What is the matter, in the order in which it is told."""
        if finding.evidence is None:
            return ()
        shapes = self.context.shapes
        shape = shapes.get(finding.manifest.kind, Shape("object"))
        return tuple(merged(matter(finding.evidence, shape, shapes=shapes, hide=finding.rule.hide_value)))

    def only_waits(self, finding: Finding) -> bool:
        """Whether nothing but missing answers is the matter."""
        if finding.asks_when:
            return True
        return all(point.state in _OPEN_STATES for point in self.points(finding))

    def fits_a_gap(self, finding: Finding) -> bool:
        """Whether the headline is true of a missing answer: "needs a signed agreement" is, "is on the stop list" is not."""
        gaps = [t for t in tested_in(finding.evidence) if t.truth is Truth.UNANSWERED]
        return all(t.condition.operator in _ASK_FOR_SOMETHING for t in gaps)

    def _status(self, finding: Finding) -> str:
        if finding.waiver is not None and finding.outcome is Outcome.WAIVED:
            return WAIVED
        if finding.outcome is Outcome.UNJUDGED or finding.severity is None:
            return UNCHECKED
        return STATUS[finding.severity]

    def _status_text(self, finding: Finding) -> str:
        if finding.waiver is not None and finding.outcome is Outcome.WAIVED:
            return say("waived.status", {"day": short_day(finding.waiver.expires)})
        return say(f"status.{self._status(finding)}")

    def _fix(self, finding: Finding, words: RuleWords) -> tuple[str, ...]:
        """The author's steps; what nobody could judge needs a person, or the file that it rests on, before anything else."""
        if unread := waits_for(finding):
            return (say("unjudged.mend", {"file": plain(unread)}),)
        team = {"team": team_in_a_sentence(finding.rule.owner.team)}
        steps = words.texts(finding.rule.words.fix)
        return steps or (say("unjudged.fix", team),)

    def _when(self, finding: Finding) -> str:
        today, warns = self.report.as_of, finding.warns_from
        if finding.blocks_from and finding.severity is not Severity.BLOCK:
            if day_of(finding.blocks_from) is None:
                return say("when.stage", {"stage": say(f"stage.before.{finding.blocks_from}")})
            both = {"warns": short_day(warns), "day": counted_day(finding.blocks_from, today)}
            return say("when.both" if warns else "when.date", both)
        if warns:
            return say("when.warns", {"day": counted_day(warns, today)})
        if finding.severity is Severity.BLOCK and finding.rule.waivable:
            return self._more_time(finding)
        return ""

    def _more_time(self, finding: Finding) -> str:
        """That a waiver is asked for, or the command that asks for one."""
        about = (finding.rule.name, finding.manifest.name)
        if any(s.state == "requested" and (s.waiver.rule, s.waiver.manifest) == about for s in self.report.waivers):
            return say("when.requested")
        slots = {"command": self.context.command, "rule": self._shortest_name(finding.rule), "manifest": about[1]}
        return say("when.waiver", slots)

    def _shortest_name(self, rule: Rule) -> str:
        """The code or short id of a rule that no other rule shares, so that a command stays on one line; else its full name."""
        rules = self.report.bundle.rules if self.report.bundle else ()
        shorter = (name for name in (rule.code, rule.id) if name)
        return next((n for n in shorter if sum(n in (other.code, other.id) for other in rules) == 1), rule.name)

    def _notes(self, finding: Finding) -> tuple[str, ...]:
        if finding.outcome is Outcome.WAIVED and finding.waiver is not None:
            waiver = finding.waiver
            told = (("waived.reason", "reason", waiver.reason), ("waived.instead", "instead", waiver.instead))
            return tuple(say(id, {slot: masked(text)}) for id, slot, text in told if text)
        ids = [f"note.{finding.because}"] if knows(f"note.{finding.because}") else []
        ids += [] if finding.rule.verified else ["note.unverified"]
        return (*self._goes_first(finding), *(say(id) for id in ids))

    def _goes_first(self, finding: Finding) -> tuple[str, ...]:
        """That a group tries the rule before the others, as long as it does."""
        group, days = finding.rule.goes_first, finding.rule.rollout
        others = days.block or days.warn
        if group is None or not finding.goes_first or others <= self.report.as_of.isoformat():
            return ()
        return (say("note.goes-first", {"group": masked(group.title), "day": short_day(others)}),)

    def _waiver_ask(self, finding: Finding) -> str:
        if finding.waiver is None:
            return ask_line(finding.rule.owner)
        slots = {"risk_owner": finding.waiver.risk_owner, "approver": finding.waiver.approved_by}
        return say("waived.ask", slots)

    def _places(self, finding: Finding, points: Sequence[Point]) -> tuple[Placement, tuple[Excerpt, ...]]:
        """Where it stands (the first point that stands in the manifest), and the lines to show."""
        first: Placement | None = None
        excerpts: dict[tuple[str, int], Excerpt] = {}
        for spot, label in (pair for point in points for pair in self._spots(finding, point)):
            if first is None and spot.file == finding.manifest.file:
                first = spot
            excerpt = spot.excerpt(label)
            if excerpt and len(excerpts) < _MOST_EXCERPTS:
                excerpts.setdefault((excerpt.file, excerpt.caret_line), excerpt)
        manifest = finding.manifest
        home = Spot(document=manifest.document, path=("metadata", "name"))
        return first or placed(self.context, manifest.file, home), tuple(excerpts.values())

    def _spots(self, finding: Finding, point: Point) -> list[tuple[Placement, str]]:
        """Where a point stands, with the words at the caret: here, or where it is referred to and then over there."""
        if point.document is None:
            spot = self._placed(finding.manifest, point.path)
            return [(spot, self._label(finding.manifest, point, spot))] if spot else []
        others = (m.manifest for m in self.report.manifests if m.manifest.name == point.document)
        other = next(others, None)
        there = self._placed(other, point.path) if other else None
        slots = {"file": masked(there.file), "line": str(there.line)} if there and there.line else {}
        via = self._placed(finding.manifest, point.via)
        spots = [(via, say("caret.via", slots) if slots else say("caret.via.unseen"))] if via else []
        return [*spots, *([(there, point.label)] if there else [])]

    def _placed(self, manifest: Manifest, path: Path) -> Placement | None:
        """The place of a path; of a fact that of the first answer it rests on; None for what stands in no file."""
        if path[:1] == ("facts",) and self.context.facts is not None:
            path = next(iter(self.context.facts(manifest, str(path[1])).about), ())
        if not path or path[0] in ("facts", "org"):
            return None
        return placed(self.context, manifest.file, Spot(document=manifest.document, path=path))

    def _label(self, manifest: Manifest, point: Point, spot: Placement) -> str:
        """The words at the caret; where not even the outermost block is there, what to add to the file."""
        if not spot.missing or point.state == "ways" or point.path[0] in manifest.fields:
            return point.label
        shape = shape_at(self.context.shapes.get(manifest.kind, Shape("object")), point.path[:1])
        block = len(point.path) > 1 or (shape is not None and shape.kind in ("object", "list"))
        return say("tell.add_block" if block else "tell.add_line", {"key": str(point.path[0])})


def path_text(path: Path) -> str:
    """A path as people write it: contract.dpa.status, pages.2.url (counted from 1)."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def first_sentence(text: str) -> str:
    """A text up to its first full stop that ends a sentence."""
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def ask_line(owner: Owner) -> str:
    """`Procurement, #ask-procurement. Usual answer: 2 workdays.`; the address only where there is no channel.

    One line: the page of a rule (`explain RULE`) has both.
    """
    who = ", ".join(part for part in (owner.team, owner.chat or owner.contact) if part)
    if not who:
        return ""
    slots = {"who": who, "replies": retold_span(owner.replies_within)}
    return say("ask" if owner.replies_within else "ask.no_time", slots)
