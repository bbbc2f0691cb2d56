"""What is said when the command line is off: click's own words, with nothing in them that could speak to the terminal."""

from __future__ import annotations

import io

import click

from guardrails.explain.secret_spans import masked
from guardrails.judge.verdict import Exit
from guardrails.text.clean import visible


def show(problem: click.ClickException) -> Exit:
    """Print the usage and the matter on standard error, never in colour; the exit code.

    What was typed is made visible, and secrets stay hidden: a hook or an action types the names of anybody's files.
    """
    told = io.StringIO()
    problem.show(told)
    click.echo(masked(visible(told.getvalue(), lines=True)), err=True, nl=False)
    return Exit.USAGE
