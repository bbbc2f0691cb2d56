"""The examples against the catalogue of the research behind them: 25 tools and eight stories, one code at a time."""

from __future__ import annotations

import re

import pytest

from tests.examples.foretold import ROOT, beyond, differences, expected, listed, mapping, open_findings, reports, waived

DECISIONS = ROOT / "docs/decisions.md"
HEADING = "## Where the examples differ from the catalogue"
LANES = {"red": "full-review", "amber": "light-review", "green": "self-serve"}
SEVERITIES = {"B": "block", "W": "warn", "A": "advise"}
CATALOGUE = {name: mapping(told["catalogue"]) for name, told in expected().items() if "catalogue" in told}
CODES = [(name, str(words)) for name, row in CATALOGUE.items() for words in listed(row["codes"])]
SENTENCE = re.compile(r"[A-Z][^.!?]*[.]")


def is_found(name: str, words: str) -> bool:
    """Whether "WEB-03 B" stands open for a manifest; without a letter any severity counts, "B/W" is either."""
    code, _, letters = words.partition(" ")
    allowed = {SEVERITIES[letter] for letter in letters.split("/")} if letters else set(SEVERITIES.values())
    return any(found == code and severity in allowed for found, severity in open_findings(name))


def lines_of_the_differences() -> list[str]:
    """What docs/decisions.md has to say, in the order of expected.yaml."""
    lines = []
    for name, row in CATALOGUE.items():
        for words, difference in differences(name).items():
            shown = f" Shown by `{difference.found_in}`." if difference.found_in else ""
            lines.append(f"- {row['as']}, `{name}`, without {words}: {difference.reason}{shown}")
        lines += [f"- {row['as']}, `{name}`, with {code}: {reason}" for code, reason in beyond(name).items()]
    return lines


def test_all_tools_and_stories_of_the_catalogue_are_there() -> None:
    named = sorted(str(row["as"]) for row in CATALOGUE.values())
    assert named == sorted([*(f"T{n}" for n in range(1, 26)), *(f"story {n}" for n in range(1, 9))])
    assert all(
        (reports()[name].manifest.kind == "Campaign") is str(row["as"]).startswith("story") for name, row in CATALOGUE.items()
    )


@pytest.mark.parametrize("name", [name for name, row in CATALOGUE.items() if "lane" in row])
def test_the_lane_is_that_of_the_catalogue(name: str) -> None:
    assert reports()[name].lane == LANES[str(CATALOGUE[name]["lane"])]


@pytest.mark.parametrize(("name", "words"), CODES)
def test_a_code_of_the_catalogue_is_found_or_argued(name: str, words: str) -> None:
    difference = differences(name).get(words)
    assert is_found(name, words) is (difference is None)
    if difference is not None and difference.found_in is not None:
        assert is_found(difference.found_in, words)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_nothing_else_is_found_unless_it_is_argued(name: str) -> None:
    foretold = {str(words).partition(" ")[0] for words in listed(CATALOGUE[name]["codes"])}
    found = {code for code, _ in open_findings(name)} | set(waived(name))
    assert found - foretold == set(beyond(name))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_each_argument_belongs_to_the_catalogue_and_is_one_sentence(name: str) -> None:
    assert set(differences(name)) <= {str(words) for words in listed(CATALOGUE[name]["codes"])}
    for reason in [*(d.reason for d in differences(name).values()), *beyond(name).values()]:
        assert SENTENCE.fullmatch(reason), reason


def test_the_decisions_repeat_the_arguments(request: pytest.FixtureRequest) -> None:
    text = DECISIONS.read_text("utf-8")
    section = text[text.index(HEADING) :]
    end = section.find("\n## ", 1)
    section = section if end < 0 else section[:end]
    written = [line for line in section.splitlines() if line.startswith("- ")]
    if request.config.getoption("--update-golden") and written != lines_of_the_differences():
        intro = section.partition("\n- ")[0].rstrip()
        DECISIONS.write_text(text.replace(section.rstrip(), "\n".join([intro, "", *lines_of_the_differences()])), "utf-8")
        written = lines_of_the_differences()
    assert written == lines_of_the_differences()
