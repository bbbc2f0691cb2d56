"""`guardrails explain`: a rule, a problem, or the whole reasoning about a tool or campaign."""

from __future__ import annotations

import os

import click

from guardrails.cli import completing
from guardrails.cli.language import in_the_readers_language


@click.command()
@click.argument("name", metavar="RULE|FILE|NAME", shell_complete=completing.rules_and_manifests)
@click.option("--rule", default="", metavar="RULE", shell_complete=completing.rules, help="Only the reasoning for this rule.")
@click.option("--as-of", metavar="DATE", help="Judge for another day, as a preview (YYYY-MM-DD).")
@click.option("--policies", metavar="SOURCE", help="Use this bundle: 'starter' or a folder.")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the answer.")
@in_the_readers_language
def explain(name: str, rule: str, as_of: str | None, policies: str | None, width: int | None) -> int:
    """Explain a rule, or the whole reasoning for a manifest.

    A rule goes by its full name, its short name or its code; a pack's name lists its rules. A file, or the name of a tool
    or campaign, shows every rule with what was looked at. The name of a problem such as file-tab shows what it means.
    """
    from guardrails.cli.check import day_of, start_folder
    from guardrails.cli.terminal import style_here, write
    from guardrails.files.explaining import Asked
    from guardrails.files.explaining import explain as explained
    from guardrails.render.parts import render

    start = start_folder((name,)) if os.path.isfile(name) else os.getcwd()
    source = os.path.abspath(policies) if policies and os.path.isdir(policies) else policies
    answer = explained(Asked(name, rule, start, day_of(as_of), as_of is not None, source))
    if answer.unclear:
        raise click.UsageError(answer.unclear)
    write(render(answer.parts, style_here(width)))
    return answer.code
