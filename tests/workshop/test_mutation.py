"""Mutants: each small change of a condition is made once, and an example that comes out otherwise catches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from guardrails.language.compile_bundle import compile_bundle
from guardrails.language.scope import Terms
from guardrails.workshop.mutant_trials import tallied
from guardrails.workshop.mutation import mutants_of
from guardrails.workshop.proof_text import proof_text
from guardrails.workshop.proving import Proof, prove
from tests.workshop.rules import SCHEMAS, material, rule

TERMS = Terms(date(2026, 11, 23), frozenset())
PASS = {"title": "good", "expect": "pass"}
HIGH = {"field": "criticality", "is": "high"}
LOW = {"field": "criticality", "is": "low"}


def made(pack: Mapping[str, Any] | None = None, **changes: object) -> list[str]:
    """The mutants of a rule, in words."""
    bundle, problems = compile_bundle(material(rule(**changes), **(pack or {})).texts, SCHEMAS, {}, "")
    assert bundle is not None, problems
    return [mutant.change.words for mutant in mutants_of(bundle.rules[0], TERMS)]


EACH = {
    "each": "integrations",
    "named_by": "system",
    "where": {"field": "system", "is": "crm"},
    "require": {"field": "auth", "is": "mtls"},
}
MADE: list[tuple[Mapping[str, Any], list[str]]] = [
    (HIGH, ["`criticality is high` turned into is_not"]),
    ({"all": [HIGH]}, ["`criticality is high` turned into is_not"]),
    (
        {"any": [HIGH, LOW]},
        [
            "`any (criticality is high, and 1 more)` turned into all",
            "`any (criticality is high, and 1 more)` without `criticality is high`",
            "`any (criticality is high, and 1 more)` without `criticality is low`",
            "`criticality is high` turned into is_not",
            "`criticality is low` turned into is_not",
        ],
    ),
    (
        {"field": "criticality", "in": ["high", "low"]},
        [
            "`criticality in [high, low]` turned into not_in",
            "`criticality in [high, low]` without high",
            "`criticality in [high, low]` without low",
        ],
    ),
    ({"field": "criticality", "in": ["high"]}, ["`criticality in [high]` turned into not_in"]),
    (
        {"field": "contract.breach_notice_hours", "at_most": 72},
        [
            "`contract.breach_notice_hours at_most 72` turned into more_than",
            "`contract.breach_notice_hours at_most 72` moved to 73",
            "`contract.breach_notice_hours at_most 72` moved to 71",
        ],
    ),
    (
        {"field": "contract.sla.uptime_pct", "between": [99.5, 100]},
        [
            "`contract.sla.uptime_pct between [99.5, 100]` turned into outside",
            "`contract.sla.uptime_pct between [99.5, 100]` moved to [99.6, 100]",
            "`contract.sla.uptime_pct between [99.5, 100]` moved to [99.5, 101]",
            "`contract.sla.uptime_pct between [99.5, 100]` moved to [99.4, 100]",
            "`contract.sla.uptime_pct between [99.5, 100]` moved to [99.5, 99]",
        ],
    ),
    (
        {"field": "contract.start", "within": "90 days"},
        [
            "`contract.start within today +90 days` turned into not_within",
            "`contract.start within today +90 days` moved to today +91 days",
            "`contract.start within today +90 days` moved to today +89 days",
        ],
    ),
    (
        {"field": "contract.start", "older_than": "3 months"},
        [
            "`contract.start older_than today -3 months` turned into not_older_than",
            "`contract.start older_than today -3 months` moved by a day, up",
            "`contract.start older_than today -3 months` moved by a day, down",
        ],
    ),
    (
        {"field": "contract.start", "before": "2026-12-02"},
        [
            "`contract.start before 2026-12-02` turned into on_or_after",
            "`contract.start before 2026-12-02` moved to 2026-12-03",
            "`contract.start before 2026-12-02` moved to 2026-12-01",
        ],
    ),
    (
        {"field": "cost.support_year", "at_most": {"percent": 20, "of": {"field": "cost.licence_year"}}},
        [
            "`cost.support_year at_most 20 percent of cost.licence_year` turned into more_than",
            "`cost.support_year at_most 20 percent of cost.licence_year` moved to 21 percent",
            "`cost.support_year at_most 20 percent of cost.licence_year` moved to 19 percent",
        ],
    ),
    (
        EACH,
        [
            "`each integrations: auth is mtls` turned into some",
            "`where` of `each integrations: auth is mtls` dropped",
            "`system is crm` turned into is_not",
            "`auth is mtls` turned into is_not",
        ],
    ),
    (
        {"count_of": "integrations", "where": {"field": "auth", "is": "mtls"}, "at_least": 1},
        [
            "`count_of integrations at_least 1` turned into less_than",
            "`count_of integrations at_least 1` moved to 2",
            "`count_of integrations at_least 1` moved to 0",
            "`where` of `count_of integrations at_least 1` dropped",
            "`auth is mtls` turned into is_not",
        ],
    ),
    (
        {"inventory": "Tool", "where": HIGH, "at_most": 3},
        [
            "`inventory Tool at_most 3` turned into more_than",
            "`inventory Tool at_most 3` moved to 4",
            "`inventory Tool at_most 3` moved to 2",
            "`where` of `inventory Tool at_most 3` dropped",
            "`criticality is high` turned into is_not",
        ],
    ),
    (
        {"field": "product", "refers_to": "Tool", "that": HIGH},
        [
            "`product refers_to Tool` turned round",
            "`that` of `product refers_to Tool` dropped",
            "`criticality is high` turned into is_not",
        ],
    ),
]


@pytest.mark.parametrize(("require", "words"), MADE)
def test_every_single_change_is_made_once(require: Mapping[str, Any], words: list[str]) -> None:
    assert made(require=require) == words


def test_a_when_is_dropped_and_changed_and_the_languages_own_region_is_left_alone() -> None:
    assert made(when=HIGH)[:2] == ["`when` dropped", "`criticality is high` turned into is_not"]
    assert [words for words in made(regions=["EEA", "UK"]) if "without" in words] == [
        "`audience.regions includes_any [EEA, UK, GLOBAL]` without EEA",
        "`audience.regions includes_any [EEA, UK, GLOBAL]` without UK",
    ]


def proof_of(*rules: Mapping[str, Any], **pack: Any) -> Proof:
    """What comes of some rules."""
    proof = prove(material(*rules, **pack))
    assert proof.usable, proof.problems
    return proof


def surviving(examples: Sequence[Mapping[str, Any]], **changes: object) -> list[str]:
    """The changes of one rule that its examples do not notice."""
    return [words for _, words in tallied(proof_of(rule(examples=list(examples), **changes)).mutants).surviving]


def hours(count: int, expect: str) -> Mapping[str, Any]:
    """An example with so many hours to tell about a leak."""
    return {"title": f"{count} hours", "expect": expect, "change": {"contract.breach_notice_hours": count}}


def test_only_examples_at_the_limit_catch_a_moved_limit() -> None:
    limit = {"field": "contract.breach_notice_hours", "at_most": 72}
    assert surviving([hours(24, "pass"), hours(200, "fail")], require=limit) == [
        "`contract.breach_notice_hours at_most 72` moved to 73",
        "`contract.breach_notice_hours at_most 72` moved to 71",
    ]
    assert surviving([hours(72, "pass"), hours(73, "fail")], require=limit) == []


def test_a_change_of_the_organisation_is_judged_by_its_own_examples() -> None:
    people = {"field": "metadata.owner", "in": {"field": "org.people"}}
    listed = {"title": "listed", "expect": "pass", "change": {"org.people": ["mia.lopez@brand.example"]}}
    assert surviving([listed], require=people) == []
    assert made(require=people) == ["`metadata.owner in org.people` turned into not_in"]


SILENT = {"title": "early", "expect": "skip", "stage": "idea", "change": {"metadata.owner": None, "criticality": "low"}}


def test_a_rule_of_which_every_mutant_survives_is_not_proven() -> None:
    proof = proof_of(rule(examples=[SILENT], when=HIGH))
    assert [unproven.rule for unproven in proof.unproven] == ["one/owner-is-named"]
    assert all(trial.as_expected for trial in proof.all_trials)
    assert not proof.fine
    shown = proof_text(proof, 100)
    assert "one/owner-is-named  no example notices a change of this rule (3 mutants)" in shown
    assert shown.endswith("1 rule, 1 example: all as expected, 1 rule not proven\n")


def test_mutants_are_made_only_when_wanted_and_survivors_listed_when_asked_for() -> None:
    assert prove(material(rule()), mutants=False).mutants == ()
    assert "mutants" not in proof_text(prove(material(rule()), mutants=False), 100)
    limit = {"field": "contract.breach_notice_hours", "at_most": 72}
    proof = proof_of(rule(examples=[hours(24, "pass"), hours(73, "fail")], require=limit))
    shown = proof_text(proof, 100, mutants=True)
    assert "one/owner-is-named\n            `contract.breach_notice_hours at_most 72` moved to 71\n" in shown
    assert "Examples notice 2 of 3 mutants." in shown
    assert "moved to 71" not in proof_text(proof, 100)


def test_a_named_condition_that_rules_share_is_caught_by_any_of_them() -> None:
    named = {"serious": {"any": [HIGH, {"field": "criticality", "is": "medium"}]}}
    when = {"when": {"meets": "serious"}}

    def level(word: str, expect: str) -> Mapping[str, Any]:
        return {"title": word, "expect": expect, "change": {"criticality": word}}

    one = rule(**when, examples=[level("high", "pass"), level("low", "skip")])
    two = rule(id="second", **when, examples=[level("medium", "pass")])
    tally = tallied(proof_of(one, two, definitions=named).mutants)
    assert [whose for whose, _ in tally.surviving if "definition" in whose] == []
    alone = tallied(proof_of(one, definitions=named).mutants)
    assert (
        "one, definition serious",
        "`any (criticality is high, and 1 more)` without `criticality is medium`",
    ) in alone.surviving
