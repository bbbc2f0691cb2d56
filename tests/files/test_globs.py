"""File patterns: `*` stays in its folder, `**/` goes through any number, hidden and linked folders are left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guardrails.files.globs import matching

FILES = (
    "a.yaml",
    "b.yml",
    "tools/a.yaml",
    "tools/x/b.yaml",
    "tools/x/y/c.yaml",
    "tools/c.json",
    ".hidden/a.yaml",
    "tools/.git/a.yaml",
    "t[1].yaml",
)


@pytest.mark.parametrize(
    ("globs", "found"),
    [
        (["*.yaml"], ["a.yaml", "t[1].yaml"]),
        (["tools/*.yaml"], ["tools/a.yaml"]),
        (["tools/**/*.yaml"], ["tools/a.yaml", "tools/x/b.yaml", "tools/x/y/c.yaml"]),
        (["**/*.yaml"], ["a.yaml", "t[1].yaml", "tools/a.yaml", "tools/x/b.yaml", "tools/x/y/c.yaml"]),
        (["tools/x/?.yaml", "b.yml"], ["b.yml", "tools/x/b.yaml"]),
        (["tools/**"], ["tools/a.yaml", "tools/c.json", "tools/x/b.yaml", "tools/x/y/c.yaml"]),
        (["t[1].yaml"], ["t[1].yaml"]),
        (["a.yaml", "*.yaml", "**/*.yaml"], ["a.yaml", "t[1].yaml", "tools/a.yaml", "tools/x/b.yaml", "tools/x/y/c.yaml"]),
        (["nothing/*.yaml"], []),
        (["a.yaml/*"], []),
        ([], []),
        (["TOOLS/*.yaml"], []),
    ],
)
def test_patterns(globs: list[str], found: list[str], tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert matching(str(tmp_path), globs) == found


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_folder_is_not_entered_and_a_linked_file_counts(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "tools" / "a.yaml").symlink_to(tmp_path / "nowhere")
    assert matching(str(tmp_path), ["tools/**/*.yaml"]) == ["tools/a.yaml"]
