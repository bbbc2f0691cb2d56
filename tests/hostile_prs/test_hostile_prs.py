"""Hostile pull requests as real repositories, checked as the workflow does: every one ends non-zero and says why.

Each is a function that turns the base into the pull request. Most carry a tool that breaks the rule of the base, and try to
get it through (safety T7, T13 to T15, T18, T22).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.repositories import CAMPAIGN, Repository, merged, repository
from tests.cli.workspaces import RULE, TOOL, Answer
from tests.language.bundles import WAIVER, pack

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, so there are no repositories")

SOURCE = Path(__file__).parents[2] / "src"
FROM_BASE = "The rules are those of {base}, not of this change."
BROKEN = "MailSparrow newsletters is not good yet"
CANARY = "canary"


def breaks(pr: Repository) -> None:
    """The tool no longer meets the rule of the base."""
    pr.replace("tools/sparrow.yaml", "status: signed", "status: sent")


def loosened(pr: Repository) -> None:
    breaks(pr)
    pr.replace("policies/packs/one.yaml", "is: signed", "in: [signed, sent]")


def deleted_rule(pr: Repository) -> None:
    breaks(pr)
    other = RULE.replace("id: good", "id: other").replace("is: signed", "present: true")
    pr.write("policies/packs/one.yaml", pack(other))


def softer(pr: Repository) -> None:
    breaks(pr)
    pr.replace("policies/packs/one.yaml", "{live: block}", "{live: advise}")


def waived(pr: Repository) -> None:
    breaks(pr)
    pr.write("policies/waivers/sparrow.yaml", WAIVER.replace("manifest: kite", "manifest: mailsparrow"))


def self_approved(pr: Repository) -> None:
    waived(pr)
    pr.replace("policies/waivers/sparrow.yaml", "approved_by: sam@", "approved_by: mia@")


def other_source(pr: Repository) -> None:
    breaks(pr)
    shutil.copytree(pr.root / "policies", pr.root / "mine")
    pr.replace("mine/packs/one.yaml", "is: signed", "present: true")
    pr.replace("guardrails.yaml", "source: policies", "source: mine")


def narrower_globs(pr: Repository) -> None:
    breaks(pr)
    pr.replace("guardrails.yaml", "tools/**/*.yaml", "tools/w*.yaml")


def no_workspace_file(pr: Repository) -> None:
    (pr.root / "guardrails.yaml").unlink()
    pr.write(
        "tools/guardrails.yaml", "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: ['*.x']\n"
    )


def out_of_range(pr: Repository) -> None:
    pr.replace("guardrails.yaml", "  source: policies\n", "  source: policies\n  parameters: {one.months: 900}\n")


def linked_manifest(pr: Repository) -> None:
    pr.link("tools/sparrow.yaml", "wren.yaml")


def linked_outside(pr: Repository) -> None:
    pr.link("tools/sparrow.yaml", "/etc/hostname")


def linked_pack(pr: Repository) -> None:
    breaks(pr)
    pr.write("notes/easy.yaml", pack(RULE.replace("is: signed", "present: true")))
    pr.link("policies/packs/one.yaml", "../../notes/easy.yaml")


def linked_bundle(pr: Repository) -> None:
    breaks(pr)
    shutil.move(pr.root / "policies", pr.root / "easy")
    pr.replace("easy/packs/one.yaml", "is: signed", "present: true")
    pr.link("policies", "easy")


def filters(pr: Repository) -> None:
    breaks(pr)
    pr.write(".gitattributes", "*.yaml diff=canary filter=canary merge=canary ident\n")


def included_settings(pr: Repository) -> None:
    breaks(pr)
    run = f"touch {CANARY}"
    pr.write(
        "settings/git",
        f'[core]\n\tfsmonitor = "{run}"\n\tpager = "{run}"\n\tsshCommand = "{run}"\n\thooksPath = settings\n'
        f'[diff]\n\texternal = "{run}"\n[diff "canary"]\n\ttextconv = "{run}"\n[filter "canary"]\n\tclean = "{run}"\n'
        f'\tsmudge = "{run}"\n\tprocess = "{run}"\n[alias]\n\trev-parse = "!{run}"\n',
    )
    pr.write(".gitattributes", "* diff=canary filter=canary\n")


def hostile_names(pr: Repository) -> None:
    broken = TOOL.replace("status: signed", "status: sent")
    for number, name in enumerate(
        ("a\n::error::b", "::error title=x::y", "-rf", "--upload-pack=x", "r\u202etl", "e\x1b[2Jsc", "##[error]z")
    ):
        pr.write(f"tools/{name}.yaml", broken.replace("name: mailsparrow", f"name: tool-{number}"))


def submodule(pr: Repository) -> None:
    other = Repository(pr.root.parent / "other")
    other.root.mkdir()
    other.git("init", "--quiet", "--initial-branch", "main")
    for name in ("sparrow.yaml", "wren.yaml"):
        other.write(name, (pr.root / "tools" / name).read_text())
    other.commit("Elsewhere")
    pr.write("campaigns/sale.yaml", CAMPAIGN)
    pr.git("rm", "-r", "--quiet", "tools")
    pr.git("submodule", "--quiet", "add", other.root.as_uri(), "tools")


def directory(pr: Repository) -> None:
    (pr.root / "tools/sparrow.yaml").unlink()
    pr.write("tools/sparrow.yaml/README", "Nothing to see.\n")


def modules(pr: Repository) -> None:
    breaks(pr)
    code = f"open({CANARY!r}, 'w').close()\nraise SystemExit(0)\n"
    for name in ("click", "yaml", "sitecustomize", "usercustomize", "conftest", "guardrails", "json", "subprocess"):
        pr.write(f"{name}.py", code)
    pr.write("evil.pth", f"import os; open({CANARY!r}, 'w')\n")
    pr.write("uv.toml", '[[index]]\nurl = "https://evil.example"\n')
    pr.write("pyproject.toml", "[tool.guardrails]\nplugins = ['click']\nrules = []\n")
    pr.write("git", f"#!/bin/sh\ntouch {CANARY}\n")
    os.chmod(pr.root / "git", 0o755)


def dodged(pr: Repository) -> None:
    (pr.root / "attic").mkdir()
    shutil.move(pr.root / "tools/sparrow.yaml", pr.root / "attic/sparrow.txt")
    pr.replace("attic/sparrow.txt", "status: signed", "status: sent")


def deleted_but_named(pr: Repository) -> None:
    (pr.root / "tools/sparrow.yaml").unlink()


def option_as_ref(pr: Repository) -> None:
    breaks(pr)


def other_kind(pr: Repository) -> None:
    pr.write("tools/sparrow.yaml", CAMPAIGN)


def same_name(pr: Repository) -> None:
    pr.write("tools/aaa.yaml", TOOL.replace("stage: live", "stage: idea"))


def too_big(pr: Repository) -> None:
    pr.write("tools/sparrow.yaml", TOOL + "#" + "x" * 2_000_000 + "\n")


def stage_back(pr: Repository) -> None:
    breaks(pr)
    pr.replace("tools/sparrow.yaml", "stage: live", "stage: idea")


def renamed_and_back(pr: Repository) -> None:
    breaks(pr)
    pr.replace("tools/sparrow.yaml", "stage: live", "stage: idea")
    pr.replace("tools/sparrow.yaml", "name: mailsparrow", "name: newsparrow")


def bare_repository(pr: Repository) -> None:
    breaks(pr)
    pr.write("HEAD", "ref: refs/heads/main\n")
    pr.write("config", f'[core]\n\tbare = true\n\tfsmonitor = "touch {CANARY}"\n\tworktree = "."\n')
    pr.write("objects/x", "")
    pr.write("refs/x", "")


def broken_schema(pr: Repository) -> None:
    breaks(pr)
    pr.write("policies/schemas/tool.schema.json", "{")


def empty_schema(pr: Repository) -> None:
    breaks(pr)
    pr.write("policies/schemas/tool.schema.json", "{}")


def bundle_directory(pr: Repository) -> None:
    breaks(pr)
    (pr.root / "policies/bundle.yaml").unlink()
    pr.write("policies/bundle.yaml/x", "")


def linked_workspace(pr: Repository) -> None:
    breaks(pr)
    pr.write("mine.yaml", "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: ['*.x']\n")
    pr.link("guardrails.yaml", "mine.yaml")


def workspace_directory(pr: Repository) -> None:
    breaks(pr)
    (pr.root / "guardrails.yaml").unlink()
    pr.write("guardrails.yaml/x", "")


@dataclass(frozen=True)
class Case:
    """How the pull request is made, what the answer says (all of it), its exit code, and another ref than the workflow's."""

    made: Callable[[Repository], None]
    says: tuple[str, ...]
    code: int = 1
    ref: str = "HEAD^1"
    base: bool = True


CASES = (
    Case(loosened, (BROKEN, "edits policies/packs/one.yaml", "one/good would no longer come up for MailSparrow")),
    Case(deleted_rule, (BROKEN, "edits policies/packs/one.yaml", "one/good would no longer come up")),
    Case(softer, (BROKEN, "one/good would count less for MailSparrow newsletters")),
    Case(waived, (BROKEN, "edits policies/waivers/sparrow.yaml", "a waiver would cover one/good for MailSparrow")),
    Case(self_approved, (BROKEN, "With the rules of this change nothing can be judged", "mia@brand.example")),
    Case(other_source, (BROKEN, "edits guardrails.yaml", "one/good would no longer come up")),
    Case(narrower_globs, (BROKEN, "edits guardrails.yaml", "nobody would look at tools/sparrow.yaml any more")),
    Case(no_workspace_file, ("There is no file guardrails.yaml", "With the rules of this change nothing can be judged")),
    Case(out_of_range, ("one.months", "With the rules of this change nothing can be judged")),
    Case(linked_manifest, ("tools/sparrow.yaml is a link to another file",)),
    Case(linked_outside, ("tools/sparrow.yaml is a link to another file",)),
    Case(linked_pack, (BROKEN, "policies/packs/one.yaml is a link to another file")),
    Case(linked_bundle, (BROKEN, "edits policies/packs/one.yaml")),
    Case(filters, (BROKEN,)),
    Case(included_settings, (BROKEN,)),
    Case(hostile_names, (BROKEN, "7 things to fix")),
    Case(submodule, ('"mailsparrow" is no longer checked', "It lies in tools now")),
    Case(directory, ('"mailsparrow" is no longer checked', "Its stage was live")),
    Case(modules, (BROKEN,)),
    Case(dodged, ('"mailsparrow" is no longer checked', "It lies in attic/sparrow.txt now")),
    Case(deleted_but_named, ('"mailsparrow" is no longer checked',)),
    Case(option_as_ref, ('Git knows no commit "--output=canary"',), 3, "--output=canary", base=False),
    Case(other_kind, ("was Tool and is Campaign now",)),
    Case(same_name, ("mailsparrow", "tools/aaa.yaml")),
    Case(too_big, ("tools/sparrow.yaml is larger than 1 MiB",)),
    Case(stage_back, ('"mailsparrow" went back from live to idea',)),
    Case(renamed_and_back, ('"newsparrow" went back from live to idea',)),
    Case(bare_repository, (BROKEN,)),
    Case(broken_schema, (BROKEN, "policies/schemas/tool.schema.json is not a schema that we can read")),
    Case(empty_schema, (BROKEN,)),
    Case(bundle_directory, (BROKEN, "With the rules of this change nothing can be judged")),
    Case(linked_workspace, (BROKEN, "guardrails.yaml is a link to another file")),
    Case(workspace_directory, (BROKEN, "guardrails.yaml is not an ordinary file")),
)


def command(folder: Path) -> list[str]:
    """The installed console script, or one like it: a file in a folder of its own, which is what its first import path is."""
    script = folder / "bin" / "guardrails"
    script.parent.mkdir()
    script.write_text("from guardrails.cli.main import run\nrun()\n")
    return [sys.executable, str(script)]


def checked(checkout: Repository, folder: Path, *options: str) -> Answer:
    """What the workflow's step answers, in the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUTF8": "1", "HOME": str(folder),
        "PATH": os.pathsep.join((".", str(checkout.root), os.environ["PATH"])),
    }  # fmt: skip
    done = subprocess.run(
        [*command(folder), "check", "--as-of", "2026-11-23", "--width", "200", *options],
        cwd=checkout.root, env=environment, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.made.__name__)
def test_a_hostile_pull_request_ends_non_zero_and_says_why(case: Case, tmp_path: Path) -> None:
    source = repository(tmp_path / "source")
    if case.made is deleted_but_named:
        source.write("campaigns/sale.yaml", CAMPAIGN)
        source.commit("A campaign that names the tool")
    base = source.git("rev-parse", "HEAD")
    source.git("checkout", "--quiet", "-b", "change")
    case.made(source)
    checkout = merged(source, tmp_path / "checkout")
    checkout.git("config", "include.path", "../settings/git")
    answer = checked(checkout, tmp_path, f"--policies-from-ref={case.ref}")
    assert answer.code == case.code, answer.told
    for said in case.says:
        assert said in answer.told
    assert not case.base or FROM_BASE.format(base=base[:7]) in answer.told
    assert not list(tmp_path.rglob(CANARY)), "nothing that the pull request brought was started"
    lines = answer.out.splitlines()
    assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line], "no line speaks to the runner"
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out


def test_there_are_twenty_and_more() -> None:
    assert len(CASES) >= 20
