"""`guardrails init`: set up a marketing workspace."""

from __future__ import annotations

import os

import click

from guardrails.judge.verdict import Exit

_WORDS = {"new": "Wrote", "changed": "Brought up to date", "same": "There already", "kept": "There already, left as it is"}


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False))
def init(folder: str) -> int:
    """Set up a marketing workspace in FOLDER (here, if left out).

    Writes guardrails.yaml, a first tool and a first campaign as ideas, the hook for pre-commit and the editor settings.
    Nothing that is there is overwritten; a second run changes nothing.
    """
    from guardrails.cli.terminal import write
    from guardrails.files.data import ParsedSchemas, shipped_schema_texts
    from guardrails.files.setting_up import set_up, workspace_above
    from guardrails.files.writing import Written

    above = workspace_above(folder)
    if above:
        raise click.UsageError(f"'{folder}' is a part of the workspace in '{above}'. Add tools and campaigns there.")
    os.makedirs(folder, exist_ok=True)
    steps = set_up(os.path.abspath(folder), ParsedSchemas(shipped_schema_texts()))
    lines = []
    for outcome, words in _WORDS.items():
        names = [step.name for step in steps if step.outcome.value == outcome and step.to in ("", step.name)]
        lines += [f"{words}:", *(f"  {name}" for name in names), ""] if names else []
    for step in steps:
        if step.add:
            lines += [f"Add these lines to {step.to}:", "", *(f"    {line}" for line in step.add.splitlines()), ""]
    refused = [step.name for step in steps if step.outcome is Written.REFUSED]
    lines += ["Not written, because a link or something else is in the way:", *(f"  {n}" for n in refused), ""] if refused else []
    there = "" if os.path.abspath(folder) == os.getcwd() else f" {folder}"
    write("\n".join([*lines, f"Next    guardrails check{there}"]))
    return Exit.BLOCKED if refused else Exit.FINE
