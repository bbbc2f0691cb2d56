"""`guardrails policy docs`: both forms or one, nothing of others replaced, nothing outside the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrails.render.handbook_links import MARK
from tests.cli.test_policy import told, write
from tests.workshop.rules import rule

PAGE = "rules/one/owner-is-named"


def docs(tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """Write the handbook of a small bundle to `out`; exit code and what was told."""
    folder = tmp_path / "ours"
    if not folder.exists():
        write(tmp_path, rule(), name="ours")
    code, out, err = told(["docs", str(folder), "--out", str(tmp_path / "out"), *options], capsys)
    assert err == ""
    return code, out


def files(folder: Path) -> list[str]:
    """All files below a folder."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_both_forms_by_default(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = docs(tmp_path, capsys)
    assert code == 0
    assert files(tmp_path / "out") == [
        *("html/index.html", "html/packs/one.html", f"html/{PAGE}.html"),
        *("markdown/README.md", "markdown/packs/one.md", f"markdown/{PAGE}.md"),
    ]
    assert [line.partition(" to ")[0] for line in out.splitlines()] == ["Wrote 3 pages"] * 2
    assert all(MARK in (tmp_path / "out" / name).read_text("utf-8") for name in files(tmp_path / "out"))


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_one_form(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert docs(tmp_path, capsys, "--format", form)[0] == 0
    assert {name.partition("/")[0] for name in files(tmp_path / "out")} == {form}


def test_a_second_time_changes_nothing_and_an_old_page_is_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = docs(tmp_path, capsys)
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    (tmp_path / "out" / f"html/{PAGE}.html").write_text(f"<!-- {MARK} -->old")
    assert docs(tmp_path, capsys) == first
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")} == before


def test_a_page_of_somebody_else_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "out" / "html" / "index.html"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    code, out = docs(tmp_path, capsys)
    assert code == 1
    assert theirs.read_text() == "theirs"
    assert "in the way:\n  html/index.html" in out


def test_a_link_leads_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "out" / "html").mkdir(parents=True)
    (tmp_path / "out" / "html" / "rules").symlink_to(outside)
    code, out = docs(tmp_path, capsys, "--format", "html")
    assert code == 1
    assert files(outside) == []
    assert f"  html/{PAGE}.html" in out


def test_a_page_about_what_is_gone_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs(tmp_path, capsys, "--format", "markdown")
    gone = tmp_path / "out" / "markdown" / "rules" / "one" / "gone.md"
    gone.write_text(f"<!-- {MARK} -->")
    (tmp_path / "out" / "markdown" / "note.md").write_text("a note")
    code, out = docs(tmp_path, capsys, "--format", "markdown")
    assert code == 0
    assert "you can delete them:\n  markdown/rules/one/gone.md\n" in out
    assert gone.exists()


def test_rules_that_cannot_be_used_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, rule(require={"field": "metadata.ownr", "present": True}), name="ours")
    code, out = docs(tmp_path, capsys)
    assert code == 3
    assert "metadata.owner" in out
    assert not (tmp_path / "out").exists()


def test_where_to_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(["docs", str(tmp_path)], capsys)
    assert code == 2
    assert "--out" in err
