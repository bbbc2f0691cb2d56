"""Situations: several manifests and a whole bundle. Each kind of expectation, met and not met; and what is off in a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from lxml import etree

from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem
from guardrails.workshop.material import Material
from guardrails.workshop.proof_junit import proof_junit
from guardrails.workshop.proof_text import proof_text
from guardrails.workshop.proving import Proof, prove
from tests.language.small import fields_of
from tests.workshop.rules import ORGANISATION, as_file, material, rule

FILE = "tiny/tests/a.test.yaml"
HOURS = {"field": "contract.breach_notice_hours", "at_most": {"param": "hours"}}
DAYS = {"announce": "2026-12-01", "warn": "2027-01-04", "block": "2027-03-01"}
GROUP = {
    "title": "The newsletter team",
    "when": {"field": "metadata.owner", "is": "mia.lopez@brand.example"},
    "warn": "2026-12-07",
    "block": "2027-01-11",
}
ITS_EXAMPLE: Mapping[str, Any] = {"examples": [{"title": "as it is", "expect": "pass"}]}
RULES = (
    rule(),
    rule(id="leaks", code="ONE-02", require=HOURS, severity={"live": "block"}, **ITS_EXAMPLE),
    rule(
        id="signed", code="ONE-03", require={"field": "contract.dpa.status", "is": "signed"}, severity={"live": "block"},
        rollout={**DAYS, "goes_first": GROUP}, **ITS_EXAMPLE,
    ),
    rule(
        id="tools-are-live", code="ONE-04", applies_to="Campaign", severity={"live": "block"}, **ITS_EXAMPLE,
        require={
            "each": "tools",
            "require": {"field": "it", "refers_to": "Tool", "that": {"field": "metadata.stage", "is": "live"}},
        },
    ),
    rule(
        id="within-the-gate", code="ONE-05", severity={"live": "warn"}, examples=[{"title": "it is", "expect": "skip"}],
        when={"field": "criticality", "is": "low"},
        require={"field": "contract.breach_notice_hours", "at_most": {"field": "org.money.cost_gate"}},
    ),
)  # fmt: skip
LANES = {
    "apiVersion": "guardrails/v1",
    "kind": "Lanes",
    "lanes": [
        {
            "name": "light-review", "title": "Light review", "promise": {"answer": "soon"}, "lead_workdays": 5,
            "triggers": [{
                "id": "A1", "title": "it is new here", "applies_to": ["Tool"], "drop": "Wait a little.",
                "when": {"field": "metadata.stage", "is": "pilot"},
            }],
        },
        {"name": "self-serve", "title": "Self-serve", "promise": {"answer": "at once"}, "lead_workdays": 0},
    ],
}  # fmt: skip
PARAMETERS = {"hours": {"title": "Hours until we hear of a leak", "type": "integer", "default": 72, "at_most": 168}}
WAIVER = {
    "rule": "one/leaks", "manifest": "mailsparrow", "reason": "Their lawyers need until spring.", "type": "accepted_risk",
    "risk_owner": "al.roy@brand.example", "requested_by": "mia.lopez@brand.example", "approved_by": "sam.oz@brand.example",
    "instead": "Little is there to leak.", "granted": "2026-11-02", "expires": "2026-12-31",
}  # fmt: skip
LATE = {"contract.breach_notice_hours": 96}
SENT = {"contract.dpa.status": "sent"}
NOBODY = {"metadata.owner": None}


def tiny(text: bytes, *others: tuple[str, bytes]) -> Material:
    """The tiny bundle with lanes and parameters, with test files."""
    made = material(*RULES, bundle={"settable": ["one.hours"]}, parameters=PARAMETERS)
    made.texts.files["tiny/lanes.yaml"] = as_file(LANES)  # type: ignore[index]
    return replace(made, tests=({FILE: text, **dict(others)},))


def written(*situations: Mapping[str, Any]) -> bytes:
    """A test file with these situations."""
    head = {"apiVersion": "guardrails/v1", "kind": "Situation", "title": "it"}
    return b"\n---\n".join(json.dumps({**head, **fields}).encode() for fields in situations)


def situation(expect: Mapping[str, Any], change: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A situation with the base tool, changed, and what is expected of it."""
    return {"manifests": [{"base": "Tool", "change": change or {}}], "expect": [{"manifest": "mailsparrow", **expect}], **more}


def proof_of(*situations: Mapping[str, Any]) -> Proof:
    """What comes of situations of the tiny bundle."""
    found = prove(tiny(written(*situations)), mutants=False)
    assert found.usable, found.problems
    return found


def unmet(*situations: Mapping[str, Any]) -> list[str]:
    """What is not as expected, each in one text."""
    return [u.told for trial in proof_of(*situations).all_situations for u in trial.unmet]


def faults(text: bytes) -> list[Problem]:
    """What is the matter with a test file."""
    return list(prove(tiny(text), mutants=False).problems)


def of_rule(name: str, outcome: str, **more: Any) -> dict[str, Any]:
    """An expectation of one rule, in its short form where there is nothing more."""
    return {"rules": {f"one/{name}": {"outcome": outcome, **more} if more else outcome}}


MET: list[dict[str, Any]] = [
    situation({"verdict": "ready"}),
    situation({"verdict": "not-yet"}, LATE),
    situation({"verdict": "ready-with-advice"}, {**NOBODY, "metadata.stage": "pilot"}),
    situation({"lane": "self-serve"}),
    situation({"lane": "light-review"}, {"metadata.stage": "pilot"}),
    situation(of_rule("owner-is-named", "pass")),
    situation(of_rule("owner-is-named", "ask", severity="block", at="metadata.owner", says=["OWNER", "MailSparrow"]), NOBODY),
    situation(of_rule("leaks", "fail", severity="block", at="contract.breach_notice_hours", says=["96 hours"]), LATE),
    situation(of_rule("leaks", "skip"), {**LATE, "metadata.stage": "pilot"}),
    situation(of_rule("within-the-gate", "skip")),
    situation(of_rule("within-the-gate", "unjudged"), {"criticality": "low"}),
    situation(of_rule("within-the-gate", "fail", severity="warn"), {"criticality": "low"}, organisation={"money.cost_gate": 10}),
    situation(of_rule("leaks", "pass"), LATE, parameters={"one.hours": 96}),
    situation(of_rule("leaks", "waived", at="contract.breach_notice_hours"), LATE, waivers=[WAIVER]),
    situation({"verdict": "ready"}, LATE, waivers=[WAIVER]),
    situation(of_rule("leaks", "waived"), LATE, waivers=[WAIVER], as_of="2026-12-31"),
    situation(of_rule("leaks", "fail"), LATE, waivers=[WAIVER], as_of="2027-01-01"),
    situation(of_rule("leaks", "fail"), LATE, waivers=[{**WAIVER, "granted": "2026-11-24"}]),
    situation(of_rule("signed", "fail", severity="block"), SENT, as_of="2027-03-01"),
    situation({"as_of": "2027-03-01", **of_rule("signed", "fail", severity="block")}, SENT, as_of="2026-11-23"),
]  # fmt: skip
NOT_MET: list[tuple[dict[str, Any], str]] = [
    (situation({"verdict": "ready"}, LATE),
     "mailsparrow on 2026-11-23, verdict: expected ready, came not-yet, because of one/leaks (fail, block)."),
    (situation({"verdict": "not-yet"}), "verdict: expected not-yet, came ready."),
    (situation({"lane": "self-serve"}, {"metadata.stage": "pilot"}),
     "lane: expected self-serve, came light-review, because it is new here."),
    (situation(of_rule("leaks", "pass"), LATE),
     "one/leaks: expected pass, came fail, block, pointing to contract.breach_notice_hours."),
    (situation(of_rule("leaks", "fail")), "one/leaks: expected fail, came pass."),
    (situation(of_rule("owner-is-named", "fail"), NOBODY), "expected fail, came ask, block, pointing to metadata.owner."),
    (situation(of_rule("leaks", "fail", severity="warn"), LATE), "expected fail, warn, came fail, block"),
    (situation(of_rule("leaks", "fail", at="contract.dpa"), LATE),
     "expected fail, pointing to contract.dpa, came fail, block, pointing to contract.breach_notice_hours."),
    (situation(of_rule("leaks", "fail", says=["badger"]), LATE), "expected fail, saying “badger”, came fail"),
    (situation(of_rule("within-the-gate", "pass")), "came skip (it does not concern the file)."),
    (situation(of_rule("leaks", "fail"), {**LATE, "metadata.stage": "pilot"}), "came skip (silent at the stage pilot)."),
    (situation(of_rule("signed", "fail"), SENT, as_of="2026-11-30"), "came skip (not announced by that day)."),
    (situation(of_rule("leaks", "fail"), LATE, waivers=[WAIVER]), "expected fail, came waived"),
    (situation(of_rule("leaks", "waived"), LATE), "expected waived, came fail"),
    (situation(of_rule("within-the-gate", "pass"), {"criticality": "low"}), "expected pass, came unjudged"),
]  # fmt: skip


@pytest.mark.parametrize("one", MET)
def test_what_is_expected_and_comes(one: dict[str, Any]) -> None:
    assert unmet(one) == []


@pytest.mark.parametrize(("one", "told"), NOT_MET)
def test_what_is_expected_and_does_not_come(one: dict[str, Any], told: str) -> None:
    [found] = unmet(one)
    assert told in found


@pytest.mark.parametrize(
    ("day", "owner", "wanted"),
    [
        ("2026-11-30", "mia.lopez", "skip"),
        ("2026-12-01", "mia.lopez", "advise"),
        ("2026-12-07", "mia.lopez", "warn"),
        ("2027-01-11", "mia.lopez", "block"),
        ("2026-12-07", "jo.kim", "advise"),
        ("2027-01-11", "jo.kim", "warn"),
        ("2027-02-28", "jo.kim", "warn"),
        ("2027-03-01", "jo.kim", "block"),
    ],
)
def test_a_new_rule_day_by_day_for_those_who_go_first_and_for_the_others(day: str, owner: str, wanted: str) -> None:
    changes = {**SENT, "metadata.owner": f"{owner}@brand.example"}
    right = of_rule("signed", "skip") if wanted == "skip" else of_rule("signed", "fail", severity=wanted)
    assert unmet(situation(right, changes, as_of=day)) == []
    for other in {"advise", "warn", "block"} - {wanted}:
        assert len(unmet(situation(of_rule("signed", "fail", severity=other), changes, as_of=day))) == 1


def test_manifests_of_a_situation_see_each_other() -> None:
    tools = [
        {"base": "Tool", "change": {"metadata.name": n, "metadata.stage": s}} for n, s in (("crane", "live"), ("kite", "idea"))
    ]
    campaigns = [{"base": "Campaign", "change": {"metadata.name": f"on-{n}", "tools": [n]}} for n in ("crane", "kite", "moth")]
    expect = [
        {"manifest": "on-crane", **of_rule("tools-are-live", "pass")},
        {"manifest": "on-kite", **of_rule("tools-are-live", "fail", at="tools.0")},
        {"manifest": "on-moth", **of_rule("tools-are-live", "fail", says=["moth"])},
    ]
    assert unmet({"manifests": [*tools, *campaigns], "expect": expect}) == []
    assert len(unmet({"manifests": [tools[0], *campaigns], "expect": expect[1:]})) == 0
    assert len(unmet({"manifests": campaigns, "expect": expect})) == 1


def test_a_manifest_written_whole() -> None:
    whole = {"apiVersion": "guardrails/v1", "kind": "Tool", "metadata": {"name": "moth", "stage": "idea", "owner": None}}
    expect = [{"manifest": "moth", "lane": "self-serve", **of_rule("owner-is-named", "skip")}]
    assert unmet({"manifests": [{"manifest": whole}], "expect": expect}) == []


def layered(nearer: Mapping[str, Any], own: bytes, below: bytes) -> Material:
    """A bundle over the tiny one, each with its own test file."""
    base = tiny(below)
    bundle = {
        "apiVersion": "guardrails/v1", "kind": "Bundle", "name": "ours", "version": "1.0.0", "title": "Our rules",
        "extends": "../tiny", "packs": [], **nearer,
    }  # fmt: skip
    files = {
        "ours/bundle.yaml": as_file(bundle),
        "ours/organisation.yaml": as_file({**ORGANISATION, "metadata": {"name": "ours", "title": "Ours"}}),
        "ours/waivers/leaks.yaml": as_file({"apiVersion": "guardrails/v1", "kind": "Waiver", **WAIVER}),
    }
    texts = BundleTexts("ours/bundle.yaml", files, base.texts)
    return replace(base, texts=texts, tests=({"ours/tests/b.test.yaml": own}, *base.tests))


def test_each_layer_is_tried_as_it_was_published() -> None:
    """The bundle's own waiver, parameter, tightening and retirement count for its own situations, not for those below."""
    nearer = {
        "parameters": {"one.hours": 48},
        "tighten": [{"rule": "one/owner-is-named", "severity": {"pilot": "block"}}],
        "retire": [{"rule": "one/signed", "on": "2027-06-01", "why": "Our contracts settle this."}],
    }
    pilot = {**NOBODY, "metadata.stage": "pilot"}
    hours = {"contract.breach_notice_hours": 60}
    ours = written(
        situation(of_rule("leaks", "waived"), LATE),
        situation({"manifest": "kite", **of_rule("leaks", "fail", says=["48 hours"])}, {**hours, "metadata.name": "kite"}),
        situation(of_rule("owner-is-named", "ask", severity="block"), pilot),
        situation(of_rule("signed", "fail"), SENT, as_of="2027-05-31"),
        situation(of_rule("signed", "skip"), SENT, as_of="2027-06-01"),
    )  # fmt: skip
    below = written(
        situation(of_rule("leaks", "fail"), LATE),
        situation(of_rule("leaks", "pass"), hours),
        situation(of_rule("owner-is-named", "ask", severity="warn"), pilot),
        situation(of_rule("signed", "fail", severity="block"), SENT, as_of="2027-06-01"),
    )
    proof = prove(layered(nearer, ours, below), mutants=False)
    assert proof.usable, proof.problems
    assert [u.told for t in proof.all_situations for u in t.unmet] == []
    assert [len(some) for some in proof.situations.values()] == [4, 5]


def test_what_a_situation_shows_counts_as_seen() -> None:
    without, late = proof_of(situation({"verdict": "ready"})), proof_of(situation(of_rule("leaks", "fail"), LATE))
    seen = {rule.rule: rule.seen for rule in without.coverage}
    assert {rule.rule: rule.seen - seen[rule.rule] for rule in late.coverage if rule.seen > seen[rule.rule]} == {"one/leaks": 1}


OFF = situation(of_rule("leaks", "pass"), LATE, title="Late news of a leak")


def test_one_that_is_off_is_shown_with_its_place_and_words() -> None:
    text = (
        "apiVersion: guardrails/v1\nkind: Situation\ntitle: Late news of a leak\n"
        "manifests:\n  - {base: Tool, change: {contract.breach_notice_hours: 96}}\n"
        "expect:\n  - manifest: mailsparrow\n    verdict: not-yet\n    rules:\n      one/leaks: pass\n"
    )
    shown = proof_text(prove(tiny(text.encode()), mutants=False), 120)
    assert f"{FILE}    1 situation  1 not as expected\n" in shown
    assert f"{FILE}, situation 1: Late news of a leak\n  {FILE}:10\n" in shown
    assert "  Expected  pass\n  Came      fail, block, pointing to contract.breach_notice_hours\n" in shown
    assert "96 hours" in shown
    assert shown.endswith("5 rules, 6 examples, 1 situation: 1 not as expected\n")


def test_as_junit_it_is_a_suite_for_each_file() -> None:
    proof = proof_of(OFF, situation({"verdict": "ready"}, title="<all> & fine"))
    text = proof_junit(proof)
    schema = Path(__file__).parents[1] / "render" / "junit-10.xsd"
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(text.encode()))
    found = JUnitXml.fromstring(text.encode())
    assert (found.tests, found.failures) == (8, 1)
    [suite] = [suite for suite in found if suite.name == FILE]
    off, fine = suite
    assert (suite.tests, suite.failures) == (2, 1)
    assert (off.name, fine.name) == ("situation 1: Late news of a leak", "situation 2: <all> & fine")
    assert "expected pass, came fail" in off.result[0].message
    assert f"{FILE}:1" in off.result[0].text
    assert fine.result == []


def test_situations_alone_are_something_tried() -> None:
    proof = proof_of(situation({"verdict": "ready"}))
    assert replace(proof, trials={}).tried
    nothing = replace(proof, trials={}, situations={})
    assert not nothing.tried
    assert "nothing counts as fine" in proof_text(nothing, 80)


BASE = "manifests: [{base: Tool}]\nexpect: [{manifest: mailsparrow, verdict: ready}]\n"
FAULTS: list[tuple[str, str, str, str]] = [
    ("manifests: [{base: Tol}]", "kind-unknown", "manifests.0.base", "Tool"),
    ("manifests: [{base: Tool, chnage: {}}]", "policy-unknown-key", "manifests.0.chnage", "change"),
    ("manifests: [{base: Tool, manifest: {}}]", "situation-manifest-how", "manifests.0", ""),
    ("manifests: [{change: {metadata.stage: idea}}]", "situation-manifest-how", "manifests.0", ""),
    ("manifests: [{base: Tool}, {base: Tool}]", "situation-name-taken", "manifests.1", ""),
    ("manifests: [{base: Tool, change: {contract.dpa.statsu: sent}}]", "policy-unknown-key",
     "manifests.0.change.contract.dpa.statsu", "contract.dpa.status"),
    ("manifests: [{base: Tool, change: {contract.dpa.status: snt}}]", "field-not-a-choice",
     "manifests.0.change.contract.dpa.status", "sent"),
    ("manifests: [{base: Tool, change: {contract.dpa: {stauts: sent}}}]", "policy-unknown-key",
     "manifests.0.change.contract.dpa.stauts", "status"),
    ("manifests: [{base: Tool, change: {product.name: x}}]", "situation-change-nowhere", "manifests.0.change.product.name", ""),
    ("manifests: [{manifest: {apiVersion: guardrails/v1, kind: Tool, metadata: {name: a, stage: live}, vndor: x}}]",
     "policy-unknown-key", "manifests.0.manifest.vndor", "vendor"),
    ("organisation: {poeple: []}", "policy-unknown-key", "organisation.poeple", "people"),
    ("organisation: {metadata.name.x: 1}", "situation-change-nowhere", "organisation.metadata.name.x", ""),
    ("parameters: {one.huors: 48}", "policy-not-settable", "parameters.one.huors", ""),
    ("parameters: {one.hours: 500}", "policy-parameter-range", "parameters.one.hours", ""),
    (f"waivers: [{json.dumps({**WAIVER, 'rule': 'one/leak'})}]", "waiver-unknown-rule", "waivers.0.rule", "one/leaks"),
    (f"waivers: [{json.dumps({**WAIVER, 'manifest': 'mailsparow'})}]", "waiver-unknown-manifest", "waivers.0.manifest",
     "mailsparrow"),
    (f"waivers: [{json.dumps({**WAIVER, 'expires': None})}]", "waiver-no-date", "waivers.0.expires", ""),
    (f"waivers: [{json.dumps({**WAIVER, 'approved_by': 'mia.lopez@brand.example'})}]", "waiver-self-approved",
     "waivers.0.approved_by", ""),
    ("expect: [{manifest: mailsparow, verdict: ready}]", "situation-unknown-manifest", "expect.0.manifest", "mailsparrow"),
    ("expect: [{manifest: mailsparrow}]", "situation-expects-nothing", "expect.0", ""),
    ("expect: [{manifest: mailsparrow, verdict: redy}]", "field-not-a-choice", "expect.0.verdict", "ready"),
    ("expect: [{manifest: mailsparrow, lane: light-reviw}]", "situation-unknown-lane", "expect.0.lane", "light-review"),
    ("expect: [{manifest: mailsparrow, rules: {one/leak: fail}}]", "situation-unknown-rule", "expect.0.rules.one/leak",
     "one/leaks"),
    ("expect: [{manifest: mailsparrow, rules: {one/leaks: fial}}]", "field-not-a-choice", "expect.0.rules.one/leaks", "fail"),
    ("expect: [{manifest: mailsparrow, rules: {one/tools-are-live: pass}}]", "situation-other-kind",
     "expect.0.rules.one/tools-are-live", ""),
    ("expect: [{manifest: mailsparrow, rules: {one/leaks: {outcome: pass, at: x}}}]", "situation-nothing-said",
     "expect.0.rules.one/leaks.at", ""),
    ("parametrs: {}", "policy-unknown-key", "parametrs", "parameters"),
    ("as_of: 2026-02-31", "field-format", "as_of", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "id", "path", "near"), FAULTS)
def test_what_is_off_in_a_file_is_told_with_its_place_and_the_nearest_name(lines: str, id: str, path: str, near: str) -> None:
    fields = {"apiVersion": "guardrails/v1", "kind": "Situation", "title": "it", **fields_of(BASE), **fields_of(lines)}
    told = [
        (problem.id, ".".join(map(str, problem.spot.path)), problem.slots.get("nearest", ""))
        for problem in faults(json.dumps(fields).encode())
    ]
    assert (id, path, near) in told


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (b"# nothing yet\n", "file-empty"),
        (b"kind: Tool\n", "kind-unknown"),
        (b"kind: [\n", "file-unreadable"),
    ],
)
def test_a_file_without_a_situation_is_no_pass(text: bytes, id: str) -> None:
    proof = prove(tiny(text), mutants=False)
    assert not proof.usable
    assert id in {problem.id for problem in proof.problems}


def test_one_that_is_off_in_a_file_keeps_all_from_being_tried() -> None:
    good, bad = written(situation({"verdict": "ready"})), written({"manifests": [], "expect": []})
    proof = prove(tiny(good, ("tiny/tests/b.test.yaml", bad)), mutants=False)
    assert not proof.usable
    assert not proof.tried
