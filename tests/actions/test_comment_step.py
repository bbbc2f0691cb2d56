"""The step that keeps one comment: it writes where it may, edits its own only, and never decides."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.runner import Ran, obeyed, run_action
from tests.actions.stand_ins import calls_of, gh_in, tool_in

EVENT = {
    "github.event_name": "pull_request",
    "github.token": "a-token",
    "github.event.pull_request.number": "7",
    "github.event.pull_request.head.repo.fork": "false",
}
Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the action with `comment`, after a check that came to this text."""

    def run_it(
        text: str = "Two things to do.",
        given: dict[str, str] | None = None,
        event: dict[str, str] | None = None,
        env: dict[str, str] | None = None,
        code: int = 1,
    ) -> Ran:
        temp = tmp_path / "temp"
        (tmp_path / "checkout" / "sub").mkdir(parents=True)
        temp.mkdir()
        tool = tool_in(tmp_path / "home")
        tool.told(code=code, writes={"comment": text})
        path = {"PATH": f"{tmp_path / 'gh'}{os.pathsep}{os.environ['PATH']}"}
        asked = {"comment": "true", "policies-from": "head", **(given or {})}
        done = {"install": tool.outputs}
        return run_action(tmp_path / "checkout", temp, asked, {**EVENT, **(event or {})}, done=done, env=env or path)

    return run_it


def last(folder: Path) -> tuple[str, str, str]:
    """Method, address and text of the last call."""
    call = calls_of(folder)[-1]
    asked = call["arguments"]
    at = asked.index("--method")
    return asked[at + 1], asked[at + 2], call["body"].rstrip("\n")


def test_the_first_comment_is_written(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    ran = run()
    assert ran.code == 1, "the check decides, not the comment"
    assert last(gh) == ("POST", "repos/brand/marketing/issues/7/comments", "<!-- guardrails -->\nTwo things to do.")


def test_the_next_one_takes_its_place(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh", comments="41\n42\n")
    run(code=0)
    assert last(gh)[:2] == ("PATCH", "repos/brand/marketing/issues/comments/41")


def test_only_comments_of_a_bot_that_start_with_our_mark_are_ours(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    run()
    asked = calls_of(gh)[0]
    chosen = asked["arguments"][asked["arguments"].index("--jq") + 1]
    assert '.user.type == "Bot"' in chosen
    assert "startswith(env.MARKER)" in chosen
    assert asked["marker"] == "<!-- guardrails -->"


def test_each_workspace_has_its_own_comment(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    run(given={"working-directory": "sub"})
    assert last(gh)[2].startswith("<!-- guardrails sub -->\n")


def test_the_mark_stands_there_once(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    run("<!-- guardrails -->\n\n## One thing", given={"working-directory": "sub"})
    assert last(gh)[2] == "<!-- guardrails sub -->\n\n## One thing"


def test_the_longest_comment_that_the_tool_writes_is_shown(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    run("x" * 60_000)
    assert last(gh)[2].endswith("xxx")


def test_a_long_answer_is_a_link(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    run("é" * 40_000)
    body = last(gh)[2]
    assert len(body) < 300
    assert body.startswith("<!-- guardrails -->\n")
    assert "https://github.example/brand/marketing/actions/runs/1" in body


@pytest.mark.parametrize("text", ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "@/etc/passwd"])
def test_the_text_stays_text(tmp_path: Path, run: Run, text: str) -> None:
    gh = gh_in(tmp_path / "gh")
    run(text)
    assert last(gh)[2].endswith(text)
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    ("event", "refuses", "text", "says"),
    [
        ({"github.event.pull_request.head.repo.fork": "true"}, "nothing", "x", "fork"),
        ({}, "--jq", "x", "pull-requests: write"),
        ({}, "POST", "x", "pull-requests: write"),
        ({}, "nothing", "", "no answer"),
    ],
    ids=["fork", "can not read", "can not write", "nothing to say"],
)
def test_where_it_may_not_write_it_says_so(
    tmp_path: Path, run: Run, event: dict[str, str], refuses: str, text: str, says: str
) -> None:
    gh_in(tmp_path / "gh", refuses=refuses)
    ran = run(text, event=event, code=0)
    assert ran.code == 0
    (notice,) = obeyed(ran.log)
    assert notice.startswith("::notice")
    assert says in notice


def test_without_being_asked_nothing_is_written(tmp_path: Path, run: Run) -> None:
    gh = gh_in(tmp_path / "gh")
    assert "Comment" not in run(given={"comment": "false"}).steps
    assert not calls_of(gh)
