"""`guardrails policy new`: a guided start for a rule."""

from __future__ import annotations

import os
import sys
from shlex import quote
from typing import TYPE_CHECKING

import click

from guardrails.cli.check import day_of
from guardrails.judge.verdict import Exit

if TYPE_CHECKING:
    from guardrails.text.values import Value
    from guardrails.workshop.new_rule import Answers

_ASKED = {
    "pack": "Which pack does it go to (its name)",
    "id": "A short name for it, in small letters with dashes (replies-are-read)",
    "code": "Its number in your catalogue (MSG-90)",
    "title": "What should hold, as a statement (Somebody reads the replies to our mails)",
    "kind": "Whom does it concern: Tool or Campaign",
    "field": "Which field does it look at (email.reply_monitored)",
    "operator": "How: is, in, at_most, at_least, present, includes_all, within …",
    "value": "With which value (true, 30, [a, b])",
    "headline": "What the finding says, with {title} for the tool or campaign ({title} sends mails that nobody can answer)",
    "why": "Why it matters: what happens to customers, money or the launch",
    "fix": "The first step to meet it, beginning with a verb",
    "faster": "A faster way that passes today",
}


@click.command("new")
@click.argument("folder", required=False, type=click.Path())
@click.option("--pack", help="The pack that it goes to.")
@click.option("--id", "id", help="A short name, in small letters with dashes.")
@click.option("--code", help="The number in your catalogue.")
@click.option("--title", help="What should hold, as a statement.")
@click.option("--kind", type=click.Choice(("Tool", "Campaign")), help="Whom it concerns.")
@click.option("--field", help="The field that it looks at.")
@click.option("--operator", help="How the field is compared.")
@click.option("--value", help="The value that it is compared with.")
@click.option("--when-field", default="", help="It concerns only those for whom this field …")
@click.option("--when-operator", default="is", show_default=True, help="… compared like this …")
@click.option("--when-value", default="true", show_default=True, help="… with this value.")
@click.option("--headline", help="What a finding says.")
@click.option("--why", help="Why it matters.")
@click.option("--fix", multiple=True, help="A step to meet it. Several work.")
@click.option("--faster", help="A faster way.")
@click.option("--team", default="", help="The team to ask, if it is not the pack's.")
@click.option("--contact", default="", help="The address of that team.")
@click.option("--as-of", metavar="DATE", help="The day on which it is announced (YYYY-MM-DD).")
def new_command(
    folder: str | None,
    as_of: str | None,
    fix: tuple[str, ...],
    team: str,
    contact: str,
    when_field: str,
    when_operator: str,
    when_value: str,
    **given: str | None,
) -> int:
    """Start a new rule: asks what is missing, writes it into its pack with examples, and tries them.

    The rule is announced on its first day, warns after a month and blocks after three. Nothing is written before it compiles.

    Exit codes. 0: written. 3: it can't be used like this, and nothing was written.
    """
    from guardrails.cli.bench import found_material, own_bundle, show, tell_problems
    from guardrails.files.writing import Written, write_over
    from guardrails.workshop.new_rule import new_rule, pack_named, value_typed

    meant = own_bundle(folder)
    material = meant if isinstance(meant, Exit) else found_material(folder)
    if isinstance(meant, Exit) or isinstance(material, Exit):
        return Exit.UNUSABLE
    told = {name: text or _ask(name) for name, text in given.items()}
    steps = fix or (_ask("fix"),)
    pack = pack_named(material, told["pack"])
    if pack is None:
        raise click.UsageError(f"The bundle has no pack '{told['pack']}' of its own.")
    when = (when_field, when_operator, value_typed(when_value)) if when_field else None
    answers = _answers(told, steps, when, {"team": team, "contact": contact} if team else {})
    found = new_rule(answers, pack, material, day_of(as_of))
    if found is None:
        raise click.UsageError(
            f"The rules in '{pack.file}' share a line. Give each rule lines of its own, then run this command."
        )
    if found.problems:
        return tell_problems(found.problems, material, None)
    before = material.texts.files[pack.file]
    folder_of_it, name = os.path.split(os.path.join(meant.root, found.file))
    if write_over(folder_of_it, name, before, found.text.encode()) is not Written.CHANGED:
        raise click.UsageError(f"'{found.file}' can't be written.")
    show(f"Wrote {pack.fields.get('name')}/{answers.id} to {found.file}{_with(found.shown)}.\n{_next(found.shown, folder)}")
    return Exit.FINE


def _ask(name: str) -> str:
    """An answer that no option gave; without a terminal the option is named."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"Nobody is there to ask, so --{name} is needed.")
    return str(click.prompt(_ASKED[name], err=True))


def _answers(told: dict[str, str], steps: tuple[str, ...], when: tuple[str, str, Value] | None, owner: dict[str, str]) -> Answers:
    from guardrails.workshop.new_rule import Answers, value_typed

    return Answers(
        id=told["id"],
        code=told["code"],
        title=told["title"],
        headline=told["headline"],
        kind=told["kind"],
        require=(told["field"], told["operator"], value_typed(told["value"])),
        when=when,
        why=told["why"],
        fix=steps,
        faster=told["faster"],
        owner={**owner},
    )


def _with(shown: tuple[str, ...]) -> str:
    """What the examples show: ", with examples that pass, fail, ask"."""
    return f", with an example for each of: {', '.join(shown)}" if shown else ", without examples"


def _next(shown: tuple[str, ...], folder: str | None) -> str:
    if {"pass", "fail"} <= set(shown):
        return f"To see how it reads:  guardrails policy lint{f' {quote(folder)}' if folder else ''}"
    missing = " and ".join(f"one that comes out as `{expect}`" for expect in ("pass", "fail") if expect not in shown)
    return f"No manifest was found for the rest. Add {missing}."
