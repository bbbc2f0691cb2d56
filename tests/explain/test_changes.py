"""The change in the answer: a diff only where the author is free to choose, one cause told once, misspelt names linked."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import guardrails
from guardrails.explain.briefing import brief
from guardrails.explain.explanation import Briefing, Explanation
from guardrails.files.answering import context_of
from guardrails.text.reader import read

WORKSPACE = Path(__file__).parents[1] / "situations"
TODAY = date(2026, 11, 9)
TOOL, CAMPAIGN = "tools/brightmailer.yaml", "campaigns/spring.yaml"
MORE = """\
  - id: {id}
    code: {code}
    title: {title}
    headline: "{{title}} is not there yet"
    applies_to: {kind}
    severity: {{pilot: block, live: block}}
    require: {require}
    why: {why}
    fix: [Change it.]
    sources: [{{title: A page, read: judgement}}]
    examples: [{{title: fine, expect: pass}}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(WORKSPACE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(folder: Path, file: str, good: str, changed: str) -> None:
    text = (folder / file).read_text()
    assert text.count(good) == 1
    (folder / file).write_text(text.replace(good, changed))


def add_rule(folder: Path, id: str, kind: str, require: str, title: str = "Another one", why: str = "It helps.") -> None:
    pack = folder / "rules/packs/everyday.yaml"
    words = {"id": id, "code": "DAY-06", "kind": kind, "require": require, "title": title, "why": why}
    pack.write_text(pack.read_text() + MORE.format(**words))


def briefing(folder: Path, file: str) -> Briefing:
    checked = guardrails.check((file,), start=str(folder), today=TODAY)
    return brief(checked.report, context_of(checked))


def told(folder: Path, file: str) -> list[Explanation]:
    said = briefing(folder, file)
    return [*said.problems, *(e for answer in said.manifests for e in answer.explanations)]


def test_what_the_author_is_free_to_set_comes_as_a_diff_that_applies(folder: Path) -> None:
    change(folder, CAMPAIGN, "launch_at: 2026-12-08T10:00", "launch_at: 2026-11-27T17:30   # before the holidays")
    [finding] = told(folder, CAMPAIGN)
    assert finding.change is not None
    assert finding.change.lines == (
        "@@ -12 +12 @@",
        "-  launch_at: 2026-11-27T17:30   # before the holidays",
        "+  launch_at: 2026-12-02T10:00   # before the holidays",
    )
    change(folder, CAMPAIGN, finding.change.lines[1][1:], finding.change.lines[2][1:])
    assert told(folder, CAMPAIGN) == []


def test_a_fact_about_the_world_is_never_offered_as_an_edit(folder: Path) -> None:
    change(folder, TOOL, "status: signed", "status: none")
    [finding] = told(folder, TOOL)
    assert finding.change is None
    assert finding.fix[-1] == "Set `contract.dpa.status` to `signed` once Legal confirms."


def test_where_no_step_names_the_place_it_says_where_to_record_what_was_done(folder: Path) -> None:
    add_rule(folder, "rest-is-locked", "Tool", "{field: security.encryption.rest, is: yes}")
    text = (folder / TOOL).read_text()
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "rest: yes" in one)
    change(folder, TOOL, "rest: yes", "rest: no")
    [finding] = told(folder, TOOL)
    assert finding.change is None
    assert finding.fix[-1] == f"When that is done, record it on line {line}: locked while resting."


def test_one_cause_behind_two_rules_is_told_once_with_both_reasons(folder: Path) -> None:
    again = "{field: contract.dpa.status, is_not: none}"
    add_rule(folder, "agreement-again", "Tool", again, "Law is kept", "Fines hurt. A lot.")
    change(folder, TOOL, "status: signed", "status: none")
    [finding] = told(folder, TOOL)
    assert finding.rules == ("everyday/signed-agreement", "everyday/agreement-again")
    assert finding.why[-1] == "Fines hurt."
    assert finding.notes[-1] == 'This also settles "Law is kept".'
    assert briefing(folder, TOOL).manifests[0].verdict_line == "Not yet: one thing to do"


def test_two_causes_stay_two_findings(folder: Path) -> None:
    change(folder, TOOL, "status: signed", "status: none")
    change(folder, TOOL, "signin: oidc", "signin: password_only")
    assert [len(e.rules) for e in told(folder, TOOL)] == [1, 1]


def test_of_a_count_it_says_which_entries_to_leave_out(folder: Path) -> None:
    add_rule(folder, "one-channel", "Campaign", "{count_of: tags, at_most: 0}")
    [finding] = told(folder, CAMPAIGN)
    assert finding.fix == ("Change it.", "Leaving out PixelTrack is enough.")
    assert finding.change is None


def test_a_rule_that_contradicts_itself_is_for_its_owner(folder: Path) -> None:
    both = "{all: [{field: criticality, is: high}, {field: criticality, is: low}]}"
    add_rule(folder, "both-at-once", "Tool", both)
    [finding] = told(folder, TOOL)
    assert finding.fix[-1].startswith("No answer in this file can meet this rule as it is written. Ask the Privacy team")


def test_a_value_that_a_rule_hides_is_in_no_diff(folder: Path) -> None:
    add_rule(folder, "hidden", "Tool", "{field: criticality, is: low}\n    hide_value: It may say who we are")
    [finding] = told(folder, TOOL)
    assert (finding.id, finding.change) == ("everyday/hidden", None)


def test_a_misspelt_name_says_what_it_hides(folder: Path) -> None:
    change(folder, TOOL, "    status: signed", "    staus: signed")
    [problem] = told(folder, TOOL)
    assert problem.notes[0] == 'This also settles "The data agreement is signed".'
    assert problem.faster == f"To have it typed for you, run:  guardrails fix {TOOL}"


def test_what_can_not_be_mended_for_sure_promises_nothing(folder: Path) -> None:
    change(folder, TOOL, "product: BrightMailer", "product: BrightMailer\nproduct: BrightMail")
    [problem] = told(folder, TOOL)
    assert problem.faster == ""


def test_a_diff_is_only_offered_for_the_text_that_was_judged(folder: Path) -> None:
    """A file in one long flow line can't be rewritten in lines that a reader can follow."""
    values, fault = read((folder / CAMPAIGN).read_bytes())
    assert fault is None
    (folder / CAMPAIGN).write_text(json.dumps(values[0]).replace("2026-12-08T10:00", "2026-11-27T17:30"))
    [finding] = told(folder, CAMPAIGN)
    assert finding.change is None or len(finding.change.lines) <= 6
