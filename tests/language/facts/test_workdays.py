"""Workday arithmetic, the notice that a launch leaves, and reviews that wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.language.workdays import add_workdays, is_workday, workdays_between
from guardrails.model.value import Fields, Gap

from .worlds import fact, said, value, world

MONDAY = date(2026, 11, 23)
NONE: frozenset[date] = frozenset()
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
holiday_sets = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=30)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, date(2026, 11, 24)),
        (MONDAY, 5, date(2026, 11, 30)),
        (MONDAY, -1, date(2026, 11, 20)),
        (date(2026, 11, 21), 1, MONDAY),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), -1, date(2026, 11, 20)),
    ],
)
def test_adding_workdays(start: date, n: int, end: date) -> None:
    assert add_workdays(start, n, NONE) == end


def test_holidays_are_skipped() -> None:
    assert add_workdays(MONDAY, 1, frozenset({date(2026, 11, 24)})) == date(2026, 11, 25)


def test_the_calendar_ends_without_a_crash() -> None:
    assert add_workdays(date(9999, 12, 30), 5, NONE) == date.max
    assert add_workdays(date(1, 1, 2), -5, NONE) == date.min
    assert workdays_between(date(9999, 12, 1), date.max, NONE) == 22


@settings(deadline=None)
@given(days, st.integers(-300, 300), holiday_sets)
def test_between_is_the_inverse_of_adding(start: date, n: int, holidays: frozenset[date]) -> None:
    assert workdays_between(start, add_workdays(start, n, holidays), holidays) == n


@settings(deadline=None)
@given(days, days, holiday_sets)
def test_counting_by_weeks_counts_every_day(start: date, end: date, holidays: frozenset[date]) -> None:
    first, last = min(start, end), max(start, end)
    between = range((last - first).days)
    if start <= end:
        expected = sum(is_workday(first + timedelta(days=n + 1), holidays) for n in between)
    else:
        expected = -sum(is_workday(first + timedelta(days=n), holidays) for n in between)
    assert workdays_between(start, end, holidays) == expected


def campaign(at: str, submitted: str | None = None) -> Fields:
    return {"dates": {"launch_at": at}, "metadata": {"submitted_on": submitted}}


@pytest.mark.parametrize(
    ("at", "submitted", "workdays"),
    [
        ("2026-11-24T10:00", None, 1),
        ("2026-11-30T10:00", None, 5),
        ("2026-11-30T10:00", "2026-11-16", 10),
        ("2026-11-23T10:00", None, 0),
        ("2026-11-20T10:00", None, -1),
    ],
)
def test_workdays_to_launch(at: str, submitted: str | None, workdays: int) -> None:
    result = fact("workdays_to_launch", world("Campaign", campaign(at, submitted)))
    assert result.value == workdays
    assert (("metadata", "submitted_on") in result.about) == (submitted is not None)


def test_the_notice_in_words() -> None:
    given_world = world("Campaign", campaign("2026-12-03T10:00"))
    assert said(fact("workdays_to_launch", given_world)) == (
        "From Monday 23 November to Thursday 3 December there are 8 workdays."
    )
    result = fact("latest_notice_date", given_world)
    assert result.value == "2026-11-26"
    assert said(result) == ("Thursday 26 November is the last good day to tell IT: 5 workdays before Thursday 3 December.")


def test_without_a_launch_it_asks() -> None:
    for name in ("workdays_to_launch", "latest_notice_date"):
        assert fact(name, world("Campaign", {})).asks == ("dates",)
        assert fact(name, world("Campaign", {"dates": {}})).asks == ("dates", "launch_at")


@settings(deadline=None)
@given(st.dates(date(2026, 11, 1), date(2027, 2, 1)), st.integers(0, 20))
def test_the_last_good_day_is_the_last(day: date, lead: int) -> None:
    holidays = frozenset({date(2026, 12, 25), date(2027, 1, 1)})
    given_world = world("Campaign", campaign(f"{day}T10:00"), lead=lead)
    found = value("latest_notice_date", given_world)
    assert isinstance(found, str)
    latest = date.fromisoformat(found)
    assert workdays_between(latest, day, holidays) >= lead
    following = add_workdays(latest, 1, holidays)
    assert workdays_between(following, day, holidays) < max(lead, 1)


def test_the_lane() -> None:
    given_world = world("Tool", {}, lane="full-review", lead=15, reasons=("it sees health details",))
    assert value("lane", given_world) == "full-review"
    assert value("lane_lead_workdays", given_world) == 15
    assert said(fact("lane", given_world)) == "The review lane is full review, because: it sees health details."
    assert value("lane", world("Tool", {}, lane="")) is Gap.NOTHING
    assert value("lane_lead_workdays", world("Tool", {}, lane="")) is Gap.NOTHING


@pytest.mark.parametrize(
    ("review", "workdays"),
    [
        ({}, 0),
        ({"asked_on": "2026-11-16"}, 5),
        ({"asked_on": "2026-11-20"}, 1),
        ({"asked_on": "2026-11-16", "answered_on": "2026-11-18"}, 0),
        ({"asked_on": "2026-12-01"}, 0),
    ],
)
def test_a_review_that_waits(review: Fields, workdays: int) -> None:
    assert value("review_workdays_open", world("Tool", {"review": review})) == workdays
