"""`guardrails init --policies`: a repository for rules that lint, examples and comparison are content with from the start."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from guardrails.cli.main import main
from guardrails.workshop.repository_files import OwnCopy
from tests.cli.test_init import contents

TEAMS = ("--it-team", "@brand/it-security", "--marketing-team", "@brand/marketing-leads")
RULES = (
    "policies/bundle.yaml",
    "policies/organisation.yaml",
    "policies/packs/ours.yaml",
    "policies/released.yaml",
)
AROUND = (
    ".pre-commit-config.yaml",
    ".github/workflows/policy-impact.yml",
    ".github/CODEOWNERS",
    ".vscode/settings.json",
    ".guardrails/bundle.schema.json",
    ".guardrails/pack.schema.json",
    ".guardrails/situation.schema.json",
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("guardrails.files.own_copy.own_copy", OwnCopy)
    (tmp_path / ".git").mkdir()


@pytest.mark.parametrize("teams", [TEAMS, ()], ids=["teams", "no teams"])
@pytest.mark.parametrize("ci", ["github", "gitlab", "none"])
def test_lint_tests_and_comparison_are_content_at_once(
    teams: tuple[str, ...], ci: str, capsys: pytest.CaptureFixture[str]
) -> None:
    teams = teams if ci != "none" else ()
    assert main(["init", "--policies", "--ci", ci, *teams]) == 0
    assert main(["policy", "lint", "policies", "--strict"]) == 0
    assert main(["policy", "lint"]) == 0
    assert main(["policy", "diff", "policies", "policies"]) == 0
    out = capsys.readouterr().out
    assert out.count("1 rule: all in order") == 2
    assert "Both have the same content" in out


def test_its_examples_show_every_side_of_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "--policies"])
    assert main(["policy", "test", "policies", "--min-coverage", "100"]) == 0
    out = capsys.readouterr().out
    assert "ours           1 rule    3 examples  as expected  100 % seen    3 of   3 mutants" in out


def test_a_rule_can_be_added_the_usual_way(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "--policies"])
    answers = {
        "pack": "ours",
        "id": "licences-are-used",
        "code": "OUR-02",
        "title": "Somebody works with the tool",
        "kind": "Tool",
        "field": "usage.active_users",
        "operator": "at_least",
        "value": "1",
        "headline": "{title} has nobody who uses it",
        "why": "We pay for it every month, and that money is missing for campaigns.",
        "fix": "Ask the team who works with it.",
        "faster": "Ask the owner.",
    }
    options = [part for name, text in answers.items() for part in (f"--{name}", text)]
    code = main(["policy", "new", "policies", *options])
    assert code == 0, capsys.readouterr()
    assert "To see how it reads:  guardrails policy lint policies\n" in capsys.readouterr().out
    assert main(["policy", "fmt", "policies", "--check"]) == 0
    assert len(yaml.safe_load(Path("policies/packs/ours.yaml").read_text())["rules"]) == 2
    assert main(["policy", "lint", "policies"]) == 0


def test_it_writes_what_it_names_and_a_second_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--policies", *TEAMS]) == 0
    out = capsys.readouterr().out
    for name in (*RULES, *AROUND):
        assert f"  {name}\n" in out
        assert (tmp_path / name).is_file()
    before = contents(tmp_path)
    assert main(["init", "--policies", *TEAMS]) == 0
    assert contents(tmp_path) == before
    out = capsys.readouterr().out
    assert out.startswith("There already:")
    assert "Add these" not in out


def test_a_bundle_that_is_there_gets_no_first_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/bundle.yaml").write_text("ours\n")
    assert main(["init", "--policies"]) == 0
    assert (tmp_path / "policies/bundle.yaml").read_text() == "ours\n"
    assert [f.name for f in (tmp_path / "policies").iterdir()] == ["bundle.yaml"]
    assert (tmp_path / ".github/workflows/policy-impact.yml").is_file()


def test_beside_a_workspace_its_lines_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", *TEAMS]) == 0
    before = contents(tmp_path)
    capsys.readouterr()
    assert main(["init", "--policies", *TEAMS]) == 0
    out = capsys.readouterr().out
    after = contents(tmp_path)
    assert {name: after[name] for name in before} == before
    assert "Add these lines to .pre-commit-config.yaml, below `repos:`" in out
    assert "entry: guardrails policy lint policies" in out
    assert "Add these lines to .github/CODEOWNERS" in out
    assert "/policies/ @brand/marketing-leads @brand/it-security" in out
    assert "policies/packs/ours.yaml" in after


def test_a_folder_of_a_bigger_repository_gets_the_files_for_its_top_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--policies", "it/rules", *TEAMS]) == 0
    out = capsys.readouterr().out
    assert {name.split("/")[0] for name in contents(tmp_path)} == {"it"}
    assert "entry: guardrails policy lint it/rules/policies" in out
    assert "bundle: it/rules/policies" in out
    assert "/it/rules/policies/ @brand/marketing-leads @brand/it-security" in out
    assert "guardrails policy lint it/rules/policies\n" in out
    assert main(["policy", "lint", "it/rules"]) == 0


def test_a_dry_run_shows_the_files_and_writes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--policies", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert contents(tmp_path) == {}
    assert "Would write:\n  policies/bundle.yaml" in out
    assert "id: replies-are-read" in out
    assert out.endswith("Nothing was written.\n")


def test_nothing_is_written_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here/policies").symlink_to(tmp_path / "outside")
    assert main(["init", "--policies", "here"]) == 1
    assert list((tmp_path / "outside").iterdir()) == []
    assert "Not written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("folder", "options", "name", "title"),
    [
        ("Brand Rules (2026)", (), "brand-rules-2026", "Rules that marketing and IT share"),
        ("規則", (), "our-rules", "Rules that marketing and IT share"),
        ("x", ("--name", "brand", "--title", 'Brand: "our" rules #1'), "brand", 'Brand: "our" rules #1'),
        ("y", ("--title", "2026"), "y", "2026"),
    ],
)
def test_name_and_title(folder: str, options: tuple[str, ...], name: str, title: str) -> None:
    assert main(["init", "--policies", folder, *options]) == 0
    bundle = yaml.safe_load(Path(folder, "policies/bundle.yaml").read_text())
    assert (bundle["name"], bundle["title"]) == (name, title)
    assert yaml.safe_load(Path(folder, "policies/organisation.yaml").read_text())["metadata"]["name"] == name
    assert main(["policy", "lint", folder]) == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--policies", "--name", "Brand"),
        ("--policies", "--name", ""),
        ("--policies", "--name", "a" * 61),
        ("--policies", "--title", "two\nlines"),
        ("--policies", "--title", " "),
        ("--name", "brand"),
        ("--title", "Brand"),
        ("--policies", "--it-team", "@brand/it", "--ci", "none"),
    ],
)
def test_what_can_not_be_asked_writes_nothing(options: tuple[str, ...], tmp_path: Path) -> None:
    assert main(["init", *options]) == 2
    assert contents(tmp_path) == {}


def test_without_both_teams_the_lines_wait_for_them(tmp_path: Path) -> None:
    assert main(["init", "--policies", "--it-team", "@brand/it"]) == 0
    owners = (tmp_path / ".github/CODEOWNERS").read_text()
    assert "\n#/policies/ @your-organisation/marketing @your-organisation/it\n" in owners
    assert "\n/.github/ @brand/it\n" in owners
    assert "approvers" not in yaml.safe_load((tmp_path / "policies/bundle.yaml").read_text())
