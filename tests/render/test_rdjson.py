"""The Reviewdog Diagnostic Format: as its validator wants it, with columns in bytes and changes as whole lines."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from guardrails.explain.explanation import Change
from guardrails.render.rdjson import answer
from tests.clients.npm import node, package
from tests.explain.situations import (
    CONSENT,
    HOSTILE,
    TOOL,
    WORKED,
    Case,
    busy_day,
    differs,
    finding,
    hostile,
    judged,
    manifest,
    report,
)
from tests.render.machine_cases import everything, told_of, unread_only, written


def diagnostics(case: Case) -> list[Any]:
    found: list[Any] = json.loads(written("rdjson", case))["diagnostics"]
    return found


def test_a_busy_day() -> None:
    found = {one["code"]["value"]: one for one in diagnostics(busy_day())}
    agreement = found["vendor/signed-agreement"]
    assert agreement["severity"] == "ERROR"
    assert agreement["location"] == {
        "path": "tools/brightmailer.yaml",
        "range": {"start": {"line": 8, "column": 17}, "end": {"line": 8, "column": 21}},
    }
    assert agreement["message"].startswith("**Must fix: BrightMailer needs a signed data agreement**\n\n")
    assert found["vendor/launch-freeze"]["severity"] == "WARNING"
    assert found["vendor/budget-total"]["severity"] == "INFO"
    assert "vendor/tags-after-consent" not in found, "it is waived"


def test_columns_count_bytes() -> None:
    text = TOOL.replace("fires: always", '"größe": x\nfires: always').replace("auth: basic", "auth: {日本: basic}")
    tool = manifest(text, "tools/brightmailer.yaml")
    failed = finding(CONSENT, tool, differs(("auth", "日本"), "is", "x", "basic"))
    (one,) = diagnostics(Case({tool.file: text}, report((judged(tool, (failed,)),))))
    line = text.splitlines()[one["location"]["range"]["start"]["line"] - 1].encode()
    start, end = (one["location"]["range"][side]["column"] - 1 for side in ("start", "end"))
    assert line[start:end] == b"basic"


def test_a_change_is_a_suggestion_of_whole_lines() -> None:
    told = told_of(WORKED["consent"])
    briefing = told.briefing(None)
    (one,) = briefing.manifests
    change = Change(one.file, ("@@ -10 +10 @@", "-fires: always", "+fires: after_consent"))
    changed = briefing._replace(manifests=(one._replace(explanations=(one.explanations[0]._replace(change=change),)),))
    (found,) = json.loads(answer(told._replace(briefing=lambda full: changed)))["diagnostics"]
    assert found["suggestions"] == [{"range": {"start": {"line": 10}, "end": {"line": 10}}, "text": "fires: after_consent"}]


def test_nothing_found_and_nothing_read() -> None:
    assert diagnostics(everything()["fine"]) == []
    assert diagnostics(everything()["empty"]) == []
    assert [one["code"]["value"] for one in diagnostics(unread_only())] == ["guardrails/file-tab"]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_secret_and_no_unseen_character_gets_out(value: str) -> None:
    text = written("rdjson", hostile(value))
    assert not any(canary in text for canary in ("AKIAIOSFODNN7EXAMPLE", "\x1b", "\u202e", "\x9b"))


@pytest.mark.client
def test_its_validator_takes_every_case_and_finds_what_is_off(tmp_path: Path) -> None:
    command = [node(), str(_validator()), "--strict", "--no-extra-fields", "--format", "json"]
    files = []
    for name, case in everything().items():
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(written("rdjson", case), "utf-8")
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    off = tmp_path / "off.json"
    off.write_text(files[0].read_text("utf-8").replace('"ERROR"', '"FATAL"'), "utf-8")
    assert subprocess.run([*command, str(off)], capture_output=True, check=False).returncode != 0


def _validator() -> Path:
    return (
        package("@umbrelladocs/rdformat-validator", "1.0.1")
        / "@umbrelladocs"
        / "rdformat-validator"
        / "bin"
        / "rdformat-validator.js"
    )
