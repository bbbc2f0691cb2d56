"""On a GitHub runner: annotations on standard output, the summary and the outputs in the files that it names."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from guardrails.render.markdown import MARK
from tests.cli.workspaces import Workspace

NAMES = ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The two files, empty, as a runner makes them."""
    files = tuple(tmp_path / name.lower() for name in NAMES)
    for name, file in zip(NAMES, files, strict=True):
        file.write_text("")
        monkeypatch.setenv(name, str(file))
    return files[0], files[1]


def read(outputs: str) -> dict[str, str]:
    """The outputs as a runner reads them."""
    found: dict[str, str] = {}
    lines = iter(outputs.splitlines())
    for line in lines:
        name, _, mark = line.partition("<<")
        assert re.fullmatch(r"guardrails_[0-9a-f]{32}", mark)
        value = []
        for text in lines:
            if text == mark:
                break
            value.append(text)
        found[name] = "\n".join(value)
    return found


def test_the_runner_gets_marks_a_summary_and_outputs(work: Workspace, named: tuple[Path, Path]) -> None:
    (work.root / ".git").mkdir()
    work.tool("status: signed", "status: sent")
    answer = work.check("--format", "github")
    assert answer.code == 1
    assert answer.out.startswith("::error title=Must fix%3A one/")
    assert ",file=tools/sparrow.yaml,line=" in answer.out
    summary, outputs = (file.read_text("utf-8") for file in named)
    assert summary.startswith(MARK)
    assert "### MailSparrow newsletters" in summary
    values = read(outputs)
    assert values == {
        "verdict": "not-yet",
        "blocking": "1",
        "warnings": "0",
        "advice": "0",
        "unchecked": "0",
        "exit-code": "1",
        "sarif-file": "",
    }


def test_each_run_adds_and_has_a_mark_of_its_own(work: Workspace, named: tuple[Path, Path]) -> None:
    named[1].write_text("before=1\n")
    work.check("--format", "github")
    work.check("--format", "github=marks.txt")
    text = named[1].read_text("utf-8")
    assert text.startswith("before=1\n")
    marks = re.findall(r"<<(\w+)", text)
    assert len(marks) == 2 * 7
    assert len(set(marks)) == 2
    assert named[0].read_text("utf-8").count(MARK) == 2


def test_other_formats_leave_the_runner_alone(work: Workspace, named: tuple[Path, Path]) -> None:
    work.check("--format", "markdown", "--format", "json=out.json")
    assert [file.read_text() for file in named] == ["", ""]


def test_a_link_or_a_folder_is_told_of_and_left(work: Workspace, named: tuple[Path, Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("as it was")
    named[0].unlink()
    named[0].symlink_to(elsewhere)
    named[1].unlink()
    named[1].mkdir()
    answer = work.check("--format", "github")
    assert answer.code == 0
    assert elsewhere.read_text() == "as it was"
    assert [name for name in NAMES if name in answer.err] == list(NAMES)
    assert "stays as it is" in answer.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hold_up_the_run(work: Workspace, named: tuple[Path, Path]) -> None:
    named[0].unlink()
    os.mkfifo(named[0])
    answer = work.check("--format", "github")
    assert answer.code == 0
    assert "GITHUB_STEP_SUMMARY" in answer.err


def test_a_manifest_writes_neither_outputs_nor_commands(work: Workspace, named: tuple[Path, Path]) -> None:
    text = "::set-output name=verdict::ready\\nverdict=ready\\n##[error]x @everyone"
    tool = work.tool("status: signed", "status: sent")
    tool.write_text(tool.read_text().replace("title: MailSparrow newsletters", f'title: "{text}"', 1))
    answer = work.check("--format", "github")
    assert answer.code == 1
    commands = [line for line in answer.out.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith("::error title=") for line in commands)
    assert "##[" not in answer.out
    summary, outputs = (file.read_text("utf-8") for file in named)
    assert read(outputs)["verdict"] == "not-yet"
    assert not re.search(r"[^`/]@everyone", summary)
