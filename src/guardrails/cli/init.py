"""`guardrails init`: set up a marketing workspace, or a repository for IT's rules."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from shlex import quote
from typing import TYPE_CHECKING

import click

from guardrails.judge.verdict import Exit

if TYPE_CHECKING:
    from guardrails.files.setting_up import Step
    from guardrails.workshop.repository_files import Wanted

_DONE = {"new": "Wrote", "changed": "Brought up to date", "same": "There already", "kept": "There already, left as it is"}
_PLANNED = {**_DONE, "new": "Would write", "changed": "Would bring up to date"}
_REFUSED = "Not written, because a link or something else is in the way, or the place can't be written to"
_TEAM = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False))
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]), help="Who checks pull requests; your files tell, else github."
)
@click.option("--editor", type=click.Choice(["vscode", "none"]), default="vscode", help="Whose settings to write.")
@click.option("--hooks/--no-hooks", default=True, help="Write the hook for pre-commit and prek.")
@click.option("--it-team", default="", metavar="TEAM", help="Who approves changes of rules and settings, such as @brand/it.")
@click.option("--marketing-team", default="", metavar="TEAM", help="Who approves tools and campaigns: @brand/marketing.")
@click.option("--policies", is_flag=True, help="Set up a repository for IT's own rules instead.")
@click.option("--name", metavar="NAME", help="With --policies: the short name of the rules; left out, that of the folder.")
@click.option("--title", metavar="TEXT", help="With --policies: what the rules are called.")
@click.option("--dry-run", is_flag=True, help="Show the files and write none.")
def init(
    folder: str,
    ci: str | None,
    editor: str,
    hooks: bool,
    it_team: str,
    marketing_team: str,
    policies: bool,
    name: str | None,
    title: str | None,
    dry_run: bool,
) -> int:
    """Set up a marketing workspace in FOLDER (here, if left out).

    Writes guardrails.yaml, a first tool and a first campaign as ideas, the hook, and the check on pull requests. Also who
    approves what (CODEOWNERS), and the editor settings.

    With --policies it is a repository for IT's own rules: a bundle over the starter with a first rule, and the hook. A check
    on pull requests shows what a change of the rules does.

    What is there already stays as it is. For such a file we show the lines to add. A second run changes nothing.
    """
    from guardrails.cli.init_policies import bundle_asked, init_policies
    from guardrails.files.own_copy import own_copy
    from guardrails.files.setting_up import ci_of
    from guardrails.workshop.repository_files import Wanted

    _teams(it_team, marketing_team, ci)
    bundle = bundle_asked(folder, policies, name, title)
    _usable(folder, dry_run, in_a_workspace=policies)
    wanted = Wanted(ci or ci_of(os.path.abspath(folder)), editor, hooks, it_team, marketing_team, own_copy())
    return init_policies(folder, wanted, bundle, dry_run) if bundle else _init_workspace(folder, wanted, dry_run)


def _init_workspace(folder: str, wanted: Wanted, dry_run: bool) -> Exit:
    from guardrails.cli.terminal import write
    from guardrails.files.data import ParsedSchemas, shipped_schema_texts
    from guardrails.files.setting_up import new_manifests, set_up
    from guardrails.files.writing import Written
    from guardrails.workshop.repository_files import GITHUB_FILE

    root = os.path.abspath(folder)
    schemas = ParsedSchemas(shipped_schema_texts())
    steps = set_up(root, schemas, wanted, dry=dry_run)
    lines, code = told_steps(steps, dry_run)
    if any(step.outcome is Written.NEW for step in steps) and code is Exit.FINE and not dry_run:
        summary, code = _checked(root, new_manifests(steps, schemas))
        todo = ["Commit these files.", *to_do(steps, wanted, GITHUB_FILE, "the check runs there too")]
        lines += [*summary, *(numbered(todo) if code is Exit.FINE else [])]
    there = "" if root == os.getcwd() else f" {quote(folder)}"
    write("\n".join([*lines, "Nothing was written." if dry_run else f"See     guardrails check{seen(there)}"]))
    return code


def _teams(it_team: str, marketing_team: str, ci: str | None) -> None:
    for option, team in (("--it-team", it_team), ("--marketing-team", marketing_team)):
        if team and not _TEAM.fullmatch(team):
            raise click.UsageError(f"{option} takes a team, a person or an address: @brand/it, @mia or it@brand.example.")
        if team and ci == "none":
            raise click.UsageError(f"{option} goes with a check on pull requests. Leave out '--ci none', or leave out the team.")


def _usable(folder: str, dry: bool, in_a_workspace: bool) -> None:
    """Stop before anything is written where the folder is part of another workspace or can't be written to."""
    from guardrails.files.setting_up import workspace_above

    above = None if in_a_workspace else workspace_above(folder)
    if above:
        raise click.UsageError(f"'{seen(folder)}' is a part of the workspace in '{seen(above)}'. Add tools and campaigns there.")
    try:
        if not dry:
            os.makedirs(folder, exist_ok=True)
        closed = os.path.isdir(folder) and not os.access(folder, os.W_OK)
    except OSError:
        closed = True
    if closed and not dry:
        raise click.UsageError(f"'{seen(folder)}' can't be written to. Choose another folder, or ask who looks after this one.")


def told_steps(steps: Sequence[Step], dry: bool) -> tuple[list[str], Exit]:
    """What became of each file (of a dry run, with its text), and the exit code so far."""
    from guardrails.files.writing import Written

    fresh = [step for step in steps if step.outcome is Written.NEW]
    texts = [line for step in fresh for line in _shown(step)] if dry else []
    code = Exit.BLOCKED if any(step.outcome is Written.REFUSED for step in steps) else Exit.FINE
    return [*_told(steps, dry), *texts], code


def _told(steps: Sequence[Step], dry: bool) -> Iterator[str]:
    """What became of each file, and the lines to add by hand."""
    from guardrails.workshop.repository_files import WHERE

    for outcome, words in {**(_PLANNED if dry else _DONE), "refused": _REFUSED}.items():
        names = [step.name for step in steps if step.outcome.value == outcome and step.to in ("", step.name)]
        yield from ([f"{words}:", *(f"  {name}" for name in names), ""] if names else [])
    for step in steps:
        if step.add:
            where = f", {WHERE[step.name]}" if step.name in WHERE else ""
            yield from (f"Add these lines to {seen(step.to)}{where}:", "", *_indented(step.add), "")


def _shown(step: Step) -> Iterator[str]:
    """A file as it would be written; a schema is for programs, so its name will do."""
    if not step.name.endswith(".schema.json"):
        yield from (f"{step.name}:", "", *_indented(step.text), "")


def _checked(root: str, names: Sequence[str]) -> tuple[list[str], Exit]:
    """What the rules make of the manifests that were written, in short, and the exit code of that check."""
    from guardrails.cli.answer import folder_of
    from guardrails.cli.check import day_of
    from guardrails.explain.briefing import brief
    from guardrails.files.answering import context_of, told
    from guardrails.files.checking import check
    from guardrails.judge.verdict import exit_code

    if not names:
        return [], Exit.FINE
    checked = told(check(names, start=root, today=day_of(None)))
    briefing = brief(checked.report, context_of(checked, folder_of(root)), 0)
    summary = [*briefing.summary, *(problem.headline for problem in briefing.problems)]
    return [*map(seen, summary), ""], exit_code(checked.report)


def to_do(steps: Sequence[Step], wanted: Wanted, github_file: str, on_pull_requests: str) -> Iterator[str]:
    """What to do once the files are there: the hook, and the check on pull requests."""
    from guardrails.workshop.repository_files import GITLAB_FILE, HOOK_FILE

    names = [step.name for step in steps]
    if HOOK_FILE in names:
        yield "Switch on the hook: pip install pre-commit, then pre-commit install"
    if wanted.ci == "none":
        yield "Show them to your IT partner."
    elif wanted.copy.is_known or not {github_file, GITLAB_FILE} & {*names}:
        yield f"Open a pull request: {on_pull_requests}."
    else:
        file = github_file if wanted.ci == "github" else GITLAB_FILE
        yield f"Name your copy of guardrails in {file}, then open a pull request."


def numbered(todo: Iterable[str]) -> list[str]:
    """What to do now, one line each."""
    return [*(f"{'' if number > 1 else 'Next':<8}{number}. {text}" for number, text in enumerate(todo, 1)), ""]


def _indented(text: str) -> list[str]:
    return [f"    {seen(line)}".rstrip() for line in text.splitlines()]


def seen(text: str) -> str:
    """A text that can't speak to the terminal."""
    from guardrails.text.clean import visible

    return visible(text)
