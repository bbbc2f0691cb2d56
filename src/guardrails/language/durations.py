"""Durations as people write them ("90 days", "5 workdays") and the days they lead to."""

from __future__ import annotations

import re
from datetime import date, timedelta

from guardrails.language.workdays import add_workdays
from guardrails.model.condition import Day

_WORDS = re.compile(r"([+-]?)\s*(\d{1,5})\s*(workday|day|week|month)s?\Z").match


def duration(text: object) -> Day | None:
    """`"+90 days"` or `"today"` as a Day; None if it is not written so."""
    if text == "today":
        return Day(0, "day")
    found = _WORDS(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    sign, amount, unit = found.groups()
    return Day(-int(amount) if sign == "-" else int(amount), unit)


def on(day: Day, today: date, holidays: frozenset[date]) -> date:
    """The date that many days (workdays, weeks, months) from today; a month later keeps the day where it exists."""
    if day.unit == "workday":
        return add_workdays(today, day.amount, holidays)
    if day.unit == "month":
        months = today.year * 12 + today.month - 1 + day.amount
        year, month = divmod(months, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(today.day, last))
    return today + timedelta(days=day.amount * (7 if day.unit == "week" else 1))
