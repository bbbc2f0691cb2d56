"""The published hooks in the hands of pre-commit and prek, installed from a wheelhouse with no registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from guardrails.judge.verdict import Exit
from tests.clients.marketing import CAMPAIGN, TOOL, WORKSPACE, Marketing, marketing_in
from tests.clients.standing import ROOT, client, run
from tests.docs.blocks import fences
from tests.language.bundles import BUNDLE, ORGANISATION, pack, rule

pytestmark = pytest.mark.client
CLIENTS = ("pre-commit", "prek")
PAGE = ROOT / "docs" / "hooks.md"
SHOWN = re.compile(r"(<!-- shown by tests/clients/test_hooks.py -->\n```text\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)
FILES, REPO = "guardrails", r"guardrails \(whole repository\)"


@pytest.fixture(params=CLIENTS)
def work(request: pytest.FixtureRequest, tmp_path: Path, offline: dict[str, str], project: Path) -> Marketing:
    """A marketing repository, once guarded by each client."""
    return marketing_in(tmp_path / "marketing work", request.param, offline, project)


def result(told: str, hook: str) -> str:
    """What a client says became of a hook: `Passed`, `Failed`, `Skipped`."""
    found = re.findall(rf"^{hook}\.+(?:\(no files to check\))?(\w+)$", told, re.MULTILINE)
    assert len(found) == 1, told
    return str(found[0])


def lines(told: str) -> list[str]:
    """The lines of an output without the blanks around them: prek moves them to the right."""
    return [line.strip() for line in told.splitlines() if line.strip()]


def test_a_commit_that_is_fine_goes_through(work: Marketing) -> None:
    work.change(CAMPAIGN, "target: 900", "target: 950")
    code, told = work.commit()
    assert (code, result(told, FILES), result(told, REPO)) == (0, "Passed", "Passed"), told
    assert work.commits() == 2


def test_a_change_that_blocks_stays_out_and_the_answer_is_the_one_in_the_documentation(
    work: Marketing, request: pytest.FixtureRequest
) -> None:
    work.change(TOOL, "status: signed", "status: sent")
    code, told = work.commit()
    assert (code, result(told, FILES), result(told, REPO)) == (1, "Failed", "Failed"), told
    assert work.commits() == 1
    assert "Traceback" not in told
    assert "\x1b" not in told
    page = PAGE.read_text("utf-8")
    if request.config.getoption("--update-golden") and request.node.callspec.params["work"] == "pre-commit":
        page = SHOWN.sub(lambda found: found[1] + first_answer(told) + found[3], page)
        PAGE.write_text(page, "utf-8")
    [(_, shown, _)] = SHOWN.findall(page)
    assert [line for line in lines(shown) if line not in lines(told)] == [], "run pytest --update-golden and read what changed"


def first_answer(told: str) -> str:
    """What the first hook answered, without the line that says that a test chose the day."""
    answer = told[told.index("guardrails...") : told.index("guardrails (whole")]
    return "".join(f"{line.rstrip()}\n" for line in answer.strip().splitlines() if not line.startswith("Preview:"))


def test_a_deleted_tool_is_noticed_by_the_whole_repository_hook_alone(work: Marketing) -> None:
    work.git("rm", "-q", TOOL)
    code, told = work.commit()
    assert (code, result(told, FILES), result(told, REPO)) == (1, "Skipped", "Failed"), told
    assert "No tool file here has the name mailsparrow." in told
    assert CAMPAIGN in told


def test_a_file_may_be_renamed_but_a_tool_takes_its_campaigns_along(work: Marketing) -> None:
    work.git("mv", TOOL, "tools/mails.yaml")
    code, told = work.commit()
    assert (code, result(told, FILES), result(told, REPO)) == (0, "Passed", "Passed"), told
    work.git("mv", "tools/mails.yaml", TOOL)
    work.change(TOOL, "name: mailsparrow", "name: mailwren")
    work.change(TOOL, "product: MailSparrow", "product: MailWren")
    code, told = work.commit()
    assert (code, result(told, FILES), result(told, REPO)) == (1, "Passed", "Failed"), told
    assert "No tool file here has the name mailsparrow." in told


def test_a_manifest_that_cannot_be_read_is_a_finding_and_no_traceback(work: Marketing) -> None:
    work.change(TOOL, "  name: mailsparrow", "\tname: mailsparrow")
    code, told = work.commit()
    assert (code, result(told, FILES)) == (1, "Failed"), told
    assert "Traceback" not in told
    assert "line 5" in told


def test_all_files_and_the_manual_stage(work: Marketing) -> None:
    code, told = work.run("run", "--all-files")
    assert (code, result(told, FILES), result(told, REPO)) == (0, "Passed", "Passed"), told
    work.change(TOOL, "status: signed", "status: sent")
    work.git("add", "-A")
    code, told = work.run("run", "--hook-stage", "manual", "--all-files")
    assert (code, result(told, FILES), result(told, REPO)) == (1, "Failed", "Failed"), told
    code, told = work.run("run", "guardrails-repo", "--hook-stage", "post-commit")
    assert "Failed" not in told, "the whole repository is looked at when something is about to happen, not after"


def test_one_commit_can_go_without_the_check(work: Marketing) -> None:
    work.change(TOOL, "status: signed", "status: sent")
    code, told = work.commit(SKIP="guardrails,guardrails-repo")
    assert (code, "Must fix" in told, work.commits()) == (0, False, 2), told


@pytest.mark.parametrize("name", CLIENTS)
def test_it_can_be_tried_before_anything_is_set_up(name: str, tmp_path: Path, offline: dict[str, str], project: Path) -> None:
    work = marketing_in(tmp_path / "work", name, offline, project)
    (work.root / ".pre-commit-config.yaml").unlink()
    code, told = work.run("try-repo", str(project), "guardrails", "--all-files", "--verbose")
    assert (code, result(told, FILES)) == (Exit.FINE, "Passed"), told
    assert "Checked 1 campaign and 1 tool" in told


@pytest.mark.parametrize("name", CLIENTS)
def test_3001_files_in_one_commit_are_judged_right_in_every_process(
    name: str, tmp_path: Path, offline: dict[str, str], project: Path
) -> None:
    """A command line holds about 3,000 paths, so a hook may be started several times; each time it knows the whole repository."""
    work = marketing_in(tmp_path / "work", name, offline, project)
    many(work)
    work.write(f"{FOLDER}/tool-2999.yaml", "\tkind: Tool\n")
    work.git("add", "-A")
    code, told = work.run("run", "guardrails")
    counts = [int(n.replace(",", "")) for n in re.findall(r"Checked (?:1 campaign and )?([\d,]+) tools?", told)]
    assert (code, sum(counts)) == (Exit.BLOCKED, 2999), told[-2000:]
    assert len(counts) > 1 or name == "prek", "one process is not what this test is about"
    assert "Must fix" not in told, "the campaign in front finds the tool that it uses, which came in another part"
    assert told.count("Could not check") == 1


FOLDER = "tools/of-suppliers-that-have-rather-long-names-for-their-folders"
USES_TOOLS_WITH_FILES = rule("require: {each: tools, require: {field: it, refers_to: Tool}}", id="on-the-list", kinds="Campaign")


IDEA = """\
apiVersion: guardrails/v1
kind: Tool
metadata: {name: NAME, stage: idea, owner: mia@brand.example}
product: MailSparrow
vendor: {name: MailSparrow}
category: email_marketing
goal: {outcome: More people read us, company_goal: online-sales, metric: readers, target: 900}
audience: {regions: [EEA]}
touches: unknown
data: {buckets: unknown}
cost: {licence_year: 1200, confidence: quote}
"""


def many(work: Marketing) -> None:
    """3,000 tools, and in front of them a campaign that uses the last but one; one small rule, so that it takes seconds."""
    work.write("guardrails.yaml", WORKSPACE.replace("starter", "policies"))
    work.write("policies/bundle.yaml", BUNDLE)
    work.write("policies/organisation.yaml", ORGANISATION)
    work.write("policies/packs/one.yaml", pack(USES_TOOLS_WITH_FILES))
    (work.root / TOOL).unlink()
    for number in range(3000):
        work.write(f"{FOLDER}/tool-{number:04}.yaml", IDEA.replace("NAME", f"tool-{number:04}"))
    work.change(CAMPAIGN, "tools: [mailsparrow]", "tools: [tool-2998]")


@pytest.mark.parametrize("name", CLIENTS)
def test_the_published_hooks_our_own_settings_and_those_of_the_documentation_are_what_the_clients_expect(
    name: str, offline: dict[str, str], project: Path, tmp_path: Path
) -> None:
    [documented] = [body for _, language, body in fences(PAGE.read_text("utf-8")) if language == "yaml"]
    (tmp_path / "documented.yaml").write_text(documented, "utf-8")
    for what in ("manifest .pre-commit-hooks.yaml", "config .pre-commit-config.yaml", f"config {tmp_path}/documented.yaml"):
        code, told = run([client(name), *f"validate-{what}".split()], project, offline)
        assert (code, "warning" in told.lower()) == (0, False), told
    published = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))]
    assert [hook["id"] for hook in yaml.safe_load(documented)["repos"][0]["hooks"]] == published


def test_our_own_hooks_run_with_their_pins(offline: dict[str, str], project: Path) -> None:
    """Not those that run the command of a checkout that was set up: `guardrails policy lint` and `guardrails check`."""
    with_pins = ["ruff", "ruff-format", "zizmor"]
    files = ["src/guardrails/version.py", ".github/workflows/ci.yml"]
    code, told = run([client("prek"), "run", *with_pins, "--files", *files], project, offline)
    assert code == 0, told
    assert [result(told, name.replace("-", " ")) for name in with_pins] == ["Passed"] * 3, told
