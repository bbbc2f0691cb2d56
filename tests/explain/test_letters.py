"""Letters: every open answer that the reader can give, nothing else of the manifest, and none where nothing is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guardrails.explain.letters import Letter, letters, letters_line
from guardrails.model.report import Finding
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Fields
from tests.explain.planning import ORGANISATION, complete, context, later, plan, report, rule_of, shapes, told

TOOL = complete("tool", "pilot")
IDEA = """\
apiVersion: guardrails/v1
kind: Tool
metadata: {name: postpelican, stage: idea, owner: lena.hart@brand.example}
product: PostPelican
vendor: {name: Pelican Posts Ltd}
"""
SECRET = "sk_live_4eC39HqLyjWDarjtT1zdp7dcqq"


def written(text: str, kind: str = "Tool", organisation: Fields = ORGANISATION) -> tuple[Letter, ...]:
    """The letters of a plan."""
    manifest = plan(text, kind)
    one = told(manifest)
    return letters(one, report(one, organisation=organisation), shapes()[kind])


def changed(old: str, new: str, text: str = TOOL) -> str:
    """A manifest with one thing changed."""
    assert old in text
    return text.replace(old, new, 1)


def test_a_complete_manifest_needs_no_letter() -> None:
    assert written(TOOL) == ()
    one = told(plan(TOOL))
    assert letters_line(one, report(one), context()) == ""


@pytest.mark.parametrize("stage", ["live", "retiring", "retired"])
def test_what_is_in_use_or_on_its_way_out_needs_no_letter(stage: str) -> None:
    assert written(changed("role: processor", "role: unknown").replace("stage: pilot", f"stage: {stage}")) == ()


def test_a_letter_to_the_vendor_of_an_idea(golden: Callable[[str, str], None]) -> None:
    [letter] = written(IDEA)
    assert (letter.manifest, letter.to) == ("postpelican", "vendor")
    golden("letters/postpelican--vendor.txt", letter.text)


def test_a_letter_to_a_system_owner_of_a_campaign(golden: Callable[[str, str], None]) -> None:
    text = complete("campaign", "pilot").replace("\nintegrations:", "\nintegrations_were:") + (
        "integrations:\n  - {system: crm, direction: unknown, method: api_pull, categories: [user.contact.email]}\n"
        "  - {system: wiki, direction: inbound}\n"
    )
    crm, wiki = written(text, "Campaign")
    assert (crm.to, wiki.to) == ("crm", "wiki")
    golden("letters/campaign--crm.txt", crm.text)
    assert wiki.text.startswith("To: the owner of wiki\n")


def test_every_letter_says_by_when_and_where_the_answer_goes() -> None:
    text = changed("role: processor", "role: unknown").replace("\npilot:", "\npilot_was:") + "pilot: {end: 2026-12-03}\n"
    [letter] = written(text)
    # Five workdays of review before Thursday 3 December, a day off on Monday 30 November.
    assert "by Wednesday 25 November 2026." in " ".join(letter.text.split())
    assert "We write it down as: privacy.role" in letter.text
    assert "- processor: " in letter.text
    assert "- unknown" not in letter.text
    assert letter.text.rstrip().splitlines()[-4:-2] == ["mia.lopez@brand.example", ""]


def test_a_letter_has_nothing_else_of_the_manifest() -> None:
    [letter] = written(changed("role: processor", "role: unknown"))
    fields = plan(TOOL).fields
    goal, cost = fields["goal"], fields["cost"]
    assert isinstance(goal, dict)
    assert isinstance(cost, dict)
    for private in (str(goal["outcome"]), str(cost["licence_year"]), "sam.oz", "jo.kim", "prospect"):
        assert private not in letter.text


@pytest.mark.parametrize("place", ["product: MailSparrow", "name: Sparrow Mail Ltd", "owner: mia.lopez@brand.example"])
def test_a_secret_in_a_name_stays_hidden(place: str) -> None:
    key = place.partition(":")[0]
    [letter] = written(changed(place, f"{key}: {SECRET}", changed("role: processor", "role: unknown")))
    assert SECRET not in letter.text
    assert SECRET[:12] not in letter.text


@pytest.mark.parametrize("name", ["a\nBcc: all@brand.example", "\x1b[31mred", "x" * 5000, "\u202eevil", "::error::x", "{title}"])
def test_hostile_names_neither_add_lines_nor_make_them_long(name: str) -> None:
    manifest = plan(changed("role: processor", "role: unknown"))
    fields: Fields = {**manifest.fields, "vendor": {"name": name}, "product": name}
    one = told(manifest._replace(fields=fields, title=name))
    [letter] = letters(one, report(one), shapes()["Tool"])
    lines = letter.text.splitlines()
    assert all(line.isprintable() for line in lines)
    assert not any(line.startswith(("Bcc", "::")) for line in lines)
    assert max(map(len, lines)) <= 72
    assert len(letter.text) < 3000


def test_a_vendor_whom_nobody_has_named_is_the_team_of_the_product() -> None:
    [letter] = written(IDEA.replace("vendor: {name: Pelican Posts Ltd}\n", ""))
    assert letter.text.startswith("To: PostPelican team\n")


def test_lines_fit_a_mail() -> None:
    for letter in (*written(IDEA), *written(changed("direction: inbound", "direction: unknown"))):
        assert max(map(len, letter.text.splitlines())) <= 72


def test_the_vendor_is_not_asked_where_we_stay_away_from_them() -> None:
    manifest = plan(IDEA)
    stopped = Finding(rule_of("stop", "Procurement"), manifest, Outcome.FAILED, Severity.BLOCK)
    one = told(manifest, findings=(stopped,))
    assert letters(one, report(one), shapes()["Tool"]) == ()


def test_what_a_rule_waits_for_is_asked_too() -> None:
    manifest = plan(changed("on_market_since", "on_market_was") if "on_market_since" in TOOL else TOOL)
    one = told(manifest, later(rule_of("a", "AI desk"), manifest, asks=(("ai", "on_market_since"),)))
    [letter] = letters(one, report(one), shapes()["Tool"])
    assert "We write it down as: ai.on_market_since" in letter.text


def test_the_line_names_readers_and_the_command() -> None:
    text = changed("role: processor", "role: unknown", changed("direction: inbound", "direction: unknown"))
    one = told(plan(text))
    assert letters_line(one, report(one), context()) == (
        "Letters to the vendor and CRM team are ready: guardrails check tools/plan.yaml --letters DIR"
    )
    held = told(plan(changed("role: processor", "role: unknown"), file="stdin.yaml"))
    assert letters_line(held, report(held), context(("stdin.yaml",))).endswith(": guardrails check - --letters DIR")
