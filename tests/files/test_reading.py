"""Reading other people's files: only plain files inside their folder, and never more than the limit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guardrails.files.reading import inside, read_bytes

MOST = 64


def test_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x: 1\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.yaml").write_bytes(b"")
    assert read_bytes(str(tmp_path), "a.yaml") == b"x: 1\n"
    assert read_bytes(str(tmp_path), "sub/b.yaml") == b""


@pytest.mark.parametrize("size", [MOST - 1, MOST, MOST + 1, MOST * 10])
def test_never_more_than_one_byte_over_the_limit(size: int, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x" * size)
    found = read_bytes(str(tmp_path), "a.yaml", MOST)
    assert isinstance(found, bytes)
    assert len(found) == min(size, MOST + 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links and pipes on this system")
def test_links_pipes_folders_and_what_lies_outside(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.yaml").write_text("secret: 1\n")
    (root / "linked.yaml").symlink_to(outside / "secret.yaml")
    (root / "inner.yaml").symlink_to(root / "sub")
    (root / "dangling.yaml").symlink_to(root / "nowhere")
    (root / "loop.yaml").symlink_to(root / "loop.yaml")
    (root / "door").symlink_to(outside, target_is_directory=True)
    os.mkfifo(root / "pipe.yaml")
    told = {name: read_bytes(str(root), name) for name in os.listdir(root)}
    assert told == {
        "linked.yaml": "file-link",
        "inner.yaml": "file-link",
        "dangling.yaml": "file-link",
        "loop.yaml": "file-link",
        "door": "file-link",
        "pipe.yaml": "file-not-regular",
        "sub": "file-not-regular",
    }
    assert read_bytes(str(root), "door/secret.yaml") == "file-outside"
    assert read_bytes(str(root), "../outside/secret.yaml") == "file-outside"
    assert read_bytes(str(root), "sub/nothing.yaml") == "file-not-found"
    assert read_bytes(str(root), "linked.yaml/x") in ("file-not-found", "file-not-regular")


def test_inside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    assert inside(str(root), str(root / "a" / "b"))
    assert inside(str(root), str(root))
    assert not inside(str(root), str(tmp_path))
    assert not inside(str(root), str(tmp_path / "root-too" / "a"))
    assert not inside(str(root), str(root / ".." / "a"))
