"""`guardrails check --letters DIR`: what is told about the letters, on standard error."""

from __future__ import annotations

import click

from guardrails.explain.sentences import say, say_counted
from guardrails.files.checking import Checked
from guardrails.files.letters import unusable, write_letters


def usable(folder: str) -> None:
    """End with a word about the folder if no letter can be written there; asked before anything is checked."""
    why = unusable(folder)
    if why:
        raise click.UsageError(say(f"letters.{why}", {"folder": folder}))


def write_to(folder: str, checked: Checked) -> None:
    """Write the letters and say how many, and where."""
    posted = write_letters(checked, folder)
    lines = [say_counted("letters.written", posted.written, {"folder": folder})] if posted.written else []
    lines += [say_counted("letters.same", posted.same)] if posted.same else []
    lines += [say("letters.kept", {"file": name}) for name in posted.kept]
    lines += [say("letters.refused", {"file": name}) for name in posted.refused]
    for line in lines or [say("letters.none")]:
        click.echo(line, err=True)
