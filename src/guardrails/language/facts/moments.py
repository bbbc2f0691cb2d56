"""Moments in words and back: "2026-11-27T16:55" is "Friday 27 November, 16:55", in the zone that is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Outside these years a date is a slip of the keyboard, and arithmetic with zones runs off the calendar.
_YEARS = range(1970, 3000)


def moment(written: str, zone: tzinfo) -> datetime | None:
    """A local date and time in its zone; None if it is not one.

    An hour that comes twice in autumn means its first time; one that spring leaves out means the hour after.
    """
    try:
        local = datetime.fromisoformat(written)
    except ValueError:
        return None
    if local.tzinfo is not None or local.year not in _YEARS:
        return None
    return settled(local.replace(tzinfo=zone))


def settled(local: datetime) -> datetime:
    """The same moment as its zone's clocks really show it."""
    return local.astimezone(UTC).astimezone(local.tzinfo)


def zone_named(name: str) -> tzinfo | None:
    """The time zone of that name; None if there is none. Data: the system's, or the package tzdata."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def day_words(day: date) -> str:
    """ "Friday 27 November"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def slot_words(when: datetime, home: tzinfo | None = None) -> str:
    """ "Friday 27 November, 16:55", with the zone's name where clocks at `home` show something else."""
    words = f"{day_words(when)}, {when:%H:%M}"
    if home is not None and when.replace(tzinfo=None) != when.astimezone(home).replace(tzinfo=None):
        return f"{words} ({when.tzinfo})"
    return words


def minutes(clock: str) -> int | None:
    """ "16:55" as minutes since midnight; None if it is no time of day."""
    hour, colon, minute = clock.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        return None
    return int(hour) * 60 + int(minute)


def clock(total: int) -> str:
    """Minutes since midnight as "16:55"."""
    return f"{total // 60:02d}:{total % 60:02d}"


ONE_DAY = timedelta(days=1)
