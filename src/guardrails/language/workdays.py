"""Arithmetic with workdays: Monday to Friday, without the organisation's holidays."""

from __future__ import annotations

from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_workday(day: date, holidays: frozenset[date]) -> bool:
    """Whether people are at work on that day."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_workdays(day: date, n: int, holidays: frozenset[date]) -> date:
    """The n-th workday after `day` (before it for a negative n); `day` itself for 0, workday or not.

    Ends at the first or last day that a calendar knows if there are not that many.
    """
    step = _DAY if n > 0 else -_DAY
    last = date.max if n > 0 else date.min
    left = abs(n)
    while left and day != last:
        day += step
        left -= is_workday(day, holidays)
    return day


def workdays_between(start: date, end: date, holidays: frozenset[date]) -> int:
    """How many workdays from `start` to `end`: the n for which `add_workdays(start, n)` is the workday `end`.

    The start does not count, the end does: from Monday to Tuesday it is one. Negative if `end` comes first.
    """
    if end < start:
        return -_count(end.toordinal(), start.toordinal(), holidays)
    return _count(start.toordinal() + 1, end.toordinal() + 1, holidays)


def _count(first: int, after: int, holidays: frozenset[date]) -> int:
    """The workdays in [first, after), as day numbers, by whole weeks: a date far away costs no time."""
    weeks, rest = divmod(after - first, 7)
    # Day number 1 was a Monday.
    count = weeks * 5 + sum((first - 1 + extra) % 7 < _SATURDAY for extra in range(rest))
    return count - sum(first <= day.toordinal() < after and day.weekday() < _SATURDAY for day in holidays)
