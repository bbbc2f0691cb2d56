"""Signs of risk, forms that ask too much, data kept too long, and tools that advertise."""

from __future__ import annotations

import pytest

from guardrails.model.value import Fields, Gap, Path
from guardrails.text.values import Value

from .worlds import ORGANISATION, changed, fact, said, tool, value, world

CALM: Fields = {
    "category": "crm",
    "product": "CalmCRM",
    "data": {"buckets": ["contact_details"], "uses": [{"use": "sales"}]},
    "audience": {"type": "business", "size": "1k_10k", "min_age": 18},
    "privacy": {"identifies_visitors": "none"},
    "ai": {"used": False},
}


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({}, []),
        ({"data.buckets": ["sensitive"]}, ["private details"]),
        ({"data.buckets": ["children"]}, ["children, patients or staff"]),
        ({"audience.size": "gt250k"}, ["50,000 people or more"]),
        ({"audience.type": "employees"}, ["children, patients or staff"]),
        ({"audience.min_age": 15}, ["children, patients or staff"]),
        ({"category": "session_replay"}, ["watching visitors"]),
        ({"privacy.identifies_visitors": "person"}, ["watching visitors"]),
        ({"category": "data_enrichment"}, ["data from several sources"]),
        ({"data.uses": [{"use": "marketing.advertising.profiling"}]}, ["profiles of people"]),
        ({"data.uses": [{"use": "essential.fraud_detection"}]}, ["refusing people a service"]),
        ({"data.uses": [{"use": "sales", "source": "purchased"}]}, ["data from several sources"]),
        ({"ai": {"used": True, "decides_about_people": "no"}}, ["new technology such as AI"]),
        (
            {"ai": {"used": True, "decides_about_people": "yes"}},
            ["decisions by a machine", "new technology such as AI"],
        ),
        (
            {"data.buckets": ["precise_location"], "audience.size": "50k_250k"},
            ["private details", "50,000 people or more"],
        ),
    ],
)
def test_the_nine_signs(changes: Fields, signs: list[str]) -> None:
    result = fact("dpia_signs", world("Tool", changed(CALM, changes)))
    assert result.value == signs


def test_a_campaign_shows_signs_through_its_tags_and_lists() -> None:
    owl = tool("whoisowl", product="WhoIsOwl", category="visitor_identification")
    fields = changed(
        CALM,
        {
            "tags": [{"product": "WhoIsOwl", "use": "analytics"}],
            "audiences": [{"name": "a", "source": "partner"}],
            "pages": [{"name": "p", "topic_sensitive": "health"}],
        },
    )
    assert value("dpia_signs", world("Campaign", fields, inventory=[owl])) == [
        "watching visitors",
        "private details",
        "data from several sources",
    ]


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"audience": None}, ("audience",)),
        ({"audience.size": "unknown"}, ("audience", "size")),
        ({"audience.size": "unknown", "ai.used": "unknown"}, ("audience", "size")),
        ({"audience.size": "gt250k", "ai": None}, ("ai",)),
        ({"audience.size": "gt250k", "data.uses": None}, ("data", "uses")),
        ({"audience.size": "gt250k", "data.buckets": "unknown"}, ("data", "buckets")),
    ],
)
def test_it_asks_only_while_the_answer_matters(changes: Fields, asks: Path) -> None:
    result = fact("dpia_signs", world("Tool", changed(CALM, changes)))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def test_two_signs_are_enough() -> None:
    fields: Fields = {"data": {"buckets": ["sensitive", "children"]}}
    result = fact("dpia_signs", world("Tool", fields))
    assert result.value == ["private details", "children, patients or staff"]
    assert said(result) == ("Together these 2 signs call for a written risk check: private details, children, patients or staff.")


def page(purpose: str | None, *rows: tuple[str, str | None, bool | None]) -> Fields:
    fields: list[Value] = []
    for name, category, required in rows:
        row: Fields = {"name": name}
        row |= {} if category is None else {"category": category}
        row |= {} if required is None else {"required": required}
        fields.append(row)
    form: Fields = {"fields": fields}
    if purpose:
        form["purpose"] = purpose
    return {"pages": [{"name": "start"}, {"name": "entry", "form": form}]}


EMAIL = ("email", "user.contact.email", True)
BIRTH = ("date of birth", "user.demographic.date_of_birth", True)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"pages": "none"}, []),
        (page("newsletter", EMAIL), []),
        (
            page("newsletter", EMAIL, BIRTH, ("phone", "user.contact.phone_number", True)),
            ["date of birth", "phone"],
        ),
        (page("newsletter", EMAIL, ("phone", "user.contact.phone_number", False)), []),
        (
            page(
                "delivery",
                ("first", "user.name.first", True),
                ("street", "user.contact.address.street", True),
            ),
            [],
        ),
        (page("other", BIRTH), []),
        (page("newsletter", ("terms", "none", True)), []),
        (page("newsletter", BIRTH, ("x", None, True)), ["date of birth"]),
        (page(None), []),
    ],
)
def test_required_fields_nobody_needs(fields: Fields, found: list[str]) -> None:
    assert value("unneeded_form_fields", world("Campaign", fields)) == found


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        (page(None, EMAIL), ("pages", 1, "form", "purpose")),
        (page("newsletter", ("x", None, True)), ("pages", 1, "form", "fields", 0, "category")),
        (page("newsletter", EMAIL, ("x", "user.name", None)), ("pages", 1, "form", "fields", 1, "required")),
    ],
)
def test_a_form_that_cannot_be_judged_yet(fields: Fields, asks: Path) -> None:
    result = fact("unneeded_form_fields", world("Campaign", fields))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def test_the_form_in_words() -> None:
    result = fact("unneeded_form_fields", world("Campaign", page("newsletter", EMAIL, BIRTH)))
    assert said(result) == "A form of this kind (newsletter) works without these fields: date of birth."
    assert result.about == (("pages", 1, "form", "fields", 1),)


def test_without_needs_no_form_is_judged() -> None:
    org = changed(ORGANISATION, {"form_needs": []})
    assert value("unneeded_form_fields", world("Campaign", page("newsletter", BIRTH), organisation=org)) == []


@pytest.mark.parametrize(
    ("uses", "found"),
    [
        ([{"use": "analytics", "retention_days": 425}], []),
        ([{"use": "analytics", "retention_days": 426}], ["analytics"]),
        ([{"use": "analytics.reporting", "retention_days": 426}], ["analytics.reporting"]),
        ([{"use": "analytics.reporting.system", "retention_days": 31}], ["analytics.reporting.system"]),
        ([{"use": "sales", "retention_days": 9999}], []),
        ([{"use": "analyticsx", "retention_days": 9999}], []),
        ("none", []),
    ],
)
def test_kept_for_too_long(uses: Value, found: list[str]) -> None:
    assert value("uses_over_retention", world("Tool", {"data": {"uses": uses}})) == found


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({}, ("data",)),
        ({"data": {"uses": "unknown"}}, ("data", "uses")),
        ({"data": {"uses": [{"use": "sales"}, {"use": "analytics"}]}}, ("data", "uses", 1, "retention_days")),
    ],
)
def test_keeping_that_nobody_has_answered(fields: Fields, asks: Path) -> None:
    result = fact("uses_over_retention", world("Tool", fields))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)
    assert value("uses_over_retention", world("Tool", fields, organisation={})) == []


def test_keeping_in_words() -> None:
    fields: Fields = {"data": {"uses": [{"use": "analytics", "retention_days": 800}]}}
    assert said(fact("uses_over_retention", world("Tool", fields))) == (
        "Kept longer than our limit: analytics 800 days (limit 425)."
    )


SHOAL = tool("adshoal", product="AdShoal Pixel", category="ad_pixel")
FOX = tool("replayfox", product="ReplayFox", category="session_replay")
COUNT = tool("countup", product="CountUp", category="analytics")
INVENTORY = [SHOAL, FOX, COUNT]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"tags": "none", "tools": "none"}, []),
        ({"tags": [{"product": "ADSHOAL", "use": "analytics"}]}, ["ADSHOAL"]),
        ({"tags": [{"product": "adshoal pixel"}]}, ["adshoal pixel"]),
        ({"tags": [{"product": "CountUp", "use": "analytics"}]}, []),
        ({"tags": [{"product": "CountUp", "use": "analytics.reporting.ad_performance"}]}, ["CountUp"]),
        ({"tags": [{"product": "X", "use": "marketing.advertising.serving"}]}, ["X"]),
        ({"tools": ["adshoal", "countup", "who-knows"]}, ["AdShoal Pixel"]),
        ({"tools": ["audiencedeck"]}, ["audiencedeck"]),
        ({"tags": [{"product": "AdShoal Pixel"}], "tools": ["adshoal"]}, ["AdShoal Pixel"]),
    ],
)
def test_tools_that_advertise(fields: Fields, found: list[str]) -> None:
    assert value("ad_tools", world("Campaign", fields, inventory=INVENTORY)) == found


def test_a_tag_without_a_use_is_asked_about() -> None:
    result = fact("ad_tools", world("Campaign", {"tags": [{"product": "X"}]}))
    assert (result.value, result.asks) == (Gap.UNANSWERED, ("tags", 0, "use"))


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"category": "ad_pixel", "product": "AdShoal Pixel"}, ["AdShoal Pixel"]),
        ({"category": "crm", "product": "C", "data": {"uses": [{"use": "marketing.advertising"}]}}, ["C"]),
        ({"category": "crm", "product": "C"}, []),
    ],
)
def test_a_tool_speaks_for_itself(fields: Fields, found: list[str]) -> None:
    assert value("ad_tools", world("Tool", fields)) == found
    assert fact("ad_tools", world("Tool", {})).asks == ("category",)


CHECKER: Fields = {"name": "checker", "topic_sensitive": "health"}
ENTRY: Fields = {"name": "entry", "topic_sensitive": "none"}


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ({"product": "adshoal"}, ["adshoal on checker"]),
        ({"product": "adshoal", "pages": ["entry"]}, []),
        ({"product": "adshoal", "pages": ["checker"]}, ["adshoal on checker"]),
        ({"product": "ReplayFox", "use": "analytics"}, ["ReplayFox on checker"]),
        ({"product": "CountUp", "use": "analytics"}, []),
        ({"product": "CountUp", "use": "marketing.advertising"}, ["CountUp on checker"]),
    ],
)
def test_ads_on_private_pages(tag: Fields, found: list[str]) -> None:
    fields: Fields = {"pages": [ENTRY, CHECKER], "tags": [tag]}
    assert value("ad_tools_on_private_pages", world("Campaign", fields, inventory=INVENTORY)) == found


@pytest.mark.parametrize(
    ("page_fields", "tag", "asks"),
    [
        ({"name": "p"}, {"product": "adshoal"}, ("pages", 0, "topic_sensitive")),
        (
            {"name": "p", "topic_sensitive": "unknown"},
            {"product": "adshoal"},
            ("pages", 0, "topic_sensitive"),
        ),
        (CHECKER, {"product": "X"}, ("tags", 0, "use")),
    ],
)
def test_private_pages_that_cannot_be_judged_yet(page_fields: Fields, tag: Fields, asks: Path) -> None:
    fields: Fields = {"pages": [page_fields], "tags": [tag]}
    result = fact("ad_tools_on_private_pages", world("Campaign", fields, inventory=INVENTORY))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def test_no_ads_no_questions_about_pages() -> None:
    fields: Fields = {"pages": [{"name": "p"}], "tags": [{"product": "CountUp", "use": "analytics"}]}
    assert value("ad_tools_on_private_pages", world("Campaign", fields, inventory=INVENTORY)) == []
    assert value("ad_tools_on_private_pages", world("Tool", {})) == []
