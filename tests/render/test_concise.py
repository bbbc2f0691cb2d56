"""One line for each thing found, which editors and grep can take apart."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from guardrails.model.problem import Problem
from guardrails.render.concise import answer
from tests.explain.situations import WORKED, Case, busy_day, hostile, report
from tests.render.finished import CANARY, NASTY, everywhere, told_of

LINE = re.compile(r"^(.+?):(\d+):(\d+): (\w+) (\S+) (.+)$")
LEVELS = {"block", "warn", "advise", "unchecked", "waived"}


def test_a_busy_day(golden: Callable[[str, str], None]) -> None:
    golden("formats/busy.concise", answer(told_of(busy_day())))


@pytest.mark.parametrize("name", WORKED)
def test_every_line_but_the_counts_can_be_taken_apart(name: str) -> None:
    case = WORKED[name]
    lines = answer(told_of(case)).splitlines()
    counts = 2 if case.report.manifests else 1
    found = [LINE.match(line) for line in lines]
    assert all(found[:-counts])
    assert not any(found[-counts:])
    assert {match[4] for match in found if match} <= LEVELS


def test_paths_start_where_the_reader_stands_and_places_are_in_order() -> None:
    lines = answer(told_of(busy_day(), folder="examples/")).splitlines()
    places = [(m[1], int(m[2]), int(m[3])) for m in map(LINE.match, lines) if m]
    assert places == sorted(places)
    assert {path for path, _, _ in places} == {
        "examples/tools/brightmailer.yaml",
        "examples/campaigns/spring.yaml",
        "examples/tools/tabbed.yaml",
    }


def test_what_stands_in_no_file_has_a_place_all_the_same() -> None:
    case = Case({}, report((), (Problem("nothing-matched", "", slots={"paths": "x"}, area="nothing"),)))
    first = LINE.match(answer(told_of(case)).splitlines()[0])
    assert first
    assert first.group(1, 2, 3, 4, 5) == (".", "1", "1", "unchecked", "nothing-matched")


@pytest.mark.parametrize("text", NASTY)
def test_a_hostile_text_stays_in_its_line(text: str) -> None:
    told = everywhere(text)
    lines = answer(told).splitlines()
    assert len(lines) == 6 + 2
    for line in lines[:6]:
        found = LINE.match(line)
        assert found
        assert found[4] in LEVELS
        assert found.group(2, 3) == ("3", "5")
    _assert_plain("\n".join(lines))
    _assert_plain(answer(told_of(hostile(text.replace("'", "")))))


def _assert_plain(text: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]|##[\w.]*\[|^\s*::", text, re.MULTILINE)
    assert "AKIAIOSFODNN7EXAMPLE" not in text
    assert CANARY not in text
