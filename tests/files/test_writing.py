"""Files are written whole, inside their folder, never through a link, and a look ahead says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrails.files.writing import Written, would_write, write_new, write_own


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "a//x", "a/.", ""])
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    root = tmp_path / "deep" / "root"
    assert write_new(str(root), name, "text") is Written.REFUSED
    assert [f for f in (tmp_path / "deep").rglob("*") if f.is_file()] == []


def test_a_file_of_ours_is_replaced_a_foreign_one_is_not(tmp_path: Path) -> None:
    root = str(tmp_path)
    assert write_own(root, "a.json", "MARK 1", "MARK") is Written.NEW
    assert write_own(root, "a.json", "MARK 1", "MARK") is Written.SAME
    assert write_own(root, "a.json", "MARK 2", "MARK") is Written.CHANGED
    (tmp_path / "a.json").write_text("theirs")
    assert write_own(root, "a.json", "MARK 3", "MARK") is Written.KEPT
    assert write_new(root, "a.json", "MARK 3") is Written.KEPT
    assert sorted(f.name for f in tmp_path.iterdir() if f.is_file()) == ["a.json"]


@pytest.mark.parametrize("name", ["new", "a/new", "same", "windows", "ours", "theirs", "link", "linked/x", "folder", "theirs/x"])
@pytest.mark.parametrize("mark", ["", "MARK"])
def test_the_look_ahead_says_what_writing_comes_to(tmp_path: Path, name: str, mark: str) -> None:
    for file, text in {"same": "MARK 2\n", "windows": "MARK 2\r\n", "ours": "MARK 1\n", "theirs": "x\n"}.items():
        (tmp_path / file).write_bytes(text.encode())
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    (tmp_path / "folder").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "folder")
    root = str(tmp_path)
    ahead = would_write(root, name, "MARK 2\n", mark)
    done = write_own(root, name, "MARK 2\n", mark) if mark else write_new(root, name, "MARK 2\n")
    assert ahead is done
    assert (tmp_path / "theirs").read_text() == "x\n"
