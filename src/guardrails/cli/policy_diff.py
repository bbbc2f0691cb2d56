"""`guardrails policy diff`: what a new version of the rules changes, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from guardrails.cli.check import day_of
from guardrails.judge.verdict import Exit

if TYPE_CHECKING:
    from guardrails.files.comparing import Workplace
    from guardrails.workshop.material import Material

FORMS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--manifests", "folders", multiple=True, metavar="DIR", help="A workspace to look at; several work.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="How to write the answer."
)
@click.option("--as-of", metavar="DATE", help="Judge for another day (YYYY-MM-DD).")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the text answer.")
def diff_command(old: str, new: str, folders: tuple[str, ...], form: str, as_of: str | None, width: int | None) -> int:
    """Show what changes between two versions of a bundle, and for whom.

    OLD and NEW are folders with a bundle.yaml, or 'starter'. Rules are compared by what they decide. Every manifest of the
    workspaces is judged by both versions. The answer says which version number the change needs.

    Exit codes. 0: the version number is enough. 1: it is too small. 3: one of the two can't be used.
    """
    from guardrails.cli.bench import columns, show, tell_problems, tell_unread
    from guardrails.files.comparing import compare, version_at
    from guardrails.workshop.difference.comparison_json import comparison_json
    from guardrails.workshop.difference.comparison_text import comparison_markdown, comparison_text

    versions = [version_at(source) for source in (old, new)]
    for source, version in zip((old, new), versions, strict=True):
        if version.missing:
            raise click.UsageError(f"There is no bundle.yaml in '{source}'.")
        if version.material is None:
            return tell_unread(version.problems, version.texts)
    materials = [version.material for version in versions if version.material is not None]
    found = compare(materials[0], materials[1], workplaces(folders, materials[1]), day_of(as_of))
    if isinstance(found, list):
        return tell_problems(found, materials[1], width)
    if form == "text":
        show(comparison_text(found, columns(width)))
    else:
        click.echo(comparison_json(found) if form == "json" else comparison_markdown(found), nl=False)
    return Exit.FINE if found.enough else Exit.BLOCKED


def workplaces(folders: Sequence[str], material: Material) -> list[Workplace]:
    """The workspaces asked for; of files that can't be read it is told that they are left out."""
    from guardrails.files.comparing import workplace
    from guardrails.judge.manifests import Checker

    places: list[Workplace] = []
    for folder in folders:
        place = workplace(folder, Checker(material.schemas))
        if place is None:
            raise click.UsageError(f"There is no workspace in '{folder}'.")
        if place.unread:
            click.echo(f"{place.unread} files in '{folder}' can't be read and are left out; guardrails check says why.", err=True)
        places.append(place)
    return places
