"""Each check of words with a text that it lets pass and one that it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from guardrails.workshop.glossary import glossary_of
from guardrails.workshop.lint import Linted, lint
from guardrails.workshop.lint_text import lint_text
from guardrails.workshop.material import documents
from guardrails.workshop.remark import Level
from tests.workshop.rules import ORGANISATION, PACK, TODAY, as_file, ids, linted, material, rule

LONG = "We ask the team to look at the page and the form and the mail and the list and the code and the text"
HARD = (
    "Organisational verification necessitates comprehensive documentation of international responsibilities throughout "
    "contractual arrangements. Administrative accountability deteriorates considerably otherwise."
)
MIDDLING = (
    "Customers wait for hours whenever nobody answers immediately. Somebody has to investigate until it works properly in the "
    "evening."
)
VITAL = {"field": "criticality", "is": "high"}
NOT_VITAL = {"field": "criticality", "in": ["low", "medium"]}
# Check and level, the keys that make a rule fail it, and keys that are close to it and fine.
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("P01 E", {"headline": "Someone here looks after it"}, {"headline": "{title} has no owner yet"}),
    ("P01 E", {"why": "Add a colleague's work address as metadata.owner"}, {}),
    ("P02 E", {"headline": "Add an owner for {title}."}, {"headline": "Add an owner for {title}"}),
    ("P02 E", {"headline": "Add one or two or three or four or five or six owners for {title}"}, {}),
    ("P02 E", {"headline": "Responsibilities concerning international organisations need attention: {title}"}, {}),
    ("P02 W", {"headline": "Add an owner"}, {"headline": "An owner for {title}, and soon"}),
    ("P03 E", {"why": f"{LONG} and the tool and the plan."}, {"why": "It breaks. Customers wait, and sales are lost."}),
    ("P03 W", {"faster": f"{LONG}."}, {"faster": "Use the team mailbox."}),
    ("P04 E", {"why": HARD}, {}),
    ("P04 W", {"why": MIDDLING}, {}),
    ("P05 E", {"why": "It breaks. We look. Customers wait. Sales stop."}, {"why": "It breaks. We look. Customers wait."}),
    ("P05 E", {"why": f"{LONG}. {LONG}. {LONG}.", "faster": f"{LONG}."}, {}),
    ("P05 W", {"why": f"{LONG}. {LONG}.", "faster": f"{LONG}."}, {"why": f"{LONG}. {LONG}."}),
    ("P06 E", {"why": "The data is invalid. Customers wait."}, {"why": "The date is `invalid` here. Customers wait."}),
    ("P06 E", {"faster": "Simply use the team mailbox."}, {"faster": "A simple team mailbox is enough."}),
    ("P06 E", {"title": "Tools are not blocked"}, {"title": "Tools pass"}),
    ("P06 E", {"note": "This is a violation."}, {"note": "Taken from a list of our own."}),
    ("P07 E", {"why": "You forgot the owner. Customers wait."}, {"why": "The owner is missing. Customers wait."}),
    ("P07 E", {"faster": "Send it again."}, {"faster": "Send it once more."}),
    ("P08 W", {"faster": "Utilise the team mailbox."}, {"faster": "Use the team mailbox."}),
    ("P08 E", {"faster": "Utilise the mailbox in order to submit it, pursuant to habit."}, {}),
    ("P09 E", {"hide_value": "yes"}, {"hide_value": "It may be a password."}),
    ("P10 E", {"fix": ["The owner belongs in the file."]}, {"fix": ["Write the owner into the file."]}),
    ("P10 E", {"fix": ["To find one, whoever is there."]}, {"fix": ["To find one, ask the front desk."]}),
    ("P11 E", {"require": {"all": [VITAL, NOT_VITAL]}}, {"require": {"any": [VITAL, NOT_VITAL]}}),
    ("P11 E", {"when": {"all": [VITAL, NOT_VITAL]}}, {"when": {"any": [VITAL, NOT_VITAL]}}),
    ("P11 W", {"when": VITAL, "require": NOT_VITAL}, {"when": VITAL, "require": {"field": "metadata.owner", "present": True}}),
    ("P12 E", {"why": "The policy requires an owner."}, {}),
    ("P12 E", {"why": "Add an owner for it, an owner."}, {}),
    ("P13 E", {"ask": {"team": "Mia", "contact": "mia.lopez@brand.example", "replies_within": "1 workday"}}, {}),
    ("P13 W", {"ask": {"team": "Desk", "contact": "desk@brand.example"}}, {}),
    ("P14 W", {"fix": ["Let it be reviewed by IT."]}, {"fix": ["Set it to `signed` once it is signed."]}),
    ("P14 W", {"why": "Who answers? Customers wait."}, {"why": 'They ask "who answers?" and wait.'}),
    ("P14 W", {"why": "Customers wait!"}, {"why": "Customers wait."}),
    ("P14 W", {"why": "ALWAYS name somebody NOW. Customers wait."}, {"why": "IT and AI need a name. Customers wait."}),
    ("P15 E", {"why": "It does not run without an owner."}, {"why": "It runs with an owner. It does not stop until then."}),
    ("P16 E", {"note": "Found {title}."}, {"note": "Found it."}),
    ("P19 E", {"sources": [{"title": "A law", "url": "http://law.example", "read": "official"}]}, {}),
    ("P19 E", {"sources": [{"title": "here", "url": "https://law.example", "read": "official"}]}, {}),
    ("P03 E", {"note": f"{LONG} and the tool and the plan."}, {"note": "Taken from a list of our own."}),
    ("P15 E", {"note": "It never runs without an owner."}, {"note": "It runs with an owner."}),
    ("P19 E", {"faster": "See [here](https://desk.example)."}, {"faster": "See the page of the desk at https://desk.example."}),
    ("P19 E", {"fix": ["Open https://desk.example."]}, {"fix": ["Open the page of the desk, https://desk.example."]}),
    ("P19 E", {"faster": "To use the mailbox, click here."}, {"faster": "To use the mailbox, open the page of the desk."}),
]


def test_a_rule_in_order_has_no_remarks() -> None:
    assert ids(linted(rule())) == set()


@pytest.mark.parametrize(("check", "bad", "good"), CASES, ids=[f"{c[0]}-{next(iter(c[1]))}-{i}" for i, c in enumerate(CASES)])
def test_each_check_finds_its_own(check: str, bad: Mapping[str, Any], good: Mapping[str, Any]) -> None:
    assert check in ids(linted(rule(**bad)))
    assert check not in ids(linted(rule(**good)))


def test_a_pack_is_asked_for_its_reply_time_once_for_all_its_rules() -> None:
    owner = {"team": "Front desk", "contact": "desk@brand.example"}
    found = linted(rule(), rule(id="second"), owner=owner)
    assert [r.id for r in found.remarks if r.id != "GOV-09"] == ["P13"]


def test_a_term_of_the_glossary_is_no_jargon() -> None:
    entry = {"key": "helper", "title": "helper", "plain": "Who helps.", "also": ["schema", "remediation"]}
    words = {**GLOSSARY, "entries": [entry]}
    glossary = glossary_of(documents({"glossary.yaml": as_file(words)}))
    assert glossary.explains("Schemas")
    assert glossary.explains("remediation")
    assert not glossary.explains("pipeline")


GLOSSARY: dict[str, Any] = {
    "apiVersion": "guardrails/v1",
    "kind": "Vocabulary",
    "name": "glossary",
    "title": "Words",
    "provenance": {"source": "Own work", "licence": "ours", "checked": "2026-11-01"},
}


def with_files(*rules: Mapping[str, Any], **files: Mapping[str, Any]) -> Linted:
    """What lint says about a bundle with some more files."""
    made = material(*rules)
    names = {"glossary": "tiny/vocabulary/glossary.yaml", "organisation": "tiny/organisation.yaml", "lanes": "tiny/lanes.yaml"}
    more = {names[name]: as_file(fields) for name, fields in files.items()}
    return lint(replace(made, texts=made.texts._replace(files={**made.texts.files, **more})), TODAY)


@pytest.mark.parametrize(
    ("faster", "found"),
    [
        ("A data agreement in the drawer is a DPA.", {"P17 W"}),
        ("Take the agreement on data from the drawer.", set()),
        ("Two data agreements and one data  agreement.", set()),
        ("A DPA is enough.", set()),
    ],
)
def test_one_thing_has_one_word(faster: str, found: set[str]) -> None:
    entry = {"key": "x", "title": "data agreement", "plain": "A signed promise.", "also": ["DPA", "data-agreement"]}
    assert ids(with_files(rule(faster=faster), glossary={**GLOSSARY, "entries": [entry]})) == found


@pytest.mark.parametrize(
    ("faster", "found"),
    [
        ("Move to ListMole ltd today.", {"P18 E"}),
        ("Use MailSparrow today.", set()),
        ("Ask the CRM team for a seat in MailSparrow.", set()),
        ("Ask for BrightMailer, we may own it.", {"P18 W"}),
        ("Start with a seat in Mailwell today.", {"P18 W"}),
    ],
)
def test_a_faster_way_leads_to_something_approved(faster: str, found: set[str]) -> None:
    product = {"product": "MailSparrow", "category": "email_marketing", "owner": "CRM team", "contact": "crm@brand.example"}
    left = {"name": "ListMole Ltd", "reason": "It sells addresses"}
    made = {**ORGANISATION, "approved_products": [product], "blocked_vendors": [left]}
    assert ids(with_files(rule(faster=faster), organisation=made)) == found
    assert ids(with_files(rule(faster=faster), organisation={**ORGANISATION, "blocked_vendors": [left]})) == found - {"P18 W"}


def test_what_stands_outside_of_rules_is_read_too() -> None:
    entry = {"key": "x", "title": "helper", "plain": "Never wrong without a schema."}
    parameters = {"most": {"title": "How many are allowed again", "type": "integer", "default": 1}}
    made = with_files(rule(), glossary={**GLOSSARY, "entries": [entry]})
    assert ids(made) == {"P06 E", "P08 W", "P15 E"}
    assert {r.file for r in made.remarks if r.id == "P15"} == {"tiny/vocabulary/glossary.yaml"}
    assert ids(linted(rule(), parameters=parameters)) == {"P07 E"}


def test_a_remark_has_a_place_that_editors_can_jump_to() -> None:
    found = linted(rule(why="It is invalid. Customers wait."))
    remark = next(r for r in found.remarks if r.id == "P06")
    text = material(rule(why="It is invalid. Customers wait.")).texts.files["tiny/packs/one.yaml"].decode()
    assert text.splitlines()[remark.line - 1][remark.column - 1 :].startswith('"It is invalid')
    shown = lint_text(found, 80)
    assert f"tiny/packs/one.yaml:{remark.line}:{remark.column} P06 The why of one/owner-is-named" in shown
    assert "“It is invalid.”" in shown
    assert "1 to mend" in shown


def test_advice_is_marked_as_advice() -> None:
    found = linted(rule(headline="Add an owner"))
    assert found.count(Level.MUST) == 0
    assert "P02 (advice) The headline of one/owner-is-named" in lint_text(found, 80)


def test_a_rule_that_cannot_compile_is_a_problem_and_no_remark() -> None:
    found = linted(rule(require={"field": "metadata.ownr", "present": True}))
    assert not found.usable
    assert found.remarks == ()
    assert [p.id for p in found.problems] == ["policy-unknown-path"]


def test_an_idea_that_blocks_does_not_compile() -> None:
    found = linted(rule(severity={"idea": "block"}))
    assert "policy-idea-blocks" in [p.id for p in found.problems]


GERMAN: dict[str, Any] = {
    "title": {"en": "Someone here looks after it", "de": "Jemand hier kümmert sich darum"},
    "headline": {"en": "Add an owner for {title}", "de": "Nennen Sie jemanden für {title}"},
    "why": {
        "en": "A tool that nobody owns is never repaired. When it breaks, customers wait while we look for somebody to call.",
        "de": "Ein Werkzeug ohne Zuständige repariert niemand. Wenn es ausfällt, wartet die Kundschaft.",
    },
    "fix": {"en": ["Add a colleague's work address as `metadata.owner`."], "de": ["Tragen Sie `metadata.owner` ein."]},
    "faster": {"en": "Your team mailbox is enough during a trial.", "de": "Im Test genügt das Postfach des Teams."},
}
TITLE = {"en": "First rules", "de": "Erste Regeln"}


def german(key: str, text: object) -> dict[str, Any]:
    """The rule with its German text under a key changed; None takes it out."""
    told = {code: words for code, words in {**GERMAN[key], "de": text}.items() if words is not None}
    return rule(**{**GERMAN, key: told})


TRANSLATIONS: list[tuple[str, dict[str, Any], str]] = [
    # check and level, the rule, the text at which it is found
    ("P01 W", german("faster", None), "{"),
    ("P01 E", german("why", "Jemand hier kümmert sich darum"), '"Jemand hier'),
    ("P02 E", german("headline", "Nennen Sie für {title} eine oder zwei oder drei oder vier oder fünf Personen hier"), '"Nennen'),
    ("P02 E", german("headline", "Nennen Sie jemanden für {title}."), '"Nennen'),
    ("P02 W", german("headline", "Nennen Sie jemanden"), '"Nennen'),
    ("P05 E", german("why", "Es bricht. Äußerst früh. Über Nacht. Kundschaft wartet."), '"Es bricht'),
    ("P16 E", german("title", "Jemand kümmert sich um {title}"), '"Jemand'),
    ("P19 E", german("faster", "Mehr dazu steht auf der Seite des Teams, http://brand.example"), '"Mehr'),
]


def test_a_whole_translation_has_no_remarks() -> None:
    assert ids(linted(rule(**GERMAN), title=TITLE)) == set()


@pytest.mark.parametrize(("check", "told", "there"), TRANSLATIONS, ids=[f"{c[0]}-{i}" for i, c in enumerate(TRANSLATIONS)])
def test_each_check_of_a_translation_finds_its_own(check: str, told: Mapping[str, Any], there: str) -> None:
    found = linted(told, title=TITLE)
    assert ids(found) == {check}
    lines = material(told, title=TITLE).texts.files["tiny/packs/one.yaml"].decode().splitlines()
    [remark] = [r for r in found.remarks if r.id != "GOV-09"]
    assert lines[remark.line - 1][remark.column - 1 :].startswith(there)


def test_word_lists_and_grades_are_for_english_only() -> None:
    long = "Bad. Simply invalid: " + " ".join(["Organisationsverantwortlichkeiten"] * 10)
    assert ids(linted(german("why", long), title=TITLE)) == set()


def test_what_a_translation_lacks_is_told_once_for_each_part_of_a_file_that_has_one() -> None:
    found = linted(rule(**GERMAN), rule(id="second"))
    assert [r.sentence for r in found.remarks if r.id == "P01"] == [
        "The pack one has no text in de for: title.",
        "one/second has no text in de for: title, headline, why, fix, faster.",
    ]
    assert found.count(Level.MUST) == 0


def test_a_language_that_nobody_began_is_no_matter() -> None:
    assert ids(linted(rule(), rule(id="second"))) == set()


def test_a_bundle_in_german_is_not_held_to_english_words() -> None:
    words = {key: texts["de"] for key, texts in GERMAN.items()}
    assert ids(linted(rule(**words), bundle={"language": "de"})) == set()
    assert "P13 W" in ids(linted(rule(**words, ask={"team": "Desk", "contact": "desk@brand.example"}), bundle={"language": "de"}))


def test_the_pack_of_these_tests_has_an_owner() -> None:
    assert PACK["owner"]["replies_within"]
