"""The text for a terminal: as laid out, within its width, and never a command for anybody's terminal or log."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from guardrails.explain.briefing import brief
from guardrails.explain.explanation import Briefing
from guardrails.model.problem import Problem
from guardrails.render.plain import columns
from guardrails.render.style import Style
from guardrails.render.text import render
from tests.explain.situations import HOSTILE, WORKED, Case, busy_day, hostile


def shown(case: Case, style: Style) -> str:
    return render(brief(case.report, case.context, style.full), style)


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize(("name", "colour", "unicode"), [("plain", False, True), ("colour", True, True), ("ascii", False, False)])
def test_a_busy_day(width: int, name: str, colour: bool, unicode: bool, golden: Callable[[str, str], None]) -> None:
    text = shown(busy_day(), Style(width, colour, unicode))
    golden(f"text/busy-{width}-{name}.txt", text)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert all(columns(line) <= width for line in bare.splitlines())
    assert unicode or text.isascii()


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_situations(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"text/{name}.txt", shown(WORKED[name], Style(80)))


@pytest.mark.parametrize("name", WORKED)
def test_a_finding_is_short_enough_to_be_read(name: str) -> None:
    text = shown(WORKED[name], Style(80))
    start = re.search(r"^(Must|Should|Could)", text, re.MULTILINE)
    assert start
    finding = text[start.start() : text.index("\nNext ")].partition("\n  Coming up ")[0]
    lines = [line for line in finding.splitlines() if line]
    assert len(lines) <= 14
    assert max(map(columns, lines)) <= 80
    read = [line for line in lines if not re.match(r" +\d* \||  More ", line)]
    assert len([word for word in " ".join(read).split() if re.search(r"\w", word)]) <= 95


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("full", [0, 5])
def test_a_hostile_value_is_plain_text(value: str, unicode: bool, full: int) -> None:
    text = shown(hostile(value), Style(60, False, unicode, full))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert "##[" not in text
    assert not re.search(r"##\w+\[", text)
    assert "AKIAIOSFODNN7EXAMPLE" not in text
    assert all(columns(line) <= 60 for line in text.splitlines())


def test_colour_marks_only_our_own_status_words() -> None:
    text = shown(busy_day(), Style(80, True))
    assert set(re.findall(r"\x1b\[[0-9;]+m([^\x1b]*)\x1b\[0m", text)) >= {
        "Must fix",
        "Could not check",
        "Ready",
    }
    assert "\x1b" not in shown(busy_day(), Style(80, False))


def test_the_worst_are_shown_in_full_and_the_rest_in_one_line_each() -> None:
    none, five, everything = (shown(busy_day(), Style(80, full=full)) for full in (0, 5, 99))
    assert none.count("  Fix ") == 0
    assert five.count("  Fix ") == 5
    assert everything.count("  Fix ") == 7 + 1
    assert none.index("Must fix") < none.index("Should fix")


def test_nothing_to_say_is_one_line() -> None:
    assert render(Briefing(("Nothing to fix, 3 fine",), (), (), (), ""), Style()) == "Nothing to fix, 3 fine\n"


def test_a_narrow_terminal_gets_sixty_columns() -> None:
    assert shown(busy_day(), Style(20)) == shown(busy_day(), Style(60))


def test_that_we_stopped_is_told_after_everything_that_it_speaks_of() -> None:
    made = WORKED["tab"]
    (tab,) = made.report.problems
    stopped = Problem("file-more-problems", tab.source, slots={"limit": "25"})
    case = Case(made.sources, made.report._replace(problems=(stopped, tab)))
    text = shown(case, Style(80))
    assert text.index("a tab") < text.index("We stopped after 25 things")
