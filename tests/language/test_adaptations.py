"""What a bundle says about the rules below it: stricter here, retired here, milder here."""

from __future__ import annotations

from datetime import date

import pytest

from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle, Retirement
from guardrails.model.stage import Severity, Stage
from tests.judge.runs import judged, only, tool
from tests.language.bundles import BUNDLE, ORGANISATION, WAIVER, compiled, pack, rule

LOWEST = BundleTexts(
    "starter/bundle.yaml",
    {
        "starter/bundle.yaml": BUNDLE.encode(),
        "starter/organisation.yaml": ORGANISATION.encode(),
        "starter/packs/one.yaml": pack(rule(severity="{pilot: warn, live: warn}")).encode(),
    },
)


def layer(name: str, below: BundleTexts, said: str, **more: str) -> BundleTexts:
    """A bundle that builds on another and says something about its rules."""
    main = BUNDLE.replace("packs: [one]\n", "").replace("name: tiny", f"name: {name}") + said
    files = {f"{name}/bundle.yaml": main.encode()} | {
        f"{name}/{n.replace('_', '/', 1)}.yaml": t.encode() for n, t in more.items()
    }
    return BundleTexts(f"{name}/bundle.yaml", files, below)


def over(said: str, **more: str) -> tuple[Bundle | None, list[Problem]]:
    """A company's bundle over the lowest one."""
    return compiled(layer("company", LOWEST, said, **more))


def usable(found: tuple[Bundle | None, list[Problem]]) -> Bundle:
    """The bundle, which can be used."""
    assert found[0] is not None, found[1]
    return found[0]


def test_a_rule_counts_for_more_here() -> None:
    bundle = usable(over("tighten: [{rule: one/good, severity: {live: block}}]\n"))
    assert bundle.rules[0].severity == {Stage.PILOT: Severity.WARN, Stage.LIVE: Severity.BLOCK}
    assert only(judged(bundle, tool("colour: green"))).verdict == "not-yet"


def test_a_rule_speaks_at_another_stage_here() -> None:
    bundle = usable(over("tighten: [{rule: one/good, severity: {idea: advise, retiring: warn}}]\n"))
    assert bundle.rules[0].severity[Stage.RETIRING] is Severity.WARN


@pytest.mark.parametrize("severity", ["advise", "warn"])
def test_only_what_is_stricter_is_taken(severity: str) -> None:
    bundle, problems = over(f"tighten: [{{rule: one/good, severity: {{live: {severity}}}}}]\n")
    assert bundle is None
    [problem] = problems
    assert (problem.id, problem.source) == ("tighten-is-milder", "company/bundle.yaml")
    assert problem.spot.path == ("tighten", 0, "severity", "live")
    assert (problem.slots["before"], problem.slots["found"]) == ("warn", severity)


def test_an_idea_is_still_never_blocked() -> None:
    bundle, problems = over("tighten: [{rule: one/good, severity: {idea: block}}]\n")
    assert bundle is None
    assert [p.id for p in problems] == ["policy-idea-blocks"]


@pytest.mark.parametrize(
    "said",
    [
        "tighten: [{rule: one/god, severity: {live: block}}]",
        "retire: [{rule: one/god, on: 2027-01-01, why: No more.}]",
        "loosens: [{rule: one/god, why: No more.}]",
    ],
)
def test_a_misspelt_rule_is_told_with_the_nearest(said: str) -> None:
    bundle, problems = over(said + "\n")
    assert bundle is None
    assert [(p.id, p.slots["nearest"]) for p in problems] == [("layer-unknown-rule", "one/good")]


def test_only_a_parameter_that_is_set_here_can_loosen() -> None:
    bundle, problems = over("loosens: [{parameter: one.most, why: No more.}]\n")
    assert bundle is None
    assert [p.id for p in problems] == ["policy-unknown-parameter"]


def test_each_level_can_only_add_to_the_one_below() -> None:
    company = layer("company", LOWEST, "tighten: [{rule: one/good, severity: {pilot: block}}]\n")
    bundle = usable(compiled(layer("country", company, "tighten: [{rule: one/good, severity: {live: block}}]\n")))
    assert bundle.rules[0].severity == {Stage.PILOT: Severity.BLOCK, Stage.LIVE: Severity.BLOCK}
    milder = layer("country", company, "tighten: [{rule: one/good, severity: {pilot: warn}}]\n")
    assert [(p.id, p.source) for p in compiled(milder)[1]] == [("tighten-is-milder", "country/bundle.yaml")]


def test_a_level_can_not_speak_of_the_rules_above_it() -> None:
    company = layer("company", LOWEST, "tighten: [{rule: two/good, severity: {live: block}}]\n")
    two = pack(rule(id="good")).replace("name: one", "name: two").replace("ONE-01", "TWO-01")
    top = layer("country", company, "packs: [two]\n", packs_two=two)
    assert [p.id for p in compiled(top)[1]] == ["layer-unknown-rule"]


RETIRE = "retire: [{rule: one/good, on: 2027-01-01, why: Our contracts settle this now.}]\n"


def test_a_retired_rule_is_asked_until_the_day_before() -> None:
    bundle = usable(over(RETIRE))
    assert bundle.rules[0].retired == Retirement("2027-01-01", "Our contracts settle this now.")
    for day, findings in ((date(2026, 12, 31), 1), (date(2027, 1, 1), 0)):
        report = only(judged(bundle, tool("colour: green"), today=day))
        assert len(report.findings) == findings


def test_a_waiver_for_a_retired_rule_is_told_and_stops_nothing() -> None:
    bundle, problems = over(RETIRE, waivers_kite=WAIVER)
    assert bundle is not None
    assert [(p.id, p.warning, p.slots["on"]) for p in problems] == [("waiver-rule-retired", True, "2027-01-01")]
