"""Keys and passwords in a manifest, and the last day for an agency's access."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.explain.secret_spans import masked
from guardrails.model.value import Fields, Gap, Path

from .worlds import fact, said, value, world

# Put together here, so that no search for keys stops at this file.
STRIPE = "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc"
STRIPE_NARROW = "rk_" + "live_4eC39HqLyjWDarjtT1zdp7dc"
CHAT = "xox" + "b-2048-8192-Zq3vR7bT1nLx9KdW"
CHAT_APP = "xapp" + "-1-A02B4C6D8-2048-9f8e7d6c5b4a3f2e1d0c"
SOCIAL = "EAA" + "CEdEose0cBA" + "Zq3vR7bT1nLx9KdW" * 7
BROWSER = "AIza" + "SyD4iE2xVSpkLLOXoyqT-RuPwURN3ddScAI"
CODE_HOST = "ghp" + "_" + "Zq3vR7bT1nLx9KdW" * 2 + "aB3d"
CLOUD = "AKIA" + "IOSFODNN7EXAMPLE"
PRIVATE = "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEow"
PASSWORD = "Hunter" + "2Hunter2"


@pytest.mark.parametrize("key", [STRIPE, STRIPE_NARROW, CHAT, CHAT_APP, SOCIAL, BROWSER, CODE_HOST, CLOUD, PRIVATE])
@pytest.mark.parametrize("around", ["{}", "It signs in with {}.", 'key="{}"', "https://api.example/?k={}&x=1"])
def test_a_key_is_found_wherever_it_stands(key: str, around: str) -> None:
    text = around.format(key)
    result = fact("secrets_in_file", world("Tool", {"integrations": [{"system": "crm", "why": text}]}))
    assert result.value == ["integrations.0.why"]
    assert result.about == (("integrations", 0, "why"),)
    assert said(result) == "What looks like a key or a password stands in: integrations.0.why."
    assert key not in str(result)


@pytest.mark.parametrize(
    "text",
    [
        f"https://watch:{PASSWORD}@status.example",
        f"password: {PASSWORD}",
        f'api_key = "{PASSWORD}"',
        f"the account, token:{PASSWORD}",
    ],
)
def test_a_password_is_found_and_is_one_that_reports_hide(text: str) -> None:
    assert value("secrets_in_file", world("Campaign", {"launch": {"monitoring": text}})) == ["launch.monitoring"]
    assert PASSWORD not in masked(text)


@pytest.mark.parametrize("key", [STRIPE, STRIPE_NARROW, CHAT, CHAT_APP, SOCIAL, BROWSER, CODE_HOST, CLOUD, PRIVATE])
def test_what_is_found_is_what_reports_hide(key: str) -> None:
    assert key not in masked(f"why: {key}")


@pytest.mark.parametrize(
    "text",
    [
        "The key lies in the company vault",
        "Keys that begin with sk_live_ go into the vault",
        "Password: ask Sam",
        "token: oauth2_client_credentials",
        "password: mia.Lopez2@brand.example",
        "-----BEGIN CERTIFICATE-----",
        "https://drive.example/d/1aBcD3fGhIjKlMnOpQrStUvWxYz012345",
        "https://status.example:8443/watch@night",
        "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
        "task_live_4eC39HqLyjWDarjtT1zdp7dc",
    ],
)
def test_words_and_links_are_no_keys(text: str) -> None:
    result = fact("secrets_in_file", world("Tool", {"fallback": text}))
    assert result.value == []
    assert said(result) == "No text looks like a key or a password."


def test_a_browser_key_may_stand_in_page_code_only() -> None:
    page: Fields = {"csp": BROWSER, "scripts": [{"src": f"https://maps.example/js?key={BROWSER}"}]}
    assert value("secrets_in_file", world("Campaign", {"pages": [page]})) == []
    page["name"] = BROWSER
    assert value("secrets_in_file", world("Campaign", {"pages": [page]})) == ["pages.0.name"]


def test_a_secret_as_a_key_is_not_told() -> None:
    result = fact("secrets_in_file", world("Tool", {"cost": {STRIPE: STRIPE}}))
    assert (result.value, result.about) == (["cost"], (("cost",),))


def test_no_more_than_twenty_places_are_named() -> None:
    result = fact("secrets_in_file", world("Tool", {"tools": [STRIPE] * 500}))
    assert isinstance(result.value, list)
    assert len(result.value) == 20


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert value("secrets_in_file", world("Tool", {"fallback": text})) in ([], ["fallback"])


@pytest.mark.parametrize(
    ("kind", "end", "last", "asks"),
    [
        ("Campaign", "2027-04-09", "2027-05-09", None),
        ("Campaign", "2026-12-31", "2027-01-30", None),
        ("Campaign", "9999-12-31", "9999-12-31", None),
        ("Campaign", None, Gap.UNANSWERED, ("dates", "end_at")),
        ("Campaign", "unknown", Gap.UNANSWERED, ("dates", "end_at")),
        ("Campaign", "soon", Gap.UNANSWERED, ("dates", "end_at")),
        ("Tool", "2027-04-09", Gap.NOTHING, None),
    ],
)
def test_agency_access_ends_thirty_days_after_the_campaign(
    kind: str, end: str | None, last: str | Gap, asks: Path | None
) -> None:
    dates: Fields = {"launch_at": "2027-03-10T10:00"}
    if end is not None:
        dates["end_at"] = end
    result = fact("last_agency_day", world(kind, {"dates": dates}))
    assert (result.value, result.asks) == (last, asks)


def test_the_last_agency_day_in_words() -> None:
    result = fact("last_agency_day", world("Campaign", {"dates": {"end_at": "2027-04-09"}}))
    assert said(result) == "The campaign ends on Friday 9 April; access is of use until Sunday 9 May."
