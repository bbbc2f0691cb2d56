"""When a campaign goes live, against quiet windows, freezes and launch slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from guardrails.language.facts.almanac import Almanac, almanac
from guardrails.language.facts.answers import missing, nothing, text, unanswered, unjudged
from guardrails.language.facts.moments import (
    ONE_DAY,
    WEEKDAYS,
    day_words,
    moment,
    slot_words,
    zone_named,
)
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

LAUNCH: Path = ("dates", "launch_at")
ZONE: Path = ("dates", "timezone")


@dataclass(frozen=True, slots=True)
class Launch:
    """The moment at which a campaign wants to go live, in its own zone, and the organisation's calendar."""

    at: datetime
    calendar: Almanac

    @property
    def words(self) -> str:
        """The moment as it was meant, and at home where clocks differ there."""
        return slot_words(self.at, self.calendar.zone)


def find_launch(world: World) -> Launch | FactResult:
    """The launch, or why there is none: a tool has no launch, a date can be missing, a zone unknown.

    The campaign's clock is its own zone, else the organisation's; the organisation's is its own, else the
    campaign's.
    """
    if world.manifest.kind != "Campaign":
        return nothing()
    fields = world.manifest.fields
    ours, theirs = text(world.organisation, "timezone"), text(fields, *map(str, ZONE))
    written = text(fields, "dates", "launch_at")
    if written is None:
        return unanswered(missing(fields, "dates", "launch_at"))
    home = _zone(ours or theirs)
    if home is None and ours:
        return unjudged("fact.launch.organisation_zone", timezone=ours)
    local = _zone(theirs or ours)
    if local is None or home is None:
        slots: dict[str, Value] = {"timezone": theirs or ""}
        return FactResult(Gap.UNANSWERED, "fact.launch.zone", slots, (ZONE,), ZONE)
    at = moment(written, local)
    return unanswered(LAUNCH) if at is None else Launch(at, almanac(world.organisation, home))


def _zone(name: str | None) -> tzinfo | None:
    """Without any zone, all clocks are the same clock."""
    return zone_named(name) if name else UTC


def launch_in_quiet_window(world: World) -> FactResult:
    """Whether the launch lies in a quiet window or on a holiday, by the organisation's clock."""
    organisation = world.organisation
    launch = find_launch(world)
    if not isinstance(launch, Launch):
        has_quiet_times = organisation.get("quiet_windows") or organisation.get("holidays")
        return launch if has_quiet_times else FactResult(False, "fact.launch_in_quiet_window.never")
    window = launch.calendar.quiet(launch.at)
    slots: dict[str, Value] = {"launch": launch.words}
    if window is None:
        return FactResult(False, "fact.launch_in_quiet_window.free", slots, (LAUNCH,))
    slot = _free_slot(world, launch)
    message = "fact.launch_in_quiet_window" if slot else "fact.launch_in_quiet_window.no_slot"
    slots |= {"window": window, "slot": slot or ""}
    return FactResult(True, message, slots, (LAUNCH,), ways=_move(world, launch))


def next_free_slot(world: World) -> FactResult:
    """The first launch slot at or after the wanted moment, and after today, that nothing stands against."""
    launch = find_launch(world)
    if not isinstance(launch, Launch):
        return launch
    slot = _free_slot(world, launch)
    if slot is None:
        return nothing("fact.next_free_slot.none", launch=launch.words)
    return FactResult(slot, "fact.next_free_slot", {"slot": slot, "launch": launch.words}, (LAUNCH,))


def free_slot(world: World, launch: Launch) -> datetime | None:
    """The slot behind `next_free_slot`, as a moment on the organisation's clock."""
    wanted = launch.at.astimezone(launch.calendar.zone).date()
    # Today's slot can be over already: we know the day, not the time.
    not_before = wanted if wanted >= world.today else world.today + ONE_DAY
    return launch.calendar.free_slot(launch.at, not_before)


def _free_slot(world: World, launch: Launch) -> str | None:
    slot = free_slot(world, launch)
    return None if slot is None else slot_words(slot, launch.at.tzinfo)


def _move(world: World, launch: Launch) -> tuple[tuple[tuple[Path, Value], ...], ...]:
    """The launch moved to the next free slot, as its own clock shows it."""
    slot = free_slot(world, launch)
    written = slot.astimezone(launch.at.tzinfo).strftime("%Y-%m-%dT%H:%M") if slot else ""
    return (((LAUNCH, written),),) if written else ()


def launch_weekday(world: World) -> FactResult:
    """The weekday of the launch, as its own place sees it."""
    launch = find_launch(world)
    if not isinstance(launch, Launch):
        return launch
    weekday = WEEKDAYS[launch.at.weekday()]
    return FactResult(weekday, "fact.launch_weekday", {"weekday": weekday, "launch": launch.words}, (LAUNCH,))


def launch_in_freeze(world: World) -> FactResult:
    """Whether the launch lies in a freeze."""
    launch = find_launch(world)
    if not isinstance(launch, Launch):
        return launch if world.organisation.get("freezes") else FactResult(False, "fact.launch_in_freeze.never")
    freeze = launch.calendar.freeze(launch.at)
    if freeze is None:
        return FactResult(False, "fact.launch_in_freeze.free", {"launch": launch.words}, (LAUNCH,))
    slot = _free_slot(world, launch)
    message = "fact.launch_in_freeze" if slot else "fact.launch_in_freeze.no_slot"
    if freeze.last == date.max:
        message = "fact.launch_in_freeze.open_end"
    slots: dict[str, Value] = {
        "launch": launch.words,
        "freeze": freeze.title,
        "last": day_words(freeze.last),
        "slot": slot or "",
    }
    return FactResult(True, message, slots, (LAUNCH,), ways=_move(world, launch))


def freeze_title(world: World) -> FactResult:
    """What the freeze is called in which the launch lies; nothing where it lies in none."""
    result = launch_in_freeze(world)
    if isinstance(result.value, Gap):
        return result
    if not result.value:
        return FactResult(Gap.NOTHING, result.message, result.slots, result.about)
    return FactResult(result.slots["freeze"], "fact.freeze_title", result.slots, result.about)
