"""The table of facts, its functions and its sentences belong together."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from guardrails.explain.catalogue_facts_en import FACT_SENTENCES
from guardrails.language.facts import FACTS, fact_function
from guardrails.model.evidence import FactResult
from guardrails.model.stage import Stage
from guardrails.model.value import Fields, Gap

from .worlds import said, world

KINDS: dict[str, type | tuple[type, ...]] = {
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "text": str,
    "date": str,
    "list": list,
}
NOT_OUR_WORDS = re.compile(
    r"\b(violat|denied|forbidden|illegal|invalid|error|fail|please|sorry|just|simply|must not)", re.IGNORECASE
)
CAMPAIGN: Fields = {
    "dates": {"launch_at": "2026-11-27T16:55"},
    "audience": {"regions": ["EEA"]},
    "cost": {"total": 500, "currency": "EUR"},
    "value": {"expected_year": 4000},
}


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_has_a_function_and_a_sentence(name: str) -> None:
    assert FACTS[name].name == name
    assert callable(fact_function(name))
    assert f"fact.{name}" in FACT_SENTENCES


def test_every_sentence_belongs_to_a_fact() -> None:
    assert {id.split(".")[1] for id in FACT_SENTENCES} == {*FACTS, "launch"}


@pytest.mark.parametrize("sentence", FACT_SENTENCES.values())
def test_sentences_are_short_and_kind(sentence: str) -> None:
    assert len(sentence.split()) <= 25
    assert not NOT_OUR_WORDS.search(sentence)
    assert sentence.endswith(".")


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("kind", ["Tool", "Campaign"])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("fields", [{}, CAMPAIGN, {"dates": "unknown", "tags": "unknown", "pages": [{}], "data": {}}])
def test_every_result_is_of_its_kind_and_can_be_said(name: str, kind: str, stage: Stage, fields: Fields) -> None:
    organisations: list[Fields | None] = [{}, None]
    for organisation in organisations:
        result = fact_function(name)(world(kind, fields, stage=stage, organisation=organisation))
        check(name, result)


def check(name: str, result: FactResult) -> None:
    if isinstance(result.value, Gap):
        assert (result.asks is None) == (result.value is Gap.NOTHING)
    else:
        assert isinstance(result.value, KINDS[FACTS[name].kind])
        assert result.asks is None
        assert said(result)


def test_the_table_is_cheap_to_import() -> None:
    code = (
        "import sys, guardrails.language.facts as f; f.FACTS;"
        "sys.exit(any(m in sys.modules for m in ('datetime', 'zoneinfo', 'guardrails.model.evidence')))"
    )
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, check=False).returncode == 0
