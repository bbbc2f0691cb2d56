"""A tool whose file can't be read is not a tool that nobody has declared."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from guardrails.cli.main import main
from tests.cli.workspaces import ROOT

CAMPAIGN = "campaigns/template-webinar-uk.yaml"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example workspace, in which a tab keeps one tool from being read."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    with Path("tools/seminarswan.yaml").open("a") as file:
        file.write("extra:\n\t- x\n")
    return tmp_path / "examples"


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = main(["check", CAMPAIGN, *DAY, *options])
    return code, " ".join(capsys.readouterr().out.split())


def test_what_names_it_waits_in_one_finding_and_says_for_which_file(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = answer(capsys)
    assert code != 0
    assert '"Webinar on balcony gardens in the UK" waits for tools/seminarswan.yaml' in text
    assert "We could not look at seminarswan, because tools/seminarswan.yaml can't be read yet." in text
    assert "Mend tools/seminarswan.yaml first. Then this is checked too." in text
    assert "No tool file here has the name" not in text
    assert text.count("Could not check") == 1


def test_for_machines_each_rule_stands_for_itself_and_none_failed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", CAMPAIGN, *DAY, "--format", "json"])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    [campaign] = report["manifests"]
    assert (campaign["counts"]["failed"], campaign["counts"]["unjudged"]) == (0, 2)
    assert campaign["verdict"] == "not-yet"


def test_once_it_can_be_read_it_counts(capsys: pytest.CaptureFixture[str]) -> None:
    tool = Path("tools/seminarswan.yaml")
    tool.write_text(tool.read_text().partition("extra:")[0])
    assert answer(capsys)[0] == 0


def test_a_name_without_a_file_is_told_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tools/seminarswan.yaml").unlink()
    code, text = answer(capsys)
    assert code == 1
    assert "No tool file here has the name seminarswan." in text
