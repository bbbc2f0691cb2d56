"""The action for a repository of rules: what it asks the tool, what it compares with, what it shows and how it ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.pull_requests import PullRequest, git, pull_request, write
from tests.actions.runner import IMPACT, Ran, obeyed, run_action
from tests.actions.stand_ins import Bench, bench_in, calls_of, gh_in
from tests.actions.test_check_step import HOSTILE

BASE = {"policies/bundle.yaml": "base", "sub/rules/bundle.yaml": "base"}
CHANGE = {"policies/bundle.yaml": "changed"}
PUSH = {"github.event_name": "push", "github.sha": "", "github.token": ""}
Run = Callable[..., Ran]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A stand-in for the installed tool."""
    return bench_in(tmp_path / "home")


@pytest.fixture
def merged(tmp_path: Path) -> PullRequest:
    """A pull request on rules, checked out as its merge commit at depth 2."""
    return pull_request(tmp_path / "git", BASE, CHANGE)


@pytest.fixture
def run(tmp_path: Path, bench: Bench) -> Run:
    """Run everything but the installation."""

    def run_it(
        checkout: Path, given: dict[str, str] | None = None, event: dict[str, str] = PUSH, env: dict[str, str] | None = None
    ) -> Ran:
        temp = tmp_path / "temp"
        temp.mkdir()
        return run_action(checkout, temp, given or {}, event, done={"install": bench.outputs}, env=env, file=IMPACT)

    return run_it


def asked(bench: Bench) -> list[list[str]]:
    """The commands in their order, without the file that the Markdown goes to."""
    return [[word if not word.startswith("markdown=") else "markdown" for word in call["arguments"][1:]] for call in bench.calls]


def test_a_pull_request_is_compared_with_its_base(run: Run, bench: Bench, merged: PullRequest) -> None:
    bench.told(diff={"markdown": "### old → new\n"})
    ran = run(merged.checkout, {"manifests": "workspaces/shop\n\nworkspaces/our news", "min-coverage": "90"}, merged.event)
    assert ran.code == 0, ran.log
    comparison = ["diff", "--format", "text", "--format", "markdown", "--manifests=workspaces/shop"]
    assert asked(bench) == [
        ["lint", "--", "policies"],
        ["test", "--min-coverage=90", "--", "policies"],
        [*comparison, "--manifests=workspaces/our news", "--", f"policies@{merged.base}", "policies"],
    ]
    assert ran.outputs == {"lint": "true", "tests": "true", "version-enough": "true", "exit-code": "0"}
    assert "### old → new" in ran.summary
    assert "Version number: enough." in ran.summary
    assert obeyed(ran.log) == []


@pytest.mark.parametrize(
    ("command", "output", "says"),
    [("lint", "lint", "need mending"), ("test", "tests", "as expected yet"), ("diff", "version-enough", "too small")],
)
def test_what_does_not_hold_yet_ends_with_1_and_is_shown(
    run: Run, bench: Bench, merged: PullRequest, command: str, output: str, says: str
) -> None:
    answer: dict[str, str | int] = {"code": 1, "says": "the whole answer", "markdown": "Make it 2.0.0.\n"}
    bench.told(**{command: answer})
    ran = run(merged.checkout, event=merged.event)
    assert ran.code == 1
    assert ran.outputs[output] == "false"
    assert ran.outputs["exit-code"] == "1"
    assert [others for name, others in ran.outputs.items() if name not in (output, "exit-code")] == ["true", "true"]
    (line,) = obeyed(ran.log)
    assert line.startswith("::error")
    assert says in line
    assert ("Make it 2.0.0." if command == "diff" else "    the whole answer") in ran.summary
    assert len(bench.calls) == 3, "the others are still asked"


def test_rules_that_can_not_be_used_are_told_once(run: Run, bench: Bench, merged: PullRequest) -> None:
    bench.told(lint={"code": 3, "says": "policies/bundle.yaml, line 3"})
    ran = run(merged.checkout, event=merged.event)
    assert ran.code == 3
    assert ran.outputs == {"lint": "", "tests": "", "version-enough": "", "exit-code": "3"}
    assert len(bench.calls) == 1
    assert ran.summary.count("policies/bundle.yaml, line 3") == 1
    (line,) = obeyed(ran.log)
    assert "exit code 3" in line


def test_an_old_version_that_can_not_be_read_leaves_the_question_open(run: Run, bench: Bench, merged: PullRequest) -> None:
    bench.told(diff={"code": 3, "says": "what is the matter"})
    ran = run(merged.checkout, event=merged.event)
    assert (ran.code, ran.outputs["version-enough"]) == (3, "")
    assert "could not be compared" in ran.summary
    assert "    what is the matter" in ran.summary


def test_first_rules_have_nothing_to_be_compared_with(run: Run, bench: Bench, tmp_path: Path) -> None:
    one = pull_request(tmp_path / "git", {"README.md": "hello"}, {"policies/bundle.yaml": "new"})
    ran = run(one.checkout, event=one.event)
    assert ran.code == 0
    assert [call[0] for call in asked(bench)] == ["lint", "test"]
    assert ran.outputs["version-enough"] == ""
    assert "nothing to compare" in ran.summary


@pytest.mark.parametrize("bundle", ["sub/rules", "sub/rules/", "./sub/rules"])
def test_the_rules_may_lie_anywhere(run: Run, bench: Bench, merged: PullRequest, bundle: str) -> None:
    run(merged.checkout, {"bundle": bundle}, merged.event)
    assert asked(bench)[-1][-2:] == [f"{bundle.rstrip('/')}@{merged.base}", bundle.rstrip("/")]


def test_a_folder_can_not_stand_in_for_the_base(run: Run, bench: Bench, merged: PullRequest) -> None:
    """The tool takes a folder of that very name; a pull request could bring one with the rules that it likes."""
    write(merged.checkout, {f"policies@{merged.base}/bundle.yaml": "theirs"})
    ran = run(merged.checkout, event=merged.event)
    assert (ran.code, ran.outputs["version-enough"]) == (3, "")
    assert "diff" not in [call[0] for call in asked(bench)]
    assert "could not be compared" in ran.summary


def test_the_caller_can_name_another_version(run: Run, bench: Bench, merged: PullRequest) -> None:
    git(merged.checkout, "tag", "v1.2.0", "HEAD^1")
    run(merged.checkout, {"compare-with": "v1.2.0"}, merged.event)
    assert asked(bench)[-1][-2] == "policies@v1.2.0"


def test_a_push_is_looked_over_and_compared_with_nothing(run: Run, bench: Bench, tmp_path: Path) -> None:
    write(tmp_path / "checkout", BASE)
    ran = run(tmp_path / "checkout")
    assert ran.code == 0
    assert [call[0] for call in asked(bench)] == ["lint", "test"]
    assert "no earlier version was asked for" in ran.summary


def test_without_the_base_commit_it_says_what_to_set(run: Run, bench: Bench, tmp_path: Path) -> None:
    one = pull_request(tmp_path / "git", BASE, CHANGE, depth=1)
    ran = run(one.checkout, event=one.event)
    assert (ran.code, ran.outputs["exit-code"]) == (3, "3")
    assert "fetch-depth: 2" in ran.log
    assert not bench.calls


def test_the_parent_of_the_authors_own_commit_is_not_the_base(run: Run, bench: Bench, tmp_path: Path) -> None:
    """With `ref: head.sha` HEAD^1 is a commit of the author: compared with that, any number would be enough."""
    one = pull_request(tmp_path / "git", BASE, CHANGE, at="change")
    assert run(one.checkout, event=one.event).code == 3
    assert not bench.calls


def test_a_merge_queue_names_its_base(run: Run, bench: Bench, merged: PullRequest) -> None:
    named = git(merged.checkout, "rev-parse", "HEAD^2")
    run(merged.checkout, event={"github.event_name": "merge_group", "github.event.merge_group.base_sha": named})
    assert asked(bench)[-1][-2] == f"policies@{named}"


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_stay_text(run: Run, bench: Bench, merged: PullRequest, text: str) -> None:
    run(merged.checkout, {"manifests": f"{text}\n\na b", "min-coverage": text}, merged.event)
    assert f"--min-coverage={text}" in asked(bench)[1]
    assert asked(bench)[2][5:7] == [f"--manifests={text}", "--manifests=a b"]
    assert not list(merged.checkout.parent.rglob("pwned*"))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_folder_stays_text(run: Run, bench: Bench, merged: PullRequest, text: str) -> None:
    run(merged.checkout, {"bundle": text, "compare-with": text}, merged.event)
    assert asked(bench)[0] == ["lint", "--", text]
    assert not list(merged.checkout.parent.rglob("pwned*"))


def test_variables_of_the_job_do_not_reach_the_import_path(run: Run, bench: Bench, merged: PullRequest) -> None:
    run(merged.checkout, event=merged.event, env={"PYTHONPATH": str(merged.checkout), "PYTHONSTARTUP": "x.py"})
    assert [call["python"] for call in bench.calls] == [[], [], []]


def test_the_log_and_the_summary_obey_nothing_that_the_rules_say(run: Run, bench: Bench, merged: PullRequest) -> None:
    theirs = "::error::theirs\n::stop-commands::x\n##[error]x\n</pre># big\nlint=false\n@brand/everybody"
    bench.told(lint={"code": 1, "says": theirs}, test={"says": theirs}, diff={"says": theirs})
    ran = run(merged.checkout, event=merged.event)
    assert [line for line in obeyed(ran.log) if "theirs" in line or "##[" in line] == []
    assert ran.outputs["tests"] == "true"
    assert all(line.startswith("    ") for line in ran.summary.splitlines() if line.strip() in theirs.splitlines())


def test_a_long_answer_is_in_the_log_only(run: Run, bench: Bench, merged: PullRequest) -> None:
    bench.told(diff={"markdown": "x" * 1_000_000})
    ran = run(merged.checkout, event=merged.event)
    assert ran.code == 0
    assert len(ran.summary) < 200
    assert "log" in ran.summary


def test_one_comment_is_kept_apart_from_that_of_the_check(run: Run, bench: Bench, merged: PullRequest, tmp_path: Path) -> None:
    gh = gh_in(tmp_path / "gh", comments="41\n")
    bench.told(diff={"code": 1, "markdown": "Make it 2.0.0.\n"})
    env = {"PATH": f"{gh}{os.pathsep}{os.environ['PATH']}"}
    ran = run(merged.checkout, {"comment": "true"}, {**merged.event, "github.token": "a-token"}, env)
    assert ran.code == 1, "the comparison decides, not the comment"
    first, last = calls_of(gh)
    assert first["marker"] == "<!-- guardrails-policy-impact policies -->"
    assert "repos/brand/marketing/issues/comments/41" in last["arguments"]
    assert last["body"].startswith("<!-- guardrails-policy-impact policies -->\n## What this change of the rules does\n")
    assert "Make it 2.0.0." in last["body"]
