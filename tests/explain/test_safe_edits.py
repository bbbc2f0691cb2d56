"""Safe edits: each slip with the exact bytes before and after, and everything that has to be left to a person."""

from __future__ import annotations

import pytest

from guardrails.explain.rewriting import as_answer, as_day, as_number
from guardrails.explain.spelling import meant
from guardrails.model.value import Path
from guardrails.text.reader import read
from tests.explain.mended import HEAD, mended, rest

MENDED = {
    "a key": ("prodcut: Sparrow\n", "product: Sparrow\n"),
    "a key in quotes": ('"prodcut" : Sparrow\n', '"product" : Sparrow\n'),
    "a key in other letters": ("Product: Sparrow\n", "product: Sparrow\n"),
    "a key with a hyphen": ("why-not-existing: none fits\n", "why_not_existing: none fits\n"),
    "a key of two words": ("cost: {licence year: 3}\n", "cost: {licence_year: 3}\n"),
    "a key in a block": ("goal:\n  outcom: more\n", "goal:\n  outcome: more\n"),
    "a key in a list": (
        "integrations:\n- {system: crm, directoin: inbound}\n",
        "integrations:\n- {system: crm, direction: inbound}\n",
    ),
    "two letters swapped in front": ("vednor: {name: X}\nrpoduct: Y\n", "vendor: {name: X}\nproduct: Y\n"),
    "a key, then what it hid": ("gaol: {outcom: more}\n", "goal: {outcome: more}\n"),
    "a key of a fact": ("contract: {auto_renew: true}\n", "contract: {auto_renews: true}\n"),
    "a choice": ("category: email_marketting\n", "category: email_marketing\n"),
    "a choice in capitals": ("form: SaaS   # as sold\n", "form: saas   # as sold\n"),
    "a choice with blanks": ("category: Email marketing\n", "category: email_marketing\n"),
    "a choice in quotes": ("criticality: 'Meduim'\n", "criticality: 'medium'\n"),
    "a choice in a list": ("touches:\n  - crm\n  - Emial # old\n", "touches:\n  - crm\n  - email # old\n"),
    "a choice in brackets": ("touches: [crm,emial]\n", "touches: [crm,email]\n"),
    "a choice of a fact": ("contract: {dpa: {status: signde}}\n", "contract: {dpa: {status: signed}}\n"),
    "unknown": ("cost: {licence_year: unkown}\n", "cost: {licence_year: unknown}\n"),
    "a list that is unknown": ("touches: Unknown\n", "touches: unknown\n"),
    "a tab": ("goal:\n\toutcome: more\n", "goal:\n  outcome: more\n"),
    "a block of tabs": ("goal:\n\toutcome: more\n\ttarget: 3\nproduct: x\n", "goal:\n  outcome: more\n  target: 3\nproduct: x\n"),
    "tabs in tabs": (
        "contract:\n\tdpa:\n\t\tstatus: sent\n\ttype: none\n",
        "contract:\n  dpa:\n    status: sent\n  type: none\n",
    ),
    "a blank after a colon": ("product:Sparrow\n", "product: Sparrow\n"),
    "curly quotes": ("product: “Sparrow”  # ’t is\n", 'product: "Sparrow"  # ’t is\n'),
    "curly quotes around an apostrophe": (
        "product: ‘Sparrow’\nfallback: “Don’t ask”\n",
        "product: 'Sparrow'\nfallback: \"Don’t ask\"\n",
    ),
    "two in curly quotes": ("touches: [“crm”, “email”]\n", 'touches: ["crm", "email"]\n'),
    "curly quotes around a colon": ("product: “Spring: sale” \n", 'product: "Spring: sale" \n'),
    "a special blank": ("product:\u00a0Sparrow\u00a0One\n", "product: Sparrow\u00a0One\n"),
    "two colons": ("product: Spring: the sale  \nform: saas\n", 'product: "Spring: the sale"  \nform: saas\n'),
    "a quote without end": ('product: "Sparrow\nform: saas\n', 'product: "Sparrow"\nform: saas\n'),
    "a line that sticks out": ("goal:\n  metric: orders\n   target: 4\n", "goal:\n  metric: orders\n  target: 4\n"),
    "lines that stick out": (
        "goal:\n  metric: orders\n   target: 4\n   baseline: 3\n",
        "goal:\n  metric: orders\n  target: 4\n  baseline: 3\n",
    ),
    "a slip of writing, then of spelling": ("prodcut: “Sparrow”\nform:SaaS\n", 'product: "Sparrow"\nform: saas\n'),
    "a day with slashes": ("pilot: {start: 27/11/2026}\n", "pilot: {start: 2026-11-27}\n"),
    "a day with dots": ('pilot: {start: "27.11.2026"}\n', 'pilot: {start: "2026-11-27"}\n'),
    "money": ("cost: {licence_year: €3000, currency: EUR}\n", "cost: {licence_year: 3000, currency: EUR}\n"),
    "money in a block": ("cost:\n  licence_year: '3,000 €'  # a guess\n", "cost:\n  licence_year: 3000  # a guess\n"),
    "thousands with blanks": ("goal: {target: 12 000}\n", "goal: {target: 12000}\n"),
    "a number in quotes": ('goal: {target: "900"}\n', "goal: {target: 900}\n"),
    "one value for a list": ("touches: crm\n", "touches: [crm]\n"),
    "one misspelt value for a list": ("touches: 'Emial' # x\n", "touches: ['email'] # x\n"),
    "a text for a list": ("ai: {purposes: subject lines}\n", "ai: {purposes: [subject lines]}\n"),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
def test_only_these_bytes_change(before: str, after: str) -> None:
    assert rest(before) == after
    assert mended(HEAD + before).left == ()
    assert rest(after) == after, "a second run changes nothing"


LEFT = {
    "nothing is near": "colour: red\n",
    "the key is there already": "product: A\nprodcut: B\n",
    "the key is there, blank": "product:\nprodcut: B\n",
    "two slips, one key": "prodcut: A\nproducct: B\n",
    "a word of another place": "contact: mia@brand.example\n",
    "a key whose value does not fit": "metadat: x\nprodut: {a: 1}\n",
    "the opposite": "contract: {dpa: {status: unsigned}}\n",
    "the opposite, in two words": "contract: {dpa: {status: not_signed}}\n",
    "another region": "audience: {regions: [UA]}\n",
    "another number": "transfer: {mechanism: scc_2010}\n",
    "another pair of countries": "transfer: {evidence: {covers: [eu_uk]}}\n",
    "two choices are as near": "security: {evidence: [{type: iso27011}]}\n",
    "a day that may be two": "pilot: {start: 05/06/2026}\n",
    "a day that is none": "pilot: {start: 31.11.2026}\n",
    "a time and a day": 'pilot: {start: "10:00 27.11.2026"}\n',
    "a day that is a fact": "contract: {start: 27/11/2026}\n",
    "a number that is a fact": "usage: {licences: '1,200'}\n",
    "yes or no that is a fact": "retire: {data_deleted: yes}\n",
    "a list that is a fact": "domains: app.sparrow.example\n",
    "another currency": "cost: {licence_year: $3000, currency: EUR}\n",
    "a currency against the field": "cost:\n  licence_year: £3,000\n",
    "money for something else": "cost: {internal_days: €12}\n",
    "thousands or a decimal comma": "goal:\n  target: 1,125\n",
    "about": "cost: {licence_year: about 3000}\n",
    "a thousand by a letter": "cost: {licence_year: 3k}\n",
    "several for a list": "touches: 'crm, email'\n",
    "a text for a list of blocks": "integrations: crm\n",
    "a text over lines": "category: email\n  marketting\n",
    "a tab in a text": "form: SaaS\nfallback: |\n  one\n\ttwo: three\n",
    "a tab before a text": "form: SaaS\nfallback: |\n\tone\n",
    "a tab below another block": "contract:\n  dpa:\n\tstatus: signed\n",
    "a word that is no field": "product: x\ntools\nmailto:jo\n",
    "a backslash in curly quotes": "product: “a\\n”\nform: SaaS\n",
    "a mistake that nobody can mend": "form: SaaS\nproduct: [a\n",
    "one line mended is not enough": "product:Sparrow\nform: {\n",
    "a key twice": "form: SaaS\nproduct: a\nproduct: b\n",
    "an anchor": "form: SaaS\nproduct: &a b\n",
    "a zero-width mark": "form: SaaS\nproduct: a\u200bb\n",
}


@pytest.mark.parametrize("body", LEFT.values(), ids=LEFT)
def test_what_a_person_has_to_decide_stays(body: str) -> None:
    found = mended(HEAD + body)
    assert found.after == HEAD + body
    assert found.changes == 0
    assert found.left


def test_what_can_be_mended_is_mended_beside_what_cannot() -> None:
    found = mended(HEAD + "prodcut: Sparrow\ncolour: red\ntouches: emial\n")
    assert found.after == HEAD + "product: Sparrow\ncolour: red\ntouches: [email]\n"
    assert [p.spot.path for p in found.left] == [("colour",)]
    assert found.changes == 2


def test_yes_and_no_for_a_field_that_wants_true_and_false() -> None:
    head = HEAD.replace("Tool", "Campaign")
    page = "pages:\n  - name: a\n    form: {fields: [{name: email, required: %s}]}\n"
    assert rest(page % "Yes", head) == page % "true"
    assert rest(page % "'no'", head) == page % "false"
    assert rest(page % "maybe", head) == page % "maybe"


def test_the_kind_itself_can_be_misspelt() -> None:
    assert mended(HEAD.replace("Tool", "tool") + "prodcut: x\n").after == HEAD + "product: x\n"
    assert mended(HEAD.replace("Tool", "Toool")).after == HEAD


@pytest.mark.parametrize("kind", ["PolicyPack", "Waiver", "Workspace", "Bundle", "Organisation", "Something"])
def test_only_manifests_are_touched(kind: str) -> None:
    for body in ("prodcut: x\n", "product:x\n", "\tproduct: x\n"):
        text = HEAD.replace("Tool", kind) + body
        assert mended(text).after == text
        both = HEAD + "prodcut: x\n---\n" + text
        assert mended(both).after == both


def test_several_documents_and_what_stands_around_them() -> None:
    first, second = HEAD + "prodcut: “ä”  # “as is”\n", HEAD.replace("sparrow", "wren") + "touches: Emial\n"
    text = f"\ufeff# héad\n---\n{first}...\n---\n# 日本\n{second}".replace("\n", "\r\n")
    wanted = text.replace("prodcut: “ä”", 'product: "ä"').replace("Emial", "[email]")
    assert mended(text.encode()).after == wanted


def test_long_strings_and_block_texts_stay() -> None:
    body = (
        'product: "a\\\n  b"\nfallback: >-\n  a prodcut,\n\n   emial\nwhy_not_existing: |\n  x\n  \ttabbed “x”\n'
        f"# prodcut: emial\nvendor: {{name: '{'long ' * 500}''s'}}\nform:   SaaS\n"
    )
    assert rest(body) == body.replace("SaaS", "saas")


def test_bytes_that_are_no_text_stay() -> None:
    for data in (b"\xff\xfe\x00", HEAD.encode() + b"product: \xe9\n", b"", b"\0" * 50, b"[" * 10_000, b"{" + b"? " * 5000):
        found = mended(data)
        assert found.after == found.before
        assert found.left


WILD = {
    "tabs": "".join(f"\tk{i}:v\n" for i in range(20_000)),
    "tabs in groups": HEAD + "".join(f"goal{i}:\n\tk: v\n" for i in range(1_000)),
    "unknown keys": HEAD + "".join(f"prodcut{i}: 1\n" for i in range(5_000)),
    "a long key": HEAD + "p" * 300_000 + ": x\n",
    "a long number": HEAD + f"cost: {{licence_year: '{'1' * 300_000} '}}\n",
    "a long number in groups": HEAD + f"cost: {{licence_year: '{'123 ' * 100_000}x'}}\n",
    "curly quotes": HEAD + "product: “" + "‘" * 100_000 + "\n",
}


@pytest.mark.parametrize("text", WILD.values(), ids=WILD)
def test_a_wild_file_ends_and_stays(text: str) -> None:
    assert mended(text).after == text


def test_many_slips_are_mended_in_one_run() -> None:
    text = "---\n".join([HEAD + "form: SaaS\n"] * 60)
    assert mended(text).after == text.replace("SaaS", "saas")
    assert mended(text).changes == 60


def test_a_key_that_brings_what_does_not_fit_is_not_renamed() -> None:
    found = mended(HEAD + "gaol: more\n")
    assert found.after == HEAD + "gaol: more\n"
    assert [p.id for p in found.left] == ["field-unknown"]


def test_a_block_is_renamed_though_something_in_it_is_left() -> None:
    assert rest("gaol: {target: many}\n") == "goal: {target: many}\n"


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("onwer", ["owner", "name"], "owner"),
        ("Double Opt-In", ["double_opt_in", "single_opt_in"], "double_opt_in"),
        ("dubble_opt_in", ["double_opt_in", "single_opt_in"], "double_opt_in"),
        ("unticked", ["preticked"], None),
        ("yse", ["yes", "no"], None),
        ("life", ["live"], "live"),
        ("send", ["sent", "send_it"], "sent"),
        ("soc2_type3", ["soc2_type1", "soc2_type2"], None),
        ("inactive", ["active"], None),
        ("owner", ["owner"], None),
        ("", ["owner"], None),
    ],
)
def test_a_word_is_mended_only_if_it_can_be_no_other(word: str, known: list[str], found: str | None) -> None:
    assert meant(word, known) == found


def test_a_word_that_means_something_elsewhere_is_no_slip() -> None:
    assert meant("contact", ["contract"]) == "contract"
    assert meant("contact", ["contract"], {"contact"}) is None
    assert meant("Live", ["live"], {"live"}) == "live"
    assert meant("proof link", ["proof_link", "proof-link"]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/11/2026", "2026-11-27"),
        ("11/27/2026", "2026-11-27"),
        ("5.5.2026", "2026-05-05"),
        ("2026/11/27", "2026-11-27"),
        ("2026-1-7", "2026-01-07"),
        ("05/06/2026", None),
        ("27/11.2026", None),
        ("27/11/26", None),
        ("30.2.2026", None),
        ("27.11.2026 10:00", None),
        ("", None),
    ],
)
def test_a_day_is_read_only_if_it_is_one(text: str, day: str | None) -> None:
    assert as_day(text) == day


@pytest.mark.parametrize(
    ("text", "unit", "currencies", "whole", "number"),
    [
        ("€3,000", "EUR", [], False, "3000"),
        ("3 000 EUR", "EUR", ["EUR"], False, "3000"),
        ("3\u202f000 €", "EUR", [], False, "3000"),
        ("3,000.50", "EUR", [], False, "3000.50"),
        ("3.000,50 €", "EUR", [], False, "3000.50"),
        ("1.234.567", "people", [], True, "1234567"),
        ("1'234'567", "", [], False, "1234567"),
        ("1,200", "people", [], True, "1200"),
        ("1,200", "", [], False, None),
        ("3.000 €", "EUR", [], False, None),
        ("3,50 €", "EUR", [], False, None),
        ("£3,000", "EUR", [], False, None),
        ("£3,000", "EUR", ["GBP"], False, "3000"),
        ("€3,000", "EUR", ["GBP"], False, None),
        ("€3,000", "EUR", ["GBP", "EUR"], False, None),
        ("€12", "days", ["EUR"], True, None),
        ("3,000.5", "people", [], True, None),
        ("1,23,456", "EUR", [], False, None),
        ("12,34", "EUR", [], False, None),
        ("€ 3 EUR", "EUR", [], False, None),
        ("-3", "EUR", [], False, None),
        ("3000 USD a year", "EUR", [], False, None),
        ("EUR", "EUR", [], False, None),
    ],
)
def test_a_number_is_read_only_if_it_is_one(text: str, unit: str, currencies: list[str], whole: bool, number: str | None) -> None:
    assert as_number(text, unit, currencies, whole) == number


def test_yes_and_no() -> None:
    assert [as_answer(text) for text in ("Yes", "no", "TRUE", "y", "on", "")] == ["true", "false", "true", None, None, None]


def test_an_edit_changes_one_value_and_no_other() -> None:
    before = HEAD + "touches: [emial, crm]\ncost: {licence_year: '€3,000', currency: EUR}\ndata: {bukcets: [bank]}\n"
    after = mended(before).after
    (one,), (other,) = read(before.encode())[0], read(after.encode())[0]
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    changed: list[Path] = [(key,) for key in one if one[key] != other[key]]
    assert changed == [("touches",), ("cost",), ("data",)]
    assert (other["touches"], other["cost"]) == (["email", "crm"], {"licence_year": 3000, "currency": "EUR"})
    assert other["data"] == {"buckets": ["bank"]}
