"""`guardrails init`: honest first files, nothing overwritten, nothing outside the folder."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml

from guardrails.cli.main import main
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.writing import Written, write_new, write_own
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.model.stage import Stage
from guardrails.text.reader import read
from guardrails.workshop.first_files import first_files

SCHEMAS = ParsedSchemas(shipped_schema_texts())
FIRST = ("tools/first-tool.yaml", "campaigns/first-campaign.yaml")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / ".git").mkdir()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file() and "cache" not in f.parts}


def test_a_fresh_workspace_passes_its_check_with_advice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    for name in ("guardrails.yaml", *FIRST, ".pre-commit-config.yaml", ".vscode/settings.json", ".guardrails/tool.schema.json"):
        assert name in out
        assert os.path.isfile(name)
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "1 campaign and 1 tool" in out
    assert "Good to know" in out


def test_a_second_run_changes_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    before = contents(tmp_path)
    capsys.readouterr()
    assert main(["init"]) == 0
    assert contents(tmp_path) == before
    out = capsys.readouterr().out
    assert out.startswith("There already:")
    assert "Wrote" not in out


def test_what_is_there_stays_and_the_lines_to_add_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (tmp_path / "guardrails.yaml").write_text("# ours\n")
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert (tmp_path / "guardrails.yaml").read_text() == "# ours\n"
    assert "left as it is" in out
    assert "Add these lines to .pre-commit-config.yaml" in out
    assert "entry: guardrails check" in out


def test_no_first_file_comes_back_once_there_are_others(tmp_path: Path) -> None:
    main(["init"])
    os.rename("tools/first-tool.yaml", "tools/mailsparrow.yaml")
    before = contents(tmp_path)
    main(["init"])
    assert contents(tmp_path) == before


def test_a_workspace_below_the_top_of_a_repository_gets_its_hook_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "marketing"]) == 0
    out = capsys.readouterr().out
    assert "entry: guardrails check marketing" in out
    assert out.rstrip().endswith("guardrails check marketing")
    assert {p.split(os.sep)[0] for p in contents(tmp_path)} == {"marketing"}
    assert main(["check", "marketing"]) == 0


def test_a_folder_of_a_workspace_is_no_place_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    assert main(["init", "tools"]) == 2
    assert "part of the workspace" in capsys.readouterr().err


def test_nothing_is_written_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "w"
    outside.mkdir()
    inside.mkdir()
    (inside / "tools").symlink_to(outside)
    (inside / "guardrails.yaml").symlink_to(outside / "x.yaml")
    assert main(["init", "w"]) == 1
    assert list(outside.iterdir()) == []
    assert "Not written" in capsys.readouterr().out


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


@pytest.mark.parametrize("name", FIRST)
def test_first_manifests_are_ideas_that_claim_nothing(name: str) -> None:
    text = first_files(SCHEMAS)[name]
    (fields,), fault = read(text.encode())
    assert fault is None
    assert isinstance(fields, dict)
    kind = str(fields["kind"])
    assert Checker(SCHEMAS).fits(kind, fields)
    assert fields["metadata"] == {"name": f"first-{kind.lower()}", "stage": "idea"}
    assert Questions(SCHEMAS).open(kind, Stage.IDEA, fields)


@pytest.mark.parametrize("name", FIRST)
def test_with_the_examples_uncommented_an_idea_is_complete(name: str) -> None:
    text = re.sub(r"(?m)^( *)# ( *(?:# .*|[a-z_]+:.*))$", r"\1\2", first_files(SCHEMAS)[name].partition("apiVersion")[2])
    (fields,), fault = read(b"apiVersion" + text.encode())
    assert fault is None
    assert isinstance(fields, dict)
    kind = str(fields["kind"])
    assert Checker(SCHEMAS).fits(kind, fields)
    assert Questions(SCHEMAS).open(kind, Stage.IDEA, fields) == ()


def test_hook_and_settings_are_what_their_readers_expect() -> None:
    files = first_files(SCHEMAS, "my marketing")
    hook = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"][0]["hooks"][0]
    assert hook["entry"] == "guardrails check 'my marketing'"
    assert hook["always_run"] is True
    assert hook["pass_filenames"] is False
    maps = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert maps["./.guardrails/tool.schema.json"] == "tools/**/*.y*ml"
    assert all(schema.removeprefix("./") in files for schema in maps)


def test_published_hooks_carry_fixed_words_in_entry() -> None:
    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    assert [h["id"] for h in hooks] == ["guardrails", "guardrails-repo"]
    assert all(h["entry"] == "guardrails check" and "args" not in h and h["language"] == "python" for h in hooks)
    assert hooks[1]["always_run"]
    assert hooks[1]["pass_filenames"] is False
