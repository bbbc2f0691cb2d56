"""`guardrails check -`: a text that is no file yet, or takes the place of one; what an editor sends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest

from tests.cli.workspaces import TOOL, Answer, Workspace

SENT = TOOL.replace("    status: signed", "    status: sent", 1)
OTHER = TOOL.replace("name: mailsparrow", "name: other")
Typed = Callable[..., Answer]


@pytest.fixture
def typed(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Runs a check with a text on standard input."""

    def run(text: str | bytes, *arguments: str) -> Answer:
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return work.check("-", *arguments)

    return run


def files_told(answer: Answer) -> set[str]:
    """The files that a JSON answer speaks of."""
    report = json.loads(answer.out)
    return {one["file"] for part in ("manifests", "problems") for one in report[part]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OTHER, 0),
        (OTHER.replace("    status: signed", "    status: sent", 1), 1),
        (OTHER.replace("\n", "\r\n"), 0),
        ("\ufeff" + OTHER, 0),
        ("\tx: 1\n", 1),
        ("", 1),
        ("# nothing yet\n", 1),
        (b"\x00\x01\x02\xff\xfe", 1),
        (b"caf\xe9", 1),
        (OTHER + "---\n" + OTHER.replace("name: other", "name: third"), 0),
        (OTHER + "---\n" + OTHER, 1),
        (OTHER + "---\n\tx\n", 1),
        ("x" * 2_000_000, 1),
    ],
)
def test_a_new_text_is_judged_like_a_file(text: str | bytes, code: int, typed: Typed) -> None:
    answer = typed(text, "--stdin-filename", "tools/typed.yaml", "--format", "json")
    assert answer.code == code
    assert files_told(answer) == {"tools/typed.yaml"}


def test_without_a_name_it_has_one(typed: Typed) -> None:
    assert files_told(typed(OTHER, "--format", "json")) == {"stdin.yaml"}


def test_a_text_takes_the_place_of_the_file_of_its_name(work: Workspace, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tools/sparrow.yaml", "./tools/../tools/sparrow.yaml", str(work.root / "tools" / "sparrow.yaml")):
        answer = typed(SENT, "--stdin-filename", name, "--format", "json")
        assert (answer.code, files_told(answer)) == (1, {"tools/sparrow.yaml"}), name
    assert work.check().code == 0
    monkeypatch.chdir(work.root / "tools")
    answer = typed(SENT, "--stdin-filename", "sparrow.yaml", "--format", "json")
    assert (answer.code, files_told(answer)) == (1, {"tools/sparrow.yaml"})
    assert "status: sent" in typed(SENT, "--stdin-filename", "sparrow.yaml").out
    assert typed("", "--stdin-filename", "sparrow.yaml").code == 1


def test_a_name_outside_is_only_a_name(work: Workspace, typed: Typed) -> None:
    (work.root.parent / "far.yaml").write_text("secret: text\n")
    answer = typed(OTHER, "--stdin-filename", "../far.yaml", "--format", "json")
    assert (answer.code, files_told(answer)) == (0, {"../far.yaml"})
    assert "secret" not in typed("", "--stdin-filename", "../far.yaml").out


def test_a_name_that_is_taken_is_told(typed: Typed) -> None:
    assert typed(TOOL, "--stdin-filename", "tools/typed.yaml").code == 1


def test_the_workspace_is_found_from_the_name(work: Workspace, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work.root.parent)
    answer = typed(SENT, "--stdin-filename", "work/tools/sparrow.yaml", "--format", "json")
    assert (answer.code, files_told(answer)) == (1, {"tools/sparrow.yaml"})
