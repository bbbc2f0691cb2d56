"""The step that checks: what it asks the tool, whose rules it names, what it shows and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.pull_requests import PullRequest, git, pull_request, write
from tests.actions.runner import Ran, obeyed, run_action
from tests.actions.stand_ins import Tool, tool_in

BASE = {"guardrails.yaml": "base", "sub/guardrails.yaml": "base"}
PUSH = {"github.event_name": "push", "github.sha": "", "github.token": ""}
HOSTILE = (
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "--policies",
    "'\"\\",
    "-",
    "*",
    "${{ github.token }}",
    "::error::x",
)
Run = Callable[..., Ran]


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """A stand-in for the installed tool."""
    return tool_in(tmp_path / "home")


@pytest.fixture
def merged(tmp_path: Path) -> PullRequest:
    """A pull request, checked out as its merge commit at depth 2."""
    return pull_request(tmp_path / "git", BASE, {"guardrails.yaml": "changed"})


@pytest.fixture
def run(tmp_path: Path, tool: Tool) -> Run:
    """Run everything but the installation."""

    def run_it(
        checkout: Path, given: dict[str, str] | None = None, event: dict[str, str] = PUSH, env: dict[str, str] | None = None
    ) -> Ran:
        temp = tmp_path / "temp"
        temp.mkdir()
        return run_action(checkout, temp, given or {}, event, done={"install": tool.outputs}, env=env)

    return run_it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout without git, where no pull request is judged."""
    write(tmp_path / "checkout", BASE)
    return tmp_path / "checkout"


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_stay_text(run: Run, tool: Tool, folder: Path, text: str) -> None:
    run(folder, {"paths": f"{text}\n\ntools/a b.yaml", "lang": text, "fail-on": text, "formats": text, "policies-from": text})
    asked = tool.arguments
    at = asked.index("--")
    assert asked[at + 1 :] == [text, "tools/a b.yaml"]
    assert {f"--lang={text}", f"--fail-on={text}", f"--format={text}", f"--policies-from-ref={text}"} <= set(asked[:at])
    assert not list(folder.parent.rglob("pwned*"))


@pytest.mark.parametrize("name", ["working-directory", "sarif-file"])
@pytest.mark.parametrize("text", ["a\nverdict=ready", "sub\n::error::x"])
def test_an_input_can_not_write_outputs(run: Run, tool: Tool, folder: Path, name: str, text: str) -> None:
    ran = run(folder, {name: text})
    assert ran.code == 2
    assert ran.outputs["verdict"] == ""
    assert not tool.was_called
    assert "one line each" in ran.log


@pytest.mark.parametrize("text", ["; touch pwned", "$(touch pwned)", "-P", "nowhere"])
def test_a_folder_that_is_not_there_ends_the_run(run: Run, tool: Tool, folder: Path, text: str) -> None:
    assert run(folder, {"working-directory": text}).code == 2
    assert not tool.was_called
    assert not list(folder.parent.rglob("pwned*"))


def test_it_checks_everything_from_the_folder_asked_for(run: Run, tool: Tool, folder: Path) -> None:
    run(folder, {"working-directory": "sub"})
    assert tool.called["folder"] == str(folder / "sub")
    assert tool.arguments[-1] == "--"


def test_variables_of_the_job_do_not_reach_the_import_path(run: Run, tool: Tool, folder: Path) -> None:
    run(folder, env={"PYTHONPATH": str(folder), "PYTHONHOME": str(folder), "PYTHONSTARTUP": "x.py"})
    assert tool.called["python"] == []


def test_on_a_pull_request_the_rules_come_from_the_base_commit(run: Run, tool: Tool, merged: PullRequest) -> None:
    run(merged.checkout, {"changed-only": "true"}, merged.event)
    assert f"--policies-from-ref={merged.base}" in tool.arguments
    assert f"--changed-since={merged.base}" in tool.arguments


@pytest.mark.parametrize("asked", ["", "head", "v1.2.0"])
def test_rules_from_git_are_fetched_first_as_the_same_commit_names_them(
    run: Run, tool: Tool, merged: PullRequest, asked: str
) -> None:
    run(merged.checkout, {"policies-from": asked}, merged.event, env={"PYTHONPATH": "x"})
    ref = {"": merged.base, "head": ""}.get(asked, asked)
    assert tool.updated == {
        "arguments": ["policy", "update", "--check", *([f"--policies-from-ref={ref}"] if ref else [])],
        "folder": str(merged.checkout),
        "python": [],
    }
    assert [one for one in tool.arguments if one.startswith("--policies-from-ref")] == tool.updated["arguments"][3:]


@pytest.mark.parametrize(("code", "shows"), [(0, False), (1, False), (3, True)])
def test_what_fetching_said_is_shown_where_nothing_could_be_checked(
    run: Run, tool: Tool, folder: Path, code: int, shows: bool
) -> None:
    tool.told(code=code)
    ran = run(folder)
    assert ran.code == code
    assert ("The rules are under way." in ran.log) is shows


def test_without_the_base_commit_it_says_what_to_set(run: Run, tool: Tool, tmp_path: Path) -> None:
    one = pull_request(tmp_path / "git", BASE, {"guardrails.yaml": "changed"}, depth=1)
    ran = run(one.checkout, event=one.event)
    assert ran.code == 3
    assert ran.outputs["exit-code"] == "3"
    assert "fetch-depth: 2" in ran.log
    assert not tool.was_called


def test_the_parent_of_the_authors_own_commit_is_not_the_base(run: Run, tool: Tool, tmp_path: Path) -> None:
    """With `ref: head.sha` HEAD^1 is a commit of the author, and could hold weaker rules."""
    one = pull_request(tmp_path / "git", BASE, {"guardrails.yaml": "weaker"}, at="change")
    ran = run(one.checkout, event=one.event)
    assert ran.code == 3
    assert not tool.was_called


def test_a_checkout_of_the_head_with_all_history_finds_the_base(run: Run, tool: Tool, tmp_path: Path) -> None:
    one = pull_request(tmp_path / "git", BASE, {"guardrails.yaml": "weaker"}, depth=100, at="change")
    git(one.checkout, "fetch", "--quiet", "origin", "main:base")
    run(one.checkout, event=one.event)
    assert f"--policies-from-ref={one.base}" in tool.arguments


def test_a_folder_that_looks_like_a_repository_does_not_become_one(run: Run, tool: Tool, merged: PullRequest) -> None:
    """Its `refs/replace` could put other rules in place of the base commit's, under the same name."""
    git(merged.checkout.parent, "clone", "--quiet", "--bare", "origin", "checkout/bare")
    ran = run(merged.checkout, {"working-directory": "bare"}, merged.event)
    assert ran.code == 3
    assert not tool.was_called


@pytest.mark.parametrize("kind", ["merge_group", "pull_request_target"])
def test_other_events_name_their_base(run: Run, tool: Tool, merged: PullRequest, kind: str) -> None:
    """A queue can hold several changes, and on pull_request_target HEAD is the base: the first parent would be another commit."""
    named = git(merged.checkout, "rev-parse", "HEAD^2")
    group = "merge_group.base_sha" if kind == "merge_group" else "pull_request.base.sha"
    event = {"github.event_name": kind, "github.sha": git(merged.checkout, "rev-parse", "HEAD"), f"github.event.{group}": named}
    run(merged.checkout, event=event)
    assert f"--policies-from-ref={named}" in tool.arguments


@pytest.mark.parametrize(("asked", "expected"), [("head", []), ("v1.2", ["--policies-from-ref=v1.2"])])
def test_the_caller_can_name_the_commit(run: Run, tool: Tool, merged: PullRequest, asked: str, expected: list[str]) -> None:
    run(merged.checkout, {"policies-from": asked}, merged.event)
    assert [one for one in tool.arguments if one.startswith("--policies-from-ref")] == expected


def test_a_push_is_judged_by_its_own_rules(run: Run, tool: Tool, folder: Path) -> None:
    run(folder, {"changed-only": "true"})
    assert not [one for one in tool.arguments if one.startswith(("--policies-from", "--changed"))]


def test_a_report_that_came_with_the_pull_request_is_not_ours(run: Run, tool: Tool, folder: Path) -> None:
    write(folder, {"out.sarif": "theirs"})
    tool.told(code=3)
    ran = run(folder, {"sarif-file": "out.sarif"})
    assert ran.outputs["sarif-file"] == ""
    assert not (folder / "out.sarif").exists()


def test_a_report_is_not_written_through_a_link(run: Run, tool: Tool, folder: Path) -> None:
    write(folder, {"kept.txt": "kept"})
    (folder / "sub" / "out.sarif").symlink_to(folder / "kept.txt")
    tool.told(writes={"sarif": "ours"})
    ran = run(folder, {"sarif-file": "out.sarif", "working-directory": "sub"})
    assert (folder / "kept.txt").read_text() == "kept"
    assert (folder / "sub" / "out.sarif").read_text() == "ours"
    assert ran.outputs["sarif-file"] == "sub/out.sarif"


def test_the_log_obeys_annotations_and_nothing_else(run: Run, tool: Tool, folder: Path) -> None:
    tool.told(
        says="::warning file=a.yaml,line=1::ours",
        remarks="::set-env name=A::b",
        code=1,
        writes={"text": "::error::theirs\n  ::add-mask::a\n##[error]x\n::stop-commands::x\n::x::\n::notice::y"},
    )
    ran = run(folder)
    assert obeyed(ran.log) == ["::warning file=a.yaml,line=1::ours"]
    assert "theirs" in ran.log


def test_annotations_can_be_left_out(run: Run, tool: Tool, folder: Path) -> None:
    tool.told(says="::warning::ours")
    ran = run(folder, {"annotations": "false"})
    assert obeyed(ran.log) == []
    assert "All is fine." in ran.log


@pytest.mark.parametrize("code", range(6))
def test_it_ends_with_the_exit_code_of_the_tool(run: Run, tool: Tool, folder: Path, code: int) -> None:
    tool.told(code=code)
    ran = run(folder)
    assert (ran.code, ran.outputs["exit-code"]) == (code, str(code))
    assert len(obeyed(ran.log)) == (code >= 2)
