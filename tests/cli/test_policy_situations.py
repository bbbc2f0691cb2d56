"""Situations on the command line: `policy test` tries them, `policy lint` reads them, `check` leaves them alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from junitparser import JUnitXml

from guardrails.cli.main import main
from tests.cli.test_policy import told, write
from tests.cli.workspaces import Workspace
from tests.workshop.rules import rule

HEAD = "apiVersion: guardrails/v1\nkind: Situation\ntitle: Nobody looks after it\n"
NOBODY = HEAD + "manifests: [{base: Tool, change: {metadata.owner: null}}]\n"
FINE = NOBODY + "expect: [{manifest: mailsparrow, verdict: not-yet, rules: {one/owner-is-named: ask}}]\n"
OFF = NOBODY + "expect:\n  - manifest: mailsparrow\n    verdict: ready\n"
BROKEN = NOBODY + "expect: [{manifest: mailsparrow, rules: {one/owner-is-nmed: ask}}]\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bundle(text: str, *rules: dict[str, object], name: str = "tests/owner.test.yaml") -> str:
    """A small bundle with one test file; its folder."""
    made = write(Path(), *(rules or (rule(),)), name="bundle")
    (made / name).parent.mkdir(parents=True, exist_ok=True)
    (made / name).write_text(text)
    return str(made)


def test_a_situation_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(["test", bundle(FINE)], capsys)
    assert (code, err) == (0, "")
    assert "bundle/tests/owner.test.yaml    1 situation  as expected\n" in out
    assert out.endswith("1 rule, 2 examples, 1 situation: all as expected\n")


def test_one_that_is_off_ends_with_1_and_names_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["test", bundle(FINE + "---\n" + OFF), "--junit", "out.xml"], capsys)
    assert code == 1
    assert "bundle/tests/owner.test.yaml, situation 2: Nobody looks after it\n" in out
    assert "  bundle/tests/owner.test.yaml:13\n" in out
    assert "Expected  ready\n" in out
    assert "Came      not-yet, because of one/owner-is-named (ask, block)" in out
    suites = {suite.name: suite for suite in JUnitXml.fromfile("out.xml")}
    assert (suites["bundle/tests/owner.test.yaml"].tests, suites["bundle/tests/owner.test.yaml"].failures) == (2, 1)


@pytest.mark.parametrize("command", ["test", "lint"])
def test_a_file_that_does_not_fit_stops_the_bench(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told([command, bundle(BROKEN)], capsys)
    assert code == 3
    assert "bundle/tests/owner.test.yaml, line 5" in out
    assert "the rule is called one/owner-is-named" in " ".join(out.split())


@pytest.mark.parametrize("name", ["tests/more/owner.test.yaml", "tests/owner.test.yml"])
@pytest.mark.parametrize("command", ["test", "lint"])
def test_one_that_nobody_would_read_is_told(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told([command, bundle(FINE, name=name)], capsys)
    assert code == 3
    assert f"Nobody would try the situations in {name}" in out


def test_bytes_that_are_no_text_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    folder = bundle(FINE)
    (Path(folder) / "tests" / "owner.test.yaml").write_bytes(b"\xff\xfe\x00")
    code, out, _ = told(["test", folder], capsys)
    assert code == 3
    assert "tests/owner.test.yaml" in out


def test_what_they_show_counts_for_the_coverage(capsys: pytest.CaptureFixture[str]) -> None:
    half = rule(examples=[{"title": "it", "expect": "pass"}])
    assert told(["test", str(write(Path(), half, name="half")), "--min-coverage", "51"], capsys)[0] == 1
    assert told(["test", bundle(FINE, half), "--min-coverage", "100"], capsys)[0] == 0


@pytest.mark.parametrize("text", [BROKEN, "kind: [", OFF])
def test_a_check_leaves_them_alone(text: str, work: Workspace) -> None:
    before = work.check()
    work.write("policies/tests/owner.test.yaml", text)
    assert work.check() == before
    assert before.code == 0


def test_the_starter_and_the_example_bundle_have_some(capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(__file__).parents[2]
    assert main(["policy", "test", str(root / "examples" / "policies"), "--no-mutants"]) == 0
    told = capsys.readouterr().out
    assert "starter/tests/dates.test.yaml" in told
    assert "policies/tests/brand.test.yaml" in told
