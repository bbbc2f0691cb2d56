"""What will be needed before the pilot and before launch: by when, and who answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from guardrails.explain.days import counted_day, day_of, short_day
from guardrails.explain.discretion import masked
from guardrails.explain.explanation import ToDo
from guardrails.explain.labels import label
from guardrails.explain.milestones import TRIAL_END, Calendar
from guardrails.explain.open_answers import SYSTEM_OWNER, OpenAnswer, open_answers
from guardrails.explain.plain_values import listed
from guardrails.explain.sentences import knows, say, say_counted
from guardrails.explain.systems import owner_of
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.shape import MARKETING, Shape
from guardrails.model.stage import Stage
from guardrails.model.value import Path

_MOST_ANSWERS = 4
_NO_DAY = "9999"
_STAGES = {Stage.PILOT.value: "0", Stage.LIVE.value: "1"}
_KINDS = ("review", "answers", "rule", "perhaps")


class _Due(NamedTuple):
    """A stage ("pilot", "live") or a date before which something has to be done."""

    until: str
    before: str
    day: str


def look_ahead(told: ManifestReport, report: Report, shapes: Mapping[str, Shape]) -> tuple[ToDo, ...]:
    """Everything that is still to come, soonest first; what has no date comes last, the pilot before the launch."""
    ahead = _Ahead(told, report, shapes[told.manifest.kind] if _needs_shape(told) else Shape("object"))
    todos = [*ahead.review(), *ahead.answers(), *ahead.rules(), *ahead.perhaps()]
    first: dict[str, str] = {}
    for todo in todos:
        first[todo.until] = min(first.get(todo.until, _NO_DAY), todo.by or todo.due or _NO_DAY)

    def order(todo: ToDo) -> tuple[str, str, int, str, str]:
        stage = _STAGES.get(todo.until, "2" + todo.until)
        return first[todo.until], stage, _KINDS.index(todo.kind), todo.by or _NO_DAY, todo.rules[0] if todo.rules else ""

    return tuple(sorted(todos, key=order))


def _needs_shape(told: ManifestReport) -> bool:
    return told.manifest.stage in (Stage.IDEA, Stage.PILOT) or any(f.asks_when for f in told.coming)


class _Ahead:
    """The things to do for one manifest."""

    def __init__(self, told: ManifestReport, report: Report, shape: Shape) -> None:
        self.told = told
        self.shape = shape
        self.organisation = report.bundle.organisation if report.bundle else {}
        self.calendar = Calendar(report, told)

    def rules(self) -> Iterator[ToDo]:
        """One entry for each rule that speaks later."""
        seen: set[tuple[str, str]] = set()
        for finding in self.told.coming:
            key = finding.blocks_from, finding.rule.name
            if finding.asks_when or key in seen:
                continue
            seen.add(key)
            due = self._due(finding.blocks_from)
            by = self.calendar.ask_by(due.until, finding.rule.owner.replies_within)
            team = finding.rule.owner.team
            yield self._todo("rule", due, finding.rule.words.title, ask=team, rules=(finding.rule.name,), by=str(by or ""))

    def perhaps(self) -> Iterator[ToDo]:
        """Rules of which nobody can tell yet whether they concern it, with the answers that decide it."""
        for until, findings in _by_stage(f for f in self.told.coming if f.asks_when).items():
            paths = tuple(dict.fromkeys(path for f in findings for path in f.asks))
            text = say_counted("ahead.perhaps", len(findings), {"answers": self._labels(paths)})
            yield self._todo("perhaps", self._due(until), text, rules=tuple(f.rule.name for f in findings), paths=paths)

    def answers(self) -> Iterator[ToDo]:
        """What later stages will ask, by who answers; what this stage asks for is told elsewhere."""
        groups: dict[tuple[str, str, str], list[OpenAnswer]] = {}
        for answer in open_answers(self.told, self.shape):
            if answer.needed in self.told.manifest.stage.later:
                groups.setdefault((answer.needed.value, answer.who, answer.system), []).append(answer)
        for (until, who, system), some in groups.items():
            due = self._due(until)
            by = str(self.calendar.review_by(until) or "") if who != MARKETING else ""
            slots = {"answers": self._labels([a.path for a in some])}
            if who == SYSTEM_OWNER:
                slots["owner"] = owner_of(system, self.organisation).name or say("ahead.owner", {"system": masked(system)})
            text = say_counted(f"ahead.asks.{who}", len(some), slots)
            text = say("ahead.asks.by", {"asks": text, "day": short_day(by)}) if by else text
            paths = tuple(a.path for a in some)
            yield self._todo("answers", due, text, ask=slots.get("owner", ""), by=by, who=who, paths=paths)

    def review(self) -> Iterator[ToDo]:
        """When to ask for the review at the latest, where its lane takes time and nobody has asked."""
        asked = self.told.manifest.fields.get("review")
        day, lane = self.calendar.review_before, self.calendar.lane
        if day is None or lane is None or not lane.lead_workdays or (isinstance(asked, dict) and "asked_on" in asked):
            return
        by = self.calendar.before(day, lane.lead_workdays).isoformat()
        slots = {"who": self._partner(), "day": short_day(by), "workdays": say_counted("ahead.workdays", lane.lead_workdays)}
        until = next(s.value for s in self.told.manifest.stage.later if self.calendar.day(s.value) == day)
        text = say("ahead.review.late" if self.calendar.too_late else "ahead.review", slots)
        yield self._todo("review", self._due(until), text, ask=self._partner(), by=by, who="it")

    def _todo(
        self, kind: str, due: _Due, text: str, ask: str = "", by: str = "", who: str = "",
        rules: tuple[str, ...] = (), paths: tuple[Path, ...] = (),
    ) -> ToDo:  # fmt: skip
        return ToDo(due.before, text, ask, rules, kind, due.until, due.day, by, who, paths)

    def _due(self, until: str) -> _Due:
        """`before the pilot`, `before launch on 27 Nov 2026 (in 6 days)`, `from 1 Feb 2027 (in 72 days)`."""
        day = self.calendar.day(until)
        name = TRIAL_END if day and self.calendar.ends_a_trial(until) else until if until in _STAGES else "day"
        if day is None:
            return _Due(until, say(f"ahead.before.{until}") if knows(f"ahead.before.{until}") else self._past(until), "")
        with_day = "ahead.before.day" if name == "day" else f"ahead.before.{name}.day"
        return _Due(until, say(with_day, {"day": counted_day(day.isoformat(), self.calendar.today)}), day.isoformat())

    def _past(self, until: str) -> str:
        known = day_of(until)
        return say("ahead.before.day", {"day": counted_day(until, self.calendar.today)}) if known else say("ahead.before.live")

    def _labels(self, paths: Iterable[Path]) -> str:
        return listed(list(dict.fromkeys(label(self.shape, path) for path in paths)), "and", _MOST_ANSWERS)

    def _partner(self) -> str:
        metadata = self.told.manifest.fields.get("metadata")
        partner = metadata.get("it_partner") if isinstance(metadata, dict) else None
        return masked(partner) if isinstance(partner, str) and partner != "unknown" else say("ahead.who.it")


def _by_stage(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.blocks_from, []).append(finding)
    return groups
