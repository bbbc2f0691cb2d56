"""`guardrails policy new`: a rule from plain answers, tried before it is written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.test_policy import told
from tests.cli.workspaces import ROOT

ANSWERS = {
    "pack": "messaging",
    "id": "replies-are-read",
    "code": "MSG-90",
    "title": "Somebody reads the replies to our mails",
    "kind": "Campaign",
    "field": "email.reply_monitored",
    "operator": "is",
    "value": "true",
    "headline": "{title} sends mails that nobody can answer",
    "why": "People answer our mails with orders. Unread, they are lost.",
    "fix": "Choose a sender address that customer service reads.",
    "faster": "Send from the address of the newsletter.",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "policies", tmp_path / "rules")
    return tmp_path / "rules"


def new(bundle: Path, capsys: pytest.CaptureFixture[str], **other: str) -> tuple[int, str, str]:
    options = [part for name, text in {**ANSWERS, **other}.items() if text for part in (f"--{name.replace('_', '-')}", text)]
    return told(["new", str(bundle), *options, "--as-of", "2026-11-23"], capsys)


def written(bundle: Path) -> dict[str, Any]:
    rules: list[dict[str, Any]] = yaml.safe_load((bundle / "packs/messaging.yaml").read_text())["rules"]
    return rules[-1]


def test_a_rule_with_examples_that_come_out_as_they_say(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (bundle / "packs/messaging.yaml").read_text()
    code, out, _ = new(bundle, capsys)
    assert code == 0
    assert "with an example for each of: pass, fail, ask" in out
    assert (bundle / "packs/messaging.yaml").read_text().startswith(before.rstrip("\n"))
    assert written(bundle)["examples"] == [
        {"title": "as it should be", "expect": "pass"},
        {
            "title": "not as it should be yet",
            "expect": "fail",
            "change": {"email.reply_monitored": False},
            "at": "email.reply_monitored",
        },
        {
            "title": "no answer yet",
            "expect": "ask",
            "change": {"email.reply_monitored": None},
            "at": "email.reply_monitored",
        },
    ]
    assert told(["test", str(bundle), "--no-mutants"], capsys)[0] == 0


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("tags", "empty", "true"),
        ("audience.min_age", "at_least", "16"),
        ("channels", "includes_none", "[sms]"),
        ("launch.briefed", "includes_all", "[customer_service]"),
        ("audience.type", "not_in", "[employees, job_applicants]"),
        ("dates.launch_at", "within", "90 days"),
        ("agency.contract_ref", "present", "true"),
    ],
)
def test_other_conditions_get_examples_too(
    field: str, operator: str, value: str, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = new(bundle, capsys, field=field, operator=operator, value=value)
    assert code == 0
    assert {"pass", "fail"} <= {example["expect"] for example in written(bundle)["examples"]}, out
    assert told(["test", str(bundle), "--no-mutants"], capsys)[0] == 0


def test_a_rule_for_some_gets_an_example_that_it_does_not_concern(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = new(bundle, capsys, when_field="channels", when_operator="includes_any", when_value="[email]")
    assert code == 0
    assert written(bundle)["when"] == {"field": "channels", "includes_any": ["email"]}
    assert "pass, fail, ask, skip" in out
    assert told(["test", str(bundle), "--no-mutants"], capsys)[0] == 0


def test_what_does_not_compile_is_told_and_not_written(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (bundle / "packs/messaging.yaml").read_bytes()
    code, out, _ = new(bundle, capsys, field="email.reply_monitord")
    assert code == 3
    assert "reply_monitord" in out.replace("\n", "")
    assert (bundle / "packs/messaging.yaml").read_bytes() == before


def test_rules_on_one_line_are_left_as_they_are(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = bundle / "packs/messaging.yaml"
    pack = yaml.load(file.read_text(), yaml.BaseLoader)
    file.write_text(yaml.safe_dump({**pack, "rules": []}).replace("rules: []", f"rules: {json.dumps(pack['rules'][:1])}"))
    before = file.read_bytes()
    code, _, err = new(bundle, capsys)
    assert (code, file.read_bytes()) == (2, before)
    assert "Give each rule lines of its own" in " ".join(err.split())


def test_what_is_missing_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = new(bundle, capsys, why="")
    assert code == 2
    assert "--why is needed" in err
    assert new(bundle, capsys, pack="nothing")[0] == 2
    options = [part for name, text in ANSWERS.items() for part in (f"--{name}", text)]
    assert told(["new", *options], capsys)[0] == 2


def test_a_pack_in_our_layout_stays_in_it(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(bundle, capsys, team="Customer service", contact="service@brand.example")[0] == 0
    assert told(["fmt", str(bundle), "--check"], capsys)[0] == 0


def test_a_pack_in_another_layout_keeps_it(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = bundle / "packs/messaging.yaml"
    pack.write_text(pack.read_text().replace("\n\n", "\n\n\n"))
    before = pack.read_text()
    assert new(bundle, capsys)[0] == 0
    assert pack.read_text().startswith(before.rstrip("\n"))
