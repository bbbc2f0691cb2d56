"""Values, labels and secrets in words."""

from __future__ import annotations

import pytest

from guardrails.explain.counting import number
from guardrails.explain.discretion import masked as quickly_masked
from guardrails.explain.labels import is_plural, label, label_slots, question
from guardrails.explain.masking import stand_in
from guardrails.explain.plain_values import day_in_words, listed, plain
from guardrails.explain.secret_spans import masked, secrets
from guardrails.model.shape import Shape
from guardrails.model.value import Path
from guardrails.text.values import Value
from tests.explain.weighing import TOOL


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (9000, "", "9,000"),
        (9000, "EUR", "9,000 EUR"),
        (1, "hours", "1 hour"),
        (99.95, "percent", "99.95%"),
        (2.0, "", "2"),
        (-1234.5, "", "-1,234.5"),
        (10**29, "", "100,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_numbers(value: float, unit: str, words: str) -> None:
    assert number(value, unit) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-27", "Friday 27 November 2026"),
        ("2026-11-27T17:30", "Friday 27 November 2026, 17:30"),
        ("2026-02-30", ""),
        ("soon", ""),
    ],
)
def test_days(text: str, words: str) -> None:
    assert day_in_words(text) == words


def test_lists_name_five_and_count_the_rest() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert listed(list("abcdefgh"), "or") == "a, b, c, d, e and 3 more"
    assert listed([]) == "nothing"
    assert listed(["a"]) == "a"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        ("signed", "signed"),
        ("two words", '"two words"'),
        ("", "empty"),
        (None, "nothing"),
        (["a", "b"], "a and b"),
        ([{"system": "crm"}, {}], "crm and an entry without a name"),
        ({"a": 1}, "several answers"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_values(value: Value, words: str) -> None:
    assert plain(value, Shape("list", items=Shape("object", identifies="system"))) == words


@pytest.mark.parametrize(
    "secret",
    [
        "sk_" + "live_51HxJ2kLmNoPqRsTuVw",
        "AIza" + "SyD3x4mpl3K3yF0rT3st1ng0nly12345",
        "xoxb" + "-123456789012-abcdefABCDEF",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
    ],
)
def test_secrets_are_shown_as_a_beginning_and_a_length(secret: str) -> None:
    assert secrets(secret)
    assert plain(secret) == f"{secret[:2]}…({len(secret)} characters)"
    assert secret not in masked(f"token {secret} here")


@pytest.mark.parametrize(
    "word",
    [
        "brightmailer",
        "spring-launch-2026-newsletter-campaign",
        "GoogleAnalytics4MeasurementProtocol",
        "https://www.brand.example/campaigns/spring/landing-page.html",
        "approved_with_conditions",
        "oauth2_client_credentials",
        "mia.lopez@brand.example",
        "123e4567-e89b-12d3-a456-426614174000",
    ],
)
def test_ordinary_words_are_no_secrets(word: str) -> None:
    assert not secrets(word)


def test_what_must_stay_hidden_is_masked_whatever_it_looks_like() -> None:
    assert plain("hello", hide=True) == "…(5 characters)"
    assert stand_in("AKIAABCDEFGHIJKLMNOP") == "AK…(20 characters)"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("contract", "dpa", "status"), "data agreement status"),
        (("contract", "hours"), "leak notice time"),
        (("connections", 2, "auth"), "way to sign in"),
        (("connections", 2), "connections"),
        (("facts", "three_year_cost"), "cost over three years"),
        (("org", "blocked_vendors", "name"), "our stop list"),
        (("org", "max_retention"), "our max retention"),
    ],
)
def test_labels(path: Path, words: str) -> None:
    assert label(TOOL, path) == words


def test_the_question_comes_from_the_nearest_block_that_asks() -> None:
    assert question(TOOL, ("contract", "hours")) == "What does the contract say?"
    assert question(TOOL, ("contract", "dpa", "status")) == "Is the data agreement signed?"


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("kinds of information", True),
        ("people in the trial", True),
        ("teams asked", True),
        ("name and address", True),
        ("records a day", True),
        ("data agreement status", False),
        ("proof of security", False),
        ("moment it starts", False),
        ("what it touches", False),
        ("removing leavers", False),
        ("access", False),
    ],
)
def test_labels_agree_with_their_verbs(name: str, plural: bool) -> None:
    assert is_plural(name) is plural


def test_labels_that_are_questions_take_no_article() -> None:
    assert label_slots("what it touches")["place"] == "what it touches"
    assert label_slots("removing leavers")["place"] == 'the answer to "removing leavers"'
    assert label_slots("contract")["place"] == "the contract"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/some/long/words/in/a/path/that/goes/on/sk_" + "live_abcdef123456", "abcdef123456"),
        ("https://x.example/a.js?key=AIza" + "SyA1234567890abcdefghijk", "1234567890"),
        ("xapp" + "-1-A012B345-678901-abcdef", "A012B345"),
    ],
)
def test_a_key_inside_a_long_address_is_masked(text: str, key: str) -> None:
    assert key not in masked(text)
    assert key not in quickly_masked(text)
