"""When texts go out, and how fast a new sender grows."""

from __future__ import annotations

import pytest

from guardrails.model.value import Fields, Gap
from guardrails.text.values import Value

from .worlds import fact, said, value, world


def _texts(start: str, end: str) -> Fields:
    return {"sms": {"quiet_hours": {"from": start, "to": end, "tz": "recipient"}}}


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("20:00", "09:00", 9, 20),
        ("21:30", "08:15", 8.25, 21.5),
        ("00:00", "09:00", 9, 24),  # texts go out until midnight
        ("08:00", "09:00", 0, 24),  # quiet for an hour of the day only
        ("20:00", "20:00", 0, 24),  # quiet at no time
    ],
)
def test_the_hours_between_which_texts_go_out(start: str, end: str, first: float, last: float) -> None:
    given = world("Campaign", _texts(start, end))
    assert (value("first_text_hour", given), value("last_text_hour", given)) == (first, last)


def test_the_hours_are_said_as_a_clock_shows_them() -> None:
    result = fact("first_text_hour", world("Campaign", _texts("21:30", "08:15")))
    assert said(result) == "Texts go out from 08:15 to 21:30."
    assert result.about == (("sms", "quiet_hours"),)


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"sms": {}}, ("sms", "quiet_hours")),
        ({"sms": {"quiet_hours": {"from": "20:00"}}}, ("sms", "quiet_hours", "to")),
        ({"sms": {"quiet_hours": {"from": "late", "to": "09:00"}}}, ("sms", "quiet_hours", "from")),
    ],
)
def test_quiet_hours_that_nobody_named_are_asked_for(fields: Fields, asks: tuple[str, ...]) -> None:
    result = fact("last_text_hour", world("Campaign", fields))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


@pytest.mark.parametrize("name", ["first_text_hour", "last_text_hour", "slow_start_growth"])
def test_without_messages_there_is_nothing_to_work_out(name: str) -> None:
    assert value(name, world("Campaign", {})) is Gap.NOTHING


@pytest.mark.parametrize(
    ("plan", "peak", "growth"),
    [
        ([300, 500, 900], 900, 1.8),
        ([200, 2000], 2000, 10),
        ([300, 500], 3000, 6),  # the busiest day is the last step
        ([1000, 1999], 1999, 1.99),  # a little less than double stays under 2
        ([500, 400, 700], None, 1.75),
    ],
)
def test_the_biggest_step_of_a_slow_start(plan: list[Value], peak: int | None, growth: float) -> None:
    mail: Fields = {"warm_up_plan": plan} if peak is None else {"warm_up_plan": plan, "daily_peak": peak}
    assert value("slow_start_growth", world("Campaign", {"email": mail})) == growth


@pytest.mark.parametrize("plan", [[], [3000]])
def test_one_step_is_no_growth(plan: list[Value]) -> None:
    assert value("slow_start_growth", world("Campaign", {"email": {"warm_up_plan": plan, "daily_peak": 3000}})) is Gap.NOTHING


def test_a_plan_that_nobody_made_is_asked_for() -> None:
    result = fact("slow_start_growth", world("Campaign", {"email": {"daily_peak": 3000}}))
    assert result.asks == ("email", "warm_up_plan")


def test_the_biggest_step_is_said_with_both_days() -> None:
    result = fact("slow_start_growth", world("Campaign", {"email": {"warm_up_plan": [300, 1500], "daily_peak": 1500}}))
    assert said(result) == "The biggest step is from 300 to 1,500 mails a day, which is 5 times as many."
