"""Every example gets exactly the verdict, lane and findings that expected.yaml foretells, and its answer is kept whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import guardrails
from guardrails.explain.briefing import brief
from guardrails.files.answering import context_of
from guardrails.judge.verdict import Exit, exit_code
from guardrails.model.report import ManifestReport
from guardrails.model.stage import Outcome
from guardrails.model.value import Fields
from guardrails.render import json_report, text
from guardrails.render.style import Style
from guardrails.text.reader import read

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).with_name("expected.yaml")
TODAY = date(2026, 11, 23)
CAMPAIGNS = sorted(p.stem for p in (ROOT / "examples/campaigns").glob("*.yaml"))


@cache
def checked(*paths: str) -> guardrails.Checked:
    return guardrails.check(paths, start=str(ROOT / "examples"), today=TODAY)


@cache
def expected() -> dict[str, Fields]:
    values, fault = read(EXPECTED.read_bytes())
    assert fault is None
    whole = values[0]
    assert isinstance(whole, dict)
    groups = [whole["campaigns"], whole["tools"]]
    return {name: e for group in groups if isinstance(group, dict) for name, e in group.items() if isinstance(e, dict)}


def reports() -> dict[str, ManifestReport]:
    return {m.manifest.name: m for m in checked().report.manifests}


def test_every_example_is_foretold() -> None:
    assert sorted(reports()) == sorted(expected())
    assert checked().report.problems == ()


@pytest.mark.parametrize("name", sorted(expected()))
def test_the_answer_is_as_foretold(name: str) -> None:
    found, told = reports()[name], expected()[name]
    assert (found.manifest.stage.value, found.verdict, found.lane) == (told["stage"], told["verdict"], told["lane"])
    open_ones = {
        (f.rule.code, f.severity.value) for f in found.findings if f.outcome is Outcome.FAILED and f.severity is not None
    }
    wanted = told["findings"]
    assert isinstance(wanted, list)
    assert open_ones == {(code, s) for each in wanted if isinstance(each, dict) for code, s in each.items()}
    waived = sorted({f.rule.code for f in found.findings if f.outcome is Outcome.WAIVED})
    assert waived == sorted(str(w) for w in told.get("waived") or [])  # type: ignore[union-attr]


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_answer_to_a_campaign_word_for_word(name: str, golden: Callable[[str, str], None]) -> None:
    found = checked(f"campaigns/{name}.yaml")
    style = Style(80)
    golden(f"examples/{name}.txt", text.render(brief(found.report, context_of(found), style.full), style))


def test_the_flash_sale_begins_with_the_way_out() -> None:
    found = checked("campaigns/friday-flash-sale.yaml")
    answer = text.render(brief(found.report, context_of(found), 5), Style(80))
    assert answer.startswith("Tuesday 1 December, 10:00 is free, or name two people for Friday.\n")
    assert "9,000" in answer
    assert "6,000" in answer
    assert "#ask-web-ops" in answer
    assert exit_code(found.report) is Exit.BLOCKED


def test_the_green_template_is_green() -> None:
    found = checked("campaigns/template-webinar-green.yaml")
    assert exit_code(found.report) is Exit.FINE
    assert found.report.manifests[0].findings == ()
    assert found.report.manifests[0].questions == ()


def test_the_whole_workspace_as_json_fits_its_schema() -> None:
    found = checked()
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text("utf-8"))
    report = json.loads(json_report.render(found.report, brief(found.report, context_of(found))))
    Draft7Validator(schema).validate(report)
    assert len(report["manifests"]) == len(expected())
