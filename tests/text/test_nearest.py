"""The nearest known word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.text.nearest import distance, nearest

KNOWN = ["owner", "vendor", "retention_days", "retention", "title", "Mail Studio", "US", "UK"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("owner", "owner"),
        ("onwer", "owner"),
        ("ownr", "owner"),
        ("Owner", "owner"),
        ("vendr", "vendor"),
        ("retention-days", "retention_days"),
        ("retentionDays", "retention_days"),
        ("RETENTION DAYS", "retention_days"),
        ("retentoin_dyas", "retention_days"),
        ("mail studio", "Mail Studio"),
        ("MailStudio", "Mail Studio"),
        ("us", "US"),
        ("colour", None),
        ("", None),
        ("q", None),
        ("x", None),
        ("zzzzzz", None),
    ],
)
def test_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, KNOWN) == meant


def test_among_equals_the_first_in_the_alphabet_wins() -> None:
    assert nearest("cat", ["rat", "bat", "hat"]) == "bat"
    assert nearest("cat", ["hat", "bat", "rat"]) == "bat"


def test_the_exact_word_wins_over_its_other_clothes() -> None:
    assert nearest("us", ["US", "us", "Us"]) == "us"
    assert nearest("ab_c", ["abc", "AB_C"]) == "AB_C"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "abc", 0),
        ("ab", "ba", 1),
        ("abc", "acb", 1),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),
    ],
)
def test_distance_counts_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


WORDS = st.text(alphabet="abcA_- \u00e9", max_size=9)


@given(WORDS, WORDS)
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 5))
def test_a_limit_changes_only_what_lies_above_it(one: str, other: str, limit: int) -> None:
    exact, limited = distance(one, other), distance(one, other, limit)
    assert (limited == exact) if exact <= limit else (limited > limit)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_the_answer_is_known_and_does_not_depend_on_order(word: str, known: list[str]) -> None:
    answer = nearest(word, known)
    assert answer is None or answer in known
    assert answer == nearest(word, list(reversed(known)))
    assert nearest(word, [*known, word]) == word
