"""From evidence to sentences: golden tables, and the laws that hold for every finding."""

from __future__ import annotations

import pytest

from guardrails.explain.matter import because, lines, matter, merged, unclear
from guardrails.language.operators import DATES, OPERATORS
from tests.explain.weighing import SHAPES, TOOL, manifest, weighed

DATE_OPERATORS = sorted(name for name, op in OPERATORS.items() if op.kinds == DATES)
MAILWELL = manifest("{price: 5, contract: {dpa: {status: sent}}}", "mailwell")

CRM = "connections: [{system: crm, auth: api_key}]"

# condition, the tool's fields, the label at the first caret, the lines
GOLDEN: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "{field: contract.dpa.status, is: signed}",
        "contract: {dpa: {status: sent}}",
        "we need: signed",
        ("The data agreement status is sent. We need signed.",),
    ),
    (
        "{field: contract.dpa.status, is: signed}",
        "contract: {dpa: {status: unknown}}",
        "we need: data agreement status (signed)",
        ("The data agreement status is not known yet. We need signed.",),
    ),
    (
        "{field: contract.dpa.status, is: signed}",
        "contract: {}",
        "we need: data agreement",
        ("There is no data agreement yet. We need its status.",),
    ),
    (
        "all: [{field: contract.dpa.status, is: signed},{field: contract.hours, at_most: 72}]",
        "{}",
        "we need: contract",
        ("There is no contract yet. We need its data agreement status and its leak notice time.",),
    ),
    (
        "{field: contract.hours, at_most: 72}",
        "contract: {hours: 96}",
        "we need: at most 72 hours",
        ("The leak notice time is 96 hours, 24 hours over the limit. We need at most 72 hours.",),
    ),
    (
        "{field: price, at_most: 6000}",
        "price: 9000",
        "we need: at most 6,000 EUR",
        ("The monthly price is 9,000 EUR, 3,000 EUR over the limit. We need at most 6,000 EUR.",),
    ),
    (
        "{field: price, less_than: 6000}",
        "price: 6000",
        "we need: less than 6,000 EUR",
        ("The monthly price is 6,000 EUR, exactly that number. We need less than 6,000 EUR.",),
    ),
    (
        "{field: price, at_most: {field: budget}}",
        "{price: 9000, budget: 6000}",
        "we need: at most 6,000 EUR (the monthly budget)",
        ("The monthly price is 9,000 EUR, 3,000 EUR over the limit. We need at most 6,000 EUR (the monthly budget).",),
    ),
    (
        "{field: price, at_most: {percent: 110, of: {field: budget}}}",
        "{price: 9000, budget: 6000}",
        "we need: at most 6,600 EUR (110% of the monthly budget)",
        ("The monthly price is 9,000 EUR, 2,400 EUR over the limit. We need at most 6,600 EUR (110% of the monthly budget).",),
    ),
    (
        "{field: price, at_most: {field: budget}}",
        "{price: 9000}",
        "we need: monthly budget",
        ("There is no monthly budget yet. We need it to compare with the monthly price.",),
    ),
    (
        "{field: price, between: [1, 5]}",
        "{price: 9}",
        "we need: 1 EUR to 5 EUR",
        ("The monthly price is 9 EUR, 4 EUR over the limit. We need 1 EUR to 5 EUR.",),
    ),
    (
        "{field: price, outside: [1, 5]}",
        "{price: 3}",
        "we need: less than 1 EUR or more than 5 EUR",
        ("The monthly price is 3 EUR, which lies between 1 EUR and 5 EUR. We need less than 1 EUR or more than 5 EUR.",),
    ),
    (
        '{field: launch, on_or_before: "2026-11-24"}',
        'launch: "2026-11-27"',
        "we need: Tuesday 24 November 2026 or earlier",
        ("The launch day is Friday 27 November 2026, 3 days too late. We need Tuesday 24 November 2026 or earlier.",),
    ),
    (
        "{field: launch, within: 90 days}",
        'launch: "2025-11-27"',
        "we need: a day from today to Sunday 21 February 2027",
        ("The launch day is Thursday 27 November 2025, a day in the past. We need a day from today to Sunday 21 February 2027.",),
    ),
    (
        "{field: launch, older_than: 395 days}",
        'launch: "2026-11-20"',
        "we need: a day before Friday 24 October 2025",
        ("The launch day is Friday 20 November 2026, 392 days too recent. We need a day before Friday 24 October 2025.",),
    ),
    (
        "{field: launch, not_older_than: 395 days}",
        'launch: "2024-11-20"',
        "we need: Friday 24 October 2025 or later",
        ("The launch day is Wednesday 20 November 2024, 338 days too old. We need Friday 24 October 2025 or later.",),
    ),
    (
        "{field: shared, is: false}",
        "shared: true",
        "we need: false",
        ('The answer to "shared login" is "yes". We need "no".',),
    ),
    (
        '{field: can_delete, is: "yes"}',
        'can_delete: "no"',
        "we need: yes",
        ('The answer to "wiping one person" is "no". We need "yes".',),
    ),
    (
        "{field: leavers, is: scim}",
        "leavers: manual",
        "we need: scim",
        ('The answer to "removing leavers" is manual. We need scim.',),
    ),
    (
        "{field: regions, includes_all: [UK, US]}",
        "regions: [UK]",
        "we need: US as well",
        ("The regions do not include US yet. We need US as well.",),
    ),
    (
        "{field: regions, includes_none: [UK, US]}",
        "regions: [UK, FR]",
        "we need: a list without UK",
        ("The regions include UK. We need a list without UK.",),
    ),
    (
        "{field: regions, includes_any: [UK, US]}",
        "regions: [FR, DE]",
        "we need: UK or US in it",
        ("The regions include only FR and DE. We need UK or US in it.",),
    ),
    (
        "{field: regions, only: [UK, US]}",
        "regions: [FR, DE, UK]",
        "we need: nothing besides UK and US",
        ("The regions include FR and DE. We need nothing besides UK and US.",),
    ),
    (
        "{field: regions, not_empty: true}",
        "regions: []",
        "we need: at least one entry",
        ("There is nothing in the regions yet. We need at least one entry.",),
    ),
    (
        "{field: touches, includes_none: [ai]}",
        "touches: [ai, web]",
        "we need: a list without ai",
        ("What it touches includes ai. We need a list without ai.",),
    ),
    (
        "{field: touches, includes_none: [ai]}",
        "",
        "we need: what it touches",
        ('There is no answer to "what it touches" yet. We need a list without ai.',),
    ),
    (
        "{field: note, matches: product-code}",
        "note: hello there",
        "we need: a product code, such as AB-12",
        ('The note is "hello there". We need a product code, such as AB-12.',),
    ),
    (
        '{field: note, starts_with: ["https://"]}',
        "note: http://x.example",
        "we need: text that starts with https://",
        ("The note is http://x.example. We need text that starts with https://.",),
    ),
    (
        "{field: category, under: marketing.advertising}",
        "category: essential",
        "we need: marketing.advertising or something below it",
        ("The data category is essential. We need marketing.advertising or something below it.",),
    ),
    (
        "{field: site, same_site_as: brand.example}",
        "site: www.other.example",
        "we need: an address on the same site as brand.example",
        ("The web address is www.other.example. We need an address on the same site as brand.example.",),
    ),
    (
        "{field: agency.name, present: true}",
        "",
        "we need: agency name",
        ("There is no agency name yet. We need one.",),
    ),
    (
        "{field: agency.name, is: Kite}",
        "",
        "we need: agency name",
        ("There is no agency name. We need Kite.",),
    ),
    (
        "{field: connections, unique_by: system}",
        "connections: [{system: crm},{system: crm}]",
        "we need: a different system for each entry",
        ("The connections include crm more than once. We need a different system for each entry.",),
    ),
    (
        "{each: connections, require: {field: auth, in: [oauth, mtls]}}",
        "connections: [{system: crm, auth: api_key},{system: shop, auth: api_key},{system: erp, auth: mtls},{system: cms}]",
        "we need: oauth or mtls",
        (
            "For crm and shop, the way to sign in is api_key. We need oauth or mtls.",
            "For cms, there is no way to sign in yet. We need oauth or mtls.",
        ),
    ),
    (
        "{some: connections, require: {field: auth, in: [oauth, mtls]}}",
        "connections: [{system: crm, auth: api_key},{system: shop, auth: api_key}]",
        "we need: an entry with oauth or mtls as the way to sign in",
        ("No entry in the connections has oauth or mtls as the way to sign in.",),
    ),
    (
        "{some: connections, require: {field: auth, in: [oauth, mtls]}}",
        "connections: []",
        "we need: connections",
        ("There is nothing in the connections yet. We need at least one entry.",),
    ),
    (
        "{sum_of: connections, adds: cost, at_most: 2000}",
        "connections: [{system: AdBoost, cost: 450},{system: BrightMailer, cost: 1200},{system: Panel, cost: 750}]",
        "we need: at most 2,000 EUR",
        (
            (
                "BrightMailer 1,200 EUR, Panel 750 EUR and AdBoost 450 EUR add up to 2,400 EUR, 400 EUR over the limit. "
                "We need at most 2,000 EUR."
            ),
        ),
    ),
    (
        "{sum_of: [price, budget], at_most: 2000}",
        "{price: 1500, budget: 1000}",
        "we need: at most 2,000 EUR",
        (
            (
                "Monthly price 1,500 EUR and monthly budget 1,000 EUR add up to 2,500 EUR, 500 EUR over the limit. "
                "We need at most 2,000 EUR."
            ),
        ),
    ),
    (
        "{count_of: connections, at_most: 1}",
        "connections: [{system: AdBoost, cost: 450},{system: BrightMailer, cost: 1200},{system: Panel, cost: 750}]",
        "we need: at most 1",
        ("We count 3 in the connections, 2 over the limit: AdBoost, BrightMailer and Panel. We need at most 1.",),
    ),
    (
        "{any: [{field: contract.dpa.status, is: signed},{field: contract.dpa.status, is: not_needed}]}",
        "contract: {dpa: {status: sent}}",
        "we need: signed or not_needed",
        ("The data agreement status is sent. We need signed or not_needed.",),
    ),
    (
        "{any: [{field: contract.dpa.status, is: signed},{field: shared, is: false}]}",
        "{contract: {dpa: {status: sent}}, shared: true}",
        "we need: false (or another way)",
        (
            "One of these is enough:",
            '– The answer to "shared login" is "yes". We need "no".',
            "– The data agreement status is sent. We need signed.",
        ),
    ),
    (
        "{field: after, refers_to: Tool}",
        "after: brightmaile",
        "we need: the name of a tool that has a file here",
        (
            (
                "No tool file here has the name brightmaile. "
                "We need the name of a tool that has a file here. The nearest name is brightmailer."
            ),
        ),
    ),
    (
        "{field: after, refers_to: Tool, that: {field: contract.dpa.status, is: signed}}",
        "after: mailwell",
        "we need: signed",
        ("For mailwell, the data agreement status is sent. We need signed.",),
    ),
    (
        "{count_of: connections, at_least: 2}",
        "connections: [{system: Mia Lopez}]",
        "we need: at least 2",
        ("Only one counts in the connections: Mia Lopez. We need at least 2.",),
    ),
    (
        "{count_of: connections, at_least: 2}",
        "connections: []",
        "we need: at least 2",
        ("Nothing in the connections counts here yet. We need at least 2.",),
    ),
    (
        "{field: proof, in: [none, spf, both]}",
        "proof: missing",
        'we need: "none", "spf" or "both"',
        ('The proof is "missing" (there is no such entry). We need "none", "spf" or "both".',),
    ),
    (
        "{field: proof, is_not: spf}",
        "proof: spf",
        "we need: something other than spf",
        ("The proof is spf (the list check does). We need something other than spf.",),
    ),
    (
        "{field: proof, is: both}",
        "proof: unknown",
        "we need: proof (both)",
        ('The proof is not known yet. We need "both".',),
    ),
    (
        "{field: shared, is: false}",
        "shared: unknown",
        "we need: shared login (no)",
        ('The answer to "shared login" is not known yet. We need "no".',),
    ),
    (
        "{field: data.buckets, includes_other_than: [none]}",
        "data: {buckets: [none]}",
        'we need: something besides "none"',
        ('The information it sees is "none". We need something besides "none".',),
    ),
    (
        "{each: regions, require: {field: it, in: [UK, US]}}",
        "regions: [UK, FR]",
        "we need: UK or US",
        ("The regions include FR. We need UK or US.",),
    ),
    (
        "{each: connections, require: {each: scripts, require: {field: why, present: true}}}",
        "connections: [{system: crm, scripts: [{src: w.js}]}]",
        "we need: reason",
        ("For w.js on crm, there is no reason yet. We need one.",),
    ),
    (
        "{all: [{field: agency.name, present: true}, {field: note, present: true}, {field: after, present: true}]}",
        "{}",
        "we need: agency name",
        ('There is no agency name, no note and no answer to "tool it replaces" yet. We need all of them.',),
    ),
    (
        "{all: [{field: opens, at_least: 10}, {field: opens, at_most: 19}]}",
        "opens: 7",
        "we need: 10 o'clock or later",
        ("The first hour is 7 o'clock, 3 o'clock short. We need 10 o'clock or later.",),
    ),
    (
        "{inventory: Tool, where: {field: price, more_than: 1}, at_most: 0}",
        "price: 3",
        "we need: at most 0",
        ("2 such tools are declared, 2 over the limit: brightmailer and mailwell. We need at most 0.",),
    ),
]


@pytest.mark.parametrize(("condition", "fields", "label", "said"), GOLDEN)
def test_what_is_the_matter(condition: str, fields: str, label: str, said: tuple[str, ...]) -> None:
    points = matter(weighed(condition, fields, MAILWELL), TOOL, shapes=SHAPES)
    assert (points[0].label, lines(points)) == (label, said)


def test_what_holds_has_nothing_to_say() -> None:
    assert matter(weighed("{field: price, at_most: 5}", "price: 5"), TOOL) == ()


def test_only_the_failing_parts_are_spoken_of() -> None:
    points = matter(weighed("all: [{field: price, at_most: 5}, {field: note, is: x}]", "{price: 5, note: y}"), TOOL)
    assert [p.path for p in points] == [("note",)]


def test_each_failing_element_has_its_own_caret_and_they_share_a_line() -> None:
    fields = "connections: [{system: crm, auth: api_key}, {system: shop, auth: mtls}, {system: erp, auth: api_key}]"
    points = matter(weighed("{each: connections, require: {field: auth, is: mtls}}", fields), TOOL)
    assert [p.path for p in points] == [("connections", 0, "auth"), ("connections", 2, "auth")]
    assert len(merged(points)) == 1
    assert lines(points) == ("For crm and erp, the way to sign in is api_key. We need mtls.",)


def test_an_element_without_a_name_is_counted() -> None:
    points = matter(weighed("{each: connections, require: {field: auth, is: mtls}}", "connections: [{auth: api_key}]"), TOOL)
    assert points[0].sentence == "For entry 1, the way to sign in is api_key. We need mtls."


def test_elements_that_where_leaves_out_are_not_spoken_of() -> None:
    text = "{each: connections, where: {field: system, is: crm}, require: {field: auth, is: mtls}}"
    fields = "connections: [{system: crm, auth: api_key}, {system: shop, auth: api_key}]"
    assert [p.names for p in matter(weighed(text, fields), TOOL)] == [("crm",)]


def test_a_missing_block_is_said_once_with_what_it_must_hold() -> None:
    status, link = "{field: contract.dpa.status, is: signed}", "{field: contract.dpa.url, present: true}"
    text = f"all: [{status}, {link}, {{field: contract.hours, at_most: 72}}]"
    points = matter(weighed(text, "{}"), TOOL)
    assert [p.path for p in points] == [("contract",)]
    assert points[0].state == "missing"
    assert points[0].question == "What does the contract say?"


def test_the_nearest_way_comes_first_and_a_fact_about_the_world_last() -> None:
    two = "{all: [{field: shared, is: false}, {field: note, is: x}]}"
    text = f"{{any: [{{field: contract.dpa.status, is: signed}}, {two}, {{field: price, at_most: 1}}]}}"
    points = matter(weighed(text, "{contract: {dpa: {status: sent}}, shared: true, note: y, price: 3}"), TOOL)
    assert [way[0].path[0] for way in points[0].ways] == ["price", "contract", "shared"]
    assert points[0].path == ("price",)
    assert points[0].ways[1][0].attested


def test_a_reference_leads_to_the_other_manifest() -> None:
    text = "{field: after, refers_to: Tool, that: {field: contract.dpa.status, is: signed}}"
    (point,) = matter(weighed(text, "after: mailwell", MAILWELL), TOOL, shapes=SHAPES)
    assert (point.document, point.path, point.via) == ("mailwell", ("contract", "dpa", "status"), ("after",))


def test_a_list_of_names_that_lead_elsewhere_names_each_once() -> None:
    text = "{each: regions, require: {field: it, refers_to: Tool, that: {field: contract.dpa.status, is: signed}}}"
    (point,) = matter(weighed(text, "regions: [mailwell]", MAILWELL), TOOL, shapes=SHAPES)
    assert (point.names, point.via) == (("mailwell",), ("regions", 0))
    assert lines(matter(weighed(text, "regions: [atlas]", MAILWELL), TOOL, shapes=SHAPES)) == (
        "No tool file here has the name atlas. We need the name of a tool that has a file here.",
    )


def test_what_names_the_element_itself_is_said_once() -> None:
    points = matter(weighed("{each: connections, require: {field: system, is: erp}}", "connections: [{system: crm}]"), TOOL)
    assert lines(points) == ("The system is crm. We need erp.",)


def test_choices_of_a_fact_about_the_world_are_not_offered() -> None:
    points = matter(weighed("{field: proof, not_in: [missing, none, spf]}", "proof: spf"), TOOL)
    assert points[0].need == 'something other than "missing", "none" or "spf"'
    points = matter(weighed("{each: connections, require: {field: auth, not_in: [api_key, oauth]}}", CRM), TOOL)
    assert points[0].need == "mtls"


def test_a_way_names_its_element_once() -> None:
    text = (
        "{each: connections, require: {any: [{field: auth, is: mtls}, {all: ["
        "{field: auth, is: oauth}, {field: cost, present: true}]}]}}"
    )
    assert lines(matter(weighed(text, CRM), TOOL))[2] == (
        "– For crm, the way to sign in is api_key. We need oauth. There are no costs yet. We need some."
    )


def test_hidden_values_appear_nowhere() -> None:
    text = "{each: connections, require: {field: auth, is: mtls}}"
    points = matter(weighed(text, "connections: [{system: crm, auth: api_key}]"), TOOL, hide=True)
    assert lines(points) == ("For crm, the way to sign in is …(7 characters). We need mtls.",)
    texts = weighed("{each: regions, require: {field: it, is: UK}}", "regions: [Atlantis]")
    assert "Atlantis" not in "".join(lines(matter(texts, TOOL, hide=True)))


def test_a_token_in_a_value_is_masked() -> None:
    token = "sk_" + "live_51HxJ2kLmNoPqRsTuVw"
    (point,) = matter(weighed("{field: note, is: x}", f"note: {token}"), TOOL)
    assert point.sentence == f"The note is sk…({len(token)} characters). We need x."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("'{{7*7}}'", "{{7*7}}"), (r'"\e[31mred"', r"\u{1B}[31mred"), ("'{label}'", "{label}"), (r'"a\u202eb"', r"a\u{202E}b")],
)
def test_hostile_values_are_shown_as_they_are(typed: str, shown: str) -> None:
    assert matter(weighed("{field: note, is: x}", f"note: {typed}"), TOOL)[0].sentence == f"The note is {shown}. We need x."


@pytest.mark.parametrize("operator", ["at_least", "at_most", "more_than", "less_than", "between", "outside"])
@pytest.mark.parametrize("value", [0, 2, 5, 9])
def test_every_number_operator_finds_words_at_its_edges(operator: str, value: int) -> None:
    wanted = "[2, 5]" if operator in ("between", "outside") else "5"
    for point in matter(weighed(f"{{field: price, {operator}: {wanted}}}", f"price: {value}"), TOOL):
        assert "does not match" not in point.sentence


@pytest.mark.parametrize("operator", DATE_OPERATORS)
@pytest.mark.parametrize("day", ["2025-01-01", "2026-11-22", "2026-11-23", "2026-12-23", "2028-01-01"])
def test_every_date_operator_finds_words_at_its_edges(operator: str, day: str) -> None:
    wanted = '"2026-11-23"' if OPERATORS[operator].operand == "date" else "30 days"
    for point in matter(weighed(f"{{field: launch, {operator}: {wanted}}}", f'launch: "{day}"'), TOOL):
        assert "does not match" not in point.sentence


BECAUSE: list[tuple[str, str, str]] = [
    ("{field: data.buckets, includes_other_than: [none]}", "data: {buckets: [contact, health]}", "it sees contact and health"),
    (
        "{all: [{field: shared, is: true}, {field: price, more_than: 5}]}",
        "{shared: true, price: 7}",
        'the answer to "shared login" is yes and the monthly price is 7 EUR',
    ),
    (
        "{any: [{field: price, more_than: 5}, {field: shared, is: true}]}",
        "{shared: true, price: 3}",
        'the answer to "shared login" is yes',
    ),
    (
        "{some: connections, require: {field: auth, is: api_key}}",
        "connections: [{system: crm, auth: api_key}]",
        "the way to sign in is api_key (crm)",
    ),
    ("{count_of: connections, at_least: 1}", "connections: [{system: crm}]", "there is one in the connections"),
    (
        "{field: contract.dpa.status, in: [unknown, none]}",
        "contract: {dpa: {status: unknown}}",
        "the data agreement status is not known yet",
    ),
    ("{inventory: Tool, where: {field: price, more_than: 1}, at_least: 1}", "price: 0", "one such tool is declared: mailwell"),
]


@pytest.mark.parametrize(("when", "fields", "clause"), BECAUSE)
def test_why_it_concerns_you(when: str, fields: str, clause: str) -> None:
    assert because(weighed(when, fields, MAILWELL), TOOL, shapes=SHAPES) == f"It concerns you because {clause}."


def test_a_rule_for_everyone_needs_no_because() -> None:
    assert because(None, TOOL) == ""
    assert because(weighed("{field: price, more_than: 5}", "price: 1"), TOOL) == ""


def test_what_decides_whether_it_concerns_you_is_asked() -> None:
    when = weighed("{field: data.buckets, includes_any: [health]}", "data: {}")
    assert unclear(when, TOOL) == ((("data", "buckets"), "Which information will it see?"),)


def test_a_long_or_empty_list_of_the_company_goes_by_its_name() -> None:
    from guardrails.explain.scene import given_words
    from guardrails.model.condition import Given

    operand = Given([], "org.blocked_vendors.name")
    assert given_words(operand, [], None, "or") == "one on our stop list"
    assert given_words(operand, list("abcdefg"), None, "or") == "one on our stop list"
    assert given_words(operand, ["a", "b"], None, "or") == "a or b"
