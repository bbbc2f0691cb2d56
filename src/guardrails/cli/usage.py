"""What is said when the command line is off: click's own words, with nothing in them that could speak to the terminal."""

from __future__ import annotations

import sys

import click

from guardrails.cli.terminal import colour_on
from guardrails.explain.secret_spans import masked
from guardrails.judge.verdict import Exit
from guardrails.text.clean import visible


def show(problem: click.ClickException) -> Exit:
    """Print the usage and the matter on standard error; the exit code. What was typed is made visible, secrets stay hidden."""
    problem.message = masked(visible(problem.message, lines=True))
    context = getattr(problem, "ctx", None)
    if isinstance(context, click.Context):
        context.color = colour_on(sys.stderr)
    problem.show()
    return Exit.USAGE
