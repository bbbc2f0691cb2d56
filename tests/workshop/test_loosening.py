"""GOV-12: what a bundle's settings make milder than the bundle below asks is declared, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from guardrails.language.bundle_texts import BundleTexts
from guardrails.workshop.lint import lint
from guardrails.workshop.material import Material
from guardrails.workshop.remark import Remark
from tests.workshop.rules import TODAY, as_file, material, rule

HOURS = "contract.breach_notice_hours"
RULE = rule(
    id="leaks-are-told",
    require={"field": HOURS, "at_most": {"param": "hours"}},
    examples=[
        {"title": "two days", "expect": "pass", "change": {HOURS: 48}},
        {"title": "a month", "expect": "fail", "change": {HOURS: 720}},
    ],
)
PARAMETER = {"hours": {"title": "How fast", "type": "integer", "unit": "hours", "default": 72, "at_least": 1, "at_most": 700}}
STARTER = material(RULE, parameters=PARAMETER)


def over(below: Material, name: str = "company", **said: Any) -> Material:
    """A bundle without packs of its own that says something about the one below."""
    head = {"apiVersion": "guardrails/v1", "kind": "Bundle", "name": name, "version": "1.0.0", "title": "Our rules"}
    main = f"{name}/bundle.yaml"
    return replace(below, texts=BundleTexts(main, {main: as_file({**head, **said})}, below.texts))


def told(made: Material) -> list[Remark]:
    """What lint says about it under GOV-12."""
    linted = lint(made, TODAY)
    assert linted.usable, linted.problems
    return [remark for remark in linted.remarks if remark.id == "GOV-12"]


def test_an_undeclared_loosening_has_to_be_dealt_with() -> None:
    [remark] = told(over(STARTER, parameters={"one.hours": 168}))
    assert remark.level.value == "E"
    assert remark.sentence == "one/leaks-are-told gets milder by one.hours, and `loosens` gives no reason."
    assert "{parameter: one.hours, why: …}" in remark.suggestion
    assert remark.file == "company/bundle.yaml"


@pytest.mark.parametrize("named", [{"parameter": "one.hours"}, {"rule": "one/leaks-are-told"}])
def test_a_declared_loosening_is_fine(named: Mapping[str, str]) -> None:
    assert told(over(STARTER, parameters={"one.hours": 168}, loosens=[{**named, "why": "Our insurer asks for a week."}])) == []


@pytest.mark.parametrize("hours", [24, 72])
def test_stricter_or_as_before_needs_no_word(hours: int) -> None:
    assert told(over(STARTER, parameters={"one.hours": hours})) == []


def test_a_word_too_many_is_told() -> None:
    [remark] = told(over(STARTER, parameters={"one.hours": 24}, loosens=[{"parameter": "one.hours", "why": "A week."}]))
    assert remark.level.value == "W"
    assert "no rule gets milder" in remark.sentence


def test_a_retired_rule_needs_no_second_reason() -> None:
    retired = [{"rule": "one/leaks-are-told", "on": "2027-01-01", "why": "Our contracts settle this now."}]
    assert told(over(STARTER, parameters={"one.hours": 168}, retire=retired)) == []


def test_a_third_level_is_compared_with_the_second() -> None:
    company = over(STARTER, parameters={"one.hours": 24})
    [remark] = told(over(company, "country", parameters={"one.hours": 48}))
    assert remark.file == "country/bundle.yaml"
    assert told(over(company, "country", parameters={"one.hours": 12})) == []
