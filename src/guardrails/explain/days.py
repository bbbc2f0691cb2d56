"""Days as a reader counts them: "1 Feb 2027 (in 72 days)"."""

from __future__ import annotations

from datetime import date

from guardrails.explain import local_forms
from guardrails.explain.sentences import say, say_counted


def day_of(text: str) -> date | None:
    """The date at the start of a date or moment; None where there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def short_day(text: str) -> str:
    """`1 Feb 2027`; a text that is no date stays as it is."""
    day = day_of(text)
    return local_forms.short_day(day) if day else text


def in_days(day: date, today: date) -> str:
    """`in 72 days`; empty for the past."""
    left = (day - today).days
    if left < 0:
        return ""
    if left == 0:
        return say("in_days.today")
    return say_counted("in_days", left)


def counted_day(text: str, today: date) -> str:
    """`1 Feb 2027 (in 72 days)`; only the day where it has passed."""
    day = day_of(text)
    left = in_days(day, today) if day else ""
    return say("day.in", {"day": short_day(text), "in_days": left}) if left else short_day(text)
