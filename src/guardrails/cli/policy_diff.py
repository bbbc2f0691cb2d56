"""`guardrails policy diff`: what a new version of the rules changes, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
@click.option("--manifests", "folders", multiple=True, metavar="DIR", help="A workspace, or a folder with several; repeatable.")
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
    from guardrails.cli.progress import Progress
    from guardrails.files.comparing import Unusable, compare

    formats = wanted_formats(forms, FORMS)
    today = day_of(as_of)
    before, after = found_version(old), found_version(new)
    if isinstance(before, Exit):
        return before
    if isinstance(after, Exit):
        return after
    assert after.material is not None
    places = workplaces(folders, after.material)
    if isinstance(places, Exit):
        return places
    progress = Progress()
    found = compare(before, after, places, today, progress)
    progress.end()
    if isinstance(found, Unusable):
        return tell_unusable(found, width)
    tell_left_out((place.name, place.unread) for place in found.effects.places)
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


def workplaces(folders: Sequence[str], material: Material) -> list[Workplace] | Exit:
    """The workspaces asked for, each once; or the exit code once it is told why one of them can't be used."""
    from guardrails.files.comparing import Broken, roots_in, workplace
    from guardrails.judge.manifests import Checker

    roots: dict[str, None] = {}
    for folder in folders:
        found = roots_in(folder)
        if not found:
            raise click.UsageError(f"There is no workspace in '{folder}'.")
        roots.update(dict.fromkeys(found))
    places: list[Workplace] = []
    checker = Checker(material.schemas)
    for root in roots:
        place = workplace(root, checker)
        if isinstance(place, Broken):
            from guardrails.cli.bench import tell_unread

            click.echo(f"About '{place.name}':", err=True)
            return tell_unread(place.problems, place.texts)
        places.append(place)
    return places


def tell_left_out(unread: Iterable[tuple[str, int]]) -> None:
    """Say how many files of which workspace nobody can read, so that nobody takes them for fine."""
    for name, count in unread:
        if count:
            told = "1 file can't be read and is" if count == 1 else f"{count} files can't be read and are"
            click.echo(f"In '{name}' {told} left out; guardrails check says why.", err=True)
