"""The words of the starter: every choice of a manifest has plain words, every list has a source, and lists agree with rules.

The keys of data categories, uses and subjects are held against the schemas in tests/schemas.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from guardrails.language.facts.routes import EXPORTERS, ROUTES
from guardrails.model.value import Fields
from tests.policies.files import ROOT, entries, everything, packs, rows, rules, texts, vocabularies
from tests.schemas.test_manifest_schemas import PLACES, SCHEMAS

DATES = ("day", "look_again", "checked", "from", "until")
OVERSEAS = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
COUNTRIES = set(SCHEMAS["shared.schema.json"]["definitions"]["country"]["enum"])
READ = {"official", "secondary", "memory", "judgement"}
CHOICES = [
    # kind, fields of the manifest, vocabulary, group
    ("tool", ["integrations[].method"], "integration-methods", "method"),
    ("tool", ["integrations[].direction"], "integration-methods", "direction"),
    ("tool", ["integrations[].auth"], "auth-methods", ""),
    ("tool", ["data.uses[].lawful_basis"], "lawful-bases", "lawful_basis"),
    ("tool", ["data.uses[].special_basis"], "lawful-bases", "special_ground"),
    ("tool", ["transfer.mechanism"], "transfer-mechanisms", ""),
    ("tool", ["security.evidence[].type"], "proofs", ""),
    ("tool", ["category"], "tool-categories", "category"),
    ("tool", ["metadata.stage"], "tool-categories", "stage"),
    ("tool", ["audience.regions"], "regions", ""),
    ("tool", ["data.uses[].use"], "data-uses", ""),
    ("campaign", ["tags[].consent_signals"], "consent-signals", "google"),
    ("campaign", ["email.permission", "sms.permission"], "email-permissions", ""),
]
PERMISSIONS = [
    # parameter of the messaging pack, field, region
    ("europe_permissions", "email.permission", "EEA"),
    ("europe_permissions", "email.permission", "UK"),
    ("europe_text_permissions", "sms.permission", "EEA"),
    ("europe_text_permissions", "sms.permission", "UK"),
    ("canada_permissions", "email.permission", "CA"),
    ("canada_text_permissions", "sms.permission", "CA"),
]


def offered(kind: str, path: str) -> set[str]:
    """What a field of a manifest can be; "unknown" is an answer and not a word."""
    (place,) = (p for p in PLACES[kind] if p.path == path)
    return {str(choice) for choice in _choices(place.node)} - {"unknown"}


def _choices(node: dict[str, Any]) -> list[str]:
    found = list(node.get("enum", [])) + (_choices(node["items"]) if "items" in node else [])
    for branch in node.get("anyOf", []):
        found += [] if set(branch.get("enum", ["a list"])) <= {"none", "unknown"} else _choices(branch)
    return found


def _day(text: object) -> date:
    assert isinstance(text, str)
    return date.fromisoformat(text)


def regions_of(entry: Fields) -> set[str]:
    """Where an entry holds."""
    return {str(row["region"]) for row in rows(entry, "holds_in")}


@pytest.mark.parametrize(("kind", "paths", "vocabulary", "group"), CHOICES)
def test_choices_and_words_are_the_same(kind: str, paths: list[str], vocabulary: str, group: str) -> None:
    assert set(entries(vocabulary, group)) == set().union(*(offered(kind, path) for path in paths))


@pytest.mark.parametrize("name", vocabularies())
def test_every_word_is_explained_once(name: str) -> None:
    listed = rows(vocabularies()[name], "entries")
    assert [key for key, n in Counter((e["key"], e.get("group")) for e in listed).items() if n > 1] == []
    for entry in listed:
        assert entry.get("title"), entry["key"]
        assert str(entry.get("plain", "")).endswith("."), entry["key"]


@pytest.mark.parametrize("name", vocabularies())
def test_every_list_says_where_it_comes_from(name: str) -> None:
    provenance = vocabularies()[name]["provenance"]
    assert isinstance(provenance, dict)
    assert provenance["source"]
    assert provenance["licence"]
    assert _day(provenance["checked"]) >= date(2026, 11, 1)


@pytest.mark.parametrize("name", vocabularies())
def test_every_date_is_one(name: str) -> None:
    for group in everything(vocabularies()[name]):
        days = {key: _day(group[key]) for key in DATES if key in group}
        if "from" in days and "until" in days:
            assert days["from"] < days["until"], group


def test_who_lent_us_words_is_named() -> None:
    """Keys under a licence that asks for credit: the credit line stands in the file, and NOTICE names file and holder."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    ours = re.compile(r"The licence of this project|Facts, collected by hand|Law texts are free to use")
    lent = {name: v["provenance"] for name, v in vocabularies().items() if not ours.match(str(_of(v, "licence")))}
    assert set(lent) == {"data-categories", "data-subjects", "data-uses", "consent-signals"}
    for name, provenance in lent.items():
        assert isinstance(provenance, dict)
        assert "Ethyca" in str(provenance["notice"])
        assert f"{name}.yaml" in notice
    assert "Ethyca" in notice
    assert "CC BY 4.0" in notice


def _of(vocabulary: Fields, key: str) -> object:
    provenance = vocabulary["provenance"]
    return provenance.get(key) if isinstance(provenance, dict) else None


def test_every_use_carries_what_follows_from_it() -> None:
    google, signals = set(entries("consent-signals", "google")), set(entries("consent-signals"))
    for key, use in entries("data-uses").items():
        assert use["consent"], key
        assert set(texts(use.get("google_signals"))) <= google, key
        assert set(texts(use.get("tcf"))) <= signals - google, key
        if key.startswith("marketing.advertising"):
            assert (use["consent"], use.get("google_signals") is None) == ("advertising", False), key


@pytest.mark.parametrize(
    ("purpose", "uses"),
    [
        ("SP1", {"essential.fraud_detection", "essential.service.security"}),
        ("P8", {"analytics.reporting.content_performance"}),
        ("P9", {"analytics.reporting.campaign_insights"}),
        ("P7", {"analytics.reporting.ad_performance"}),
    ],
)
def test_purposes_of_the_ad_industry_stand_at_the_right_use(purpose: str, uses: set[str]) -> None:
    assert {key for key, use in entries("data-uses").items() if purpose in texts(use.get("tcf"))} == uses


def test_measuring_ads_needs_both_ad_signals() -> None:
    use = entries("data-uses")["analytics.reporting.ad_performance"]
    assert set(texts(use["google_signals"])) == {"ad_storage", "ad_user_data"}


def adequate(region: str) -> dict[str, Fields]:
    return {str(line["country"]): line for line in rows(entries("regions")[region], "adequate")}


def test_three_exporters_have_three_dated_lists() -> None:
    assert {key for key, entry in entries("regions").items() if "adequate" in entry} == set(EXPORTERS)
    lists = [tuple(sorted(adequate(region))) for region in EXPORTERS]
    assert len(set(lists)) == len(EXPORTERS)
    for region in EXPORTERS:
        for country, line in adequate(region).items():
            assert country in COUNTRIES
            assert line["scope"], country
            assert _day(line["from"]), country


def test_the_eea_has_its_overseas_regions() -> None:
    home = set(texts(entries("regions")["EEA"]["countries"]))
    assert home > OVERSEAS
    assert len(home) == 30 + len(OVERSEAS)
    assert home <= set(adequate("UK"))


@pytest.mark.parametrize(
    ("region", "country", "scope", "needs"),
    [
        ("EEA", "US", "listed_firms", "eu_us"),
        ("UK", "US", "listed_firms", "uk_extension"),
        ("CH", "US", "listed_firms", "swiss_us"),
        ("EEA", "JP", "private_firms", None),
        ("UK", "JP", "private_firms", None),
        ("EEA", "CA", "commercial_firms", None),
        ("EEA", "BR", "all", None),
    ],
)
def test_a_yes_to_a_country_has_its_scope(region: str, country: str, scope: str, needs: str | None) -> None:
    line = adequate(region)[country]
    assert (line["scope"], line.get("needs")) == (scope, needs)


def test_what_was_not_seen_on_a_list_is_not_there() -> None:
    assert not {"BR", "FO"} & set(adequate("UK"))
    assert not {"BR", "JP", "KR"} & set(adequate("CH"))
    assert adequate("EEA")["GB"]["until"] == "2031-12-27"


def test_routes_are_those_that_the_fact_knows() -> None:
    mechanisms = entries("transfer-mechanisms")
    by_paper = {
        key: regions_of(mechanisms[key])
        for key in set(mechanisms) - {"adequacy", "dpf", "not_needed"}
        if regions_of(mechanisms[key])
    }
    assert by_paper == {key: set(regions) for key, regions in ROUTES.items()}
    assert regions_of(mechanisms["dpf"]) == regions_of(mechanisms["adequacy"]) == set(EXPORTERS)


def test_a_yes_to_one_transfer_is_never_for_every_day() -> None:
    mechanisms = entries("transfer-mechanisms")
    assert [key for key, entry in mechanisms.items() if entry["routine"] is not True] == ["art49_explicit_consent"]
    assert regions_of(mechanisms["art49_explicit_consent"]) == set()


def test_the_seventh_reason_is_for_the_uk_only() -> None:
    reasons = entries("lawful-bases", "lawful_basis")
    assert len(reasons) == 7
    assert {key: regions_of(entry) for key, entry in reasons.items() if regions_of(entry)} == {
        "recognised_legitimate_interests": {"UK"}
    }


@pytest.mark.parametrize(("parameter", "field", "region"), PERMISSIONS)
def test_permissions_are_those_that_the_rules_accept(parameter: str, field: str, region: str) -> None:
    parameters = packs()["messaging"]["parameters"]
    assert isinstance(parameters, dict)
    wanted = parameters[parameter]
    assert isinstance(wanted, dict)
    counts = {key for key, entry in entries("email-permissions").items() if region in regions_of(entry)}
    assert counts & offered("campaign", field) == set(texts(wanted["default"]))


def test_what_holds_somewhere_names_a_known_place() -> None:
    places = set(entries("regions")) | COUNTRIES
    for name in vocabularies():
        for entry in entries(name).values():
            assert regions_of(entry) <= places, entry["key"]
            assert {row["read"] for row in rows(entry, "holds_in")} <= READ


def test_every_stage_has_a_life_in_a_software_catalogue() -> None:
    lives = {key: entry["lifecycle"] for key, entry in entries("tool-categories", "stage").items()}
    assert [lives[s] for s in ("idea", "pilot", "live", "retiring")] == [
        "experimental",
        "experimental",
        "production",
        "deprecated",
    ]


def test_there_are_fifty_sorts_of_tools() -> None:
    assert len(entries("tool-categories", "category")) == 50


@pytest.mark.parametrize("key", entries("calendar"))
def test_a_change_to_come_says_when_what_and_which_rules(key: str) -> None:
    entry = entries("calendar")[key]
    assert ("day" in entry) != ("look_again" in entry)
    assert entry["read"] in READ
    assert entry["source"]
    assert _day(entry["checked"])
    assert set(texts(entry["rules"])) <= {str(rule["code"]) for rule in rules().values()}


def test_the_calendar_is_in_order() -> None:
    listed = rows(vocabularies()["calendar"], "entries")
    days = [str(entry["day"]) for entry in listed if "day" in entry]
    assert days == sorted(days)
    assert all("look_again" in entry for entry in listed[len(days) :])
