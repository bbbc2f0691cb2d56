"""`guardrails waiver`: ask for more time, see what runs out, approve with a signature, look at signatures."""

from __future__ import annotations

import os
from datetime import date

import click

from guardrails.cli.check import day_of, start_folder
from guardrails.cli.language import in_the_readers_language
from guardrails.files.checking import Checked
from guardrails.judge.verdict import Exit

_HERE = "Judge for another day, as a preview (YYYY-MM-DD)."


@click.group()
def waiver() -> None:
    """Ask for more time, and look after what was granted."""


@waiver.command("request")
@click.argument("rule")
@click.argument("manifest")
@click.option("--element", default="", metavar="NAME", help="Only for this part: a connection, a tag, a page.")
@click.option("--reason-kind", default="", metavar="KIND", help="The sort of reason, such as 'contract_running'.")
@click.option("--reason", default="", metavar="TEXT", help="Why the rule can't be met yet.")
@click.option("--instead", default="", metavar="TEXT", help="What you do until then.")
@click.option("--risk-owner", default="", metavar="EMAIL", help="Who carries the risk.")
@click.option("--requested-by", default="", metavar="EMAIL", help="Who asks (else your address in git).")
@click.option("--until", default="", metavar="DATE", help="The last day it is needed (YYYY-MM-DD).")
@click.option("--output", default="", metavar="FILE", help="Another name for the file, in the same folder.")
@click.option("--as-of", metavar="DATE", help=_HERE)
@click.option("--yes", is_flag=True, help="Write the file without asking.")
@in_the_readers_language
def request_command(
    rule: str,
    manifest: str,
    element: str,
    reason_kind: str,
    reason: str,
    instead: str,
    risk_owner: str,
    requested_by: str,
    until: str,
    output: str,
    as_of: str | None,
    yes: bool,
) -> int:
    """Write a waiver for what RULE finds on MANIFEST (a name or a file).

    On a terminal it asks for what is missing. The file covers nothing until somebody else approves it.

    Exit codes. 0: written. 1: not written. 2: there is nothing to ask for, or an answer is missing. 3: the rules can't be
    used.
    """
    from guardrails.files.git_settings import git_setting

    answers = {"element": element, "reason_kind": reason_kind, "reason": reason, "instead": instead}
    answers |= {"risk_owner": risk_owner, "expires": until, "requested_by": requested_by or git_setting("user.email")}
    file = (manifest,) if os.path.isfile(manifest) else ()
    checked = _checked(start_folder(file), as_of)
    return checked if isinstance(checked, Exit) else _requested(checked, rule, manifest, answers, output, yes)


def _requested(checked: Checked, rule: str, manifest: str, answers: dict[str, str], output: str, yes: bool) -> int:
    import sys

    from guardrails.cli.bench import show
    from guardrails.cli.waiver_prompts import completed
    from guardrails.explain.sentences import say
    from guardrails.files.waiver_request import Unclear, finding_meant, place_for, write_request

    try:
        finding = finding_meant(checked, rule, manifest, answers["element"])
        place = place_for(checked, finding, answers["element"], output)
        slots = {"rule": finding.rule.words.title, "manifest": finding.manifest.title}
        click.echo(say("waiver.ask.about", slots), err=True)
        answers |= {"rule": finding.rule.name, "manifest": finding.manifest.name}
        text = completed(answers, place.name, checked, checked.report.as_of)
        show(text)
        if not yes and sys.stdin.isatty() and not click.confirm(say("waiver.ask.write", {"file": place.shown}), err=True):
            return Exit.BLOCKED
        write_request(place, text)
    except Unclear as why:
        raise click.UsageError(str(why)) from None
    slots = {"file": place.shown, "command": "guardrails"}
    click.echo(f"{say('waiver.ask.wrote', slots)}\n{say('waiver.ask.next', slots)}", err=True)
    return Exit.FINE


@waiver.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to write it.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="Only waivers in this state. Several work.")
@click.option("--fail-on", default="", metavar="STATES", help="Exit 1 if a waiver is in one of these states (expired,unused).")
@click.option("--as-of", metavar="DATE", help=_HERE)
@click.option("--width", type=click.IntRange(60, 200), help="Columns of the text.")
@in_the_readers_language
def list_command(form: str, states: tuple[str, ...], fail_on: str, as_of: str | None, width: int | None) -> int:
    """List all waivers: what became of each, and how long it still runs.

    Exit codes. 0: listed. 1: one is in a state that --fail-on names. 3: the rules or a waiver can't be used.
    """
    from guardrails.cli.terminal import style_here, write
    from guardrails.explain.waiver_rows import rows
    from guardrails.files.answering import told
    from guardrails.render.waiver_list import FORMATS

    only, counting = _states(states), _states(fail_on.split(",") if fail_on else ())
    checked = _checked(os.getcwd(), as_of)
    if isinstance(checked, Exit):
        return checked
    report = told(checked).report
    write(FORMATS[form](rows(report, "guardrails", only), report.as_of, style_here(width)))
    return Exit.BLOCKED if any(state.state in counting for state in report.waivers) else Exit.FINE


def _states(asked: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    from guardrails.explain.waiver_rows import STATES

    for state in asked:
        if state not in STATES:
            raise click.UsageError(f"There is no state '{state}'. There are: {', '.join(STATES)}.")
    return tuple(asked)


@waiver.command("sign")
@click.argument("file", type=click.Path())
@click.option("--key", default="", metavar="PATH", help="Your SSH key (else user.signingkey of git).")
@click.option("--as", "person", default="", metavar="EMAIL", help="Who approves (else your address in git).")
@click.option("--as-of", metavar="DATE", help="The day of the approval (YYYY-MM-DD).")
@in_the_readers_language
def sign_command(file: str, key: str, person: str, as_of: str | None) -> int:
    """Approve a waiver with your SSH key: your name and the day go into FILE, the signature beside it.

    Exit codes. 0: signed, and it counts. 1: signed, and something is still missing. 2: it can't be signed. 3: the rules
    can't be used.
    """
    from guardrails.explain.sentences import say
    from guardrails.files.git_settings import git_setting
    from guardrails.files.waiver_request import Unclear
    from guardrails.files.waiver_signing import sign_waiver

    checked = _checked(os.path.dirname(os.path.abspath(file)), as_of)
    if isinstance(checked, Exit):
        return checked
    person, key = person or git_setting("user.email"), os.path.expanduser(key or git_setting("user.signingkey"))
    try:
        if not person or not key:
            raise Unclear(say("waiver.sign.key" if person else "waiver.sign.person"))
        assert checked.report.bundle is not None
        sign_waiver(file, person, key, checked.report.as_of, checked.report.bundle, checked.policies.schemas)
    except Unclear as why:
        raise click.UsageError(str(why)) from None
    click.echo(say("waiver.sign.done", {"file": file, "person": person}))
    return _verified(_checked(os.path.dirname(os.path.abspath(file)), as_of), (file,))


@waiver.command("verify")
@click.argument("files", nargs=-1, type=click.Path())
@in_the_readers_language
def verify_command(files: tuple[str, ...]) -> int:
    """Look at the signatures of all waivers, or of these FILES.

    Exit codes. 0: all that need a signature have one that fits. 1: some do not. 2: a file is no waiver that counts here.
    3: ssh-keygen is not there, or the rules can't be used.
    """
    return _verified(_checked(start_folder(files), None), files)


def _verified(checked: Checked | Exit, files: tuple[str, ...]) -> int:
    from guardrails.cli.bench import show
    from guardrails.explain.sentences import say
    from guardrails.files.waiver_seals import MISFITS, NO_PROGRAM, seals

    if isinstance(checked, Exit):
        return checked
    found = seals(checked.policies, files)
    strange = [file for file in files if file not in {seal.asked for seal in found}]
    if strange:
        raise click.UsageError(say("waiver.verify.no_file", {"file": strange[0]}))
    show("\n".join(seal.told for seal in found) or say("waiver.list.none"))
    states = {seal.state for seal in found}
    return Exit.UNUSABLE if NO_PROGRAM in states else Exit.BLOCKED if states & MISFITS else Exit.FINE


def _checked(start: str, as_of: str | None) -> Checked | Exit:
    """The check of the whole workspace around a folder; its problems are told where the rules can't be used."""
    from guardrails.cli.answer import Manner, tell, wanted_formats
    from guardrails.files.checking import check

    today: date = day_of(as_of)
    checked = check(start=start, today=today, as_of_given=as_of is not None)
    if checked.report.bundle is None:
        tell(checked, wanted_formats(()), Manner(), Exit.UNUSABLE)
        return Exit.UNUSABLE
    return checked
