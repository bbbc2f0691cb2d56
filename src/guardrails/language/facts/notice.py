"""How much notice a launch leaves: workdays until then, and the last good day to tell IT."""

from __future__ import annotations

from datetime import date

from guardrails.language.facts.almanac import holidays
from guardrails.language.facts.answers import day, missing, nothing, unanswered
from guardrails.language.facts.calendar import Launch, find_launch
from guardrails.language.facts.moments import day_words
from guardrails.language.facts.world import World
from guardrails.language.workdays import add_workdays, is_workday, workdays_between
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Path
from guardrails.text.values import Value

_LAUNCH: Path = ("dates", "launch_at")
_SUBMITTED: Path = ("metadata", "submitted_on")
_LEADS = (5, 10, 15, 20, 30)
"""So many workdays of notice are tried where the lane's own lead time is not what a rule asks for."""


def _launch_day(world: World) -> date | FactResult:
    """The day of the launch as written, on the campaign's own clock."""
    if world.manifest.kind != "Campaign":
        return nothing()
    fields = world.manifest.fields
    return day(fields, "dates", "launch_at") or unanswered(missing(fields, "dates", "launch_at"))


def workdays_to_launch(world: World) -> FactResult:
    """Workdays from the day the manifest came in (else today) to the launch; below 0 if that is past."""
    launch = _launch_day(world)
    if isinstance(launch, FactResult):
        return launch
    submitted = day(world.manifest.fields, "metadata", "submitted_on")
    start = submitted or world.today
    count = workdays_between(start, launch, holidays(world.organisation))
    about = (_LAUNCH, _SUBMITTED) if submitted else (_LAUNCH,)
    message = "fact.workdays_to_launch.one" if count == 1 else "fact.workdays_to_launch"
    if launch < start:
        message = "fact.workdays_to_launch.past"
    slots = {"start": day_words(start), "launch": day_words(launch), "workdays": str(count)}
    return FactResult(count, message, slots, about, ways=_later(world, start))


def _later(world: World, start: date) -> tuple[tuple[tuple[Path, Value], ...], ...]:
    """The launch moved to the first free slot that leaves the lane's lead time and those after it."""
    launch = find_launch(world)
    if not isinstance(launch, Launch):
        return ()
    ways: list[tuple[tuple[Path, Value], ...]] = []
    off = holidays(world.organisation)
    for lead in dict.fromkeys((world.lead_workdays, *_LEADS)):
        slot = launch.calendar.free_slot(launch.at, add_workdays(start, lead, off)) if lead else None
        if slot is not None:
            ways.append(((_LAUNCH, slot.astimezone(launch.at.tzinfo).strftime("%Y-%m-%dT%H:%M")),))
    return tuple(ways)


def latest_notice_date(world: World) -> FactResult:
    """The last day from which there are as many workdays to the launch as the manifest's lane takes."""
    launch = _launch_day(world)
    if isinstance(launch, FactResult):
        return launch
    off = holidays(world.organisation)
    lead = world.lead_workdays
    # A launch on a day off: the workday before it is the last one that helps.
    back = lead if lead == 0 or is_workday(launch, off) else lead + 1
    latest = add_workdays(launch, -back, off)
    message = {0: "fact.latest_notice_date.same_day", 1: "fact.latest_notice_date.one"}.get(lead, "fact.latest_notice_date")
    slots = {"date": day_words(latest), "launch": day_words(launch), "workdays": str(lead)}
    return FactResult(latest.isoformat(), message, slots, (_LAUNCH,))
