"""Tags that can read along where people pay, and forms that ask for a card."""

from __future__ import annotations

import pytest

from guardrails.model.value import Fields, Gap
from guardrails.text.values import Value

from .worlds import changed, fact, said, tool, value, world

CAMPAIGN: Fields = {
    "pages": [{"name": "shop", "payment": {"mode": "iframe"}}, {"name": "thanks"}],
    "tags": [{"product": "CountUp", "use": "analytics.reporting.content_performance", "load": "html", "pages": ["shop"]}],
}


def _campaign(page: Fields | None = None, **tag: Value) -> Fields:
    tags: list[Value] = [{**CAMPAIGN["tags"][0], **tag}]  # type: ignore[index, dict-item]
    pages: list[Value] = [page or CAMPAIGN["pages"][0], {"name": "thanks"}]  # type: ignore[index]
    return {"pages": pages, "tags": tags}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (_campaign(), []),
        (_campaign(use="marketing.advertising.third_party.targeted"), ["CountUp on shop"]),
        (_campaign(load="gtm"), ["CountUp on shop"]),
        (_campaign(product="ReplayRaven"), ["ReplayRaven on shop"]),
        (_campaign(product="ChatChick"), ["ChatChick on shop"]),
        (_campaign(load="gtm", pages=["thanks"]), []),
        (_campaign({"name": "shop", "payment": {"mode": "redirect"}}, load="gtm"), []),
        (_campaign({"name": "shop", "payment": {"mode": "our_form"}}, load="gtm"), ["CountUp on shop"]),
        (_campaign({"name": "shop"}, load="gtm"), []),
    ],
)
def test_tags_that_can_read_along(fields: Fields, found: list[str]) -> None:
    tools = [tool("replay-raven", product="ReplayRaven", category="session_replay"), tool("ChatChick", category="live_chat")]
    assert value("tags_on_pay_pages", world("Campaign", fields, inventory=tools)) == found


def test_a_tag_without_pages_runs_on_all_of_them() -> None:
    everywhere = changed(CAMPAIGN, {"tags": [{"product": "AdShoal", "use": "marketing.advertising"}]})
    result = fact("tags_on_pay_pages", world("Campaign", everywhere))
    assert result.value == ["AdShoal on shop"]
    assert said(result) == "Where people type their card details there is: AdShoal on shop."


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        (_campaign(use="unknown"), ("tags", 0, "use")),
        (_campaign(load="unknown"), ("tags", 0, "load")),
        (_campaign({"name": "shop", "payment": {"mode": "unknown"}}, load="gtm"), ("pages", 0, "payment", "mode")),
    ],
)
def test_open_answers_are_asked_for(fields: Fields, asks: tuple[str | int, ...]) -> None:
    result = fact("tags_on_pay_pages", world("Campaign", fields))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def _form(category: str | None, **page: Value) -> Fields:
    field: Fields = {"name": "card"} if category is None else {"name": "card", "category": category}
    return {"pages": [{"name": "survey", "form": {"fields": [field]}, **page}]}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (_form("user.financial.credit_card"), ["card on survey"]),
        (_form("user.contact.email"), []),
        (_form(None), []),  # another rule asks for it
        (_form("user.financial.credit_card", payment={"mode": "our_form"}), []),
        (_form("user.financial.credit_card", payment={"mode": "redirect"}), ["card on survey"]),
        ({"pages": [{"name": "survey"}]}, []),
    ],
)
def test_form_fields_that_ask_for_a_card(fields: Fields, found: list[str]) -> None:
    assert value("card_fields_in_forms", world("Campaign", fields)) == found


def test_a_card_field_points_to_its_place() -> None:
    result = fact("card_fields_in_forms", world("Campaign", _form("user.financial.credit_card")))
    assert result.about == (("pages", 0, "form", "fields", 0, "category"),)
    assert said(result) == "These form fields ask for a card number: card on survey."


def test_a_card_field_on_a_page_with_an_open_way_of_paying_asks_for_it() -> None:
    given = world("Campaign", _form("user.financial.credit_card", payment={"mode": "unknown"}))
    assert fact("card_fields_in_forms", given).asks == ("pages", 0, "payment", "mode")
