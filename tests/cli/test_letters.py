"""`guardrails check --letters DIR`: files in that folder and nowhere else, and the report stays what it is."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from guardrails.explain.letters import Letter
from guardrails.files.letters import named
from tests.cli.workspaces import TOOL, Workspace

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights there")
OPEN = TOOL.replace("stage: live", "stage: pilot").replace("role: processor", "role: unknown")
LETTER = "mailsparrow--vendor.txt"


def files(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(os.listdir(folder))


def test_letters_are_written_and_the_report_stays_the_same(work: Workspace) -> None:
    work.write("tools/sparrow.yaml", OPEN)
    plain = work.check()
    assert "A letter to the vendor is ready: guardrails check tools/sparrow.yaml --letters DIR" in plain.told
    answer = work.check("--letters", "out/letters")
    assert (answer.code, answer.out) == (plain.code, plain.out)
    assert answer.err == "Wrote one letter to out/letters. Nothing was sent.\n"
    assert files(work.root / "out/letters") == [LETTER]
    assert (work.root / "out/letters" / LETTER).read_text().startswith("To: Sparrow Mail Ltd")


def test_a_second_run_writes_nothing_new(work: Workspace) -> None:
    work.write("tools/sparrow.yaml", OPEN)
    work.check("--letters", "out")
    before = (work.root / "out" / LETTER).stat().st_mtime_ns
    answer = work.check("--letters", "out")
    assert answer.err == "One letter is there already, unchanged.\n"
    assert (work.root / "out" / LETTER).stat().st_mtime_ns == before
    work.write("tools/sparrow.yaml", OPEN.replace("can_delete: yes", "can_delete: unknown"))
    assert work.check("--letters", "out").err.startswith("Wrote one letter")
    assert "privacy.can_delete" in (work.root / "out" / LETTER).read_text()
    assert files(work.root / "out") == [LETTER]


def test_where_nothing_is_open_there_is_no_letter(work: Workspace) -> None:
    answer = work.check("--letters", "out")
    assert answer.err == "Nobody has to be asked, so there is no letter.\n"
    assert "--letters" not in answer.out
    assert not (work.root / "out").exists()


def test_standard_input_gets_letters_too(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OPEN.replace("name: mailsparrow", "name: heron").encode())))
    answer = work.check("-", "--letters", "out")
    assert "guardrails check - --letters DIR" in answer.told
    assert files(work.root / "out") == ["heron--vendor.txt"]


def test_somebody_elses_file_stays(work: Workspace) -> None:
    work.write("tools/sparrow.yaml", OPEN)
    work.write(f"out/{LETTER}", "my own notes\n")
    answer = work.check("--letters", "out")
    assert LETTER in answer.err
    assert "Left as it is" in answer.err
    assert (work.root / "out" / LETTER).read_text() == "my own notes\n"


@needs_links
def test_nothing_is_written_through_a_link(work: Workspace, tmp_path: Path) -> None:
    work.write("tools/sparrow.yaml", OPEN)
    other = tmp_path / "other"
    other.mkdir()
    (other / "target.txt").write_text("guardrails")
    (work.root / "out").mkdir()
    (work.root / "out" / LETTER).symlink_to(other / "target.txt")
    answer = work.check("--letters", "out")
    assert "Not written" in answer.err
    assert (other / "target.txt").read_text() == "guardrails"
    (work.root / "link").symlink_to(other, target_is_directory=True)
    for folder in ("link", "link/deeper"):
        answer = work.check("--letters", folder)
        assert (answer.code, answer.out) == (2, "")
        assert "leads through a link" in answer.err
    assert files(other) == ["target.txt"]


@pytest.mark.parametrize("folder", ["tools/sparrow.yaml", "tools/sparrow.yaml/below", ""])
def test_a_folder_that_is_none_is_told_before_anything_is_checked(work: Workspace, folder: str) -> None:
    answer = work.check("--letters", folder)
    assert (answer.code, answer.out) == (2, "")
    assert "--letters needs a folder" in answer.err


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "a\x00b\n\x1b[31m", "é" * 300, "", ".", "con", "..\\..\\x", "A" * 5000, "x--y"]
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    [(file, _)] = named([Letter(name, name, "text")])
    assert file.isascii()
    assert set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert file.count(".") == 1
    assert len(file) <= 130
    assert not file.startswith((".", "-"))


def test_names_that_become_the_same_get_a_number() -> None:
    found = named([Letter("tool", "crm", "one"), Letter("tool", "CRM!", "two"), Letter("tool", "crm", "three")])
    assert found == [("tool--crm.txt", "one"), ("tool--crm-2.txt", "two"), ("tool--crm-3.txt", "three")]
