"""Condition coverage: each test seen holding and not, each `when` both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guardrails.workshop.coverage import RuleCoverage
from guardrails.workshop.proof_text import proof_text
from guardrails.workshop.proving import prove
from tests.workshop.rules import material, rule

PASS = {"title": "named", "expect": "pass"}
ASK = {"title": "nobody", "expect": "ask", "change": {"metadata.owner": None}}
HIGH = {"field": "criticality", "is": "high"}


def covered(examples: Sequence[Mapping[str, Any]], **changes: object) -> RuleCoverage:
    """The coverage of one rule by some examples."""
    proof = prove(material(rule(examples=list(examples), **changes)))
    assert proof.usable, proof.problems
    return proof.coverage[0]


def test_both_sides_of_one_test() -> None:
    assert covered([PASS, ASK]) == RuleCoverage("one/owner-is-named", "one", 2, 2, ())
    half = covered([PASS])
    assert (half.seen, half.sides) == (1, 2)
    assert half.unseen == ("`metadata.owner present`: no example where it does not hold",)


def test_a_when_is_to_be_seen_both_ways() -> None:
    high = {"change": {"criticality": "high"}}
    found = covered([PASS | high, ASK | {"change": {"metadata.owner": None, "criticality": "high"}}], when=HIGH)
    assert found.sides == 6
    assert found.unseen == (
        "`when`: no example that the rule does not concern",
        "`criticality is`: no example where it does not hold",
    )
    skip = {"title": "low", "expect": "skip", "change": {"criticality": "low"}}
    assert covered([PASS | high, skip], when=HIGH).seen == 5


def test_tests_inside_lists_and_alternatives_count_one_by_one() -> None:
    inner = {"any": [{"field": "auth", "is": "mtls"}, {"field": "auth", "is": "oauth2_client_credentials"}]}
    each = {"each": "integrations", "named_by": "system", "where": {"field": "system", "is": "crm"}, "require": inner}
    found = covered([PASS], require=each)
    assert found.sides == 6
    assert found.seen == 4  # of `where` both sides, of `any` the first not and the second
    assert prove(material(rule(examples=[PASS], require=each))).covered == 100 * 4 / 6


def test_what_a_count_picks_and_what_a_reference_leads_to_count_too() -> None:
    picked = {"count_of": "integrations", "where": {"field": "auth", "is": "mtls"}, "at_most": 5}
    assert covered([PASS], require=picked).unseen == (
        "`count_of integrations at_most`: no example where it does not hold",
        "`auth is`: no example where it holds",
    )
    named = {"field": "product", "refers_to": "Tool", "that": {"field": "metadata.stage", "is": "live"}}
    assert covered([PASS], require=named).seen == 2


def test_the_share_of_sides_is_told_for_each_pack_and_the_sides_when_asked_for() -> None:
    proof = prove(material(rule(examples=[PASS])))
    assert "no example where it does not hold" in proof_text(proof, 100, coverage=True)
    assert "Examples show 50 percent of all sides of all conditions." in proof_text(proof, 100, coverage=True)
    assert "50 % seen" in proof_text(proof, 100)
    assert "no example where it does not hold" not in proof_text(proof, 100)
