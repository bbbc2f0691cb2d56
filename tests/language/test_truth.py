# ruff: noqa: E501  (tables: one case a line)
"""How conditions come out: what is missing, what does not exist, what is unknown, at every level. Both evaluators agree."""

from __future__ import annotations

import pytest

from guardrails.model.truth import Truth, all_of, any_of, opposite
from guardrails.model.value import Fields
from tests.language.small import compiled, truth

YES, NO, UNANSWERED, UNJUDGED = Truth.YES, Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED
RED = "{field: colour, is: red}"
BLUE = "{field: note, is: x}"

FIELDS: tuple[tuple[str, str, Truth], ...] = (
    # condition, manifest, answer
    (RED, "colour: red", YES),
    (RED, "colour: blue", NO),
    (RED, "", UNANSWERED),
    (RED, "colour: unknown", UNANSWERED),
    ("{field: colour, is_not: red}", "colour: unknown", UNANSWERED),
    ("{field: colour, is_not: red}", "", UNANSWERED),
    ("{field: colour, is: unknown}", "colour: unknown", YES),
    ("{field: colour, is: unknown}", "", UNANSWERED),
    ("{field: colour, in: [red, unknown]}", "colour: unknown", YES),
    ("{field: colour, not_in: [red, unknown]}", "colour: unknown", NO),
    ("{field: colour, in: [red, unknown]}", "colour: blue", NO),
    ("{field: size, at_least: 5}", "size: unknown", UNANSWERED),
    ("{field: size, at_least: 5}", "size: 5", YES),
    ("{field: colour, present: true}", "colour: red", YES),
    ("{field: colour, present: true}", "", UNANSWERED),
    ("{field: colour, present: true}", "colour: unknown", UNANSWERED),
    # inside a block that nobody has answered, and inside one that need not exist
    ("{field: contract.status, is: signed}", "", UNANSWERED),
    ("{field: contract.status, is: signed}", "contract: {}", UNANSWERED),
    ("{field: extra, present: true}", "", NO),
    ("{field: extra, absent: true}", "", YES),
    ("{field: extra, absent: true}", "extra: {}", NO),
    ("{field: extra.level, is: low}", "", NO),
    ("{field: extra.level, is_not: low}", "", YES),
    ("{field: extra.level, in: [low]}", "", NO),
    ("{field: extra.level, not_in: [low]}", "", YES),
    ("{field: extra.level, is: low}", "extra: {}", UNANSWERED),
    ("{field: extra.ref, starts_with: x}", "", NO),
    ("{field: extra.ref, not_starts_with: x}", "", YES),
    # lists: nothing said, "none", "unknown", empty
    ("{field: labels, includes_any: [a]}", "", UNANSWERED),
    ("{field: labels, includes_any: [a]}", "labels: unknown", UNANSWERED),
    ("{field: labels, includes_any: [a]}", "labels: none", NO),
    ("{field: labels, includes_none: [a]}", "labels: none", YES),
    ("{field: labels, empty: true}", "labels: none", YES),
    ("{field: labels, empty: true}", "labels: unknown", UNANSWERED),
    ("{field: labels, only: [a]}", "labels: [a, b]", NO),
    ("{field: labels, only: [a]}", "labels: none", YES),
    ("{field: labels, not_empty: true}", "labels: []", NO),
    ("{field: links, empty: true}", "", YES),
    ("{field: links, not_empty: true}", "", NO),
    ("{field: links, includes_none: [x]}", "", YES),
    ("{field: links, unique_by: it}", "", YES),
    # another field as the operand
    ("{field: note, is: {field: key}}", "{note: a, key: a}", YES),
    ("{field: note, is: {field: key}}", "note: a", UNANSWERED),
    ("{field: note, is_not: {field: key}}", "note: a", UNANSWERED),
    ("{field: note, is_not: {field: key}}", "{note: a, key: unknown}", UNANSWERED),
    ("{field: note, is: {field: extra.ref}}", "note: a", NO),
    ("{field: price, at_most: {field: contract.fee}}", "{price: 5, contract: {fee: 5}}", YES),
    ("{field: price, at_most: {percent: 70, of: {field: contract.fee}}}", "{price: 70, contract: {fee: 100}}", YES),
    ("{field: price, at_most: {percent: 70, of: {field: contract.fee}}}", "{price: 71, contract: {fee: 100}}", NO),
    ("{field: price, at_most: {percent: 70, of: {field: contract.fee}}}", "price: 71", UNANSWERED),
    ("{field: price, at_most: {percent: 110, of: 10}}", "price: 11", YES),
    ("{field: note, in: {field: parts.name}}", "{note: b, parts: [{name: a}, {name: b}]}", YES),
    ("{field: note, not_in: {field: parts.name}}", "{note: c, parts: [{name: a}, {name: b}]}", YES),
    ("{field: note, not_in: {field: parts.name}}", "note: c", UNANSWERED),
    ("{field: note, not_in: {field: parts.auth}}", "{note: c, parts: [{name: a}]}", UNANSWERED),
    ("{field: note, not_in: {field: parts.auth}}", "{note: c, parts: [{name: a, auth: unknown}]}", UNANSWERED),
    ("{field: note, not_in: {field: parts.auth}}", "{note: c, parts: [{name: a, auth: basic}]}", YES),
    ("{field: note, in: {field: parts.words}}", "{note: b, parts: [{name: a, words: [a, b]}, {name: b, words: []}]}", YES),
    ("{field: note, in: {field: parts.words}}", "{note: b, parts: []}", NO),
    ("{field: note, not_in: {field: links}}", "note: b", YES),
    ("{field: note, in: {field: links}}", "note: b", NO),
    ("{field: note, not_in: {field: labels}}", "{note: b, labels: none}", YES),
    ("{field: note, not_in: {field: labels}}", "{note: b, labels: unknown}", UNANSWERED),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "fields", "answer"), FIELDS)
def test_one_value(condition: str, fields: str, answer: Truth) -> None:
    assert truth(condition, fields) is answer


QUANTIFIED: tuple[tuple[str, str, Truth], ...] = (
    ("{each: parts, require: {field: auth, is: oauth}}", "parts: []", YES),
    ("{some: parts, require: {field: auth, is: oauth}}", "parts: []", NO),
    ("{none: parts, require: {field: auth, is: basic}}", "parts: []", YES),
    ("{each: parts, require: {field: auth, is: oauth}}", "", UNANSWERED),
    ("{some: parts, require: {field: auth, is: oauth}}", "", UNANSWERED),
    ("{none: parts, require: {field: auth, is: basic}}", "", UNANSWERED),
    ("{each: links, require: {field: it, starts_with: x}}", "", YES),
    ("{some: links, require: {field: it, starts_with: x}}", "", NO),
    ("{each: labels, require: {field: it, is: a}}", "labels: none", YES),
    ("{each: labels, require: {field: it, is: a}}", "labels: unknown", UNANSWERED),
    ("{each: labels, require: {field: it, is: a}}", "labels: [a, b]", NO),
    ("{each: parts, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: oauth}, {name: b}]", UNANSWERED),
    ("{each: parts, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: basic}, {name: b}]", NO),
    ("{some: parts, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: oauth}, {name: b}]", YES),
    ("{some: parts, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: basic}, {name: b}]", UNANSWERED),
    ("{none: parts, require: {field: auth, is: basic}}", "parts: [{name: a, auth: unknown}]", UNANSWERED),
    ("{none: parts, require: {field: auth, is: basic}}", "parts: [{name: a, auth: basic}, {name: b}]", NO),
    # where: surely not, perhaps, surely
    ("{each: parts, where: {field: per, is: year}, require: {field: auth, is: oauth}}", "parts: [{name: a, per: month, auth: basic}]", YES),
    ("{each: parts, where: {field: per, is: year}, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: oauth}]", YES),
    ("{each: parts, where: {field: per, is: year}, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: basic}]", UNANSWERED),
    ("{some: parts, where: {field: per, is: year}, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: oauth}]", UNANSWERED),
    ("{some: parts, where: {field: per, is: year}, require: {field: auth, is: oauth}}", "parts: [{name: a, auth: basic}]", NO),
    ("{none: parts, where: {field: per, is: year}, require: {field: auth, is: basic}}", "parts: [{name: a, auth: basic}]", UNANSWERED),
    # inside an element `root.` is the manifest
    ("{each: parts, require: {field: name, is: {field: root.note}}}", "{note: a, parts: [{name: a}]}", YES),
    ("{each: parts, require: {field: root.note, is: a}}", "{note: b, parts: [{name: a}]}", NO),
    ("{each: parts, require: {each: words, require: {field: it, is: a}}}", "parts: [{name: a, words: [a]}, {name: b, words: [b]}]", NO),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "fields", "answer"), QUANTIFIED)
def test_elements(condition: str, fields: str, answer: Truth) -> None:
    assert truth(condition, fields) is answer


def test_and_or_not_over_four_truths() -> None:
    conditions = {YES: "{field: note, is: x}", NO: "{field: note, is: y}", UNANSWERED: RED, UNJUDGED: None}
    for left, one in conditions.items():
        for right, two in conditions.items():
            both = {left, right}
            assert all_of([left, right]) is next((t for t in (NO, UNANSWERED, UNJUDGED) if t in both), YES)
            assert any_of([left, right]) is next((t for t in (YES, UNANSWERED, UNJUDGED) if t in both), NO)
            if one and two:
                assert truth(f"{{all: [{one}, {two}]}}", "note: x") is all_of([left, right])
                assert truth(f"{{any: [{one}, {two}]}}", "note: x") is any_of([left, right])
        if one:
            assert truth(f"{{not: {one}}}", "note: x") is opposite(left)
    assert (all_of([]), any_of([])) == (YES, NO)


def test_a_named_condition_holds_where_its_part_holds() -> None:
    definitions: Fields = {"is-red": {"field": "colour", "is": "red"}, "is-not-red": {"not": {"meets": "is-red"}}}
    for name, colour, answer in (("is-red", "red", YES), ("is-not-red", "red", NO), ("is-not-red", "blue", YES)):
        condition = compiled({"meets": name}, definitions=definitions)
        assert truth(condition, f"colour: {colour}") is answer
    assert truth(compiled({"meets": "is-not-red"}, definitions=definitions), "") is UNANSWERED
