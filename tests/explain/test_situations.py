"""The eight situations of a marketer's day, from file to answer: all parts, short enough to be read, golden texts.

The tool and the campaign in tests/situations meet every rule; each situation changes one line of one of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

import guardrails
from guardrails.explain.briefing import brief
from guardrails.explain.explanation import Explanation
from guardrails.files.answering import context_of
from guardrails.render.plain import columns
from guardrails.render.style import Style
from guardrails.render.text import render
from guardrails.workshop.reading import grade, words

WORKSPACE = Path(__file__).parents[1] / "situations"
TODAY = date(2026, 11, 9)
LABELS = ("Why", "Fix", "Faster", "Ask", "When", "Note", "More")
TOOL, CAMPAIGN = "tools/brightmailer.yaml", "campaigns/spring.yaml"


class Situation(NamedTuple):
    """A file and the change in it. `waits`: the rules have not been asked, so there is no owner to name."""

    file: str
    good: str
    changed: str
    waits: bool = False


SITUATIONS = {
    "agreement": Situation(TOOL, "status: signed", "status: none"),
    "consent": Situation(CAMPAIGN, "fires: after_consent", "fires: before_consent"),
    "budget": Situation(TOOL, "licence_year: 1200", "licence_year: 1650"),
    "freeze": Situation(CAMPAIGN, "launch_at: 2026-12-08T10:00", "launch_at: 2026-11-27T17:30"),
    "sign-in": Situation(TOOL, "signin: oidc", "signin: password_only"),
    "tab": Situation(TOOL, "  signin: oidc", "\tsignin: oidc", waits=True),
    "twice": Situation(TOOL, "product: BrightMailer", "product: BrightMailer\nproduct: BrightMail", waits=True),
    "misspelt": Situation(TOOL, "criticality: medium", "criticalty: medium", waits=True),
}


class Told(NamedTuple):
    """What is said about a situation, and the whole answer on a terminal of 80 columns."""

    explanation: Explanation
    text: str

    @property
    def lines(self) -> list[str]:
        """The finding without blank lines, from its status word to where more is to be read."""
        _, status, rest = self.text.partition(self.explanation.status_text)
        told, more, last = (status + rest).partition("\n  More ")
        return [line for line in f"{told}{more}{last.splitlines()[0]}".splitlines() if line]

    @property
    def read(self) -> str:
        """What is read of it: neither labels, numbers of steps, file names, lines as typed nor commands to look further."""
        copied = re.compile(rf" +\d* \||  {re.escape(self.explanation.file)}, line|  More ")
        prose = [line for line in self.lines if not copied.match(line)]
        bare = (re.sub(rf"^ *(?:(?:{'|'.join(LABELS)}) +)?(?:\d\. )?", "", line) for line in prose)
        return " ".join(bare).removeprefix(self.explanation.status_text)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Told]:
    """The answers to all situations."""
    return {name: _answer(tmp_path_factory.mktemp(name), situation) for name, situation in SITUATIONS.items()}


def _answer(folder: Path, situation: Situation) -> Told:
    """The answer to the one file with its change, in a workspace of its own; nothing else is said."""
    shutil.copytree(WORKSPACE, folder, dirs_exist_ok=True)
    text = (folder / situation.file).read_text()
    assert text.count(situation.good) == 1
    (folder / situation.file).write_text(text.replace(situation.good, situation.changed))
    checked = guardrails.check((situation.file,), start=str(folder), today=TODAY)
    briefing = brief(checked.report, context_of(checked))
    said = [*briefing.problems, *(e for answer in briefing.manifests for e in answer.explanations)]
    assert len(said) == 1
    return Told(said[0], render(briefing, Style(80)))


def test_without_the_change_there_is_nothing_to_say() -> None:
    checked = guardrails.check(start=str(WORKSPACE), today=TODAY)
    assert checked.report.problems == ()
    assert {m.verdict for m in checked.report.manifests} == {"ready"}


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_looks_like_this(name: str, told: Mapping[str, Told], golden: Callable[[str, str], None]) -> None:
    golden(f"situations/{name}.txt", told[name].text)


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_told_in_all_its_parts(name: str, told: Mapping[str, Told]) -> None:
    explanation, lines = told[name].explanation, told[name].lines
    waits = SITUATIONS[name].waits
    assert lines[0] == f"{'Could not check' if waits else 'Must fix'}  {explanation.headline}"
    (excerpt,) = explanation.excerpts
    assert f"  {explanation.file}, line {explanation.line}" in lines
    marked = next(i for i, line in enumerate(lines) if line.startswith(f"{explanation.line:>5} |"))
    assert re.match(r" +\| +\^+", lines[marked + 1])
    assert explanation.what or excerpt.label, "what was found and what is needed"
    labels = [line[2:10].strip() for line in lines if re.match(r"  [A-Z]\w+ ", line)]
    given = {"Faster": explanation.faster, "When": explanation.when, "Note": waits}
    assert [label for label in labels if label in LABELS] == [label for label in LABELS if given.get(label, True)]
    assert explanation.faster or name == "twice", "only a person can tell which of two lines is right"
    assert waits or re.search(r", #ask-[\w-]+\. Usual answer: \w", explanation.ask)
    assert explanation.more.startswith("guardrails explain ")


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_short_enough_to_be_read(name: str, told: Mapping[str, Told]) -> None:
    assert len(told[name].lines) <= 14
    assert max(map(columns, told[name].text.splitlines())) <= 80
    assert 20 < len(words(told[name].read)) <= 95


@pytest.mark.parametrize("name", SITUATIONS)
def test_nine_years_of_school_are_enough_for_a_situation(name: str, told: Mapping[str, Told]) -> None:
    e = told[name].explanation
    found = grade([e.headline, *e.what, *e.why, *e.fix, e.faster, *e.notes], ["BrightMailer", "PixelTrack", "Spring launch"])
    assert found is not None or name in ("tab", "twice", "misspelt"), "enough words to grade"
    assert found is None or found <= 9
