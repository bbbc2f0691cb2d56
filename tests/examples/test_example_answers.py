"""Every example gets exactly the verdict, lane and findings that expected.yaml foretells, and its answer is kept whole."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft7Validator

from guardrails.explain.briefing import brief
from guardrails.files.answering import context_of
from guardrails.judge.verdict import Exit, exit_code
from guardrails.render import json_report, text
from guardrails.render.style import Style
from tests.examples.foretold import ROOT, checked, expected, listed, mapping, open_findings, reports, waived

CAMPAIGNS = sorted(p.stem for p in (ROOT / "examples/campaigns").glob("*.yaml"))


def answer(name: str, full: int) -> str:
    found = checked(f"campaigns/{name}.yaml")
    return text.render(brief(found.report, context_of(found), full), Style(80))


def test_every_example_is_foretold() -> None:
    assert sorted(reports()) == sorted(expected())
    assert checked().report.problems == ()


@pytest.mark.parametrize("name", sorted(expected()))
def test_the_answer_is_as_foretold(name: str) -> None:
    found, told = reports()[name], expected()[name]
    assert (found.manifest.stage.value, found.verdict, found.lane) == (told["stage"], told["verdict"], told["lane"])
    assert open_findings(name) == {(code, s) for each in listed(told["findings"]) for code, s in mapping(each).items()}
    assert waived(name) == sorted(map(str, listed(told.get("waived"))))


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_answer_to_a_campaign_word_for_word(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"examples/{name}.txt", answer(name, Style(80).full))


def test_the_flash_sale_begins_with_the_way_out() -> None:
    told = answer("friday-flash-sale", 5)
    assert told.startswith(f"{expected()['friday-flash-sale']['says_first']}\n")
    assert "9,000" in told
    assert "6,000" in told
    assert "#ask-web-ops" in told
    assert exit_code(checked("campaigns/friday-flash-sale.yaml").report) is Exit.BLOCKED


@pytest.mark.parametrize("name", ["template-webinar-green", "template-webinar-uk"])
def test_the_green_templates_are_green(name: str) -> None:
    found = checked(f"campaigns/{name}.yaml")
    assert exit_code(found.report) is Exit.FINE
    assert found.report.manifests[0].lane == "self-serve"
    assert found.report.manifests[0].findings == ()
    assert found.report.manifests[0].questions == ()


def test_the_whole_workspace_as_json_fits_its_schema() -> None:
    found = checked()
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text("utf-8"))
    report = json.loads(json_report.render(found.report, brief(found.report, context_of(found))))
    Draft7Validator(schema).validate(report)
    assert len(report["manifests"]) == len(expected())
