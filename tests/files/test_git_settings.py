"""What git knows of the person at the keyboard, asked of the computer's own git only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from guardrails.files.git_settings import git_setting

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, so it knows nobody")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose settings name a person."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for command in (["init", "--quiet"], ["config", "user.email", "jo@brand.example"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def test_a_setting_and_one_that_nobody_made(repository: Path) -> None:
    assert git_setting("user.email", str(repository)) == "jo@brand.example"
    assert git_setting("user.signingkey", str(repository)) == ""


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for git is a shell script")
def test_a_program_in_the_repository_is_never_started(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = repository / "bin" / "git"
    planted.parent.mkdir()
    planted.write_text("#!/bin/sh\ntouch started\necho eve@brand.example\n")
    planted.chmod(0o755)
    (repository / "marketing").mkdir()
    monkeypatch.chdir(repository / "marketing")
    monkeypatch.setenv("PATH", os.pathsep.join((str(planted.parent), "bin", os.environ["PATH"])))
    assert git_setting("user.email") == "jo@brand.example"
    assert not (repository / "marketing" / "started").exists()


def test_without_git_nothing_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository / "nothing"))
    assert git_setting("user.email", str(repository)) == ""
