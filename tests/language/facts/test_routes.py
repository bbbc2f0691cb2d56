"""Data that leaves its region: lists for each exporter, dated, and routes that count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.language.facts.world import World
from guardrails.model.value import Fields, Gap

from .worlds import ORGANISATION, TODAY, changed, fact, manifest, said, tool, value, vocabulary, world

BASE: Fields = {
    "data": {"buckets": ["contact_details"]},
    "audience": {"regions": ["EEA"]},
    "hosting": {"countries": ["DE"]},
}


def hosted(countries: list[str], regions: list[str], **transfer: object) -> Fields:
    changes: dict[str, object] = {"hosting.countries": countries, "audience.regions": regions}
    if transfer:
        changes["transfer"] = transfer
    return changed(BASE, changes)  # type: ignore[arg-type]


DPF_EU: Fields = {"mechanism": "dpf", "evidence": {"covers": ["eu_us"]}}
DPF_ALL: Fields = {"mechanism": "dpf", "evidence": {"covers": ["eu_us", "uk_extension", "swiss_us"]}}


@pytest.mark.parametrize(
    ("countries", "regions", "transfer", "found"),
    [
        (["DE", "NO", "RE", "AX"], ["EEA"], {}, []),
        (["GB", "CH", "JP", "CA", "KR", "BR"], ["EEA"], {}, []),
        (["US"], ["EEA"], {}, ["US"]),
        (["US"], ["US"], {}, []),
        (["IN", "DE", "CN"], ["EEA"], {}, ["IN", "CN"]),
        (["US"], ["EEA"], DPF_EU, []),
        (["US"], ["EEA"], {"mechanism": "dpf"}, ["US"]),
        (["US"], ["EEA", "UK"], DPF_EU, ["US"]),
        (["US"], ["CH"], DPF_EU, ["US"]),
        (["US"], ["EEA", "UK", "CH"], DPF_ALL, []),
        (["US"], ["GLOBAL"], DPF_ALL, []),
        (["US", "IN"], ["GLOBAL"], DPF_ALL, ["US", "IN"][1:]),
        (["IN"], ["EEA"], {"mechanism": "scc_2021"}, []),
        (["IN"], ["EEA", "CH"], {"mechanism": "scc_2021"}, []),
        (["IN"], ["EEA", "UK"], {"mechanism": "scc_2021"}, ["IN"]),
        (["IN"], ["EEA", "UK", "CH"], {"mechanism": "uk_addendum"}, []),
        (["IN"], ["UK"], {"mechanism": "uk_idta"}, []),
        (["IN"], ["EEA"], {"mechanism": "uk_idta"}, ["IN"]),
        (["IN"], ["EEA"], {"mechanism": "bcr"}, []),
        (["IN"], ["EEA"], {"mechanism": "art49_explicit_consent"}, ["IN"]),
        (["IN"], ["EEA"], {"mechanism": "not_needed"}, ["IN"]),
        (["IN"], ["EEA"], {"mechanism": "adequacy"}, ["IN"]),
        (["IN"], ["EEA"], {"mechanism": "unknown"}, ["IN"]),
        (["US"], ["EEA"], {"mechanism": "dpf", "fallback": "scc_2021"}, []),
        (["US"], ["EEA"], {"mechanism": "dpf", "fallback": "none"}, ["US"]),
        (["BR"], ["UK"], {}, ["BR"]),
        (["DE", "GB"], ["UK"], {}, []),
        (["DE", "CH", "GB"], ["CH"], {}, []),
        ([], ["EEA"], {}, []),
    ],
)
def test_which_countries_need_a_route(
    countries: list[str], regions: list[str], transfer: dict[str, object], found: list[str]
) -> None:
    assert value("countries_without_route", world("Tool", hosted(countries, regions, **transfer))) == found


@pytest.mark.parametrize(
    ("country", "today", "found"),
    [
        ("GB", date(2031, 12, 27), []),
        ("GB", date(2031, 12, 28), ["GB"]),
        ("BR", date(2026, 1, 27), ["BR"]),
        ("BR", date(2026, 1, 28), []),
    ],
)
def test_the_lists_are_dated(country: str, today: date, found: list[str]) -> None:
    assert value("countries_without_route", world("Tool", hosted([country], ["EEA"]), today=today)) == found


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"audience": None}, ("audience",)),
        ({"audience": {"type": "business"}}, ("audience", "regions")),
        ({"hosting": None}, ("hosting",)),
        ({"hosting.countries": "unknown"}, ("hosting", "countries")),
    ],
)
def test_what_is_missing_is_asked_for(changes: Fields, asks: tuple[str, ...]) -> None:
    result = fact("countries_without_route", world("Tool", changed(BASE, changes)))
    assert (result.value, result.asks) == (Gap.UNANSWERED, asks)


def test_without_details_about_people_nothing_is_asked() -> None:
    fields: Fields = {"data": {"buckets": ["anonymous_stats"]}}
    assert value("countries_without_route", world("Tool", fields)) == []


def test_without_a_list_nothing_passes() -> None:
    bare = World(manifest("Tool", BASE), ORGANISATION, {}, (), TODAY)
    result = fact("countries_without_route", bare)
    assert (result.value, result.asks) == (Gap.UNANSWERED, None)


def test_the_sentences() -> None:
    assert said(fact("countries_without_route", world("Tool", hosted(["US", "IN"], ["EEA", "UK"])))) == (
        "Data from EEA, UK goes to US, IN; it has no route yet."
    )
    assert said(fact("countries_without_route", world("Tool", hosted(["US"], ["EEA", "UK"], **DPF_EU)))) == (
        "The route dpf does not cover data from UK in US."
    )


def test_a_campaign_looks_at_its_tools() -> None:
    fox = tool("fox", product="ReplayFox", hosting={"countries": ["US"]}, transfer=DPF_EU)
    fields = changed(BASE, {"audience.regions": ["UK"], "tools": ["replayfox", "someone-else"], "hosting": None})
    assert value("countries_without_route", world("Campaign", fields, inventory=[fox])) == ["US"]
    assert value("countries_without_route", world("Campaign", fields)) == []


codes = sorted({"DE", "US", "IN", "CN", "GB", "CH", "JP", "BR", "GI", "RE", "ZA"})
mechanisms = ["dpf", "scc_2021", "bcr", "uk_idta", "uk_addendum", "art49_explicit_consent", "unknown"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(codes), unique=True),
    st.sampled_from(codes),
    st.lists(st.sampled_from(["EEA", "UK", "CH", "US", "GLOBAL"]), unique=True),
    st.sampled_from(mechanisms),
    st.lists(st.sampled_from(["eu_us", "uk_extension", "swiss_us"]), unique=True),
)
def test_one_more_country_never_shortens_the_list(
    countries: list[str], more: str, regions: list[str], mechanism: str, covers: list[str]
) -> None:
    transfer = {"mechanism": mechanism, "evidence": {"covers": covers}}
    before = value("countries_without_route", world("Tool", hosted(countries, regions, **transfer)))
    after = value("countries_without_route", world("Tool", hosted([*countries, more], regions, **transfer)))
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert set(before) <= set(after)


def test_the_starters_list_is_complete() -> None:
    entries = vocabulary()["regions"]["entries"]
    assert isinstance(entries, list)
    assert {"EEA", "UK", "CH"} <= {e["key"] for e in entries if isinstance(e, dict) and "adequate" in e}
