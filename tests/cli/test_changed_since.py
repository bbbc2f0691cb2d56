"""`check --changed-since`: everything is read, and told is what a change touches, with what names it."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.cli.repositories import BASE, CAMPAIGN, Repository
from tests.cli.workspaces import TOOL, Answer, Workspace

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, so there are no repositories")


@pytest.fixture
def there(work: Workspace) -> Repository:
    """A repository with a tool that passes, one that does not, and a campaign; on a branch of its own."""
    found = Repository(work.root)
    for name, text in BASE.items():
        found.write(name, text)
    found.replace("tools/wren.yaml", "status: signed", "status: sent")
    found.write("campaigns/sale.yaml", CAMPAIGN)
    found.git("init", "--quiet", "--initial-branch", "main")
    found.commit("What is there")
    found.git("checkout", "--quiet", "-b", "change")
    return found


def asked(work: Workspace, *arguments: str) -> Answer:
    return work.check("--changed-since", "main", "--width", "200", *arguments)


def told(work: Workspace, *arguments: str) -> set[str]:
    """The files that the report is about."""
    data = json.loads(asked(work, "--format", "json", *arguments).out)
    assert data["changed_since"]["ref"] == "main"
    return {m["file"] for m in data["manifests"]} | {p["file"] for p in data["problems"]}


def test_nothing_changed_is_fine_and_says_how_many_were_left_out(work: Workspace, there: Repository) -> None:
    assert work.check().code == 1, "the others would stop it"
    answer = asked(work)
    assert answer.code == 0
    assert (
        f"This is about what differs from {there.git('rev-parse', '--short=7', 'main')} (main), and what names it." in answer.told
    )
    assert "3 others were read and left out." in answer.told


def test_an_edited_an_added_and_an_uncommitted_file_are_told(work: Workspace, there: Repository) -> None:
    there.replace("tools/wren.yaml", "criticality: medium", "criticality: low")
    there.commit("An edit")
    assert told(work) == {"tools/wren.yaml"}
    assert asked(work).code == 1
    there.replace("tools/wren.yaml", "criticality: low", "criticality: medium")
    assert told(work) == set(), "what counts is what lies there now"
    there.write(
        "tools/robin.yaml", TOOL.replace("name: mailsparrow", "name: robin").replace("product: MailSparrow", "product: Robin")
    )
    assert told(work) == {"tools/robin.yaml"}
    assert asked(work).code == 0


def test_what_others_did_on_main_in_the_meantime_is_left_out(work: Workspace, there: Repository) -> None:
    there.replace("tools/sparrow.yaml", "criticality: medium", "criticality: low")
    there.commit("Ours")
    there.git("checkout", "--quiet", "main")
    there.replace("tools/wren.yaml", "criticality: medium", "criticality: low")
    there.commit("Theirs")
    there.git("checkout", "--quiet", "change")
    assert told(work) >= {"tools/sparrow.yaml"}
    assert "tools/wren.yaml" not in told(work)


@pytest.mark.parametrize("name", ["mailsparrow", "MAILSPARROW"])
def test_a_campaign_that_names_a_changed_or_deleted_tool_is_told(name: str, work: Workspace, there: Repository) -> None:
    there.git("checkout", "--quiet", "main")
    there.write("campaigns/sale.yaml", CAMPAIGN.replace("tools: [mailsparrow", f"tools: [{name}"))
    there.commit("Named")
    there.git("checkout", "--quiet", "-B", "change")
    assert f"[{name}" in (there.root / "campaigns/sale.yaml").read_text()
    there.replace("tools/sparrow.yaml", "criticality: medium", "criticality: low")
    assert told(work) == {"tools/sparrow.yaml", "campaigns/sale.yaml"}
    (there.root / "tools/sparrow.yaml").unlink()
    assert told(work) == {"campaigns/sale.yaml"}
    there.git("checkout", "--quiet", "tools/sparrow.yaml")
    there.replace("tools/sparrow.yaml", "name: mailsparrow", "name: newsparrow")
    assert told(work) == {"tools/sparrow.yaml", "campaigns/sale.yaml"}, "its old name counts"
    there.git("checkout", "--quiet", "tools/sparrow.yaml")
    shutil.move(there.root / "tools/sparrow.yaml", there.root / "tools/birds.yaml")
    assert told(work) == {"tools/birds.yaml", "campaigns/sale.yaml"}


def test_a_file_that_cannot_be_read_counts_where_it_changed(work: Workspace, there: Repository) -> None:
    there.git("checkout", "--quiet", "main")
    there.write("tools/old.yaml", "product: [\n")
    there.commit("It was there")
    there.git("checkout", "--quiet", "-B", "change")
    assert asked(work).code == 0
    there.write("tools/old.yaml", "product: {\n")
    assert asked(work).code == 1
    assert told(work) == {"tools/old.yaml"}


def test_a_name_that_a_new_file_takes_is_told_though_the_other_file_is_old(work: Workspace, there: Repository) -> None:
    there.write("tools/aaa.yaml", TOOL)
    answer = asked(work)
    assert answer.code == 1
    assert "tools/sparrow.yaml" in told(work)


def test_with_other_rules_everything_is_told(work: Workspace, there: Repository) -> None:
    there.replace("policies/bundle.yaml", "version: 1.0.0", "version: 1.0.1")
    answer = asked(work)
    assert answer.code == 1
    assert "so everything is told." in answer.told
    assert told(work) == {"tools/sparrow.yaml", "tools/wren.yaml", "campaigns/sale.yaml"}
    assert told(work, "--policies-from-ref", "main") == set(), "rules that are not in force change no answer"


def test_paths_narrow_it_further(work: Workspace, there: Repository) -> None:
    for name in ("sparrow", "wren"):
        there.replace(f"tools/{name}.yaml", "criticality: medium", "criticality: low")
    assert told(work, "tools/wren.yaml") == {"tools/wren.yaml"}


def test_standard_input_counts_as_changed(work: Workspace, there: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BASE["tools/wren.yaml"].encode())))
    found = json.loads(asked(work, "--format", "json", "--stdin-filename", "tools/wren.yaml", "-").out)
    assert [m["file"] for m in found["manifests"]] == ["tools/wren.yaml"]


def test_steps_aside_are_told_whatever_else_is_left_out(work: Workspace, there: Repository) -> None:
    there.replace("tools/sparrow.yaml", "stage: live", "stage: idea")
    answer = asked(work, "--policies-from-ref", "main")
    assert answer.code == 1
    assert '"mailsparrow" went back from live to idea' in answer.told


def test_a_commit_that_is_not_there_stops_the_run(work: Workspace, there: Repository) -> None:
    answer = work.check("--changed-since", "mian")
    assert answer.code == 3
    assert 'Git knows no commit "mian" here' in answer.told
    assert 'There is one called "main".' in answer.told
    there.git("checkout", "--quiet", "--orphan", "alone")
    there.commit("No past")
    answer = asked(work)
    assert answer.code == 3
    assert 'This change and "main" have no common start here' in answer.told


def test_outside_a_repository_it_says_so(work: Workspace) -> None:
    answer = asked(work)
    assert answer.code == 3
    assert "This folder does not belong to a Git repository" in answer.told
