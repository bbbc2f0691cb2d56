# ruff: noqa: E501  (tables: one case a line)
"""Counts, sums, references, the inventory and dates: what they come to, and when they can't be told yet."""

from __future__ import annotations

import pytest

from guardrails.language.evidence import gaps
from guardrails.model.evidence import Referred, Surveyed, Tallied
from guardrails.model.truth import Truth
from tests.language.small import TODAY, compiled, fields_of, manifest, scope_of, truth, weigh

YES, NO, UNANSWERED, UNJUDGED = Truth.YES, Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED
PARTS = "parts: [{name: a, auth: basic, cost: 10, per: month}, {name: b, cost: 100, per: year}, {name: c, auth: oauth, cost: 1}]"
BASIC = "where: {field: auth, is: basic}"  # sure for a, perhaps for b, surely not for c
YEARLY = "times: {field: per, weights: {month: 12}, otherwise: 1}"

RECKONED: tuple[tuple[str, str, Truth], ...] = (
    ("{count_of: parts, at_least: 3}", PARTS, YES),
    ("{count_of: parts, at_least: 4}", PARTS, NO),
    ("{count_of: parts, at_most: 0}", "parts: []", YES),
    ("{count_of: parts, at_least: 1}", "", UNANSWERED),
    ("{count_of: links, at_most: 0}", "", YES),
    ("{count_of: labels, at_most: 0}", "labels: none", YES),
    ("{count_of: labels, at_most: 0}", "labels: unknown", UNANSWERED),
    # one is sure, two are possible
    (f"{{count_of: parts, {BASIC}, at_least: 1}}", PARTS, YES),
    (f"{{count_of: parts, {BASIC}, at_least: 2}}", PARTS, UNANSWERED),
    (f"{{count_of: parts, {BASIC}, at_least: 3}}", PARTS, NO),
    (f"{{count_of: parts, {BASIC}, at_most: 2}}", PARTS, YES),
    (f"{{count_of: parts, {BASIC}, at_most: 1}}", PARTS, UNANSWERED),
    (f"{{count_of: parts, {BASIC}, between: [1, 2]}}", PARTS, YES),
    # neither end of what is possible lies in the range, but the middle does
    (f"{{count_of: parts, {BASIC}, outside: [1, 1]}}", "parts: [{name: a}, {name: b}]", UNANSWERED),
    (f"{{count_of: parts, {BASIC}, between: [1, 1]}}", "parts: [{name: a}, {name: b}]", UNANSWERED),
    ("{sum_of: parts, adds: cost, at_most: 111}", PARTS, YES),
    ("{sum_of: parts, adds: cost, at_most: 110}", PARTS, NO),
    (f"{{sum_of: parts, adds: cost, {YEARLY}, at_most: 221}}", "parts: [{name: a, cost: 10, per: month}, {name: b, cost: 101, per: year}]", YES),
    (f"{{sum_of: parts, adds: cost, {YEARLY}, at_most: 220}}", "parts: [{name: a, cost: 10, per: month}, {name: b, cost: 101, per: year}]", NO),
    (f"{{sum_of: parts, adds: cost, {YEARLY}, at_most: 50}}", "parts: [{name: a, cost: 10}]", UNANSWERED),
    ("{sum_of: parts, adds: cost, at_most: 111}", "parts: [{name: a, cost: unknown}]", UNANSWERED),
    ("{sum_of: parts, adds: cost, at_most: 111}", "parts: [{name: a}]", UNANSWERED),
    ("{sum_of: parts, adds: cost, at_most: 111}", "", UNANSWERED),
    ("{sum_of: parts, adds: cost, at_most: 0}", "parts: []", YES),
    (f"{{sum_of: parts, {BASIC}, adds: cost, at_most: 999}}", PARTS, UNANSWERED),
    ("{sum_of: parts, where: {field: auth, is: oauth}, adds: cost, at_most: 5}", "parts: [{name: a, auth: basic}]", YES),
    ("{sum_of: [price, contract.fee], at_most: 7}", "{price: 3, contract: {fee: 4}}", YES),
    ("{sum_of: [price, contract.fee], more_than: 7}", "{price: 3, contract: {fee: 4}}", NO),
    ("{sum_of: [price, contract.fee], at_most: 7}", "price: 3", UNANSWERED),
    ("{sum_of: [price, size], at_most: 9007199254740992}", "{price: 0, size: 9007199254740993}", NO),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "fields", "answer"), RECKONED)
def test_counts_and_sums(condition: str, fields: str, answer: Truth) -> None:
    assert truth(condition, fields) is answer


def test_a_sum_keeps_its_items_largest_first() -> None:
    condition = compiled(f"{{sum_of: parts, adds: cost, {YEARLY}, at_most: 100}}")
    parts = "parts: [{name: a, cost: 1, per: year}, {name: b, cost: 10, per: month}]"
    evidence = weigh(condition, scope_of(manifest(fields_of(parts))))
    assert isinstance(evidence, Tallied)
    assert (evidence.total, evidence.items) == (121, (("b", ("parts", 1), 120), ("a", ("parts", 0), 1)))


def test_what_a_count_hangs_on_is_named() -> None:
    evidence = weigh(compiled(f"{{count_of: parts, {BASIC}, at_least: 2}}"), scope_of(manifest(fields_of(PARTS))))
    assert isinstance(evidence, Tallied)
    assert evidence.missing == ("parts", 1, "auth")
    against = weigh(compiled("{count_of: parts, at_most: {field: price}}"), scope_of(manifest(fields_of(PARTS))))
    assert gaps(against) == (("price",),)


PARTNER = manifest({"colour": "red", "product": "Red Kite"}, "kite")
GREEN = manifest({"colour": "green"}, "wren")
SILENT = manifest({}, "owl")
CAMPAIGN = manifest({}, "spring", "Campaign")
OTHERS = (PARTNER, GREEN, SILENT, CAMPAIGN)
IS_RED = "that: {field: colour, is: red}"

REFERENCES: tuple[tuple[str, str, Truth], ...] = (
    ("{field: partner, refers_to: Tool}", "partner: kite", YES),
    ("{field: partner, refers_to: Tool}", "partner: KITE", YES),
    ("{field: partner, refers_to: Tool}", "partner: red kite", YES),
    ("{field: partner, refers_to: Tool}", "partner: spring", NO),
    ("{field: partner, refers_to: Campaign}", "partner: spring", YES),
    ("{field: partner, refers_to: Tool}", "", UNANSWERED),
    ("{field: partner, refers_to: Tool}", "partner: unknown", UNANSWERED),
    ("{field: partner, not_refers_to: Tool}", "partner: nobody", YES),
    ("{field: partner, not_refers_to: Tool}", "partner: kite", NO),
    ("{field: partner, not_refers_to: Tool}", "", UNANSWERED),
    (f"{{field: partner, refers_to: Tool, {IS_RED}}}", "partner: kite", YES),
    (f"{{field: partner, refers_to: Tool, {IS_RED}}}", "partner: wren", NO),
    (f"{{field: partner, refers_to: Tool, {IS_RED}}}", "partner: owl", UNANSWERED),
    (f"{{field: partner, refers_to: Tool, {IS_RED}}}", "partner: nobody", NO),
    (f"{{field: partner, not_refers_to: Tool, {IS_RED}}}", "partner: wren", YES),
    (f"{{field: partner, not_refers_to: Tool, {IS_RED}}}", "partner: owl", UNANSWERED),
    ("{field: partner, refers_to: Tool, that: {field: colour, is: {field: root.note}}}", "{partner: kite, note: red}", YES),
    ("{field: extra.ref, refers_to: Tool}", "", NO),
    ("{field: extra.ref, not_refers_to: Tool}", "", YES),
    ("{inventory: Tool, where: {field: colour, is: red}, at_least: 1}", "", YES),
    ("{inventory: Tool, where: {field: colour, is: red}, at_most: 1}", "colour: blue", UNANSWERED),
    ("{inventory: Tool, where: {field: colour, is: green}, at_least: 3}", "colour: blue", NO),
    ("{inventory: Tool, where: {field: metadata.name, is_not: {field: root.metadata.name}}, at_most: 3}", "", YES),
    ("{inventory: Campaign, where: {field: metadata.stage, is: idea}, at_most: 0}", "", YES),
    ("{inventory: Tool, where: {field: colour, is: {field: root.note}}, at_most: 9}", "", YES),
    ("{inventory: Tool, where: {field: colour, is: {field: root.note}}, at_most: 2}", "", UNANSWERED),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "fields", "answer"), REFERENCES)
def test_other_manifests(condition: str, fields: str, answer: Truth) -> None:
    assert truth(condition, fields, *OTHERS) is answer


def test_evidence_names_the_other_manifests() -> None:
    scope = scope_of(manifest(fields_of("partner: kiet")), OTHERS)
    missed = weigh(compiled("{field: partner, refers_to: Tool}"), scope)
    assert isinstance(missed, Referred)
    assert (missed.target, missed.nearest) == (None, "kite")
    reds = weigh(compiled("{inventory: Tool, where: {field: colour, in: [red, green]}, at_most: 0}"), scope)
    assert isinstance(reds, Surveyed)
    assert reds.names == ("kite", "wren")


# Today is Monday 23 November 2026; Thursday the 26th is a holiday.
DATES: tuple[tuple[str, str, Truth], ...] = (
    ("{field: day, before: today}", "2026-11-22", YES),
    ("{field: day, before: today}", "2026-11-23", NO),
    ("{field: day, on_or_after: {today: +5 days}}", "2026-11-28", YES),
    ("{field: day, on_or_after: {today: +5 days}}", "2026-11-27", NO),
    ("{field: day, before: {today: -1 week}}", "2026-11-15", YES),
    ("{field: day, before: {today: -1 week}}", "2026-11-16", NO),
    ("{field: day, on_or_before: {today: +4 workdays}}", "2026-11-30", YES),  # Tue, Wed, Fri, Mon
    ("{field: day, on_or_before: {today: +4 workdays}}", "2026-12-01", NO),
    ("{field: day, within: 4 workdays}", "2026-11-30", YES),
    ("{field: day, within: 4 workdays}", "2026-12-01", NO),
    ("{field: day, within: 90 days}", "2026-11-23", YES),
    ("{field: day, within: 90 days}", "2026-11-22", NO),
    ("{field: day, within: 90 days}", "2027-02-21", YES),
    ("{field: day, within: 90 days}", "2027-02-22", NO),
    ("{field: day, within: 3 months}", "2027-02-23", YES),
    ("{field: day, within: 3 months}", "2027-02-24", NO),
    ("{field: day, not_within: 3 months}", "2027-02-24", YES),
    ("{field: day, older_than: 395 days}", "2025-10-24", NO),
    ("{field: day, older_than: 395 days}", "2025-10-23", YES),
    ("{field: day, older_than: 9 months}", "2026-02-22", YES),
    ("{field: day, older_than: 9 months}", "2026-02-23", NO),
    ("{field: day, not_older_than: 2 weeks}", "2026-11-09", YES),
    ("{field: day, after: 2026-11-23}", "2026-11-24", YES),
    ("{field: day, on_or_before: 2026-11-23}", "2026-11-24", NO),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "day", "answer"), DATES)
def test_dates(condition: str, day: str, answer: Truth) -> None:
    assert truth(condition, f"day: {day}") is answer
    assert truth(condition.replace("field: day", "field: moment"), f"moment: {day}T23:59") is answer
    assert truth(condition, "") is UNANSWERED
    assert TODAY.weekday() == 0


def test_a_date_against_another_date() -> None:
    condition = "{field: moment, before: {field: day}}"
    assert truth(condition, "{moment: 2026-11-22T23:59, day: 2026-11-23}") is YES
    assert truth(condition, "{moment: 2026-11-23T00:00, day: 2026-11-23}") is NO
    assert truth(condition, "moment: 2026-11-23T00:00") is UNANSWERED


def test_organisation_values_that_are_left_out() -> None:
    """Lists are empty then; a number to compare with is not there, so nothing can be judged against it."""
    assert truth("{field: note, in: {field: org.people}}", "note: a") is NO
    assert truth("{field: note, not_in: {field: org.blocked_vendors.name}}", "note: a") is YES
    assert truth("{field: size, at_most: {field: org.capacity.visitors_per_minute}}", "size: 1") is UNJUDGED
    assert truth("{field: note, is_not: {field: org.main_mail_domain}}", "note: a") is UNJUDGED
    given = fields_of("{capacity: {visitors_per_minute: 5}, people: [a]}")
    assert truth("{field: size, at_most: {field: org.capacity.visitors_per_minute}}", "size: 6", organisation=given) is NO
    assert truth("{field: org.people, not_empty: true}", "", organisation=given) is YES
    assert truth("{field: org.people, not_empty: true}", "") is NO
