"""The reading grade: syllables near enough, names left out, and hard texts told from plain ones."""

from __future__ import annotations

import pytest

from guardrails.workshop.reading import grade, graded, hardest, sentences, spoken, syllables, words

SYLLABLES = {
    "cat": 1, "make": 1, "makes": 1, "table": 2, "little": 2, "launch": 1, "customer": 3, "customers": 3, "people": 2,
    "agreement": 3, "signed": 1, "wanted": 2, "needed": 2, "closes": 2, "privacy": 3, "area": 3, "radio": 3, "security": 4,
    "idea": 3, "vendor": 2, "company": 3, "campaign": 2, "don't": 1, "nobody": 3, "answer": 2, "money": 2, "organisation": 5,
    "the": 1, "be": 1, "a": 1, "sign-in": 2, "2026": 1, "every": 2, "sales": 1, "pages": 2, "review": 2, "lose": 1,
    "addresses": 3, "quickly": 2, "violation": 4, "unauthorised": 4, "data": 2, "email": 2,
}  # fmt: skip
PLAIN = (
    "BrightMailer needs a signed data agreement",
    "It stores email and first names. A data agreement makes the vendor keep them safe.",
    "Without one, we carry the cost if they leak.",
    "Ask the vendor for their standard agreement.",
    "Send it to Legal to sign.",
)
HARD = (
    "Privileged mode is disallowed. The organisational configuration necessitates comprehensive verification.",
    "International transfer mechanisms prior to authorisation accompany contradictory contractual documentation.",
    "Responsibility for aforementioned applications remains with the accountable administrator notwithstanding exceptions.",
)


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_counts_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_most_words_of_a_longer_list_are_right() -> None:
    right = sum(syllables(word) == count for word, count in SYLLABLES.items())
    assert right >= 0.9 * len(SYLLABLES)


def test_what_is_copied_is_not_read() -> None:
    text = 'Set `contract.dpa.status` to "signed" in {title}, see https://a.example/x, #ask-it or sam@brand.example.'
    assert words(spoken(text, "")) == ["Set", "to", "in", "see", "or"]
    assert len(words(text)) == 11


def test_sentences_end_where_a_new_one_begins() -> None:
    assert sentences("One at 99.5 percent. Two, e.g. this one. Three") == ["One at 99.5 percent.", "Two, e.g. this one.", "Three"]
    assert sentences("") == []


def test_the_formula_is_flesch_and_kincaids() -> None:
    assert graded(100, 5, 150) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)


def test_plain_texts_read_easily_and_hard_ones_do_not() -> None:
    plain, hard = grade(PLAIN), grade(HARD)
    assert plain is not None
    assert plain < 5
    assert hard is not None
    assert hard > 16


def test_short_texts_have_no_grade() -> None:
    assert grade(["Sixteen interdisciplinary organisations."]) is None


def test_glossary_names_are_left_out() -> None:
    text = " ".join(["Ask about the internationalisation verification now."] * 8)
    with_names, without = grade([text], ["internationalisation verification"]), grade([text])
    assert with_names is not None
    assert without is not None
    assert with_names < without


def test_the_hardest_sentence_is_shown_as_written() -> None:
    easy = "We ask the team for a quick look at it."
    hard = "Organisational verification necessitates comprehensive documentation throughout."
    assert hardest([f"{easy} {hard}"]) == hard
