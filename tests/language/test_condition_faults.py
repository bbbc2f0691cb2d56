# ruff: noqa: E501  (tables: one case a line)
"""Every mistake in a condition, once: the problem, its place, and the word that was probably meant."""

from __future__ import annotations

import pytest

from guardrails.model.problem import Spot
from guardrails.model.value import Path
from tests.language.bundles import compiled, pack, rule, texts

R: Path = ("rules", 0, "require")
BEFORE = """\
parameters:
  most: {title: Most, type: integer, default: 5, at_most: 10}
  safe: {title: Safe ways, type: list, default: [oauth]}
  span: {title: How long, type: days, default: 90}
  colours: {title: Colours, type: list, default: [red, mauve]}
definitions:
  is-red: {field: colour, is: red}
patterns:
  secret: {title: A key, regex: "sk_[a-z]+", example: sk_abc}
"""

MISTAKES: tuple[tuple[str, str, Path, dict[str, str]], ...] = (
    # condition, problem, place, some of its slots
    ("{feild: colour, is: red}", "policy-unknown-key", (*R, "feild"), {"key": "feild", "nearest": "field"}),
    ("{}", "policy-unknown-key", R, {}),
    ("[]", "policy-wrong-kind", R, {"found": "a list", "wanted": "a condition"}),
    ("{all: []}", "policy-wrong-kind", (*R, "all"), {"wanted": "a list of conditions"}),
    ("{any: {field: colour, is: red}}", "policy-wrong-kind", (*R, "any"), {"found": "a group of fields"}),
    ("{all: [{field: colour, is: red}], any: [{field: colour, is: red}]}", "policy-unknown-key", (*R, "any"), {"key": "any"}),
    ("{field: colour, iss: red}", "policy-unknown-operator", (*R, "iss"), {"operator": "iss", "nearest": "is"}),
    ("{field: colour, is: red, is_not: blue}", "policy-missing-part", R, {"part": "one operator, not 2 (is, is_not)"}),
    ("{field: colour}", "policy-missing-part", R, {"part": "one operator"}),
    ("{field: [colour], is: red}", "policy-wrong-kind", (*R, "field"), {"operator": "field", "found": "a list"}),
    ("{field: color, is: red}", "policy-unknown-path", (*R, "field"), {"path": "color", "kind": "Tool", "nearest": "colour"}),
    ("{field: contract.statos, is: signed}", "policy-unknown-path", (*R, "field"), {"nearest": "contract.status"}),
    ("{field: contract.status.x, is: signed}", "policy-unknown-path", (*R, "field"), {"path": "contract.status.x"}),
    ("{field: facts.lan, is: stop}", "policy-unknown-fact", (*R, "field"), {"name": "lan", "nearest": "lane"}),
    ("{field: org.peeple, not_empty: true}", "policy-unknown-path", (*R, "field"), {"nearest": "org.people"}),
    ("{field: root.color, is: red}", "policy-unknown-path", (*R, "field"), {"nearest": "root.colour"}),
    ("{field: parts.auth, is: oauth}", "policy-crosses-list", (*R, "field"), {"path": "parts.auth", "list": "parts"}),
    ("{field: labels, is: a}", "policy-crosses-list", (*R, "is"), {"path": "labels"}),
    ("{field: colour, at_least: 3}", "policy-wrong-kind", (*R, "at_least"), {"operator": "at_least", "path": "colour", "wanted": "a number or a whole number"}),
    ("{field: size, before: 2026-11-23}", "policy-wrong-kind", (*R, "before"), {"found": "a whole number"}),
    ("{field: colour, includes_any: [red]}", "policy-wrong-kind", (*R, "includes_any"), {"wanted": "a list"}),
    ("{field: contract, is: x}", "policy-wrong-kind", (*R, "is"), {"found": "a group of fields"}),
    ("{field: size, at_least: five}", "policy-wrong-kind", (*R, "at_least"), {"found": "text", "wanted": "a number"}),
    ("{field: size, at_least: [1]}", "policy-wrong-kind", (*R, "at_least"), {"found": "a list"}),
    ("{field: size, between: [1]}", "policy-wrong-kind", (*R, "between"), {"wanted": "two numbers like [1, 5]"}),
    ("{field: colour, is: [red]}", "policy-wrong-kind", (*R, "is"), {"wanted": "one value"}),
    ("{field: colour, in: red}", "policy-wrong-kind", (*R, "in"), {"wanted": "a list of values"}),
    ("{field: colour, present: false}", "policy-wrong-kind", (*R, "present"), {"wanted": "true"}),
    ("{field: day, before: tomorrow}", "policy-wrong-kind", (*R, "before"), {"wanted": "a date like 2026-11-23, or {today: +90 days}"}),
    ("{field: day, before: 2026-13-45}", "policy-wrong-kind", (*R, "before"), {"found": "text"}),
    ("{field: day, within: 90}", "policy-wrong-kind", (*R, "within"), {"wanted": "a time span like 90 days"}),
    ("{field: day, before: {today: soon}}", "policy-wrong-kind", (*R, "before", "today"), {"found": "text"}),
    ("{field: size, at_least: {today: +5 days}}", "policy-wrong-kind", (*R, "at_least", "today"), {"operator": "at_least"}),
    ("{field: note, is: {today: +5 days}}", "policy-wrong-kind", (*R, "is", "today"), {"operator": "is"}),
    ("{field: colour, is: purple}", "policy-impossible-value", (*R, "is"), {"value": "purple", "path": "colour", "nearest": ""}),
    ("{field: colour, in: [red, bleu]}", "policy-impossible-value", (*R, "in", 1), {"value": "bleu", "nearest": "blue"}),
    ("{field: labels, includes_any: [d]}", "policy-impossible-value", (*R, "includes_any", 0), {"value": "d"}),
    ("{field: signed, is: yes}", "policy-impossible-value", (*R, "is"), {"value": "yes", "choices": "true or false"}),
    ("{field: size, is: 2.5}", "policy-impossible-value", (*R, "is"), {"value": "2.5"}),
    ("{field: day, is: 2026-13-45}", "policy-impossible-value", (*R, "is"), {"choices": "a date"}),
    ("{field: colour, in: {param: colours}}", "policy-impossible-value", (*R, "in", "param", 1), {"value": "mauve"}),
    ("{field: size, at_least: {param: moost}}", "policy-unknown-parameter", (*R, "at_least", "param"), {"name": "moost", "nearest": "most"}),
    ("{field: size, at_least: {param: safe}}", "policy-wrong-kind", (*R, "at_least", "param"), {"wanted": "a number"}),
    ("{field: size, at_least: {parm: most}}", "policy-unknown-key", (*R, "at_least", "parm"), {"nearest": "param"}),
    ("{field: size, at_least: {percent: many, of: 5}}", "policy-wrong-kind", (*R, "at_least", "percent"), {"wanted": "a number"}),
    ("{field: size, at_least: {percent: 5, off: 5}}", "policy-unknown-key", (*R, "at_least", "off"), {"nearest": "of"}),
    ("{field: size, at_least: {field: note}}", "policy-wrong-kind", (*R, "at_least", "field"), {"found": "text"}),
    ("{field: size, at_least: {field: pricee}}", "policy-unknown-path", (*R, "at_least", "field"), {"nearest": "price"}),
    ("{field: note, in: {field: key}}", "policy-wrong-kind", (*R, "in", "field"), {"found": "text"}),
    ("{field: note, matches: secrt}", "policy-unknown-pattern", (*R, "matches"), {"name": "secrt", "nearest": "secret"}),
    ("{field: parts, unique_by: nam}", "policy-unknown-path", (*R, "unique_by"), {"nearest": "name"}),
    ("{meets: is-rad}", "policy-unknown-definition", (*R, "meets"), {"name": "is-rad", "nearest": "is-red"}),
    ("{field: colour, absent: true}", "policy-absent-unanswered", (*R, "absent"), {"path": "colour"}),
    ("{field: extra.level, absent: true}", "policy-absent-unanswered", (*R, "absent"), {"path": "extra.level"}),
    ("{each: parts}", "policy-missing-part", R, {"part": "require"}),
    ("{each: colour, require: {field: it, is: red}}", "policy-wrong-kind", (*R, "each"), {"wanted": "a list"}),
    ("{each: partz, require: {field: name, is: x}}", "policy-unknown-path", (*R, "each"), {"nearest": "parts"}),
    ("{each: parts, require: {field: colour, is: red}}", "policy-unknown-path", (*R, "require", "field"), {"path": "colour"}),
    ("{each: parts, wheer: {field: auth, is: basic}, require: {field: name, is: x}}", "policy-unknown-key", (*R, "wheer"), {"nearest": "where"}),
    ("{each: parts, named_by: nam, require: {field: name, is: x}}", "policy-unknown-path", (*R, "named_by"), {"nearest": "name"}),
    ("{count_of: parts}", "policy-missing-part", R, {"part": "one number operator like at_least"}),
    ("{count_of: parts, at_leest: 1}", "policy-unknown-key", (*R, "at_leest"), {"nearest": "at_least"}),
    ("{sum_of: parts, at_most: 1}", "policy-missing-part", R, {"part": "adds"}),
    ("{sum_of: parts, adds: name, at_most: 1}", "policy-wrong-kind", (*R, "adds"), {"wanted": "a number"}),
    ("{sum_of: [price, note], at_most: 1}", "policy-wrong-kind", (*R, "sum_of", 1), {"path": "note"}),
    ("{sum_of: [], at_most: 1}", "policy-wrong-kind", (*R, "sum_of"), {"wanted": "a list of number fields"}),
    ("{sum_of: parts, adds: cost, times: {field: per}, at_most: 1}", "policy-missing-part", (*R, "times"), {}),
    ("{sum_of: parts, adds: cost, times: {field: per, weights: {mnth: 12}}, at_most: 1}", "policy-impossible-value",
     (*R, "times", "weights", "mnth"), {"value": "mnth", "nearest": "month"}),
    ("{sum_of: parts, adds: cost, times: {field: per, weights: {month: twelve}}, at_most: 1}", "policy-wrong-kind",
     (*R, "times", "weights", "month"), {"found": "text", "wanted": "a number"}),
    ("{field: partner, refers_to: Tol}", "kind-unknown", (*R, "refers_to"), {"found": "Tol", "nearest": "Tool"}),
    ("{field: links, refers_to: Tool}", "policy-wrong-kind", (*R, "refers_to"), {"found": "a list"}),
    ("{field: partner, refers_to: Tool, that: {field: color, is: red}}", "policy-unknown-path", (*R, "that", "field"), {"nearest": "colour"}),
    ("{field: partner, is: x, that: {field: colour, is: red}}", "policy-unknown-operator", (*R, "that"), {}),
    ("{inventory: Toool, where: {field: colour, is: red}, at_most: 1}", "kind-unknown", (*R, "inventory"), {"nearest": "Tool"}),
    ("{inventory: Tool, at_most: 1}", "policy-missing-part", R, {"part": "where"}),
    ("{inventory: Tool, where: {field: color, is: red}, at_most: 1}", "policy-unknown-path", (*R, "where", "field"), {"nearest": "colour"}),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "id", "path", "slots"), MISTAKES)
def test_a_mistake_in_a_condition(condition: str, id: str, path: Path, slots: dict[str, str]) -> None:
    bundle, problems = compiled(texts(pack(rule(f"require: {condition}"), before=BEFORE)))
    assert bundle is None
    assert [(p.id, p.spot.path) for p in problems] == [(id, path)]
    problem = problems[0]
    assert (problem.source, problem.area, problem.warning) == ("packs/one.yaml", "policy", False)
    assert {name: problem.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize("block", ["when: {%s}", "raised: {when: {%s}, severity: {live: block}}"])
def test_the_same_mistake_elsewhere_in_a_rule(block: str) -> None:
    lines = "require: {field: colour, is: red}\n" + block % "field: color, is: red"
    bundle, problems = compiled(texts(pack(rule(lines))))
    assert bundle is None
    assert [p.id for p in problems] == ["policy-unknown-path"]
    assert problems[0].spot.path[:2] == ("rules", 0)
    assert problems[0].spot.path[-2:] == ("when", "field")


def test_a_path_must_lead_somewhere_in_every_kind_that_the_rule_looks_at() -> None:
    bundle, problems = compiled(texts(pack(rule("require: {field: colour, is: red}", kinds="[Tool, Campaign]"))))
    assert bundle is None
    assert [(p.id, p.slots["kind"]) for p in problems] == [("policy-unknown-path", "Campaign")]
    assert compiled(texts(pack(rule("require: {field: size, at_least: 1}", kinds="[Tool, Campaign]"))))[1] == []


CIRCLE = "definitions:\n  a: {meets: b}\n  b: {not: {meets: c}}\n  c: {all: [{meets: a}]}\n"


def test_definitions_that_go_round_in_a_circle() -> None:
    bundle, problems = compiled(texts(pack(rule("require: {meets: a}"), before=CIRCLE)))
    assert bundle is None
    assert [(p.id, p.slots["names"]) for p in problems] == [("policy-definition-circle", "a, b, c, a")]
    assert problems[0].spot == Spot(path=("definitions", "a"), on_key=True)


def test_a_definition_that_no_rule_uses_is_checked_too() -> None:
    bundle, problems = compiled(texts(pack(rule(), before="definitions:\n  lost: {field: colr, is: red}\n")))
    assert bundle is None
    assert [(p.id, p.spot.path) for p in problems] == [("policy-unknown-path", ("definitions", "lost", "field"))]
    fine = "definitions:\n  only-campaigns: {field: budget, at_least: 5}\n"
    assert compiled(texts(pack(rule(), before=fine)))[1] == []
