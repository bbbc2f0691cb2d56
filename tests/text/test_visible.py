"""No text reaches a reader with a character in it that nobody can see."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.text.clean import hidden, visible

KINDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Gr\u00fc\u00dfe \U0001f600", "Gr\u00fc\u00dfe \U0001f600"),
        ("\x1b[31mred", "\\u{1B}[31mred"),
        ("a\rb", "a\\u{D}b"),
        ("a\nb", "a\\u{A}b"),
        ("a\tb", "a\\u{9}b"),
        ("\x9b31m", "\\u{9B}31m"),
        ("\x1b]8;;https://x\x07", "\\u{1B}]8;;https://x\\u{7}"),
        ("\u202etxt", "\\u{202E}txt"),
        ("\ud800", "\\u{D800}"),
        ("\u2028", "\\u{2028}"),
        ("\U000e0041", "\\u{E0041}"),
        ("", ""),
        ("5\xa0EUR", "5\xa0EUR"),
    ],
)
def test_invisible_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_stay_when_lines_are_wanted() -> None:
    assert visible("a\nb\r\x1b", lines=True) == "a\nb\\u{D}\\u{1B}"


def test_every_character_is_either_shown_or_spelled_out() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        shown = visible(char)
        if unicodedata.category(char) in KINDS:
            assert shown == f"\\u{{{ord(char):X}}}"
        elif unicodedata.category(char)[0] not in "CM" and not hidden(char):
            assert shown == char


@given(st.text(st.characters(codec=None)), st.booleans())
def test_the_outcome_has_nothing_invisible_and_stays_as_it_is(text: str, lines: bool) -> None:
    shown = visible(text, lines=lines)
    assert not {unicodedata.category(char) for char in shown if not (lines and char == "\n")} & KINDS
    assert visible(shown, lines=lines) == shown
    shown.encode("utf-8")
