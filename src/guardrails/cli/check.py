"""`guardrails check`: the main job."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import click

from guardrails.cli import completing
from guardrails.cli.language import in_the_readers_language
from guardrails.files.checking import Checked
from guardrails.files.checking import check as run_check
from guardrails.files.workspace import find_root
from guardrails.judge.verdict import exit_code
from guardrails.model.stage import Severity


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), shell_complete=completing.manifests)
@click.option(
    "--format",
    "forms",
    multiple=True,
    shell_complete=completing.formats,
    metavar="FORMAT[=FILE]",
    envvar=["GUARDRAILS_CHECK_FORMAT", "GUARDRAILS_FORMAT"],
    help="How to write the answer. Several work, each but one to a file.",
)
@click.option("--as-of", metavar="DATE", help="Judge for another day, as a preview (YYYY-MM-DD).")
@click.option(
    "--policies",
    envvar=["GUARDRAILS_CHECK_POLICIES", "GUARDRAILS_POLICIES"],
    metavar="SOURCE",
    help="Use this bundle: 'starter' or a folder.",
)
@click.option("--policies-from-ref", "rules_ref", metavar="REF", help="Judge by the rules of this commit, not of the checkout.")
@click.option("--changed-since", "since", metavar="REF", help="Tell only what changed since this commit, and what names it.")
@click.option("--fail-on", type=click.Choice(["block", "warn", "advise"]), default="block", help="What counts for exit code 1.")
@click.option("--no-waivers", is_flag=True, help="Judge as if there were no waivers.")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the text answer.")
@click.option("--stdin-filename", default="stdin.yaml", metavar="NAME", help="What to call standard input ('-').")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="What this file holds was there before and does not count.")
@click.option(
    "--update-baseline",
    is_flag=True,
    allow_from_autoenv=False,
    help="Write the baseline if it is not there yet; else take out what is gone.",
)
@click.option("--quiet", "-q", is_flag=True, help="Only what counts for the exit code; nothing at all where nothing does.")
@click.option(
    "--letters",
    "folder",
    envvar="GUARDRAILS_CHECK_LETTERS",
    type=click.Path(),
    metavar="DIR",
    help="Write letters to vendors and system owners to this folder.",
)
@in_the_readers_language
def check(
    paths: tuple[str, ...],
    forms: tuple[str, ...],
    as_of: str | None,
    policies: str | None,
    rules_ref: str | None,
    since: str | None,
    fail_on: str,
    no_waivers: bool,
    width: int | None,
    stdin_filename: str,
    baseline: str | None,
    update_baseline: bool,
    quiet: bool,
    folder: str | None,
) -> int:
    """Check tools and campaigns against the rules.

    Without PATHS everything in the workspace is checked. With PATHS only those files and folders ('-' is standard input).

    Exit codes. 0: nothing blocks. 1: something blocks. 2: the command line is off. 3: the rules can't be used, or something
    could not be judged. 4: nothing was checked. 5: a fault of our own.
    """
    from guardrails.cli.answer import Manner, tell, wanted_formats
    from guardrails.cli.progress import Progress

    formats = wanted_formats(forms)
    today = day_of(as_of)
    if folder is not None:
        from guardrails.cli.letters import usable

        usable(folder)
    if update_baseline and (baseline is None or paths):
        from guardrails.cli.baseline import refuse

        refuse(baseline is None)
    named = tuple(p for p in paths if p != "-")
    typed = "-" in paths
    lost = typed and not named and os.path.isfile(stdin_filename) and find_root(os.getcwd()) is None
    start = start_folder((stdin_filename,) if lost else named)
    root = find_root(start) or start
    given = {_name_in(root, stdin_filename): sys.stdin.buffer.read()} if typed else {}
    kept = _kept(baseline, root) if baseline else None
    begins = update_baseline and baseline is not None and not os.path.lexists(baseline)
    progress = Progress()
    checked = _ready(rules_ref, since)(
        tuple(os.path.relpath(p, start) for p in named),
        start=start,
        today=today,
        as_of_given=as_of is not None,
        policies=os.path.abspath(policies) if policies and os.path.isdir(policies) else policies,
        waivers=not no_waivers,
        given=given,
        baseline=None if begins else kept,
        renewing=update_baseline,
        watch=progress,
    )
    progress.end()
    if update_baseline and kept and baseline:
        from guardrails.cli.baseline import bring_up_to_date

        checked = bring_up_to_date(checked, kept, baseline)
    code = exit_code(checked.report, Severity(fail_on))
    if folder is not None:
        from guardrails.cli.letters import write_to

        write_to(folder, checked)
    tell(checked, formats, Manner(width, quiet, Severity(fail_on)), code)
    return code


def _kept(baseline: str, root: str) -> str:
    from guardrails.files.baseline import baseline_name

    return baseline_name(baseline, root)


def _ready(rules_ref: str | None, since: str | None) -> Callable[..., Checked]:
    """The check as it is asked for; git is started, and what starts it imported, only where a commit is named."""
    if rules_ref is None and since is None:
        return run_check
    from guardrails.files.checking_changes import Refs, check_change

    return partial(check_change, Refs(rules_ref, since))


def day_of(text: str | None) -> date:
    """Today (UTC, so that a waiver ends at the same moment everywhere), or the day asked for."""
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--as-of needs a day of the calendar like 2026-11-23; '{text}' is none.") from None


def start_folder(paths: tuple[str, ...]) -> str:
    """The folder from which the workspace is looked for: where we stand, or where the first path lies."""
    for path in paths:
        if not os.path.lexists(path):
            raise click.UsageError(f"There is nothing at '{path}'.")
    if not paths or os.path.abspath(paths[0]).startswith(os.getcwd() + os.sep):
        return _nearest_start(paths)
    return paths[0] if os.path.isdir(paths[0]) else os.path.dirname(os.path.abspath(paths[0]))


def _name_in(root: str, path: str) -> str:
    """What a path is called in the workspace, so that a text takes the place of that very file; outside, as it was given."""
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")
    return path if name.startswith("../") else name


def _nearest_start(paths: tuple[str, ...]) -> str:
    """A path below us may lie in a workspace of its own (`guardrails check examples/tools/x.yaml`)."""
    if not paths or find_root(os.getcwd()):
        return os.getcwd()
    first = os.path.abspath(paths[0])
    return find_root(first if os.path.isdir(first) else os.path.dirname(first)) or os.getcwd()
