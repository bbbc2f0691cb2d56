"""Launches against quiet windows, freezes, holidays and slots; clocks that change included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.language.facts.calendar import Launch, find_launch, free_slot
from guardrails.model.value import Fields, Gap

from .worlds import ORGANISATION, TODAY, changed, fact, said, value, world


def launch(at: str | None, zone: str | None = None) -> Fields:
    dates: Fields = {"end_at": "2028-01-01"}
    if at:
        dates["launch_at"] = at
    if zone:
        dates["timezone"] = zone
    return {"dates": dates}


@pytest.mark.parametrize(
    ("at", "window", "slot"),
    [
        ("2026-11-27T16:55", "Friday 15:00 to Monday 08:00", "Tuesday 1 December, 10:00"),
        ("2026-11-27T15:00", "Friday 15:00 to Monday 08:00", "Tuesday 1 December, 10:00"),
        ("2026-11-30T07:59", "Friday 15:00 to Monday 08:00", "Tuesday 1 December, 10:00"),
        ("2026-11-24T20:00", "20:00 to 07:00", "Wednesday 25 November, 10:00"),
        ("2026-11-26T03:00", "20:00 to 07:00", "Thursday 26 November, 10:00"),
        ("2026-12-25T10:00", "Christmas Day (Friday 25 December)", "Tuesday 5 January, 10:00"),
    ],
)
def test_inside_a_quiet_window(at: str, window: str, slot: str) -> None:
    result = fact("launch_in_quiet_window", world("Campaign", launch(at)))
    assert result.value is True
    assert said(result).endswith(f"lies in the quiet window {window}; the next free slot is {slot}.")
    assert result.about == (("dates", "launch_at"),)


def test_the_flash_sale_is_told_when_to_go() -> None:
    result = fact("launch_in_quiet_window", world("Campaign", launch("2026-11-27T16:55")))
    assert said(result) == (
        "Friday 27 November, 16:55 lies in the quiet window Friday 15:00 to Monday 08:00; "
        "the next free slot is Tuesday 1 December, 10:00."
    )


@pytest.mark.parametrize("at", ["2026-11-27T14:59", "2026-11-30T08:00", "2026-11-24T19:59", "2026-11-25T07:00"])
def test_outside_all_quiet_windows(at: str) -> None:
    assert value("launch_in_quiet_window", world("Campaign", launch(at))) is False


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, ("dates",)),
        (launch(None), ("dates", "launch_at")),
        (launch("unknown"), ("dates", "launch_at")),
        (launch("2026-02-30T10:00"), ("dates", "launch_at")),
        (launch("0001-01-01T00:00"), ("dates", "launch_at")),
        (launch("2026-11-27T10:00", "Mars/Olympus"), ("dates", "timezone")),
        (launch("2026-11-27T10:00", "../etc/passwd"), ("dates", "timezone")),
        (launch("2026-11-27T10:00", "Europe"), ("dates", "timezone")),
    ],
)
def test_without_a_moment_it_asks(fields: Fields, asks: tuple[str, ...]) -> None:
    for name in (
        "launch_in_quiet_window",
        "next_free_slot",
        "launch_weekday",
        "launch_in_freeze",
        "freeze_title",
    ):
        result = fact(name, world("Campaign", fields))
        assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def test_nobody_is_asked_for_what_nothing_hangs_on() -> None:
    bare = world("Campaign", {}, organisation={})
    assert value("launch_in_quiet_window", bare) is False
    assert value("launch_in_freeze", bare) is False
    assert value("freeze_title", bare) is Gap.NOTHING


def test_a_tool_has_no_launch() -> None:
    for name in ("launch_in_quiet_window", "next_free_slot", "launch_weekday", "workdays_to_launch"):
        assert value(name, world("Tool", {})) is Gap.NOTHING


def test_the_organisations_clock_decides() -> None:
    result = fact("launch_in_quiet_window", world("Campaign", launch("2026-11-26T09:00", "Asia/Tokyo")))
    assert result.value is True
    assert said(result).startswith("Thursday 26 November, 09:00 (Asia/Tokyo) lies in the quiet window 20:00 to 07:00;")
    assert value("launch_weekday", world("Campaign", launch("2026-11-27T01:00", "Asia/Tokyo"))) == "Friday"


def test_without_an_organisations_zone_the_campaigns_counts() -> None:
    org = changed(ORGANISATION, {"timezone": None})
    tokyo = world("Campaign", launch("2026-11-26T09:00", "Asia/Tokyo"), organisation=org)
    nowhere = world("Campaign", launch("2026-11-26T09:00"), organisation=org)
    assert value("launch_in_quiet_window", tokyo) is False
    assert value("launch_in_quiet_window", nowhere) is False


def test_a_zone_of_the_organisation_that_nobody_knows_is_not_the_campaigns_fault() -> None:
    result = fact("launch_weekday", world("Campaign", launch("2026-11-26T09:00"), organisation={"timezone": "X/Y"}))
    assert (result.value, result.asks) == (Gap.UNANSWERED, None)


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        ("2026-11-24T10:00", "Tuesday 24 November, 10:00"),
        ("2026-11-24T10:01", "Wednesday 25 November, 10:00"),
        ("2026-11-27T09:00", "Tuesday 1 December, 10:00"),
        ("2026-12-12T09:00", "Tuesday 5 January, 10:00"),
        ("2026-03-02T09:00", "Tuesday 24 November, 10:00"),
    ],
)
def test_the_next_free_slot(at: str, slot: str) -> None:
    result = fact("next_free_slot", world("Campaign", launch(at)))
    assert result.value == slot
    assert said(result) == f"The next free slot is {slot}."


def test_monday_counts_where_the_organisation_says_so() -> None:
    org = changed(ORGANISATION, {"launch_slots": {"earliest": "08:00", "weekdays": ["Mon", "Tue"]}})
    at = world("Campaign", launch("2026-11-27T16:55"), organisation=org)
    assert value("next_free_slot", at) == "Monday 30 November, 08:00"
    org = changed(org, {"launch_slots": None})
    at = world("Campaign", launch("2026-11-27T16:55"), organisation=org)
    assert value("next_free_slot", at) == "Tuesday 1 December, 10:00"


def test_a_calendar_without_a_free_slot() -> None:
    org = changed(ORGANISATION, {"freezes": [{"title": "Move", "from": "2026-01-01"}]})
    at = world("Campaign", launch("2026-11-24T09:00"), organisation=org)
    assert value("next_free_slot", at) is Gap.NOTHING
    result = fact("launch_in_freeze", at)
    assert said(result) == 'Tuesday 24 November, 09:00 lies in the freeze "Move", which has no end date yet.'


@pytest.mark.parametrize(
    ("at", "title"),
    [
        ("2026-12-13T23:59", Gap.NOTHING),
        ("2026-12-14T00:00", "Year-end freeze"),
        ("2027-01-03T23:59", "Year-end freeze"),
        ("2027-01-04T00:00", Gap.NOTHING),
    ],
)
def test_both_ends_of_a_freeze_belong_to_it(at: str, title: object) -> None:
    given_world = world("Campaign", launch(at))
    assert value("freeze_title", given_world) == title
    assert value("launch_in_freeze", given_world) is (title is not Gap.NOTHING)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2027-03-28T02:30", True),  # spring leaves this hour out: it means 03:30
        ("2027-10-31T02:30", True),
        ("2027-10-31T03:00", False),
        ("2027-03-28T03:00", False),
    ],
)
def test_when_clocks_change(at: str, quiet: bool) -> None:
    window: Fields = {"title": "odd hour", "daily_from": "02:00", "daily_to": "03:00"}
    if at == "2027-03-28T02:30":
        window = {"title": "odd hour", "daily_from": "03:00", "daily_to": "04:00"}
    org: Fields = {"timezone": "Europe/Berlin", "quiet_windows": [window]}
    assert value("launch_in_quiet_window", world("Campaign", launch(at), organisation=org)) is quiet


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_slot_in_the_hour_that_changes(day: str) -> None:
    org: Fields = {"timezone": "Europe/Berlin", "launch_slots": {"earliest": "02:30", "weekdays": ["Sun"]}}
    for at in (f"{day}T00:00", f"{day}T02:30"):
        found = fact("next_free_slot", world("Campaign", launch(at), organisation=org)).value
        assert isinstance(found, str)
        assert found.startswith(f"Sunday {int(day[-2:])} ")
    # 02:30 in autumn for the second time: the slot, which is the first one, is over.
    late = world("Campaign", launch("2027-10-31T01:31", "UTC"), organisation=org)
    assert value("next_free_slot", late) != "Sunday 31 October, 02:30"


minutes = st.integers(0, 24 * 60 - 1)
days = st.dates(date(2026, 6, 1), date(2028, 6, 1))
names = st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])


def clock(total: int) -> str:
    return f"{total // 60:02d}:{total % 60:02d}"


weekly = st.builds(
    lambda a, s, b, e: {"title": "w", "from": f"{a} {clock(s)}", "to": f"{b} {clock(e)}"},
    names,
    minutes,
    names,
    minutes,
)
daily = st.builds(lambda s, e: {"title": "d", "daily_from": clock(s), "daily_to": clock(e)}, minutes, minutes)
freeze = st.builds(
    lambda a, n: {"title": "f", "from": a.isoformat(), "to": (a + timedelta(days=n)).isoformat()},
    days,
    st.integers(0, 40),
)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
organisations = st.fixed_dictionaries(
    {
        "timezone": zones,
        "quiet_windows": st.lists(weekly | daily, max_size=3),
        "freezes": st.lists(freeze, max_size=3),
        "holidays": st.lists(days.map(lambda d: {"date": d.isoformat()}), max_size=5),
        "launch_slots": st.fixed_dictionaries(
            {"earliest": minutes.map(clock), "weekdays": st.lists(names, min_size=1, max_size=7, unique=True)}
        ),
    }
)


@settings(deadline=None)
@given(organisations, days, minutes, zones)
def test_a_free_slot_is_free_and_never_too_early(org: Fields, day: date, at: int, zone: str) -> None:
    wanted = f"{day.isoformat()}T{clock(at)}"
    given_world = world("Campaign", launch(wanted, zone), organisation=org)
    wish = find_launch(given_world)
    assert isinstance(wish, Launch)
    slot = free_slot(given_world, wish)
    if slot is None:
        return
    assert slot.astimezone(UTC) >= wish.at.astimezone(UTC)
    assert slot.date() >= min(TODAY, wish.at.date())
    written = slot.replace(tzinfo=None).isoformat(timespec="minutes")
    there = world("Campaign", launch(written), organisation=org)
    assert value("launch_in_quiet_window", there) is False
    assert value("launch_in_freeze", there) is False
    assert {"date": slot.date().isoformat()} not in org["holidays"]  # type: ignore[operator]


@settings(deadline=None)
@given(st.datetimes(datetime(2027, 3, 27), datetime(2027, 3, 29)) | st.datetimes(datetime(2027, 10, 30), datetime(2027, 11, 1)))
def test_a_window_around_the_change_holds_by_what_clocks_show(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    org: Fields = {
        "timezone": "Europe/Berlin",
        "quiet_windows": [{"title": "n", "daily_from": "22:00", "daily_to": "06:00"}],
    }
    given_world = world("Campaign", launch(at.isoformat(timespec="minutes")), organisation=org)
    expected = at.time() >= time(22) or at.time() < time(6)
    assert value("launch_in_quiet_window", given_world) is expected
