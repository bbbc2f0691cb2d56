"""The catalogue is complete, its words are plain, and a value can only ever be shown, never read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.explain.catalogue_en import SENTENCES
from guardrails.explain.grammar import clause
from guardrails.explain.sentences import CatalogueError, catalogue, fill, knows, say, sentence, slots_in
from guardrails.language.operators import OPERATORS

EVERY_OPERATOR = sorted([*OPERATORS, "refers_to", "not_refers_to"])


@pytest.mark.parametrize("operator", EVERY_OPERATOR)
def test_every_operator_says_what_is_needed_and_what_was_found(operator: str) -> None:
    assert knows(f"need.{operator}")
    assert knows(f"found.{operator}")


@pytest.mark.parametrize("id", sorted(i for i in SENTENCES if i.startswith(("found.", "holds.", "because.at", "by."))))
def test_clauses_can_start_a_sentence_and_stand_inside_one(id: str) -> None:
    assert not SENTENCES[id][0].isupper()
    assert not SENTENCES[id].endswith(".")


def test_every_catalogue_is_merged_and_no_id_stands_twice() -> None:
    assert catalogue().keys() >= SENTENCES.keys()
    assert any(id.startswith("fact.") for id in catalogue())


def test_a_slot_without_a_value_is_our_own_fault() -> None:
    with pytest.raises(CatalogueError):
        fill("{nobody}", {})
    with pytest.raises(CatalogueError):
        say("no.such.id")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("{{7*7}}", "{{7*7}}"),
        ("{label}", "{label}"),
        ("\x1b[31mred", "\\u{1B}[31mred"),
        ("a\u202eb", "a\\u{202E}b"),
        ("two\nlines", "two\\u{A}lines"),
        (r"\1 \g<0>", r"\1 \g<0>"),
    ],
)
def test_hostile_values_are_shown_literally(value: str, shown: str) -> None:
    assert fill("It is {found}.", {"found": value, "label": "filled twice"}) == f"It is {shown}."


@given(st.text())
def test_values_are_never_read_as_templates(value: str) -> None:
    assert fill("{a}{b}", {"a": value, "b": ""}) == fill("{a}", {"a": value})
    assert "second" not in fill("{a}", {"a": "{b}", "b": "second"})


def test_slots_are_found_by_name() -> None:
    assert list(slots_in("{param.leak-hours} and {title}")) == ["param.leak-hours", "title"]


def test_a_sentence_becomes_a_clause_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clause("because.unclear") == "we can't tell yet whether this concerns you"
    assert sentence("the price is 5") == "The price is 5."
