"""The catalogue's five policies that are not in order, each with what is to be said about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.checking import Checked, check
from guardrails.files.data import ParsedSchemas
from guardrails.judge.verdict import exit_code
from guardrails.model.stage import Severity
from guardrails.workshop.lint import Linted, lint
from guardrails.workshop.lint_text import lint_text
from guardrails.workshop.material import Material
from guardrails.workshop.proving import prove

ROOT = str(Path(__file__).parents[2])
FOLDER = "tests/policies/fixtures"
DAY = date(2026, 11, 23)
_STARTER = load_bundle("starter", ROOT, "").places


def material(name: str) -> Material:
    """One of the bundles here."""
    source = f"{FOLDER}/{name}"
    loaded = load_bundle(source, ROOT, "")
    assert loaded.texts is not None
    return Material(loaded.texts, ParsedSchemas(loaded.schemas), read_bases(_STARTER), loaded.schemas)


def linted(name: str) -> Linted:
    """What lint says about one of the bundles here, without the questions that so few rules leave unread."""
    found = lint(material(name), DAY)
    return Linted(tuple(r for r in found.remarks if r.id != "GOV-09"), found.rules, found.problems)


def checked_tool(policies: str, change: str = "") -> Checked:
    """The starter's base tool, without the line that holds `change`, checked against a bundle here."""
    lines = (Path(ROOT) / "policies/base/tool.yaml").read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not change or change not in line)
    source = f"{FOLDER}/{policies}"
    return check(("tool.yaml",), start=ROOT, today=DAY, as_of_given=True, policies=source, given={"tool.yaml": text.encode()})


def test_a_rule_past_its_review_no_longer_blocks() -> None:
    remarks = linted("past-review").remarks
    assert [(r.id, r.line) for r in remarks] == [("GOV-03", 8)]
    assert "was due for a review on 2026-05-31" in remarks[0].sentence
    report = checked_tool("past-review", "backup_owner").report
    assert [(f.severity, f.because) for f in report.manifests[0].findings] == [(Severity.WARN, "past-review")]
    assert report.stale_packs == ("desk",)


def test_a_new_block_has_a_trial_month_first() -> None:
    found = linted("block-without-trial")
    assert [(r.id, r.level.value, r.sentence) for r in found.remarks] == [
        ("GOV-04", "E", "desk/out-of-the-blue is new and blocks from its first day on; 30 days is the least."),
        ("GOV-04", "E", "desk/tried-for-a-week is new and blocks after 7 days of warning; 30 days is the least."),
    ]


def test_an_exception_with_a_misspelt_end_never_comes_into_force() -> None:
    found = linted("waiver-typo")
    assert not found.usable
    assert [(p.id, p.source, p.spot.path) for p in found.problems] == [
        ("waiver-malformed", f"{FOLDER}/waiver-typo/waivers/mailsparrow.yaml", ("expires",))
    ]
    report = checked_tool("waiver-typo", "backup_owner").report
    assert exit_code(report) == 3
    assert [p.id for p in report.problems] == ["waiver-malformed"]


def test_a_title_in_the_words_of_a_trade_is_to_be_rewritten() -> None:
    found = linted("jargon-title")
    assert [(r.id, r.governs, r.quote) for r in found.remarks] == [("P08", "GOV-02", "")]
    shown = lint_text(found, 100)
    assert 'P08 (GOV-02, advice) The title of desk/data-agreement-signed has the trade word "DPA".' in shown
    assert 'Write "data agreement"' in shown


def test_one_mail_tool_for_all_needs_sums_and_the_teams_that_use_the_others() -> None:
    path = f"{FOLDER}/one-mail-tool-for-all.yaml"
    report = check((path,), start=ROOT, today=DAY, as_of_given=True, policies="starter").report
    proposal = {f.rule.name: f for f in report.manifests[0].findings if f.rule.code == "VAL-08"}
    assert set(proposal) == {"governance/no-banning-without-sums", "governance/teams-are-heard-first"}
    assert {f.severity for f in proposal.values()} == {Severity.ADVISE}
    assert {f.blocks_from for f in proposal.values()} == {"pilot"}
    assert [f.asks for f in proposal.values()] == [(("change", "cost_benefit_url"),), (("change", "teams_heard"),)]
    assert exit_code(report) == 0


def test_the_other_bundles_here_can_be_used_and_their_examples_are_as_expected() -> None:
    for name in ("past-review", "block-without-trial", "jargon-title"):
        assert prove(material(name)).fine, name
