"""The change that settles a finding, case by case: what it sets, what kind of change it is, what it settles besides."""

from __future__ import annotations

import pytest

from guardrails.model.repair import Edit, Sort
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value
from tests.judge.runs import tool
from tests.repair.changes import found

CASES: tuple[tuple[str, str, list[tuple[Path, Value | Gap]], Sort], ...] = (
    ("{field: colour, is: red}", "colour: blue", [(("colour",), "red")], Sort.CHOICE),
    ("{field: colour, is: red}", "", [(("colour",), "red")], Sort.CHOICE),
    ("{field: colour, is: red}", "colour: unknown", [(("colour",), "red")], Sort.CHOICE),
    ("{field: colour, in: [green, red]}", "colour: blue", [(("colour",), "green")], Sort.CHOICE),
    ("{field: colour, is_not: blue}", "colour: blue", [(("colour",), "red")], Sort.PICK),
    ("{field: colour, not_in: [blue, green]}", "colour: blue", [(("colour",), "red")], Sort.CHOICE),
    ("{field: signed, is: true}", "signed: false", [(("signed",), True)], Sort.CHOICE),
    ("{field: size, at_most: 3}", "size: 5", [(("size",), 3)], Sort.CHOICE),
    ("{field: size, less_than: 3}", "size: 5", [(("size",), 2)], Sort.CHOICE),
    ("{field: size, more_than: 3}", "size: 3", [(("size",), 4)], Sort.CHOICE),
    ("{field: price, between: [2, 4]}", "price: 9", [(("price",), 4)], Sort.CHOICE),
    ("{field: price, outside: [2, 4]}", "price: 3", [(("price",), 1.99)], Sort.CHOICE),
    ("{field: day, before: 2026-12-01}", "day: 2026-12-24", [(("day",), "2026-11-30")], Sort.CHOICE),
    ("{field: day, on_or_after: 2026-12-01}", "day: 2026-11-30", [(("day",), "2026-12-01")], Sort.CHOICE),
    ("{field: moment, within: 5 days}", "moment: 2026-12-24T10:00", [(("moment",), "2026-11-28T10:00")], Sort.CHOICE),
    ("{field: moment, within: 5 days}", "moment: 2026-11-20T10:00", [(("moment",), "2026-11-28T10:00")], Sort.CHOICE),
    ("{field: note, starts_with: 'https://'}", "note: http://a.example", [(("note",), "https://a.example")], Sort.CHOICE),
    ("{field: note, ends_with: '.example'}", "note: kite", [(("note",), "kite.example")], Sort.CHOICE),
    ("{field: labels, includes_all: [a, b]}", "labels: [b, c]", [(("labels",), ["b", "c", "a"])], Sort.CHOICE),
    ("{field: labels, includes_none: [a]}", "labels: [a, b]", [(("labels",), ["b"])], Sort.PICK),
    ("{field: labels, only: [a]}", "labels: [a, b]", [(("labels",), ["a"])], Sort.PICK),
    ("{field: links, empty: true}", "links: [x]", [(("links",), [])], Sort.PICK),
    ("{field: extra, absent: true}", "extra: {level: low}", [(("extra",), Gap.NOTHING)], Sort.PICK),
    ("{field: parts, unique_by: name}", "parts: [{name: a}, {name: a}]", [(("parts",), [{"name": "a"}])], Sort.PICK),
    ("{field: contract.status, is: signed}", "", [(("contract", "status"), "signed")], Sort.CHOICE),
    (
        "{all: [{field: colour, is: red}, {field: size, at_most: 3}]}",
        "{colour: blue, size: 9}",
        [(("colour",), "red"), (("size",), 3)],
        Sort.CHOICE,
    ),
    (
        "{any: [{all: [{field: colour, is: red}, {field: signed, is: true}]}, {field: size, at_most: 3}]}",
        "{colour: blue, size: 9, signed: false}",
        [(("size",), 3)],
        Sort.CHOICE,
    ),
    (
        "{each: parts, named_by: name, require: {field: auth, is: oauth}}",
        "parts: [{name: a, auth: basic}, {name: b, auth: oauth}, {name: c}]",
        [(("parts", 0, "auth"), "oauth"), (("parts", 2, "auth"), "oauth")],
        Sort.CHOICE,
    ),
    (
        "{some: parts, require: {field: auth, is: oauth}}",
        "parts: [{name: a, auth: basic}, {name: b, auth: basic}]",
        [(("parts", 0, "auth"), "oauth")],
        Sort.CHOICE,
    ),
    ("{count_of: parts, at_most: 1}", "parts: [{name: a}, {name: b}]", [(("parts", 0), Gap.NOTHING)], Sort.DROP),
    (
        "{sum_of: parts, adds: cost, at_most: 20}",
        "parts: [{name: a, cost: 12}, {name: b, cost: 5}, {name: c, cost: 7}]",
        [(("parts", 1), Gap.NOTHING)],
        Sort.DROP,
    ),
    ("{count_of: links, at_least: 1}", "links: []", [(("links", 0), "x")], Sort.PICK),
)


@pytest.mark.parametrize(("require", "fields", "edits", "sort"), CASES)
def test_the_smallest_change(require: str, fields: str, edits: list[tuple[Path, Value | Gap]], sort: Sort) -> None:
    _, repair = found(require, fields)
    assert repair is not None
    assert repair.edits == tuple(Edit(path, value) for path, value in edits)
    assert repair.sort is sort
    assert repair.breaks == ()


def test_a_change_that_breaks_another_rule_is_not_offered() -> None:
    _, repair = found("{field: colour, in: [green, red]}", "{colour: blue}", "{field: colour, is_not: green}")
    assert repair is not None
    assert repair.edits == (Edit(("colour",), "red"),)


def test_a_change_takes_along_what_it_would_break() -> None:
    other = "{any: [{field: colour, is: blue}, {field: size, at_most: 3}]}"
    _, repair = found("{field: colour, is: red}", "{colour: blue, size: 9}", other)
    assert repair is not None
    assert repair.edits == (Edit(("colour",), "red"), Edit(("size",), 3))
    assert repair.breaks == ()


def test_where_every_change_breaks_something_it_says_what() -> None:
    _, repair = found("{field: colour, is: red}", "colour: blue", "{field: colour, is: blue}")
    assert repair is not None
    assert repair.breaks == ("one/other-0",)


def test_what_else_it_settles() -> None:
    _, repair = found("{field: colour, is: red}", "colour: blue", "{field: colour, is_not: blue}", "{field: size, present: true}")
    assert repair is not None
    assert repair.clears == ("one/other-0",)


def test_a_rule_that_asks_for_two_things_at_once_has_no_change() -> None:
    _, repair = found("{all: [{field: colour, is: red}, {field: colour, is: blue}]}", "colour: green")
    assert repair is None


def test_another_manifest_can_be_the_one_to_change() -> None:
    require = "{field: partner, refers_to: Tool, that: {field: signed, is: true}}"
    _, repair = found(require, "partner: wren", beside=[tool("signed: false\ncolour: red", name="wren")])
    assert repair is not None
    assert repair.edits == (Edit(("signed",), True, "wren"),)


def test_a_misspelt_reference_goes_to_the_nearest_name() -> None:
    _, repair = found("{field: partner, refers_to: Tool}", "partner: wern", beside=[tool("colour: red", name="wren")])
    assert repair is not None
    assert (repair.edits, repair.sort) == ((Edit(("partner",), "wren"),), Sort.CHOICE)


def test_nothing_heavier_than_asked_for() -> None:
    _, repair = found("{count_of: parts, at_most: 1}", "parts: [{name: a}, {name: b}]", heaviest=Sort.ACT)
    assert repair is None
