"""A sum with a point for thousands is asked about: as YAML has it, it is a thousand times too small."""

from __future__ import annotations

import pytest

from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.judge.manifests import Checker, read_quickly, reading_of
from tests.cli.workspaces import ROOT

CHECKER = Checker(ParsedSchemas(shipped_schema_texts()))
TOOL = (ROOT / "policies" / "base" / "tool.yaml").read_text()
COST = "  licence_year: 18000"


def asked(written: str, field: str = "licence_year") -> list[dict[str, str]]:
    assert TOOL.count(COST) == 1
    data = TOOL.replace(COST, f"  {field}: {written}").encode()
    reading = reading_of("tool.yaml", data, CHECKER)
    assert (read_quickly(data, CHECKER) is not None) <= (reading.problems == ())
    assert {problem.id for problem in reading.problems} <= {"field-thousands"}
    return [dict(problem.slots) for problem in reading.problems]


@pytest.mark.parametrize(
    ("written", "whole", "small"),
    [
        ("4.500", "4500", "4.50"),
        ("18.000", "18000", "18.00"),
        ("999.995 # net", "999995", "999.9950"),
        ("1.234", "1234", "1.2340"),
    ],
)
def test_both_readings_are_offered_and_each_can_be_written(written: str, whole: str, small: str) -> None:
    [slots] = asked(written)
    assert (slots["found"], slots["whole"], slots["small"]) == (written.split()[0], whole, small)
    assert asked(whole) == asked(small) == []
    assert float(small) == float(slots["found"])


@pytest.mark.parametrize("written", ["4500", "4500.5", "4.5", "0.500", "4500.000", "4.5e3", "unknown", "4.50"])
def test_what_can_be_read_in_one_way_is_not_asked_about(written: str) -> None:
    assert asked(written) == []


def test_only_sums_of_money_have_thousands() -> None:
    data = TOOL.replace("uptime_pct: 99.9", "uptime_pct: 99.995").encode()
    assert b"99.995" in data
    assert reading_of("tool.yaml", data, CHECKER).problems == ()


def test_in_brackets_and_in_a_later_document_too() -> None:
    sparrow = (ROOT / "examples" / "tools" / "seminarswan.yaml").read_text()
    assert sparrow.count("licence_year: 4800,") == 1
    data = f"{TOOL}\n---\n{sparrow.replace('licence_year: 4800,', 'licence_year: 4.800,')}".encode()
    [problem] = reading_of("two.yaml", data, CHECKER).problems
    assert (problem.spot.document, problem.spot.path, problem.slots["whole"]) == (1, ("cost", "licence_year"), "4800")


def test_it_is_asked_together_with_whatever_else_is_the_matter() -> None:
    data = TOOL.replace(COST, "  licence_year: 4.500").replace("product: ", "prodct: ", 1).encode()
    found = [problem.id for problem in reading_of("tool.yaml", data, CHECKER).problems]
    assert sorted(found) == ["field-thousands", "field-unknown"]
