"""The tool of the same sort that we own."""

from __future__ import annotations

import pytest

from guardrails.model.manifest import Manifest
from guardrails.model.stage import Stage
from guardrails.model.value import Fields, Gap

from .worlds import fact, manifest, said, tool, value, world

ASKED: Fields = {"product": "MailMagpie", "category": "email_marketing"}
OWNER: Fields = {"owner": "mia.lopez@brand.example"}
SPARROW = tool("mailsparrow", product="MailSparrow", category="email_marketing", metadata=OWNER)
HERON = tool("mailheron", product="MailHeron", category="email_marketing")
COUNTER = tool("countup", product="CountUp", category="analytics")
ITSELF = tool("thing", product="MailMagpie 2", category="email_marketing")
SAME_PRODUCT = tool("magpie", product="mailmagpie", category="email_marketing")
LISTED: Fields = {
    "approved_products": [
        {"product": "MailMagpie", "category": "email_marketing"},
        {"product": "CountUp", "category": "analytics"},
        {"product": "PostPigeon", "category": "email_marketing", "owner": "CRM team", "contact": "crm-team@brand.example"},
        {"product": "MailSparrow", "category": "email_marketing"},
    ]
}


@pytest.mark.parametrize(
    ("organisation", "inventory", "found"),
    [
        (LISTED, [COUNTER, HERON, SPARROW], "MailSparrow (owner mia.lopez@brand.example)"),
        (LISTED, [COUNTER, HERON], "PostPigeon (owner crm-team@brand.example)"),
        ({}, [COUNTER, HERON], "MailHeron"),
        ({}, [COUNTER, ITSELF, SAME_PRODUCT], Gap.NOTHING),
        ({"approved_products": [{"product": "PostPigeon", "owner": "CRM team"}]}, [], Gap.NOTHING),
        (
            {"approved_products": [{"product": "PostPigeon", "category": "email_marketing", "owner": "CRM team"}]},
            [],
            "PostPigeon (owner CRM team)",
        ),
    ],
)
def test_the_tool_we_own(organisation: Fields, inventory: list[Manifest], found: object) -> None:
    assert value("tool_we_own", world("Tool", ASKED, organisation=organisation, inventory=inventory)) == found


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.LIVE])
def test_a_tool_that_is_not_in_use_is_none_we_own(stage: Stage) -> None:
    planned = manifest("Tool", {"product": "MailHeron", "category": "email_marketing"}, stage, "mailheron")
    assert value("tool_we_own", world("Tool", ASKED, organisation={}, inventory=[planned])) is Gap.NOTHING


def test_without_a_sort_there_is_nothing_to_compare() -> None:
    result = fact("tool_we_own", world("Tool", {"product": "MailMagpie"}, organisation=LISTED, inventory=[SPARROW]))
    assert (result.value, result.asks) == (Gap.UNANSWERED, ("category",))


def test_a_campaign_is_no_tool() -> None:
    assert value("tool_we_own", world("Campaign", ASKED, organisation=LISTED, inventory=[SPARROW])) is Gap.NOTHING


def test_the_tool_we_own_in_words() -> None:
    result = fact("tool_we_own", world("Tool", ASKED, organisation={}, inventory=[SPARROW]))
    assert said(result) == "For this sort of work we own MailSparrow (owner mia.lopez@brand.example)."
