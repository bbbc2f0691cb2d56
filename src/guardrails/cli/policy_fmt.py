"""`guardrails policy fmt`: one layout for a bundle's files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from guardrails.judge.verdict import Exit
from guardrails.text.clean import visible

if TYPE_CHECKING:
    from guardrails.workshop.layout.layout import Laid


@click.command("fmt")
@click.argument("folder", required=False, type=click.Path())
@click.option("--check", is_flag=True, help="Only name the files that would change.")
@click.option("--diff", is_flag=True, help="Only show the lines that would change.")
@click.option("--stdin-filename", default="stdin.yaml", metavar="NAME", help="What to call standard input ('-').")
def fmt_command(folder: str | None, check: bool, diff: bool, stdin_filename: str) -> int:
    """Lay out the files of a bundle: order of keys, indents, blank lines.

    Without FOLDER: the bundle of the workspace around. With '-': standard input, to standard output. Lines are moved and
    trimmed; what stands in them stays, comments too.

    Exit codes. 0: all laid out. 1: with --check or --diff, something would change; else a file can't be written. 3: a file
    can't be read or laid out yet, and stays as it is.
    """
    from guardrails.cli.bench import own_bundle, show, tell_unread
    from guardrails.files.laying_out import plan_layout, write_layout
    from guardrails.workshop.layout.layout_text import layout_text

    if folder == "-":
        return _typed(stdin_filename, check, diff)
    meant = own_bundle(folder)
    plan = meant if isinstance(meant, Exit) else plan_layout(meant)
    if isinstance(plan, Exit | list):
        return plan if isinstance(plan, Exit) else tell_unread(plan, {})
    only_look = check or diff
    in_the_way = () if only_look else write_layout(plan)
    show(layout_text(plan.files, in_the_way, only_look=only_look, diff=diff))
    unread = _tell_unread(plan.files)
    if in_the_way or (only_look and any(file.differs for file in plan.files)):
        return Exit.BLOCKED
    return Exit.UNUSABLE if unread or any(file.stuck for file in plan.files) else Exit.FINE


def _tell_unread(files: Sequence[Laid], *, aside: bool = False) -> bool:
    """Explain which files can't be read, as `guardrails check` does; whether there are any."""
    from guardrails.cli.bench import tell_unread

    problems = [file.problem for file in files if file.problem]
    if problems:
        tell_unread(problems, {file.name: file.before for file in files}, aside=aside)
    return bool(problems)


def _typed(name: str, check: bool, diff: bool) -> Exit:
    """Standard input in our layout, to standard output. Of what stays as it is nothing is written, so that nothing gets lost."""
    from guardrails.cli.bench import show
    from guardrails.files.laying_out import lay_out_typed
    from guardrails.workshop.layout.layout_text import layout_diff, stuck

    file = lay_out_typed(name, sys.stdin.buffer.read())
    if file.stuck:
        click.echo(visible(stuck(file)), err=True)
    if _tell_unread((file,), aside=True) or file.stuck:
        return Exit.UNUSABLE
    if diff:
        show("\n".join(layout_diff(file)))
    elif not check:
        sys.stdout.buffer.write(file.after)
    return Exit.BLOCKED if file.differs and (check or diff) else Exit.FINE
