"""The days that a plan leads to, and by when somebody has to be asked so that the answer is there in time."""

from __future__ import annotations

from datetime import date

from guardrails.explain.days import day_of
from guardrails.language.durations import duration
from guardrails.language.workdays import add_workdays
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport, Report
from guardrails.model.rule import Lane
from guardrails.model.stage import Stage
from guardrails.model.value import Fields

TRIAL_END = "trial-end"


class Calendar:
    """The day of the run, the organisation's holidays, and what a manifest says about its own days."""

    def __init__(self, report: Report, told: ManifestReport) -> None:
        self.today = report.as_of
        self._holidays = holidays(report.bundle.organisation if report.bundle else {})
        lanes = report.bundle.lanes if report.bundle else ()
        self.lane: Lane | None = next((lane for lane in lanes if lane.name == told.lane), None)
        self._stage = told.manifest.stage
        self._days = _days(told.manifest)

    def day(self, until: str) -> date | None:
        """The day before which it has to be done: of a stage ("pilot", "live") or the day itself; None once it is past."""
        if until == Stage.LIVE.value:
            day = self._days["live"] or self._days[TRIAL_END]
        else:
            day = self._days["pilot"] if until == Stage.PILOT.value else day_of(until)
        return day if day is not None and day >= self.today else None

    def ends_a_trial(self, until: str) -> bool:
        """Whether all we know about the day on which it goes live is that the trial is over by then."""
        return until == Stage.LIVE.value and self._days["live"] is None

    def before(self, day: date, workdays: int) -> date:
        """So many workdays before a day, holidays left out; today where that is past."""
        return max(self.today, add_workdays(day, -workdays, self._holidays))

    def ask_by(self, until: str, replies_within: str) -> date | None:
        """By when a team has to be asked that usually replies within that time."""
        day, reply = self.day(until), duration(replies_within)
        if day is None or reply is None or reply.unit not in ("workday", "day", "week"):
            return None
        # "1 day" is meant as a day on which they work.
        return self.before(day, abs(reply.amount) * (5 if reply.unit == "week" else 1))

    @property
    def review_before(self) -> date | None:
        """The day that the review has to be over by: the first one that is known."""
        days = [self.day(stage.value) for stage in self._stage.later]
        return next((day for day in days if day is not None), None)

    def review_by(self, until: str) -> date | None:
        """By when everything for the review has to be there, so that it is over before that day."""
        day = self.day(until)
        return self.before(day, max(1, self.lane.lead_workdays if self.lane else 0)) if day else None

    @property
    def too_late(self) -> bool:
        """Whether the review takes longer than there is time."""
        day = self.review_before
        if day is None or self.lane is None:
            return False
        return add_workdays(day, -self.lane.lead_workdays, self._holidays) < self.today


def holidays(organisation: Fields) -> frozenset[date]:
    """The organisation's days off."""
    listed = organisation.get("holidays")
    entries = [entry.get("date") for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return frozenset(day for entry in entries if isinstance(entry, str) and (day := day_of(entry)) is not None)


def _days(manifest: Manifest) -> dict[str, date | None]:
    places = {"live": ("dates", "launch_at"), "pilot": ("pilot", "start"), TRIAL_END: ("pilot", "end")}
    return {name: _day(manifest.fields, *place) for name, place in places.items()}


def _day(fields: Fields, block: str, key: str) -> date | None:
    found = fields.get(block)
    value = found.get(key) if isinstance(found, dict) else None
    return day_of(value) if isinstance(value, str) else None
