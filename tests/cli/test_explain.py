"""`guardrails explain`: a rule's page, the reasoning about a manifest, and what a problem means."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.problem_page import sample_problem
from guardrails.explain.problem_samples import FILES, SLOTS
from guardrails.files.checking import load_policies
from guardrails.files.data import ParsedSchemas, shipped_schema_texts

BUNDLE = """\
apiVersion: guardrails/v1
kind: Bundle
name: small
version: 1.0.0
title: A few rules
packs: [vendor]
approvers: [sam.oz@brand.example]
changelog:
  - {version: 1.0.0, date: 2026-11-01, notes: First version.}
"""
GLOSSARY = """\
apiVersion: guardrails/v1
kind: Vocabulary
name: glossary
title: Words
provenance: {source: Own work, licence: Ours, checked: 2026-11-21}
entries:
  - {key: leak, title: data leak, plain: Details reach somebody who should not have them., also: [breach]}
  - {key: stop, title: stop link, plain: One click and no more mails come.}
"""
PACK = """\
apiVersion: guardrails/v1
kind: PolicyPack
name: vendor
version: 1.2.0
title: Vendors and contracts
owner: {team: Procurement, contact: procurement@brand.example, chat: "#ask-procurement", replies_within: 2 workdays}
reviewed: 2026-10-01
review_by: 2027-06-01
parameters:
  leak_hours: {title: How fast a vendor must tell us, type: integer, unit: hours, default: 72, at_most: 168}
rules:
  - id: leaks-are-told
    code: VEN-06
    title: They tell us about a leak within days
    headline: "{title} may tell us late about a leak"
    applies_to: Tool
    severity: {idea: advise, pilot: warn, live: block}
    raised: {when: {field: criticality, is: high}, severity: {pilot: block}}
    when: {field: data.buckets, includes_other_than: [none, anonymous_stats]}
    require:
      all:
        - {field: contract.breach_notice_hours, at_most: {param: leak_hours}}
        - {each: integrations, named_by: system, require: {field: auth, is_not: basic}}
    why: After a data leak every hour counts. We have three days to tell the people concerned.
    fix: [Ask for the number of hours in the contract., "Record it in `contract.breach_notice_hours`."]
    faster: Most vendors have it in their standard agreement.
    sources:
      - {title: GDPR Art. 33, url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj", read: official}
      - {title: A report about it, read: secondary}
    rollout: {announce: 2026-11-01, warn: 2026-12-01, block: 2027-02-01}
    waivable: false
    since: 1.1.0
    verified: false
    examples:
      - {title: within two days, expect: pass, change: {contract.breach_notice_hours: 48}}
      - {title: within a month, expect: fail, at: contract.breach_notice_hours, change: {contract.breach_notice_hours: 720}}
      - {title: no details about people, expect: skip, change: {data.buckets: [none]}}
      - {title: nobody has said, expect: ask, at: contract.breach_notice_hours, change: {contract.breach_notice_hours: null}}
  - id: has-an-owner
    code: VEN-01
    title: Someone here looks after it
    headline: Add an owner for {title}
    applies_to: [Tool, Campaign]
    severity: {live: block}
    require: {field: metadata.owner, present: true}
    why: What nobody owns is never repaired. Customers wait while we look for somebody.
    fix: [Add a colleague.]
    faster: A team mailbox is enough.
    sources: [{title: Our own judgement, read: judgement}]
    examples:
      - {title: a colleague, expect: pass, change: {metadata.owner: mia.lopez@brand.example}}
      - {title: nobody, expect: ask, at: metadata.owner, change: {metadata.owner: null}}
  - id: campaigns-have-an-end
    code: VEN-01
    title: A campaign ends
    headline: Add an end to {title}
    applies_to: Campaign
    severity: {live: block}
    require: {field: dates.end_at, present: true}
    why: What has no end runs on. It costs money every day.
    fix: [Add the last day.]
    faster: A guess is enough at first.
    sources: [{title: Our own judgement, read: judgement}]
    examples:
      - {title: with an end, expect: pass, change: {dates.end_at: 2027-04-09}}
      - {title: without, expect: ask, at: dates.end_at, change: {dates.end_at: null}}
"""
TOOL = """\
apiVersion: guardrails/v1
kind: Tool
metadata: {name: mailsparrow, title: MailSparrow newsletters, stage: pilot}
data:
  buckets: [contact_details]
contract: {breach_notice_hours: 96}
integrations:
  - {system: shop, auth: basic}
  - {system: crm, auth: oauth2_user}
"""
CAMPAIGN = """\
apiVersion: guardrails/v1
kind: Campaign
metadata: {name: spring, stage: idea}
"""


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    files = {
        "guardrails.yaml": "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: policies}\nmanifests: [m/*.yaml]\n",
        "policies/bundle.yaml": BUNDLE,
        "policies/packs/vendor.yaml": PACK,
        "policies/vocabulary/glossary.yaml": GLOSSARY,
        "m/mailsparrow.yaml": TOOL,
        "m/spring.yaml": CAMPAIGN,
    }
    for name, text in files.items():
        file = tmp_path / "w" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.chdir(tmp_path / "w")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)


Capture = pytest.CaptureFixture[str]


def out_of(capsys: Capture, *arguments: str, code: int = 0) -> str:
    """What is printed; the exit code is checked."""
    done = main(["explain", *arguments])
    caught = capsys.readouterr()
    assert done == code, caught.err
    return caught.err if code == 2 else caught.out


def test_the_page_of_a_rule(capsys: Capture, golden: Callable[[str, str], None]) -> None:
    golden("explain/rule.txt", out_of(capsys, "vendor/leaks-are-told"))


@pytest.mark.parametrize("name", ["leaks-are-told", "VEN-06", "ven-06", "Vendor/Leaks-Are-Told"])
def test_a_rule_goes_by_its_short_name_and_code_too(capsys: Capture, name: str) -> None:
    assert out_of(capsys, name) == out_of(capsys, "vendor/leaks-are-told")


def test_a_code_of_several_rules_lists_them(capsys: Capture) -> None:
    out = out_of(capsys, "VEN-01")
    assert out.startswith("VEN-01: 2 rules")
    assert "vendor/has-an-owner" in out
    assert "A campaign ends" in out


def test_a_pack_lists_its_rules(capsys: Capture) -> None:
    out = out_of(capsys, "vendor")
    assert out.startswith("Vendors and contracts: 3 rules in the pack vendor 1.2.0")
    assert "guardrails explain vendor/leaks-are-told" in out


@pytest.mark.parametrize(
    ("name", "near"),
    [("leaks-are-tod", "leaks-are-told"), ("vendr", "vendor"), ("file-tba", "file-tab"), ("mailsparow", "mailsparrow")],
)
def test_an_unknown_name_gets_the_nearest(capsys: Capture, name: str, near: str) -> None:
    assert f"The nearest name is {near}." in out_of(capsys, name, code=2)


def test_an_unknown_name_far_from_all(capsys: Capture) -> None:
    assert "We know no rule, pack, file or problem 'qqqqqq'." in out_of(capsys, "qqqqqq", code=2)


def test_the_whole_reasoning_about_a_manifest(capsys: Capture, golden: Callable[[str, str], None]) -> None:
    golden("explain/manifest.txt", out_of(capsys, "mailsparrow", "--as-of", "2026-12-15"))


def test_a_file_and_its_name_give_the_same(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_name = out_of(capsys, "mailsparrow")
    assert out_of(capsys, "m/mailsparrow.yaml") == by_name
    monkeypatch.chdir(tmp_path)
    assert out_of(capsys, "w/m/mailsparrow.yaml") == by_name


def test_only_one_rule_of_a_manifest(capsys: Capture) -> None:
    out = out_of(capsys, "mailsparrow", "--rule", "ven-06")
    assert "vendor/leaks-are-told" in out
    assert "has-an-owner" not in out


def test_a_rule_of_another_kind_or_no_rule_says_so(capsys: Capture) -> None:
    assert "MailSparrow newsletters is a tool" in out_of(capsys, "mailsparrow", "--rule", "campaigns-have-an-end", code=2)
    assert "The nearest name is VEN-06." in out_of(capsys, "mailsparrow", "--rule", "VEN-66", code=2)
    assert "is a rule already" in out_of(capsys, "VEN-06", "--rule", "VEN-01", code=2)


def test_every_rule_of_the_kind_appears_once_and_an_idea_shows_what_comes_later(capsys: Capture) -> None:
    out = out_of(capsys, "spring")
    assert "2 rules: 2 for later." in out
    assert "It is asked for before launch." in out
    assert out.count("vendor/has-an-owner") == 1


def test_a_stage_that_a_rule_says_nothing_about_is_not_called_later(capsys: Capture) -> None:
    Path("m/mailsparrow.yaml").write_text(TOOL.replace("stage: pilot", "stage: retired"))
    out = out_of(capsys, "mailsparrow")
    assert "2 rules: 2 not asked at this stage." in out
    assert "It does not count at this stage." in out
    assert "later" not in out


def test_a_rule_that_does_not_concern_a_manifest_shows_why(capsys: Capture, tmp_path: Path) -> None:
    Path("m/mailsparrow.yaml").write_text(TOOL.replace("contact_details", "none"))
    out = out_of(capsys, "mailsparrow", "--rule", "VEN-06")
    assert "It does not concern this one." in out
    assert "Whom it concerns" in out


def test_a_file_that_cannot_be_read_is_a_problem(capsys: Capture) -> None:
    Path("m/mailsparrow.yaml").write_text("kind: Tool\n\tname: x\n")
    assert "starts with a tab" in out_of(capsys, "m/mailsparrow.yaml", code=1)


def test_broken_policies_are_said_as_check_says_them(capsys: Capture) -> None:
    Path("policies/packs/vendor.yaml").write_text(PACK.replace("at_most: {param: leak_hours}", "at_mst: {param: leak_hours}"))
    assert "at_mst" in out_of(capsys, "vendor", code=3)
    assert "Delete the tab" in out_of(capsys, "file-tab")


def test_other_policies_and_no_workspace(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "They tell us about a leak within days" in out_of(capsys, "leaks-are-told", "--policies", "w/policies")
    assert "The data agreement is signed" in out_of(capsys, "vendor/data-agreement-signed")


def test_width_is_kept(capsys: Capture) -> None:
    assert max(map(len, out_of(capsys, "VEN-06", "--width", "60").splitlines())) <= 60


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_is_explained_on_an_example(capsys: Capture, name: str) -> None:
    out = out_of(capsys, name)
    assert out.startswith(f"What {name} means")
    assert len(out.splitlines()) >= 4
    assert not re.search(r"(?<!\\u)\{\w+\}", out)


@pytest.mark.parametrize("name", FILES)
def test_reading_an_example_comes_to_its_problem(name: str) -> None:
    assert sample_problem(name, ParsedSchemas(shipped_schema_texts())).id == name


def test_samples_are_only_kept_for_problems_that_exist() -> None:
    assert (FILES.keys() | SLOTS.keys()) <= PROBLEMS.keys()


def test_all_shipped_rules_have_a_page(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bundle = load_policies(str(tmp_path)).bundle
    assert bundle is not None
    for pack in bundle.packs:
        out = out_of(capsys, pack.name)
        assert out.count(f"{pack.name}/") >= 1
    for rule in bundle.rules[::9]:
        out = out_of(capsys, rule.name)
        for heading in ("What it asks", "Why", "Fix", "Ask", "Examples", "Sources"):
            assert f"\n{heading}\n" in out
