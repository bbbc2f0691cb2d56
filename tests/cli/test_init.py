"""`guardrails init`: honest first files, nothing overwritten, nothing outside the folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from guardrails.cli.main import main
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.model.stage import Stage
from guardrails.text.reader import read
from guardrails.workshop.first_files import first_files
from guardrails.workshop.repository_files import OwnCopy

SCHEMAS = ParsedSchemas(shipped_schema_texts())
OURS = "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: ['tools/*.yaml']\n"
AROUND = (
    ".pre-commit-config.yaml",
    ".github/workflows/guardrails.yml",
    ".github/CODEOWNERS",
    ".vscode/settings.json",
    ".vscode/extensions.json",
    ".guardrails/tool.schema.json",
)
FIRST = ("tools/first-tool.yaml", "campaigns/first-campaign.yaml")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # One cache for all of these tests: rules that were compiled once are the same in each.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "init-cache"))
    monkeypatch.setattr("guardrails.files.own_copy.own_copy", OwnCopy)
    (tmp_path / ".git").mkdir()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_fresh_workspace_passes_its_check_with_advice(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    for name in ("guardrails.yaml", *FIRST, *AROUND):
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
    (tmp_path / "guardrails.yaml").write_text(OURS)
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    assert (tmp_path / "guardrails.yaml").read_text() == OURS
    assert "left as it is" in out
    assert "Add these lines to .pre-commit-config.yaml, below `repos:`" in out
    assert "repos: " not in out.replace("`repos:`", "")
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


def test_published_hooks_carry_fixed_words_in_entry() -> None:
    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    assert [h["id"] for h in hooks] == ["guardrails", "guardrails-repo"]
    assert all(h["entry"] == "guardrails check" and "args" not in h and h["language"] == "python" for h in hooks)
    assert hooks[1]["always_run"]
    assert hooks[1]["pass_filenames"] is False


def test_the_end_says_how_the_first_files_fare_and_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "Nothing to fix" in out
    assert "1. Commit these files." in out
    assert "2. Switch on the hook: pip install pre-commit, then pre-commit install" in out
    assert "3. Name your copy of guardrails in .github/workflows/guardrails.yml, then open a pull request." in out


def test_a_known_copy_is_named_and_needs_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = OwnCopy("https://git.brand.example/it/guardrails", "1" * 40, "v0.1.0")
    monkeypatch.setattr("guardrails.files.own_copy.own_copy", lambda: copy)
    assert main(["init"]) == 0
    assert f"uses: it/guardrails@{'1' * 40} # v0.1.0\n" in (tmp_path / ".github/workflows/guardrails.yml").read_text()
    assert f'rev: "{"1" * 40}" # frozen: v0.1.0\n' in (tmp_path / ".pre-commit-config.yaml").read_text()
    assert "3. Open a pull request: the check runs there too." in capsys.readouterr().out


def test_one_mistake_typed_in_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    file = tmp_path / "tools/first-tool.yaml"
    file.write_text(file.read_text().replace("stage: idea", "stage: idae"))
    capsys.readouterr()
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "idae" in out
    line = file.read_text().partition("stage: idae")[0].count("\n") + 1
    assert f"tools/first-tool.yaml, line {line}\n" in out


def test_a_dry_run_shows_the_files_and_writes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "new/place", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert not (tmp_path / "new").exists()
    assert "Would write:\n  guardrails.yaml" in out
    assert "source: starter" in out
    assert "first-tool" in out
    assert out.endswith("Nothing was written.\n")


def test_a_dry_run_foretells_what_a_run_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "guardrails.yaml").write_text(OURS)
    (tmp_path / ".vscode").symlink_to(tmp_path)
    codes = [main(["init", "--dry-run"]), main(["init"])]
    planned, done = capsys.readouterr().out.split("Nothing was written.\n")
    assert codes == [1, 1]
    assert planned.startswith(
        done[: done.index("Add these") if "Add these" in done else done.index("See")].replace("Wrote", "Would write")
    )


def test_options_leave_things_out(tmp_path: Path) -> None:
    assert main(["init", "--ci", "none", "--editor", "none", "--no-hooks"]) == 0
    assert {name.split(os.sep)[0] for name in contents(tmp_path)} == {"guardrails.yaml", "tools", "campaigns", ".guardrails"}


def test_files_tell_who_checks_and_gitlab_keeps_its_own_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n")
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "stages: [test]\n"
    assert "Add these lines to .gitlab-ci.yml" in out
    assert "file: templates/guardrails.gitlab-ci.yml" in out
    assert (tmp_path / ".gitlab/CODEOWNERS").is_file()
    assert not (tmp_path / ".github").exists()


def test_gitlab_gets_its_file_where_there_is_none(tmp_path: Path) -> None:
    assert main(["init", "--ci", "gitlab"]) == 0
    assert "project: it/guardrails" in (tmp_path / ".gitlab-ci.yml").read_text()


def test_teams_stand_behind_what_they_approve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--it-team", "@brand/it"]) == 0
    text = (tmp_path / ".github/CODEOWNERS").read_text()
    assert "\n/policies/ @brand/it\n" in text
    assert "\n/.github/ @brand/it\n" in text
    assert "\n#/tools/ @your-organisation/marketing\n" in text
    capsys.readouterr()
    assert main(["init", "--it-team", "@brand/it", "--marketing-team", "@brand/marketing"]) == 0
    out = capsys.readouterr().out
    assert (tmp_path / ".github/CODEOWNERS").read_text() == text
    assert "/tools/ @brand/marketing" in out
    assert "/policies/ @brand/it" not in out, "that line is there"


def test_owners_in_another_place_stay_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/CODEOWNERS").write_text("* @brand/web\n")
    assert main(["init", "--it-team", "@brand/it"]) == 0
    assert "Add these lines to docs/CODEOWNERS" in capsys.readouterr().out
    assert not (tmp_path / ".github/CODEOWNERS").exists()


@pytest.mark.parametrize("team", ["brand/it", "@brand/it @x", "@brand/it\n* @me", "@", "#@brand/it"])
def test_a_team_is_one_name(team: str, tmp_path: Path) -> None:
    assert main(["init", "--it-team", team]) == 2
    assert contents(tmp_path) == {}


def test_a_team_needs_a_check_on_pull_requests(tmp_path: Path) -> None:
    assert main(["init", "--ci", "none", "--it-team", "@brand/it"]) == 2
    assert contents(tmp_path) == {}


def test_editor_settings_with_comments_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_bytes(b"{\r\n  // ours\r\n}\r\n")
    assert main(["init"]) == 0
    assert (tmp_path / ".vscode/settings.json").read_bytes() == b"{\r\n  // ours\r\n}\r\n"
    out = capsys.readouterr().out
    assert "Add these lines to .vscode/settings.json, between the outer braces" in out
    assert '"yaml.schemas": {' in out


def test_line_ends_of_windows_are_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    for name, data in contents(tmp_path).items():
        (tmp_path / name).write_bytes(data.replace(b"\n", b"\r\n"))
    before = contents(tmp_path)
    capsys.readouterr()
    assert main(["init"]) == 0
    assert capsys.readouterr().out.count(":\n") == 1, "all of them are there already"
    assert contents(tmp_path) == before
    assert main(["check"]) == 0


def test_edits_by_hand_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    for name in ("guardrails.yaml", *FIRST, ".pre-commit-config.yaml", ".github/workflows/guardrails.yml"):
        (tmp_path / name).write_text((tmp_path / name).read_text() + "# by hand\n")
    before = contents(tmp_path)
    capsys.readouterr()
    assert main(["init"]) == 0
    assert contents(tmp_path) == before
    assert "Add these" not in capsys.readouterr().out


def test_a_workspace_with_plans_elsewhere_gets_no_first_ones(tmp_path: Path) -> None:
    (tmp_path / "guardrails.yaml").write_text(OURS.replace("tools/*.yaml", "plans/*.yaml"))
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/a.yaml").write_text("kind: Tool\n")
    assert main(["init"]) == 0
    assert not (tmp_path / "tools").exists()
    assert not (tmp_path / "campaigns").exists()


def test_settings_that_cannot_be_used_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "guardrails.yaml").write_text("# ours\n")
    assert main(["init"]) == 3
    out = capsys.readouterr().out
    assert "guardrails.yaml is empty" in out
    assert "Commit these files" not in out


def test_it_works_without_a_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").rmdir()
    assert main(["init", "w"]) == 0
    assert (tmp_path / "w/.github/workflows/guardrails.yml").is_file()


def test_a_folder_that_takes_no_files_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["init", "file/w"]) == 2
    assert "'file/w' can't be written to" in capsys.readouterr().err
    monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.W_OK)
    assert main(["init"]) == 2
    assert "'.' can't be written to" in capsys.readouterr().err
    assert sorted(contents(tmp_path)) == ["file"]


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put = os.fdopen

    class Full:
        """A file that takes its first bytes only."""

        def __init__(self, descriptor: int, mode: str) -> None:
            self._file = put(descriptor, mode)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, data: bytes) -> None:
            self._file.write(data[:5])
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", Full)
    assert main(["init"]) == 1
    assert "Not written" in capsys.readouterr().out
    assert contents(tmp_path) == {}
