"""A new rule day by day: not told yet, announced, warning, blocking; and a group that goes first."""

from __future__ import annotations

import json

import pytest

from guardrails.cli.main import main
from tests.cli.workspaces import TOOL, Workspace
from tests.language.bundles import rule

ASKS = "require: {field: contract.dpa.status, is: signed}\n"
FIRST = "goes_first: {title: The shop team, when: {field: metadata.owner, is: mia.lopez@brand.example}, %s}"
DAYS = "announce: 2026-12-01, warn: 2027-01-04, block: 2027-03-01"
GROUP = ASKS + f"rollout: {{{DAYS}, {FIRST % 'warn: 2026-12-07, block: 2027-01-11'}}}"
OWNER = "owner: mia.lopez@brand.example"
SENT = TOOL.replace("status: signed", "status: sent", 1)


def told(work: Workspace, day: str, owner: str = OWNER) -> tuple[int, str]:
    """The exit code and the answer on a day, for a tool of this owner that does not meet the rule."""
    assert OWNER in SENT
    work.write("tools/sparrow.yaml", SENT.replace(OWNER, owner, 1))
    answer = work.check("--as-of", day)
    return answer.code, answer.told


@pytest.mark.parametrize(
    ("day", "code", "says"),
    [
        ("2026-12-01", 0, "Becomes a should fix on 4 Jan 2027, and a must fix on 1 Mar 2027 (in 90 days)."),
        ("2027-01-03", 0, "Becomes a should fix on 4 Jan 2027, and a must fix on 1 Mar 2027 (in 57 days)."),
        ("2027-01-04", 0, "Becomes a must fix on 1 Mar 2027 (in 56 days)."),
        ("2027-02-28", 0, "Becomes a must fix on 1 Mar 2027 (in 1 day)."),
        ("2027-03-01", 1, "Must fix"),
    ],
)
def test_every_answer_says_from_when(work: Workspace, day: str, code: int, says: str) -> None:
    work.pack(rule(ASKS + f"rollout: {{{DAYS}}}"))
    found, answer = told(work, day)
    assert found == code
    assert says in answer


def test_before_it_is_announced_a_rule_says_nothing(work: Workspace) -> None:
    work.pack(rule(ASKS + f"rollout: {{{DAYS}}}"))
    code, answer = told(work, "2026-11-30")
    assert (code, "is not good yet" in answer) == (0, False)
    assert main(["explain", "tools/sparrow.yaml", "--rule", "one/good", "--as-of", "2026-11-30"]) == 0
    assert "It is not announced before Tuesday 1 December 2026." in " ".join(work.capture.readouterr().out.split())


def test_a_rule_that_will_only_warn_says_from_when(work: Workspace) -> None:
    work.pack(rule(ASKS + "rollout: {warn: 2027-01-04}", severity="{live: warn, pilot: warn}"))
    assert "Becomes a should fix on 4 Jan 2027 (in 42 days)." in told(work, "2026-11-23")[1]


@pytest.mark.parametrize(
    ("day", "code", "says"),
    [
        ("2026-12-06", 0, "Becomes a should fix on 7 Dec 2026, and a must fix on 11 Jan 2027 (in 36 days)."),
        ("2026-12-07", 0, "Becomes a must fix on 11 Jan 2027 (in 35 days)."),
        ("2027-01-11", 1, "Must fix"),
        ("2027-02-28", 1, "Must fix"),
    ],
)
def test_a_group_goes_first_and_hears_when_the_others_follow(work: Workspace, day: str, code: int, says: str) -> None:
    work.pack(rule(GROUP))
    found, answer = told(work, day)
    assert found == code
    assert says in answer
    assert "The shop team goes first with this rule; all others follow on 1 Mar 2027." in answer
    code_of_others, others = told(work, day, "owner: al.roy@brand.example")
    assert code_of_others == 0
    assert "goes first" not in others


def test_once_all_are_there_nobody_goes_first_any_more(work: Workspace) -> None:
    work.pack(rule(GROUP))
    for owner in (OWNER, "owner: al.roy@brand.example"):
        code, answer = told(work, "2027-03-01", owner)
        assert (code, "goes first" in answer) == (1, False)


def test_leaving_out_who_owns_it_does_not_leave_the_group(work: Workspace) -> None:
    work.pack(rule(GROUP))
    work.write("tools/sparrow.yaml", SENT.replace(f"  {OWNER}\n", "", 1))
    answer = work.check("--as-of", "2027-01-11", "--format", "json")
    [manifest] = json.loads(answer.out)["manifests"]
    assert [(f["severity"], f["goes_first"], f["warns_from"], f["blocks_from"]) for f in manifest["findings"]] == [
        ("block", True, None, None)
    ]


def test_the_page_of_a_rule_tells_who_goes_first(work: Workspace) -> None:
    work.pack(rule(GROUP))
    assert main(["explain", "one/good"]) == 0
    page = " ".join(work.capture.readouterr().out.split())
    assert "Should fix from Monday 4 January 2027." in page
    assert "The shop team: should fix from Monday 7 December 2026, must fix from Monday 11 January 2027." in page
    assert "They go first, where" in page
