"""The ledger of corrections is true: what it names is there, every number has its line, and every line says what became of it."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tests.policies.files import ROOT, rows, rules

LEDGER = (ROOT / "docs/corrections.md").read_text("utf-8")
STATES = ("Built", "Words", "Data", "Not built")
# Rows of the check of technical texts whose claim was wrong, too wide or out of date.
CORRECTED = (2, 5, 8, 11, 13, 15, 18, 24, 25, 27, 29, 31, 36, 38, 43, 46, 55, 57, 60, 63, 65, 67, 68, 73, 74, 75, 76, 78, 81)
_RULE = re.compile(r"`([a-z]+/[a-z0-9-]+)`((?:,? ?(?:–)? “[^”]+”)*)")
_FILE = re.compile(r"`([\w./-]+\.(?:yaml|md))`")
_TITLE = re.compile(r"“([^”]+)”")


class Line(NamedTuple):
    """One line of the ledger."""

    check: str
    numbers: tuple[str, ...]
    what: str
    became: str

    @property
    def state(self) -> str:
        found = re.match(r"\*\*([^*:]+):\*\* ", self.became)
        return found[1] if found else ""

    @property
    def named(self) -> list[tuple[str, list[str]]]:
        """The rules that are named, each with the titles of examples behind it."""
        return [(rule, _TITLE.findall(titles)) for rule, titles in _RULE.findall(self.became)]


def _lines() -> list[Line]:
    found, check = [], ""
    for text in LEDGER.splitlines():
        check = text.removeprefix("## ") if text.startswith("## ") else check
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if text.startswith("| ") and len(cells) == 3 and cells[0][0].isdigit():
            found.append(Line(check, tuple(cells[0].split(", ")), cells[1], cells[2]))
    return found


LINES = _lines()


def numbers(check: str) -> set[str]:
    return {number for line in LINES if line.check == check for number in line.numbers}


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.check[13:18]}-{line.numbers[0]}-{line.state}")
def test_what_a_line_names_is_there(line: Line) -> None:
    assert line.state in STATES, line
    for rule, titles in line.named:
        assert rule in rules(), rule
        shown = {str(example["title"]) for example in rows(rules()[rule], "examples")}
        assert set(titles) <= shown, rule
    for file in _FILE.findall(line.became):
        assert (ROOT / file).is_file(), file
    if line.state == "Built":
        assert line.named
        assert all(titles for _, titles in line.named), line
    if line.state == "Words":
        assert line.named
    if line.state == "Data":
        assert _FILE.search(line.became)
    if line.state == "Not built":
        assert len(line.became) > len("**Not built:** ") + 20


def test_every_correction_of_a_law_has_a_line() -> None:
    assert numbers("Our check of legal texts") == {f"2.{n}" for n in range(1, 19)} | {"3", "4"}


def test_every_correction_of_a_technical_claim_has_a_line() -> None:
    found = numbers("Our check of technical texts")
    assert {f"2.{n}" for n in range(1, 26)} <= found
    assert {f"1.{n}" for n in CORRECTED} <= found
    assert "3" in found


def test_no_line_says_the_same_twice() -> None:
    assert len({(line.check, line.numbers, line.became) for line in LINES}) == len(LINES)
