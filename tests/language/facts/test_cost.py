"""What it costs over three years, which lines are missing, and what comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.model.stage import Stage
from guardrails.model.value import Fields, Gap

from .worlds import changed, fact, said, value, world

FULL: Fields = {
    "cost": {
        "licence_year": 18000,
        "implementation_once": 0,
        "integration_once": 4000,
        "training_once": 3000,
        "support_year": 0,
        "internal_days": 0,
        "exit_once": 0,
        "currency": "EUR",
    },
    "value": {"expected_year": 40000},
}
LINES = (
    "licence_year",
    "implementation_once",
    "integration_once",
    "training_once",
    "support_year",
    "internal_days",
    "exit_once",
)


def test_the_sentence_names_the_parts() -> None:
    result = fact("three_year_cost", world("Tool", FULL))
    assert result.value == 61000
    assert said(result) == "Over three years it costs 61,000 EUR: licence 54,000, connecting 4,000, training 3,000."
    assert ("cost", "licence_year") in result.about


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({"cost.support_year": 100}, 61300),
        ({"cost.internal_days": 10}, 61000 + 3 * 10 * 600),
        ({"cost.exit_once": 0.5}, 61000.5),
        ({"cost.currency": None}, 61000),
    ],
)
def test_every_line_counts(changes: Fields, total: float) -> None:
    assert value("three_year_cost", world("Tool", changed(FULL, changes))) == total


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"cost": None}, ("cost",)),
        ({"cost.licence_year": None}, ("cost", "licence_year")),
        ({"cost.exit_once": "unknown"}, ("cost", "exit_once")),
        ({"cost.training_once": None}, ("cost", "training_once")),
    ],
)
def test_a_missing_line_is_asked_for(changes: Fields, asks: tuple[str, ...]) -> None:
    result = fact("three_year_cost", world("Tool", changed(FULL, changes)))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)
    assert fact("cost_ratio", world("Tool", changed(FULL, changes))).asks == asks


def test_an_idea_needs_only_the_licence() -> None:
    result = fact("three_year_cost", world("Tool", {"cost": {"licence_year": 3000}}, stage=Stage.IDEA))
    assert result.value == 9000
    assert said(result).startswith("So far we know of 9,000 EUR over three years: licence 9,000. Still open: setting up")
    assert fact("three_year_cost", world("Tool", {}, stage=Stage.IDEA)).asks == ("cost",)


def test_another_currency_is_not_compared() -> None:
    result = fact("three_year_cost", world("Tool", changed(FULL, {"cost.currency": "USD"})))
    assert (result.value, result.asks) == (Gap.UNANSWERED, ("cost", "currency"))
    assert said(result) == "The cost is in USD; we need it in EUR to compare it."


def test_missing_lines_by_their_plain_names() -> None:
    given_world = world("Tool", changed(FULL, {"cost.exit_once": None, "cost.internal_days": "unknown"}))
    result = fact("missing_cost_lines", given_world)
    assert result.value == ["our own days", "leaving"]
    assert said(result) == "Cost lines without a number yet: our own days, leaving."
    assert value("missing_cost_lines", world("Tool", FULL)) == []
    assert value("missing_cost_lines", world("Campaign", {})) == ["the whole campaign"]


def test_the_ratio_over_three_years() -> None:
    result = fact("cost_ratio", world("Tool", FULL))
    assert result.value == round(120000 / 61000, 2)
    assert said(result) == "Over three years it brings 120,000 EUR and costs 61,000: 1.97 for each 1 spent."


def test_a_campaign_counts_one_year() -> None:
    fields: Fields = {"cost": {"total": 500}, "value": {"expected_year": 4000}}
    assert value("three_year_cost", world("Campaign", fields)) == 500
    assert value("cost_ratio", world("Campaign", fields)) == 8
    assert fact("cost_ratio", world("Campaign", {"cost": {"total": 5}})).asks == ("value",)


def test_what_costs_nothing_is_worth_it() -> None:
    assert value("cost_ratio", world("Campaign", {"cost": {"total": 0}, "value": {"expected_year": 0}})) == 1


amounts = st.integers(0, 10**7) | st.floats(0, 10**7, allow_nan=False).map(lambda x: round(x, 2))


@settings(deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(LINES, amounts)), st.sampled_from(LINES), st.integers(1, 10**6))
def test_more_on_any_line_never_costs_less(lines: dict[str, float], line: str, more: int) -> None:
    before = value("three_year_cost", world("Tool", {"cost": {**lines}}))
    after = value("three_year_cost", world("Tool", {"cost": {**lines, line: lines[line] + more}}))
    assert isinstance(before, int | float)
    assert isinstance(after, int | float)
    assert after > before
