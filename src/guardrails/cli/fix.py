"""`guardrails fix`: mend what is only misspelt or written in another form."""

from __future__ import annotations

import os

import click

from guardrails.cli import completing
from guardrails.cli.language import in_the_readers_language
from guardrails.judge.verdict import Exit


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), shell_complete=completing.manifests)
@click.option("--diff", is_flag=True, help="Only show the changes.")
@click.option("--yes", is_flag=True, help="Make the changes without asking.")
@in_the_readers_language
def fix(paths: tuple[str, ...], diff: bool, yes: bool) -> int:
    """Mend misspelt keys and choices, tabs, quotes, dates and numbers.

    Shows the changes and asks before it writes. What an answer says stays, and so does every other line.

    Exit codes. 0: nothing is left to do. 1: something is. 2: the command line is off. 3: the rules can't be used. 4: there
    is no manifest.
    """
    from guardrails.cli.answer import folder_of
    from guardrails.cli.check import start_folder
    from guardrails.cli.terminal import style_here, write
    from guardrails.explain.sentences import say
    from guardrails.files.fixing import plan_fixes, write_fixes
    from guardrails.render.fixes import outcome, render, unusable

    start = start_folder(paths)
    plan = plan_fixes(tuple(os.path.relpath(path, start) for path in paths), start)
    if not plan.usable or not plan.files:
        click.echo(say("mend.no_manifest") if plan.usable else unusable(), err=True)
        return Exit.NOTHING if plan.usable else Exit.UNUSABLE
    write(render(plan.files, folder_of(plan.root), style_here()))
    if not plan.changed or diff or not (yes or click.confirm(say("mend.ask"), err=True)):
        return Exit.BLOCKED if plan.changed or plan.left else Exit.FINE
    stuck = write_fixes(plan)
    click.echo(outcome(stuck), err=True)
    return Exit.BLOCKED if stuck or plan.left else Exit.FINE
