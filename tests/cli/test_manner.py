"""How `guardrails check` speaks: quietly, with the environment's settings, in colour or not, and how far it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from guardrails.cli.check import check
from guardrails.cli.main import main
from guardrails.cli.progress import Progress
from guardrails.files.workers import shared_out
from tests.cli.workspaces import RULE, Workspace
from tests.language.bundles import rule

DPA = "    status: signed"
_MAY_NOT = {"update_baseline"}
"""Options that change files for good: only the command line sets them."""


def test_quiet_says_nothing_where_nothing_counts(work: Workspace) -> None:
    work.pack(RULE, rule("require: {field: criticality, is: high}", id="soft", severity="{live: warn}"))
    answer = work.check("--quiet")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert "Should fix" in work.check("-q", "--fail-on", "warn").out


def test_quiet_tells_what_counts_and_the_sum(work: Workspace) -> None:
    work.pack(RULE, rule("require: {field: criticality, is: high}", id="soft", severity="{live: warn}"))
    work.tool(DPA, "    status: sent")
    answer = work.check("--quiet")
    assert answer.code == 1
    assert "1 thing to fix, 1 more to look at" in answer.out
    assert "Must fix" in answer.out
    assert "Should fix" not in answer.out
    assert json.loads(work.check("--quiet", "--format", "json").out)["exit_code"] == 1


def test_quiet_tells_what_could_not_be_checked(work: Workspace) -> None:
    work.write("tools/other.yaml", "\tx: 1\n")
    answer = work.check("-q")
    assert answer.code == 1
    assert "Could not check" in answer.out
    (work.root / "policies" / "bundle.yaml").unlink()
    answer = work.check("-q")
    assert answer.code == 3
    assert "Nothing was checked" in answer.out


def test_every_option_has_a_variable(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    work.tool(DPA, "    status: sent")
    values = {"fail_on": "warn", "as_of": "2026-11-23", "width": "100", "lang": "de", "forms": "json", "no_waivers": "1"}
    for name, value in values.items():
        monkeypatch.setenv(f"GUARDRAILS_CHECK_{'FORMAT' if name == 'forms' else name.upper()}", value)
    main(["check"])
    report = json.loads(work.capture.readouterr().out)
    assert (report["language"], report["as_of"]) == ("de", "2026-11-23")
    assert main(["check", "--format", "text"]) == 1
    assert "Vorschau" in work.capture.readouterr().out
    asked = {option.name for option in check.params if isinstance(option, click.Option)}
    silent = {o.name for o in check.params if isinstance(o, click.Option) and not o.allow_from_autoenv and not o.envvar}
    assert silent == _MAY_NOT < asked


@pytest.mark.parametrize(("variable", "value"), [("GUARDRAILS_FORMAT", "json"), ("GUARDRAILS_POLICIES", "starter")])
def test_short_variables(variable: str, value: str, work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = work.check().out
    monkeypatch.setenv(variable, value)
    assert work.check().out != plain


def test_a_file_in_the_checkout_sets_nothing(work: Workspace) -> None:
    work.tool(DPA, "    status: sent")
    for name in (".env", ".envrc", "guardrails.env", ".guardrails", "setup.cfg", "pyproject.toml"):
        work.write(name, "GUARDRAILS_CHECK_BASELINE=baseline.yaml\nGUARDRAILS_POLICIES=starter\n[tool.guardrails]\nfail_on='x'\n")
    assert work.check().code == 1


def test_what_is_typed_can_not_speak_to_the_terminal(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for forced in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", forced)
        for line in (["chek\x1b[31m"], ["check", "\x1b]0;x\x07"], ["check", "--f\x1b[1m"], ["check", "--format", "\x1b[2J"]):
            assert main(line) == 2
            told = work.capture.readouterr()
            assert "\x1b" not in told.out + told.err
            assert told.err


def test_no_colour_wins_and_a_dumb_terminal_gets_none(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in work.check().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in work.check().out
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\x1b[" not in work.check().out


def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal, and a clock on which everything takes long."""
    ticks = iter(range(0, 10_000, 2))
    monkeypatch.setattr("guardrails.cli.progress.time.monotonic", lambda: next(ticks))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)


def test_a_long_run_shows_how_far_it_is_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(monkeypatch)
    progress = Progress()
    shared_out(["a", "b", "c"], str.encode, progress)
    progress.end()
    told = capsys.readouterr().err
    assert re.findall(r"Checking, \d of 3", told) == ["Checking, 0 of 3", "Checking, 1 of 3", "Checking, 2 of 3"]
    *_, cleared, last = told.split("\r")
    assert (cleared.strip(), last) == ("", "")


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_a_log_shows_no_progress(
    name: str, value: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(monkeypatch)
    monkeypatch.setenv(name, value)
    progress = Progress()
    shared_out(["a", "b"], str.encode, progress)
    progress.end()
    assert capsys.readouterr().err == ""


def test_a_short_run_and_a_pipe_show_no_progress(work: Workspace, tmp_path: Path) -> None:
    assert work.check().err == ""
