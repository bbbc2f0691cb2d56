"""`guardrails check --baseline`: what was there before does not count, what is new does, and the list only gets shorter."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.workspaces import RULE, TOOL, Workspace
from tests.language.bundles import WAIVER, rule

DPA = "    status: signed"
EACH = rule("require: {each: integrations, named_by: system, require: {field: auth, is: none}}")
ENTRY = "  - {kind: Tool, manifest: mailsparrow, rule: one/good, severity: block, recorded: 2026-11-01}\n"
HEAD = "apiVersion: guardrails/v1\nkind: Baseline\nentries:\n"


@pytest.fixture
def old(work: Workspace) -> Workspace:
    """A workspace whose tool has not passed for long, with a baseline that says so."""
    work.tool(DPA, "    status: sent")
    assert work.check("--baseline", "baseline.yaml", "--update-baseline").code == 0
    return work


def entries(work: Workspace) -> list[str]:
    """The entries of the baseline file, one text each."""
    return [line for line in (work.root / "baseline.yaml").read_text().splitlines() if line.startswith("  - ")]


def test_what_was_there_before_does_not_count(old: Workspace) -> None:
    assert entries(old) == [ENTRY.replace("2026-11-01", "2026-11-23").rstrip()]
    assert old.check().code == 1
    answer = old.check("--baseline", "baseline.yaml")
    assert answer.code == 0
    assert "Nothing to fix, 1 in the baseline" in answer.told
    assert "Nothing new: " in answer.told
    assert "1 thing is in the baseline since 23 Nov 2026." in answer.told
    assert "Must fix" not in answer.out
    report = json.loads(old.check("--baseline", "baseline.yaml", "--format", "json").out)
    [finding] = report["manifests"][0]["findings"]
    assert (finding["baseline"], finding["rule"], report["exit_code"]) == (True, "one/good", 0)
    assert report["baseline"] == {"file": "baseline.yaml", "entries": 1, "unneeded": []}
    assert report["summary"]["findings"] == {"block": 0, "warn": 0, "advise": 0}


def test_what_is_new_counts(old: Workspace) -> None:
    old.pack(RULE, rule("require: {field: criticality, is: high}", id="new"))
    answer = old.check("--baseline", "baseline.yaml")
    assert answer.code == 1
    assert answer.out.count("Must fix") == 1


def test_lines_and_words_do_not_matter(old: Workspace) -> None:
    tool = old.root / "tools" / "sparrow.yaml"
    (old.root / "tools" / "moved.yaml").write_text("# moved\n\n" + tool.read_text().replace("MailSparrow", "Other"))
    tool.unlink()
    assert old.check("--baseline", "baseline.yaml").code == 0


def test_an_update_takes_out_and_never_adds(old: Workspace) -> None:
    old.pack(RULE, rule("require: {field: criticality, is: high}", id="new"))
    before = (old.root / "baseline.yaml").read_bytes()
    assert old.check("--baseline", "baseline.yaml", "--update-baseline").code == 1
    assert (old.root / "baseline.yaml").read_bytes() == before
    old.tool()
    answer = old.check("--baseline", "baseline.yaml")
    assert 'One entry of the baseline is no longer needed: "It is good" on MailSparrow' in answer.told
    assert "--baseline baseline.yaml --update-baseline" in answer.told
    assert "Took 1 entry out of baseline.yaml." in old.check("--baseline", "baseline.yaml", "--update-baseline").err
    assert (old.root / "baseline.yaml").read_text().endswith("entries: []\n")
    old.tool(DPA, "    status: sent")
    assert old.check("--baseline", "baseline.yaml", "--update-baseline").code == 1
    assert entries(old) == []


def test_an_entry_keeps_its_day(old: Workspace) -> None:
    old.write("baseline.yaml", HEAD + ENTRY + ENTRY.replace("mailsparrow", "gone"))
    assert "no longer needed" in old.check("--baseline", "baseline.yaml").told
    old.check("--baseline", "baseline.yaml", "--update-baseline")
    assert entries(old) == [ENTRY.rstrip()]


def test_a_manifest_that_could_not_be_read_keeps_its_entries(old: Workspace) -> None:
    old.write("tools/sparrow.yaml", "\tx: 1\n")
    answer = old.check("--baseline", "baseline.yaml", "--update-baseline")
    assert answer.code == 1
    assert "no longer needed" not in answer.told
    assert len(entries(old)) == 1


def test_an_element_is_known_by_its_name(work: Workspace) -> None:
    work.pack(EACH)
    head, block = TOOL.split("integrations:\n")
    crm = "".join(line for line in block.splitlines(True)[:15])
    shop = crm.replace("system: crm", "system: shop")
    rest = block.removeprefix(crm)
    work.write("tools/sparrow.yaml", f"{head}integrations:\n{crm}{rest}")
    work.check("--baseline", "baseline.yaml", "--update-baseline")
    assert [entry.partition("element: ")[2].partition(",")[0] for entry in entries(work)] == ['"crm"', '"stop-list"']
    work.write("tools/sparrow.yaml", f"{head}integrations:\n{shop.replace('oauth2_client_credentials', 'api_key')}{crm}{rest}")
    assert work.check("--baseline", "baseline.yaml").code == 1
    work.write("tools/sparrow.yaml", f"{head}integrations:\n{shop.replace('oauth2_client_credentials', 'none')}{crm}{rest}")
    assert work.check("--baseline", "baseline.yaml").code == 0


def test_what_becomes_more_serious_counts_again(work: Workspace) -> None:
    work.pack(rule("require: {field: contract.dpa.status, is: signed}", severity="{pilot: warn, live: block}"))
    work.tool(DPA, "    status: sent")
    live = (work.root / "tools" / "sparrow.yaml").read_text()
    work.write("tools/sparrow.yaml", live.replace("stage: live", "stage: pilot"))
    work.check("--baseline", "baseline.yaml", "--update-baseline")
    assert any("severity: warn" in entry for entry in entries(work))
    work.write("tools/sparrow.yaml", live)
    assert work.check("--baseline", "baseline.yaml").code == 1


def test_open_questions_are_known_too(work: Workspace) -> None:
    lines = TOOL.splitlines(True)
    [criticality] = [line for line in lines if line.startswith("criticality:")]
    work.tool(criticality, "")
    assert work.check().code == 1
    work.check("--baseline", "baseline.yaml", "--update-baseline")
    assert any("question: criticality" in entry for entry in entries(work))
    assert work.check("--baseline", "baseline.yaml").code == 0


def test_a_problem_is_never_in_a_baseline(work: Workspace) -> None:
    work.tool("title: MailSparrow", "titel: MailSparrow")
    assert work.check("--baseline", "baseline.yaml", "--update-baseline").code == 1
    assert entries(work) == []
    assert work.check("--baseline", "baseline.yaml").code == 1


def test_what_nobody_could_judge_is_never_in_a_baseline(work: Workspace) -> None:
    work.pack(rule("require: {field: security.logs_days, at_most: {field: org.capacity.visitors_per_minute}}"))
    assert work.check("--baseline", "baseline.yaml", "--update-baseline").code == 3
    assert entries(work) == []
    work.write("baseline.yaml", HEAD + ENTRY)
    answer = work.check("--baseline", "baseline.yaml")
    assert answer.code == 3
    assert "no longer needed" not in answer.told


def test_a_waiver_goes_first(old: Workspace) -> None:
    old.write("policies/waivers/one.yaml", WAIVER.replace("kite", "mailsparrow"))
    answer = old.check("--baseline", "baseline.yaml")
    assert answer.code == 0
    assert "Waived until 31 Dec 2026" in answer.told
    assert "no longer needed" not in answer.told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + ENTRY.replace("one/good", "one/goood"), "names a rule we don't know"),
        (HEAD + ENTRY.replace("rule: one/good, ", ""), "either a rule or a question"),
        (HEAD + ENTRY.replace("kind: Tool", "kind: Gadget"), "a kind of manifest"),
        (HEAD + ENTRY.replace("severity: block", "severity: low"), "low"),
        (HEAD + ENTRY.replace("recorded: 2026-11-01", "recorded: lately"), "a date"),
        (HEAD + ENTRY.replace("rule:", "rool:"), "rool"),
        (HEAD.replace("v1", "v2") + ENTRY, "v2"),
        (HEAD.replace("Baseline", "Waiver") + ENTRY, "Waiver"),
        (HEAD + ENTRY + "---\n" + HEAD + ENTRY, "baseline"),
        ("", "empty"),
        ("\tx\n", "tab"),
        ("- a\n", "kind"),
    ],
)
def test_a_baseline_that_is_not_right_covers_nothing(text: str, says: str, old: Workspace) -> None:
    old.write("baseline.yaml", text)
    answer = old.check("--baseline", "baseline.yaml")
    assert answer.code == 3, answer.told
    assert says in answer.told
    assert "baseline.yaml" in answer.told


def test_a_baseline_lies_in_the_workspace(old: Workspace, tmp_path: Path) -> None:
    (tmp_path / "far.yaml").write_text(HEAD + ENTRY)
    os.symlink(tmp_path / "far.yaml", old.root / "link.yaml")
    for name in ("../far.yaml", "link.yaml", "nowhere.yaml", "tools"):
        answer = old.check("--baseline", name)
        assert answer.code == 3, name
    for name in ("../new.yaml", "none/new.yaml", "link.yaml"):
        old.check("--baseline", name, "--update-baseline")
    assert not (tmp_path / "new.yaml").exists()
    assert (tmp_path / "far.yaml").read_text() == HEAD + ENTRY


def test_an_update_is_about_everything(old: Workspace) -> None:
    assert old.check("tools", "--baseline", "baseline.yaml", "--update-baseline").code == 2
    assert old.check("--update-baseline").code == 2
    assert old.check("tools", "--baseline", "baseline.yaml").code == 0


def test_a_baseline_is_no_manifest(old: Workspace) -> None:
    os.rename(old.root / "baseline.yaml", old.root / "tools" / "baseline.yaml")
    assert old.check("--baseline", "tools/baseline.yaml").code == 0


def test_a_rule_that_is_gone_is_taken_out(old: Workspace) -> None:
    old.write("baseline.yaml", HEAD + ENTRY + ENTRY.replace("one/good", "one/gone"))
    assert old.check("--baseline", "baseline.yaml").code == 3
    assert old.check("--baseline", "baseline.yaml", "--update-baseline").code == 0
    assert entries(old) == [ENTRY.rstrip()]
