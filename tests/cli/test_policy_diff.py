"""`guardrails policy diff` and `policy health` from the command line: exit codes, formats, and what is in the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_policy import told
from tests.cli.workspaces import ROOT


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The starter with a rule that blocks earlier, and the same version."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    pack = tmp_path / "policies/packs/launch.yaml"
    text = pack.read_text()
    before, rule, after = text.partition("id: someone-is-there-at-launch")
    pack.write_text(before + rule + after.replace("{pilot: warn, live: block}", "{pilot: block, live: block}", 1))
    return tmp_path / "policies"


def test_a_version_that_is_too_small(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["diff", "starter", str(newer)], capsys)
    assert code == 1
    assert "Tightened launch/someone-is-there-at-launch (major)" in out
    assert "pilot: warn is now block" in out
    assert "Make it 1.0.0." in out


def test_a_version_that_is_enough(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main = newer / "bundle.yaml"
    main.write_text(main.read_text().replace("version: 0.1.0", "version: 1.0.0", 1))
    assert told(["diff", "starter", str(newer)], capsys)[0] == 0


def test_for_machines_and_with_a_workspace(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--manifests", str(ROOT / "examples"), "--format", "json", "--as-of", "2026-11-23"]
    _, out, _ = told(["diff", "starter", str(newer), *options], capsys)
    data = json.loads(out)
    assert (data["needs"], data["judged"]) == ("major", 44)
    assert [change["kind"] for change in data["rules"]] == ["tightened"]


def test_what_is_in_the_way(newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(["diff", "starter", str(tmp_path / "nowhere")], capsys)[0] == 2
    assert told(["diff", "starter", str(newer), "--manifests", str(tmp_path)], capsys)[0] == 2
    (newer / "packs/launch.yaml").write_text("rules: [")
    code, out, _ = told(["diff", "starter", str(newer)], capsys)
    assert code == 3
    assert "Nothing was checked" in out


def test_health(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["health", str(newer), "--manifests", str(ROOT / "examples"), "--as-of", "2026-11-23"], capsys)
    assert code == 0
    assert "247 rules, 44 manifests." in out
    assert "Concerns nobody here" in out
    assert json.loads(told(["health", str(newer), "--format", "json"], capsys)[1])["rules"] == 247
