"""`guardrails policy health`: what somebody should look at in the rules."""

from __future__ import annotations

import click

from guardrails.cli.check import day_of
from guardrails.judge.verdict import Exit


@click.command("health")
@click.argument("folder", required=False, type=click.Path())
@click.option("--manifests", "folders", multiple=True, metavar="DIR", help="A workspace, or a folder with several; repeatable.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to write the answer.")
@click.option("--as-of", metavar="DATE", help="Judge the dates for another day (YYYY-MM-DD).")
def health_command(folder: str | None, folders: tuple[str, ...], form: str, as_of: str | None) -> int:
    """Show which rules need a look: past their review, met by few, concerning nobody, or changed by one side.

    Without FOLDER: the bundle of the workspace around or in this folder, else the starter.

    Exit codes. 0: told. 3: the rules can't be used.
    """
    from guardrails.cli.bench import found_material, show, tell_problems
    from guardrails.cli.policy_diff import tell_left_out, workplaces
    from guardrails.files.comparing import bundle_health
    from guardrails.workshop.health_text import health_json, health_text

    material = found_material(folder)
    if isinstance(material, Exit):
        return material
    places = workplaces(folders, material)
    if isinstance(places, Exit):
        return places
    tell_left_out((place.name, place.unread) for place in places)
    found = bundle_health(material, places, day_of(as_of))
    if isinstance(found, list):
        return tell_problems(found, material, None)
    if form == "json":
        click.echo(health_json(*found), nl=False)
    else:
        show(health_text(*found))
    return Exit.FINE
