"""Conditions without evidence, the page of a rule, and the reasoning about one manifest."""

from __future__ import annotations

from typing import cast

import pytest

from guardrails.explain.condition_words import Ground, describe
from guardrails.explain.reasoning import Reasoning, outline, reasoning, reasonings
from guardrails.explain.rule_page import RulePage, rule_page
from guardrails.explain.scene import Scene
from guardrails.language.operators import OPERATORS
from guardrails.model.report import Finding
from guardrails.model.rule import Bundle, Owner, Pack, Rollout, Rule, Words
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.value import Fields
from guardrails.render.reasoning import render as render_reasoning
from guardrails.render.rule_page import render as render_page
from guardrails.render.style import Style
from tests.explain.weighing import SHAPES, TOOL, condition, manifest, weighed

WORDS = Words(
    title="The data agreement is signed",
    headline="{title} needs a signed data agreement",
    lead="",
    why="Without it any mistake is ours alone.",
    fix=("Send the agreement to Legal.",),
    faster="A trial with invented data needs no agreement.",
    sources=(("GDPR Art. 28(3)", "https://law.example/gdpr", "official"),),
    note="",
)
WHEN = "{field: data.buckets, includes_other_than: [none]}"
REQUIRE = "{field: contract.dpa.status, is: signed}"
RULE = Rule(
    pack="vendor",
    id="data-agreement-signed",
    code="VEN-03",
    applies_to=("Tool",),
    severity={Stage.PILOT: Severity.WARN, Stage.LIVE: Severity.BLOCK},
    when=condition(WHEN),
    require=condition(REQUIRE),
    raised_when=None,
    raised_severity={},
    owner=Owner("Procurement", "procurement@brand.example", "#ask-procurement", "2 workdays"),
    words=WORDS,
    rollout=Rollout(block="2027-02-01"),
    review_by="2027-06-01",
    waivable=True,
    hide_value=False,
    verified=True,
    replaced_by="",
    since="1.1.0",
)
PACK = Pack("vendor", "1.2.0", "Vendors and contracts", RULE.owner, "2026-10-01", "2027-06-01", "packs/vendor.yaml")
BUNDLE = Bundle("starter", "1.0.0", (PACK,), (RULE,), (), (), (), {}, {}, 30)
EXAMPLES: list[Fields] = [
    {"title": "only sent", "expect": "fail", "change": {"contract.dpa.status": "sent", "data.buckets": ["none"]}}
]


def page() -> RulePage:
    return rule_page(RULE, BUNDLE, SHAPES, EXAMPLES, {"data agreement": "The vendor's promise about our data."})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REQUIRE, ["the data agreement status is signed"]),
        ("{field: contract.hours, at_most: 72}", ["the leak notice time is at most 72 hours"]),
        ("{field: launch, within: 90 days}", ["the launch day is within the next 90 days"]),
        (
            "{field: price, at_most: {percent: 110, of: {field: budget}}}",
            ["the monthly price is at most 110% of the monthly budget"],
        ),
        ("{field: touches, includes_none: [ai]}", ["what it touches does not include ai"]),
        ("{not: {field: shared, is: true}}", ['the answer to "shared login" is no']),
        (
            "{each: connections, where: {field: system, is: crm}, require: {field: auth, in: [oauth, mtls]}}",
            ["for each entry in the connections where the system is crm:", "  the way to sign in is oauth or mtls"],
        ),
        ("{sum_of: connections, adds: cost, at_most: 2000}", ["the total of the costs is at most 2,000 EUR"]),
        ("{count_of: connections, where: {field: auth, is: mtls}, at_least: 1}", [
            "the number of entries in the connections where the way to sign in is mtls is at least 1"
        ]),
        ("{field: after, refers_to: Tool}", ["the tool it replaces is the name of a declared tool"]),
        ("{inventory: Tool, where: {field: price, more_than: 1}, at_most: 5}", [
            "the number of declared tools where the monthly price is more than 1 EUR is at most 5"
        ]),
        ("{any: [{field: shared, is: false}, {field: note, present: true}, {field: price, at_most: 5}]}", [
            "one of these is enough:",
            '  the answer to "shared login" is no',
            "  the note is filled in",
            "  the monthly price is at most 5 EUR",
        ]),
    ],
)  # fmt: skip
def test_conditions_as_sentences(text: str, said: list[str]) -> None:
    assert ["  " * line.depth + line.text for line in describe(condition(text), Ground(TOOL, SHAPES))] == said


_FIELD = {"number": "price", "list": "regions", "text": "note", "date": "launch", "boolean": "shared"}
_OPERAND = {
    "scalar": "x", "scalars": "[x]", "true": "true", "number": "5", "range": "[1, 5]", "date": '"2026-01-01"',
    "ahead": "9 days", "ago": "9 days", "pattern": "product-code", "texts": "[x]", "keys": "[x]", "key": "it",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(OPERATORS.keys() - {"absent"}))
def test_every_operator_can_be_described(name: str) -> None:
    op = OPERATORS[name]
    field = next(_FIELD[kind] for kind in ("list", "text", "number", "date", "boolean") if kind in op.kinds)
    (line,) = describe(condition(f"{{field: {field}, {name}: {_OPERAND[op.operand]}}}"), Ground(TOOL, SHAPES))
    assert line.text
    assert "  " not in line.text


def test_the_page_of_a_rule() -> None:
    text = render_page(page(), Style(80))
    assert max(map(len, text.splitlines())) <= 80
    text = " ".join(text.split())
    assert "It concerns tools where the information it sees includes something besides none." in text
    assert "It holds when the data agreement status is signed." in text
    assert "Live: Must fix." in text
    assert "contract.dpa.status: sent" in text
    assert "data.buckets: [none]" in text
    assert "You can ask Procurement for a waiver with an end date." in text
    assert "data agreement: The vendor's promise about our data." in text
    assert "\x1b" not in text


def finding(outcome: Outcome, fields: str, because: str = "") -> Finding:
    return Finding(
        RULE, manifest(fields), outcome, evidence=weighed(REQUIRE, fields), when=weighed(WHEN, fields), because=because
    )


SENT = "{data: {buckets: [contact]}, contract: {dpa: {status: sent}}}"
SIGNED = "{data: {buckets: [contact]}, contract: {dpa: {status: signed}}}"
NO_DATA = "{data: {buckets: [none]}, contract: {dpa: {status: sent}}}"


def test_the_reasoning_shows_what_was_looked_at() -> None:
    failed = reasoning(finding(Outcome.FAILED, SENT), SHAPES)
    assert [(line.mark, line.text) for line in failed.lines] == [
        ("", "Whom it concerns"),
        ("passed", "It sees contact."),
        ("", "What must hold"),
        ("not-yet", "The data agreement status is sent. We need signed."),
    ]
    assert reasoning(finding(Outcome.PASSED, SIGNED), SHAPES).lines[-1].mark == "passed"


def test_a_skipped_rule_says_why() -> None:
    skipped = reasoning(finding(Outcome.SKIPPED, NO_DATA, "not-concerned"), SHAPES)
    assert skipped.reason == "It does not concern this one."
    assert [(line.mark, line.text) for line in skipped.lines[1:]] == [("not-yet", 'The information it sees is "none".')]


def test_one_rule_can_be_picked_by_its_name() -> None:
    everything = [finding(Outcome.FAILED, SENT)]
    assert len(reasonings(everything, SHAPES, "vendor/data-agreement-signed")) == 1
    assert len(reasonings(everything, SHAPES, "data-agreement-signed")) == 1
    assert reasonings(everything, SHAPES, "other") == ()


def test_marks_and_words_need_neither_colour_nor_unicode() -> None:
    everything = reasonings([finding(Outcome.FAILED, SENT), finding(Outcome.PASSED, SIGNED)], SHAPES)
    assert "✗ The data agreement is signed: not yet" in render_reasoning(everything, Style(80))
    plain = render_reasoning(everything, Style(80, unicode=False))
    assert plain.isascii()
    assert "\x1b" not in plain
    assert "\x1b[31m" in render_reasoning(everything, Style(80, colour=True))


def test_the_terminal_gets_no_commands_from_a_value() -> None:
    text = render_reasoning((Reasoning("::error::x", "\x1b[2J", "passed", "passed", "::set-output::", ()),), Style(80))
    assert "\x1b" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_elements_are_listed_by_name_with_their_own_marks() -> None:
    fields = "connections: [{system: crm, auth: api_key}, {system: shop, auth: mtls}, {system: erp}]"
    text = "{each: connections, where: {field: system, in: [crm, erp]}, require: {field: auth, is: mtls}}"
    lines = outline(weighed(text, fields), Scene(TOOL, SHAPES))
    named = [(line.text, line.mark) for line in lines if line.depth == 1]
    assert named == [("crm:", "not-yet"), ("shop: not concerned", "skipped"), ("erp:", "not-known")]


def test_an_empty_list_passes_and_says_so() -> None:
    (line,) = outline(weighed("{each: connections, require: {field: auth, is: mtls}}", "connections: []"), Scene(TOOL, SHAPES))
    assert (line.mark, line.text) == ("passed", "There is nothing in the connections.")


def test_unmatched_kinds_of_value_do_not_stop_the_page() -> None:
    odd = cast("list[Fields]", [{"title": "x", "expect": "other", "change": {"a": None, "b": {"c": True}}}])
    text = render_page(rule_page(RULE, BUNDLE, SHAPES, odd), Style(80))
    assert "a left out" in text
    assert "b: {c: true}" in text
