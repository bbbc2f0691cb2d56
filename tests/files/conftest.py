"""The workspace that takes its rules from a git repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.published import Office, office_in


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """A repository with the tag v1.0.0, and a workspace that names it."""
    return office_in(tmp_path, capsys, monkeypatch)
