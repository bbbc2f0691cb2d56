"""`check --policies-from-ref`: the rules of a commit decide, those of the change are a preview, and nobody steps aside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from guardrails.files.checking import check
from tests.cli.repositories import BASE, Repository
from tests.cli.workspaces import ROOT, RULE, TOOL, Answer, Workspace
from tests.language.bundles import WAIVER, pack

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, so there are no repositories")
PREVIEW = "Preview, not in force: "


@pytest.fixture
def there(work: Workspace) -> Repository:
    """The workspace as a repository with one commit."""
    found = Repository(work.root)
    for name, text in BASE.items():
        found.write(name, text)
    found.git("init", "--quiet", "--initial-branch", "main")
    found.commit("What is there")
    return found


def asked(work: Workspace, *arguments: str) -> Answer:
    return work.check("--policies-from-ref", "HEAD", "--width", "200", *arguments)


def data(work: Workspace, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(asked(work, "--format", "json", *arguments).out)
    jsonschema.Draft7Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text())).validate(found)
    return found


def test_an_unchanged_repository_is_told_whose_rules_these_are(work: Workspace, there: Repository) -> None:
    answer = asked(work)
    assert answer.code == 0
    assert f"The rules are those of {there.git('rev-parse', '--short=7', 'HEAD')}, not of this change." in answer.told
    assert "Preview, not in force" not in answer.told
    assert data(work)["rules_from"] == {
        "ref": "HEAD", "commit": there.git("rev-parse", "HEAD"), "edited": [], "usable": True, "shifts": [],
        "dropped": [], "taken_up": [],
    }  # fmt: skip


def test_the_answer_is_the_same_as_without_but_for_the_note(work: Workspace, there: Repository) -> None:
    there.replace("tools/sparrow.yaml", "status: signed", "status: sent")
    plain, by_commit = work.check("--width", "200"), asked(work)
    note = "The rules are those of"
    assert plain.code == by_commit.code == 1
    others = [line for line in by_commit.out.splitlines() if line and note not in line]
    assert others == [line for line in plain.out.splitlines() if line]


def test_without_the_option_git_is_not_touched(work: Workspace) -> None:
    script = (
        "import sys; from datetime import date; from guardrails.files.checking import check;"
        "check(today=date(2026, 11, 23)); print([m for m in sys.modules if m in ('subprocess', 'guardrails.files.git')])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"


def test_stricter_rules_of_a_change_are_a_preview(work: Workspace, there: Repository) -> None:
    there.write("policies/packs/one.yaml", pack(RULE.replace("is: signed", "is: sent")))
    answer = asked(work)
    assert answer.code == 0
    assert PREVIEW + "this change also edits policies/packs/one.yaml." in answer.told
    assert PREVIEW + "MailSparrow newsletters (tools/sparrow.yaml) would newly have to look at one/good." in answer.told
    assert work.check().code == 1, "by the rules of the checkout it would not pass"
    shifts = data(work)["rules_from"]["shifts"]
    assert {(s["name"], s["rule"], s["becomes"]) for s in shifts} == {
        ("mailsparrow", "one/good", "fails"),
        ("wren", "one/good", "fails"),
    }


def test_an_edit_without_effect_says_so(work: Workspace, there: Repository) -> None:
    there.replace("policies/bundle.yaml", "version: 1.0.0", "version: 1.0.1")
    assert "With the rules of this change every answer stays the same." in asked(work).told


def test_a_waiver_of_a_change_is_a_preview_and_one_in_force_counts(work: Workspace, there: Repository) -> None:
    there.replace("tools/sparrow.yaml", "status: signed", "status: sent")
    there.write("policies/waivers/a.yaml", WAIVER.replace("manifest: kite", "manifest: mailsparrow"))
    answer = asked(work)
    assert answer.code == 1
    assert PREVIEW + "a waiver would cover one/good for MailSparrow newsletters." in answer.told
    assert data(work)["waivers"] == []
    there.commit("Merged")
    assert asked(work).code == 0
    (there.root / "policies/waivers/a.yaml").unlink()
    taken_back = asked(work)
    assert taken_back.code == 0
    assert PREVIEW + "MailSparrow newsletters would newly have to look at one/good." in taken_back.told


def test_globs_of_a_change_are_a_preview(work: Workspace, there: Repository) -> None:
    there.write(
        "attic/robin.yaml", TOOL.replace("name: mailsparrow", "name: robin").replace("product: MailSparrow", "product: Robin")
    )
    there.replace("guardrails.yaml", "tools/**/*.yaml", "tools/w*.yaml, attic/*.yaml")
    answer = asked(work)
    assert answer.code == 0
    assert PREVIEW + "nobody would look at tools/sparrow.yaml any more." in answer.told
    assert PREVIEW + "attic/robin.yaml would be looked at, too." in answer.told
    assert {m["name"] for m in data(work)["manifests"]} == {"mailsparrow", "wren"}


def test_rules_of_a_change_that_cannot_be_used_end_non_zero(work: Workspace, there: Repository) -> None:
    there.replace("policies/packs/one.yaml", "is: signed", "is: singed")
    answer = asked(work)
    assert answer.code == 1
    assert "With the rules of this change nothing can be judged" in answer.told
    assert "singed" in answer.told
    assert "is: singed" in answer.told, "the line is shown as the change has it"
    assert data(work)["rules_from"]["usable"] is False


def test_rules_of_the_commit_that_cannot_be_used_stop_the_run(work: Workspace, there: Repository) -> None:
    there.replace("policies/packs/one.yaml", "is: signed", "is: singed")
    there.commit("It got in")
    there.replace("policies/packs/one.yaml", "is: singed", "is: signed")
    answer = asked(work)
    assert answer.code == 3
    assert "is: singed" in answer.told, "the line is shown as the commit has it"


def test_the_change_that_brings_the_first_rules_is_judged_by_them(work: Workspace, there: Repository) -> None:
    there.git("rm", "--quiet", "--cached", "guardrails.yaml")
    there.git("commit", "--quiet", "--message", "Not set up")
    answer = asked(work)
    assert answer.code == work.check().code
    assert "This change brings the first rules" in answer.told


def test_a_baseline_of_a_change_is_not_in_force(work: Workspace, there: Repository) -> None:
    other = TOOL.replace("name: mailsparrow", "name: kite").replace("product: ", "product: Other ")
    work.write("tools/kite.yaml", other.replace("status: signed", "status: none"))
    assert work.check("--baseline", "baseline.yaml", "--update-baseline").code == 0
    assert work.check("--baseline", "baseline.yaml").code == 0
    answer = asked(work, "--baseline", "baseline.yaml")
    assert answer.code == 3
    there.commit("The baseline as well")
    assert asked(work, "--baseline", "baseline.yaml").code == 0


def test_a_workspace_file_somewhere_else_in_the_commit_is_no_first_one(work: Workspace, there: Repository) -> None:
    there.git("rm", "--quiet", "--cached", "guardrails.yaml")
    there.write("team/guardrails.yaml", BASE.get("guardrails.yaml", "apiVersion: guardrails/v1\nkind: Workspace\n"))
    there.git("add", "team")
    there.git("commit", "--quiet", "--message", "Elsewhere")
    answer = asked(work)
    assert answer.code == 3
    assert 'There is no guardrails.yaml in "HEAD"' in answer.told


def test_a_link_or_another_repository_in_the_rules_of_the_commit_is_refused(work: Workspace, there: Repository) -> None:
    shutil.move(there.root / "policies", there.root / "real")
    there.link("policies", "real")
    there.commit("A link")
    answer = asked(work)
    assert answer.code == 3
    assert "policies is a link to another file" in answer.told
    (there.root / "policies").unlink()
    shutil.move(there.root / "real", there.root / "policies")
    there.link("policies/packs/one.yaml", "../../tools/wren.yaml")
    there.commit("A link to a pack")
    answer = asked(work)
    assert answer.code == 3
    assert "policies/packs/one.yaml is a link to another file" in answer.told


def test_a_bundle_outside_the_repository_is_read_where_it_lies(work: Workspace, there: Repository, tmp_path: Path) -> None:
    shutil.move(there.root / "policies", tmp_path / "rules")
    there.replace("guardrails.yaml", "source: policies", "source: ../rules")
    there.commit("Rules of their own")
    assert asked(work).code == 0
    (tmp_path / "rules/packs/one.yaml").write_text(pack(RULE.replace("is: signed", "is: sent")))
    assert asked(work).code == 1


def test_what_a_bundle_extends_comes_from_the_commit_too(work: Workspace, there: Repository) -> None:
    there.replace("policies/bundle.yaml", "packs: [one]", "packs: []\nextends: ../ground")
    for name in ("bundle.yaml", "organisation.yaml"):
        there.write(f"ground/{name}", BASE[f"policies/{name}"].replace("name: tiny", "name: ground"))
    shutil.move(there.root / "policies/packs", there.root / "ground/packs")
    there.commit("Two layers")
    assert asked(work).code == 0
    there.replace("ground/packs/one.yaml", "is: signed", "is: sent")
    answer = asked(work)
    assert answer.code == 0
    assert "edits ../ground/packs/one.yaml" in answer.told


def test_a_manifest_that_ended_may_go_and_one_in_use_may_not(work: Workspace, there: Repository) -> None:
    (there.root / "tools/wren.yaml").unlink()
    answer = asked(work)
    assert answer.code == 1
    assert '"wren" is no longer checked' in answer.told
    assert "1 thing to fix" in answer.told
    for stage in ("idea", "retired"):
        there.write("tools/wren.yaml", BASE["tools/wren.yaml"].replace("stage: live", f"stage: {stage}"))
        there.commit(f"It is {stage}")
        (there.root / "tools/wren.yaml").unlink()
        assert asked(work).code == 0


def test_a_manifest_may_move_within_the_check_and_go_on(work: Workspace, there: Repository) -> None:
    shutil.move(there.root / "tools/wren.yaml", there.root / "tools/birds.yaml")
    assert asked(work).code == 0
    there.replace("tools/birds.yaml", "stage: live", "stage: retiring")
    assert "went back" not in asked(work).told


@pytest.mark.parametrize(("before", "now", "code"), [("live", "pilot", 1), ("pilot", "idea", 1), ("idea", "pilot", 0)])
def test_a_stage_goes_on_and_not_back(before: str, now: str, code: int, work: Workspace, there: Repository) -> None:
    there.replace("tools/wren.yaml", "stage: live", f"stage: {before}")
    there.commit("Before")
    there.replace("tools/wren.yaml", f"stage: {before}", f"stage: {now}")
    answer = asked(work)
    assert answer.code == code, answer.told
    assert (f'"wren" went back from {before} to {now}' in answer.told) == bool(code)
    assert ("stage-went-back" in {p["id"] for p in data(work)["problems"]}) == bool(code)


def test_windows_line_ends_of_a_checkout_are_no_change(work: Workspace, there: Repository) -> None:
    for name in BASE:
        there.write(name, BASE[name].replace("\n", "\r\n"))
    found = data(work)
    assert (found["exit_code"], found["rules_from"]["edited"]) == (0, [])


def test_the_api_gives_the_same(work: Workspace, there: Repository) -> None:
    from guardrails.files.checking_changes import Refs, check_change

    changed = check_change(Refs("HEAD"), start=str(work.root), today=date(2026, 11, 23)).report
    plain = check(start=str(work.root), today=date(2026, 11, 23)).report
    assert changed._replace(rules_from=None) == plain


def test_answers_in_german(work: Workspace, there: Repository) -> None:
    there.replace("tools/wren.yaml", "stage: live", "stage: idea")
    answer = asked(work, "--lang", "de")
    assert "Es gelten die Regeln von" in answer.told
    assert "„wren“ ging von live zurück auf idea" in answer.told
