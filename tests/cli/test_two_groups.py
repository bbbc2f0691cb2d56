"""`guardrails policy lint` reads CODEOWNERS of the repository around the rules: which file counts, and what it says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrails.cli.main import main

TEAMS = ("--it-team", "@brand/it-security", "--marketing-team", "@brand/marketing-leads")
BOTH = "* @brand/marketing-leads @brand/it-security\n"
SECTIONS = "[M]\n* @brand/marketing-leads\n[I]\n* @brand/it-security\n"
ONE = "* @brand/it-security\n"


@pytest.fixture(autouse=True)
def _rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A repository with rules, and nothing beside them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert main(["init", "--policies", "--ci", "none"]) == 0
    with Path("policies/bundle.yaml").open("a") as bundle:
        bundle.write('approvers: {marketing: ["@brand/marketing-leads"], it: ["@brand/it-security"]}\n')
    capsys.readouterr()


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "GOV-10 (advice) `approvers` names `marketing` and `it`, and no CODEOWNERS file asks them."),
        ({".github/CODEOWNERS": ONE}, ".github/CODEOWNERS:1:1 GOV-10 (advice) Asked about policies/bundle.yaml and 3 more:"),
        ({".github/CODEOWNERS": BOTH}, ""),
        ({".github/CODEOWNERS": BOTH, "CODEOWNERS": ONE, "docs/CODEOWNERS": ONE}, ""),
        ({"CODEOWNERS": BOTH, "docs/CODEOWNERS": ONE}, ""),
        ({"docs/CODEOWNERS": ONE}, "docs/CODEOWNERS:1:1 GOV-10"),
        ({".gitlab/CODEOWNERS": SECTIONS}, ""),
        ({".gitlab/CODEOWNERS": BOTH}, ".gitlab/CODEOWNERS:1:1 GOV-10 (advice) Any of"),
        ({".gitlab-ci.yml": "", "CODEOWNERS": BOTH}, "CODEOWNERS:1:1 GOV-10 (advice) Any of"),
        ({".gitlab-ci.yml": "", "CODEOWNERS": SECTIONS, ".gitlab/CODEOWNERS": ONE}, ""),
        ({".github/CODEOWNERS": BOTH, ".gitlab/CODEOWNERS": ONE}, ".gitlab/CODEOWNERS:1:1 GOV-10 (advice) Asked"),
        ({".github/CODEOWNERS": "#" * 300_000}, ".github/CODEOWNERS:1:1 GOV-10 (advice) .github/CODEOWNERS can't be read"),
    ],
)
def test_the_file_that_counts(files: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in files.items():
        write(name, text)
    assert main(["policy", "lint", "policies"]) == 0
    told = capsys.readouterr().out
    assert told.count("GOV-10") == bool(said), told
    assert said in told


def test_strict_counts_it_and_health_lists_it(capsys: pytest.CaptureFixture[str]) -> None:
    write("CODEOWNERS", ONE)
    assert main(["policy", "lint", "policies", "--strict"]) == 1
    assert "Nobody of `marketing`." in capsys.readouterr().out
    assert main(["policy", "health", "policies"]) == 0
    told = capsys.readouterr().out
    assert "One side alone can change the rules (1)\n  CODEOWNERS:1: Asked about policies/bundle.yaml and 3 more:" in told


def test_paths_are_those_of_the_repository(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("it").mkdir()
    Path("policies").rename("it/policies")
    write("CODEOWNERS", f"* @x\n/it/policies/ {BOTH[2:]}")
    assert main(["policy", "lint", "it", "--strict"]) == 0
    write("CODEOWNERS", f"* @x\n/policies/ {BOTH[2:]}")
    monkeypatch.chdir("it")
    capsys.readouterr()
    assert main(["policy", "lint", "policies", "--strict"]) == 1
    assert "../CODEOWNERS:1:1 GOV-10 (advice) Asked about it/policies/bundle.yaml and 3 more: @x." in capsys.readouterr().out


def test_a_bundle_named_by_its_whole_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("CODEOWNERS", ONE)
    assert main(["policy", "lint", str(tmp_path / "policies"), "--strict"]) == 1
    assert f"{(tmp_path / 'CODEOWNERS').as_posix()}:1:1 GOV-10" in capsys.readouterr().out


def test_a_link_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("elsewhere", BOTH)
    Path("CODEOWNERS").symlink_to(tmp_path / "elsewhere")
    assert main(["policy", "lint", "policies"]) == 0
    assert "CODEOWNERS can't be read, so nobody can tell whom it asks." in capsys.readouterr().out


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_what_init_writes_is_in_order(ci: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--policies", "new", "--ci", ci, *TEAMS]) == 0
    Path("new/.git").mkdir()
    assert main(["init", "--policies", "new", "--ci", ci, *TEAMS]) == 0
    assert Path(f"new/.{ci}/CODEOWNERS").is_file()
    assert main(["policy", "lint", "new", "--strict"]) == 0
    owners = Path(f"new/.{ci}/CODEOWNERS")
    owners.write_text(owners.read_text().replace("@brand/marketing-leads", ""))
    assert main(["policy", "lint", "new", "--strict"]) == 1
    assert "GOV-10" in capsys.readouterr().out
