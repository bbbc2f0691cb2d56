"""When the organisation works, holds still and likes to launch, read from its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from guardrails.language.facts.answers import day, elements, text, texts
from guardrails.language.facts.moments import ONE_DAY, WEEKDAYS, clock, day_words, minutes, settled
from guardrails.model.value import Fields

_DAY = 24 * 60
_WEEK = 7 * _DAY
_SHORT = {name[:3]: at for at, name in enumerate(WEEKDAYS)}
_EARLIEST = "10:00"
# In the middle of the week there is a working day before the launch, and one after it.
_LAUNCH_DAYS = frozenset({1, 2, 3})
_SEARCH_DAYS = 400


@dataclass(frozen=True, slots=True)
class Window:
    """A quiet time that comes back every `period` minutes (a day or a week); `end` is outside."""

    words: str
    start: int
    end: int
    period: int

    def holds(self, local: datetime) -> bool:
        """Whether the clocks show a time inside the window."""
        shown = local.hour * 60 + local.minute + (local.weekday() * _DAY if self.period == _WEEK else 0)
        if self.start <= self.end:
            return self.start <= shown < self.end
        return shown >= self.start or shown < self.end


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days on which all changes hold still, both ends included; an end that is left out is open."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Almanac:
    """The organisation's clock and its windows, freezes, holidays and launch slots."""

    zone: tzinfo
    windows: tuple[Window, ...]
    freezes: tuple[Freeze, ...]
    holidays: dict[date, str]
    earliest: int
    launch_days: frozenset[int]

    def quiet(self, when: datetime) -> str | None:
        """The quiet window, in words, in which a moment lies; a holiday is quiet all day."""
        local = when.astimezone(self.zone)
        window = next((w.words for w in self.windows if w.holds(local)), None)
        return window or self.holidays.get(local.date())

    def freeze(self, when: datetime) -> Freeze | None:
        """The freeze in which a moment lies."""
        local = when.astimezone(self.zone).date()
        return next((f for f in self.freezes if f.first <= local <= f.last), None)

    def free_slot(self, wanted: datetime, not_before: date) -> datetime | None:
        """The first launch slot at or after `wanted` that nothing stands against; None if a year has none."""
        slot_day = max(wanted.astimezone(self.zone).date(), not_before)
        for _ in range(_SEARCH_DAYS):
            slot = self._slot(slot_day)
            # In one zone Python compares what the clocks show; only UTC tells the two hours of autumn apart.
            if self._is_free(slot) and slot.astimezone(UTC) >= wanted.astimezone(UTC):
                return slot
            slot_day += ONE_DAY
        return None

    def _slot(self, slot_day: date) -> datetime:
        return settled(datetime.combine(slot_day, time(self.earliest // 60, self.earliest % 60), self.zone))

    def _is_free(self, slot: datetime) -> bool:
        return slot.weekday() in self.launch_days and self.quiet(slot) is None and self.freeze(slot) is None


def almanac(organisation: Fields, zone: tzinfo) -> Almanac:
    """Read the organisation's calendar; lines that are left out mean that there is no such thing."""
    weekdays = texts(organisation, "launch_slots", "weekdays")
    earliest = minutes(text(organisation, "launch_slots", "earliest") or _EARLIEST)
    return Almanac(
        zone,
        tuple(w for _, fields in elements(organisation, "quiet_windows") for w in _windows(fields)),
        tuple(f for _, fields in elements(organisation, "freezes") if (f := _freeze(fields))),
        holiday_titles(organisation),
        600 if earliest is None else earliest,
        frozenset(_SHORT[w] for w in weekdays if w in _SHORT) if weekdays else _LAUNCH_DAYS,
    )


def holiday_titles(organisation: Fields) -> dict[date, str]:
    """The organisation's holidays and what they are called, with their date."""
    found = ((day(fields, "date"), text(fields, "title")) for _, fields in elements(organisation, "holidays"))
    return {when: f"{title or 'a holiday'} ({day_words(when)})" for when, title in found if when is not None}


def holidays(organisation: Fields) -> frozenset[date]:
    """The days on which nobody works, besides weekends."""
    return frozenset(holiday_titles(organisation))


def _windows(fields: Fields) -> list[Window]:
    """A line of `quiet_windows` can hold a weekly window, a daily one, or both."""
    found = []
    start, end = _week_minutes(text(fields, "from")), _week_minutes(text(fields, "to"))
    if start is not None and end is not None:
        found.append(Window(f"{_week_words(start)} to {_week_words(end)}", start, end, _WEEK))
    first, last = minutes(text(fields, "daily_from") or ""), minutes(text(fields, "daily_to") or "")
    if first is not None and last is not None:
        found.append(Window(f"{clock(first)} to {clock(last)}", first, last, _DAY))
    return found


def _week_minutes(written: str | None) -> int | None:
    """ "Fri 15:00" as minutes since Monday, midnight."""
    name, _, time_of_day = (written or "").partition(" ")
    since_midnight = minutes(time_of_day)
    return None if name not in _SHORT or since_midnight is None else _SHORT[name] * _DAY + since_midnight


def _week_words(total: int) -> str:
    return f"{WEEKDAYS[total // _DAY]} {clock(total % _DAY)}"


def _freeze(fields: Fields) -> Freeze | None:
    first, last = day(fields, "from"), day(fields, "to")
    if first is None and last is None:
        return None
    return Freeze(text(fields, "title") or "a freeze", first or date.min, last or date.max)
