"""A secret in any field, key, comment or file name can be read in no output of any format (safety T16)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.render.formats import FORMATS
from tests.canary.secrets import CORES, SECRETS, left_over
from tests.canary.workspace import furnish

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace full of secrets, made once."""
    root = tmp_path_factory.mktemp("canary") / "work"
    furnish(root)
    return root


@pytest.fixture(autouse=True)
def standing_there(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder, and a cache of its own."""
    monkeypatch.chdir(workspace)
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace.parent / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(workspace.parent / "cache"))


def told(capture: pytest.CaptureFixture[str]) -> str:
    """All that was printed."""
    out, err = capture.readouterr()
    return out + err


def test_the_search_finds_secrets() -> None:
    for sort, secret in SECRETS.items():
        assert CORES[sort] in secret
        assert left_over(f"x {secret[:40]}\n{secret[40:]} y")


def test_no_format_tells_a_secret(workspace: Path) -> None:
    from guardrails.cli.answer import told_of
    from guardrails.files.checking import check
    from guardrails.judge.verdict import exit_code
    from guardrails.render.formats import answer

    checked = check(today=date.fromisoformat(DAY))
    assert len(checked.report.problems) > 100
    assert len(checked.report.manifests) > 50
    finished = told_of(checked, 100, exit_code(checked.report))
    finished = finished._replace(style=finished.style._replace(full=10_000))
    leaks = {name: left for name in FORMATS if (left := left_over(answer(name, finished)))}
    assert leaks == {}
