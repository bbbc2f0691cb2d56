"""`guardrails policy diff`: what a new version of the rules changes, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from guardrails.cli import completing
from guardrails.cli.check import day_of
from guardrails.judge.verdict import Exit

if TYPE_CHECKING:
    from guardrails.cli.answer import Wanted
    from guardrails.files.comparing import Workplace
    from guardrails.workshop.difference.comparison import Comparison
    from guardrails.workshop.material import Material

FORMS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--manifests", "folders", multiple=True, metavar="DIR", help="A workspace to look at; several work.")
@click.option(
    "--format",
    "forms",
    multiple=True,
    shell_complete=completing.forms(*FORMS),
    metavar="FORMAT[=FILE]",
    help="How to write the answer: text, markdown, json. Several work, each but one to a file.",
)
@click.option("--as-of", metavar="DATE", help="Judge for another day (YYYY-MM-DD).")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the text answer.")
def diff_command(
    old: str, new: str, folders: tuple[str, ...], forms: tuple[str, ...], as_of: str | None, width: int | None
) -> int:
    """Show what changes between two versions of a bundle, and for whom.

    OLD and NEW are folders with a bundle.yaml, or a folder as it was at a commit, tag or branch (policies@v1.4.0). An address
    in git (git+https://…@v3.2.0) and 'starter' work too. Rules are compared by what they decide. Every manifest of the
    workspaces is judged by both versions. The answer says which version number the change needs.

    Exit codes. 0: the version number is enough. 1: it is too small. 2: one of the two is not there. 3: one can't be used.
    """
    from guardrails.cli.answer import wanted_formats
    from guardrails.cli.policy_versions import found_version, tell_unusable
    from guardrails.files.comparing import Unusable, compare

    formats = wanted_formats(forms, FORMS)
    today = day_of(as_of)
    before, after = found_version(old), found_version(new)
    if isinstance(before, Exit):
        return before
    if isinstance(after, Exit):
        return after
    assert after.material is not None
    found = compare(before, after, workplaces(folders, after.material), today)
    if isinstance(found, Unusable):
        return tell_unusable(found, width)
    for one in formats:
        _tell(found, one, width)
    return Exit.FINE if found.enough else Exit.BLOCKED


def _tell(found: Comparison, wanted: Wanted, width: int | None) -> None:
    """Print or write the answer in one format."""
    from guardrails.cli.answer import put
    from guardrails.cli.bench import columns, presentable
    from guardrails.cli.terminal import write
    from guardrails.render.markdown_text import cell
    from guardrails.workshop.difference.comparison_json import comparison_json
    from guardrails.workshop.difference.comparison_markdown import comparison_markdown
    from guardrails.workshop.difference.comparison_text import comparison_text

    if wanted.form == "text":
        answer = presentable(comparison_text(found, columns(width)))
    else:
        answer = comparison_json(found) if wanted.form == "json" else comparison_markdown(found, cell)
    if wanted.file:
        put(wanted.file, answer)
    else:
        write(answer)


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
