"""`guardrails policy`: which bundle is meant, what is printed, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrails.cli.main import main
from tests.workshop.rules import material, rule

WRONG = [{"title": "it", "expect": "fail"}]


def write(folder: Path, *rules: dict[str, object], name: str = "") -> Path:
    """A small bundle as files; its folder."""
    for file, data in material(*rules).texts.files.items():
        path = folder / name / file.removeprefix("tiny/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    base = folder / name / "base"
    base.mkdir()
    for file, data in material().bases.items():
        (base / file.rpartition("/")[2]).write_bytes(data)
    return folder / name


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code and both outputs of a command line."""
    code = main(["policy", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_examples_as_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(["test", str(write(tmp_path, rule()))], capsys)
    assert (code, err) == (0, "")
    assert out.endswith("1 rule, 2 examples: all as expected\n")


def test_an_example_that_is_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["test", str(write(tmp_path, rule(examples=WRONG)))], capsys)
    assert code == 1
    assert "Expected fail, came pass." in out


def test_coverage_below_what_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write(tmp_path, rule(examples=[{"title": "it", "expect": "pass"}])))
    assert told(["test", folder, "--min-coverage", "50"], capsys)[0] == 0
    code, out, err = told(["test", folder, "--min-coverage", "51"], capsys)
    assert code == 1
    assert "50.0 percent" in err
    assert "`metadata.owner present`: no example where it does not hold" in out


def test_mutants_are_counted_listed_or_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limit = {"field": "contract.breach_notice_hours", "at_most": 72}
    late = {"title": "late", "expect": "fail", "change": {"contract.breach_notice_hours": 73}}
    folder = str(write(tmp_path, rule(require=limit, examples=[{"title": "in time", "expect": "pass"}, late])))
    assert "2 of   3 mutants\n" in told(["test", folder], capsys)[1]
    assert "at_most 72` moved to 71" in told(["test", folder, "--mutants"], capsys)[1]
    assert "mutants" not in told(["test", folder, "--no-mutants"], capsys)[1]


def test_a_rule_whose_mutants_all_survive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = {"title": "early", "expect": "skip", "stage": "idea", "change": {"metadata.owner": None}}
    folder = str(write(tmp_path, rule(when={"field": "criticality", "is": "high"}, examples=[early])))
    code, out, _ = told(["test", folder], capsys)
    assert code == 1
    assert out.endswith("1 rule, 1 example: all as expected, 1 rule not proven\n")
    assert told(["test", folder, "--no-mutants"], capsys)[0] == 0


def test_rules_that_cannot_be_used_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write(tmp_path, rule(require={"field": "metadata.ownr", "present": True})))
    for command in ("test", "lint"):
        code, out, _ = told([command, folder], capsys)
        assert code == 3
        assert "metadata.owner" in out


def test_lint_and_strict_lint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(write(tmp_path, rule()))
    code, out, _ = told(["lint", folder, "--as-of", "2026-11-23"], capsys)
    assert code == 0
    assert "0 to mend" in out
    assert told(["lint", folder, "--strict"], capsys)[0] == 1


def test_a_word_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["lint", str(write(tmp_path, rule(why="It is invalid. Customers wait.")))], capsys)
    assert code == 1
    assert "P06 The why of one/owner-is-named" in out


def test_a_folder_without_a_bundle_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(["test", str(tmp_path)], capsys)
    assert code == 2
    assert "There is no bundle.yaml" in err


def test_the_bundle_of_the_workspace_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, rule(), name="ours")
    (tmp_path / "guardrails.yaml").write_text(
        "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: ours}\nmanifests: [tools/*.yaml]\n"
    )
    (tmp_path / "tools").mkdir()
    monkeypatch.chdir(tmp_path / "tools")
    code, out, _ = told(["test"], capsys)
    assert code == 0
    assert out.startswith("one ")


def test_without_a_workspace_the_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    code, out, _ = told(["test"], capsys)
    assert code == 0
    assert out.startswith("vendor ")


def test_a_repository_with_its_policies_in_their_usual_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, rule(), name="policies")
    assert told(["test", str(tmp_path)], capsys)[0] == 0


def test_the_result_as_junit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from junitparser import JUnitXml

    off = rule(examples=[*rule()["examples"], {"title": "a <rule> & more", "expect": "fail"}])
    file = tmp_path / "out.xml"
    code, _, _ = told(["test", str(write(tmp_path, off, name="bundle")), "--junit", str(file)], capsys)
    found = JUnitXml.fromfile(str(file))
    assert (code, found.tests, found.failures) == (1, 3, 1)
    [suite] = found
    [case] = [case for case in suite if case.result]
    assert case.name == "example 3: a <rule> & more"
    assert case.result[0].message == "Expected fail, came pass."
