"""`guardrails`: the group of commands, and the one place where a run ends.

A command is imported when it is called. Whatever goes wrong inside ends here with exit code 5 and a short report to
send; a traceback never reaches the reader.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import cast

import click

from guardrails import __version__
from guardrails.judge.verdict import Exit

COMMANDS = {
    "check": "Check tools and campaigns against the rules.",
    "completion": "Print what teaches bash, zsh or fish to complete.",
    "explain": "Explain a rule, or the whole reasoning for a manifest.",
    "fix": "Mend misspelt keys and choices, tabs, quotes, dates and numbers.",
    "init": "Set up a workspace: settings, first manifests, hook, check on pull requests.",
    "policy": "For IT: write, check and try out rules.",
    "schema": "Print a schema for editors.",
    "waiver": "Ask for more time, and look after what was granted.",
}
"""Every command and what it is for. A command `x` is the function `x` in `guardrails.cli.x`."""


class Commands(click.Group):
    """A group that imports a command only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", getattr(import_module(f"guardrails.cli.{cmd_name}"), cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help text, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant, or a usage error that names the nearest."""
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            from guardrails.text.nearest import nearest

            near = nearest(name, COMMANDS)
            hint = f" There is one called '{near}'." if near else f" There are: {', '.join(COMMANDS)}."
            raise click.UsageError(f"There is no command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "GUARDRAILS"})
@click.version_option(__version__, "--version", message="guardrails %(version)s")
def guardrails() -> None:
    """Check marketing tools and campaigns against IT's rules, and say what to do next.

    Start with `guardrails check` in your repository, or `guardrails init` to set one up.
    """


def run() -> None:
    """Run the command line and end the process with the right exit code.

    The process is short and makes no cycles worth finding: looking for them took a tenth of a run. Nor is there anything
    to tidy up at the end that the system does not do sooner.
    """
    gc.disable()
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        code = code or Exit.FINE
    os._exit(code)


def main(arguments: list[str]) -> int:
    """Run the command line with these arguments; the exit code."""
    try:
        outcome = guardrails.main(args=arguments, prog_name="guardrails", standalone_mode=False)
        return int(outcome) if isinstance(outcome, int) else Exit.FINE
    except click.exceptions.NoArgsIsHelpError as help_text:
        help_text.show()
        return Exit.USAGE
    except click.ClickException as problem:
        from guardrails.cli.usage import show

        return show(problem)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was changed.", err=True)
        return 130
    except Exception as fault:  # the last door: whatever went wrong inside, no user sees a traceback
        from guardrails.cli.fault import tell

        return tell(fault, arguments)
