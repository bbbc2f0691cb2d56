"""The workspace that the tests of the command line start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workspaces import Workspace, workspace_in


@pytest.fixture
def work(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with one tool that passes one rule."""
    return workspace_in(tmp_path, capsys, monkeypatch)
