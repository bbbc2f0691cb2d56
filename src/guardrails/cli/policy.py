"""`guardrails policy`: IT's bench for its own rules."""

from __future__ import annotations

import click

from guardrails.cli.check import day_of
from guardrails.cli.policy_diff import diff_command
from guardrails.cli.policy_fmt import fmt_command
from guardrails.cli.policy_health import health_command
from guardrails.cli.policy_new import new_command
from guardrails.cli.policy_update import update_command
from guardrails.judge.verdict import Exit


@click.group()
def policy() -> None:
    """For IT: write, check and try out rules."""


policy.add_command(diff_command)
policy.add_command(fmt_command)
policy.add_command(health_command)
policy.add_command(new_command)
policy.add_command(update_command)


@policy.command("test")
@click.argument("folder", required=False, type=click.Path())
@click.option("--coverage", is_flag=True, help="Show which sides of the conditions no example shows.")
@click.option("--min-coverage", type=click.IntRange(0, 100), metavar="N", help="Exit 1 below N percent of all sides.")
@click.option("--mutants/--no-mutants", default=None, help="List the rule changes no example notices, or don't make any.")
@click.option("--junit", metavar="FILE", help="Write the result as JUnit XML too.")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the answer.")
def test_command(
    folder: str | None, coverage: bool, min_coverage: int | None, mutants: bool | None, junit: str | None, width: int | None
) -> int:
    """Try every rule's examples, and the situations in tests/.

    Without FOLDER: the bundle of the workspace around or in this folder, else the starter.

    Exit codes. 0: all as expected. 1: some are not, or the coverage is too low, or no example notices any change of a rule.
    3: the rules or the situations can't be used. 4: there are neither examples nor situations.
    """
    from guardrails.cli.bench import columns, found_material, show, tell_problems, write_junit
    from guardrails.workshop.proof_text import proof_text
    from guardrails.workshop.proving import prove

    material = found_material(folder)
    if isinstance(material, Exit):
        return material
    proof = prove(material, mutants is not False)
    if not proof.usable:
        return tell_problems(proof.problems, material, width)
    too_low = min_coverage is not None and proof.covered < min_coverage
    show(proof_text(proof, columns(width), coverage or too_low, mutants is True))
    if junit is not None:
        write_junit(junit, proof)
    if not proof.tried:
        return Exit.NOTHING
    if too_low:
        click.echo(f"The tests show {proof.covered:.1f} percent of all sides; {min_coverage} are needed.", err=True)
    return Exit.FINE if proof.fine and not too_low else Exit.BLOCKED


@policy.command("lint")
@click.argument("folder", required=False, type=click.Path())
@click.option("--strict", is_flag=True, help="Advice counts for exit code 1 too.")
@click.option("--as-of", metavar="DATE", help="Judge the dates for another day (YYYY-MM-DD).")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the answer.")
def lint_command(folder: str | None, strict: bool, as_of: str | None, width: int | None) -> int:
    """Check the words of the rules and whether they are looked after.

    Without FOLDER: the bundle of the workspace around or in this folder, else the starter.

    Exit codes. 0: nothing to mend. 1: something to mend. 3: the rules or the situations in tests/ can't be used.
    """
    from guardrails.cli.bench import columns, found_material, show, tell_problems
    from guardrails.workshop.lint import lint
    from guardrails.workshop.lint_text import lint_text
    from guardrails.workshop.remark import Level

    material = found_material(folder)
    if isinstance(material, Exit):
        return material
    linted = lint(material, day_of(as_of))
    if not linted.usable:
        return tell_problems(linted.problems, material, width)
    show(lint_text(linted, columns(width)))
    counts = linted.remarks if strict else [r for r in linted.remarks if r.level is Level.MUST]
    return Exit.BLOCKED if counts else Exit.FINE


@policy.command("docs")
@click.argument("folder", required=False, type=click.Path())
@click.option("--out", required=True, metavar="DIR", type=click.Path(file_okay=False), help="Where to write it.")
@click.option("--format", "formats", multiple=True, type=click.Choice(["markdown", "html"]), help="Only this form.")
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the answer.")
def docs_command(folder: str | None, out: str, formats: tuple[str, ...], width: int | None) -> int:
    """Write the handbook: a page for each rule, pack and lane, and the words.

    Without FOLDER: the bundle of the workspace around or in this folder, else the starter. It goes to DIR/markdown and
    DIR/html; open DIR/html/index.html in a browser. Only pages that this command wrote before are replaced.

    Exit codes. 0: written. 1: something is in the way of a page. 3: the rules can't be used.
    """
    from guardrails.cli.bench import found_material, publish_handbook, tell_problems
    from guardrails.workshop.handbook import handbook

    material = found_material(folder)
    if isinstance(material, Exit):
        return material
    book, problems = handbook(material)
    if book is None:
        return tell_problems(problems, material, width)
    return publish_handbook(book, out, formats or ("markdown", "html"))
