"""The JSON shape: as the schema says, the same every time, and free of secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from guardrails.explain.briefing import brief
from guardrails.render.json_report import render
from tests.explain.situations import HOSTILE, WORKED, Case, busy_day, hostile

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text())
CASES = {"busy": busy_day(), **WORKED, **{f"hostile-{n}": hostile(value) for n, value in enumerate(HOSTILE)}}


def rendered(case: Case) -> str:
    return render(case.report, brief(case.report, case.context))


def test_the_schema_is_a_schema_and_closed_everywhere() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict) and node.get("type") == "object":
            yield node
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
        for child in children:
            yield from objects(child)

    assert list(objects(SCHEMA))
    assert all(o["additionalProperties"] is False and set(o["required"]) == set(o["properties"]) for o in objects(SCHEMA))


@pytest.mark.parametrize("name", CASES)
def test_every_report_follows_the_schema(name: str) -> None:
    jsonschema.Draft7Validator(SCHEMA).validate(json.loads(rendered(CASES[name])))


def test_a_busy_day_in_numbers() -> None:
    data = json.loads(rendered(busy_day()))
    assert data["exit_code"] == 1
    assert data["preview"] is True
    assert data["summary"]["verdicts"] == {"not-yet": 1, "ready-with-advice": 1, "ready": 1}
    first = data["manifests"][0]
    assert [f["rule"] for f in first["findings"]][:2] == ["vendor/blocked-vendor", "vendor/signed-agreement"]
    agreement = first["findings"][1]
    assert (agreement["line"], agreement["column"], agreement["severity"]) == (8, 17, "block")
    assert agreement["ask"]["team"] == "Privacy team"
    assert agreement["what"] == ['The data agreement is "none". We need signed.']
    assert first["findings"][-1]["waiver"] == "waivers/a.yaml"
    assert data["problems"][0]["id"] == "file-tab"


def test_no_secret_and_no_unseen_character_gets_out() -> None:
    for value in HOSTILE:
        text = rendered(hostile(value))
        assert "AKIAIOSFODNN7EXAMPLE" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text
