"""From a finished check to what is printed and written: one format on standard output, any number of others in files."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import click

from guardrails.cli.terminal import style_here, write
from guardrails.explain.briefing import brief
from guardrails.explain.explanation import Briefing
from guardrails.files.answering import context_of, told
from guardrails.files.checking import Checked
from guardrails.files.repository import repository_of
from guardrails.judge.verdict import Exit
from guardrails.model.stage import Severity
from guardrails.render.formats import FORMATS, answer
from guardrails.render.told import Told


class Wanted(NamedTuple):
    """A format and the file it goes to; "" is standard output."""

    form: str
    file: str = ""


def wanted_formats(asked: Sequence[str], known: Collection[str] = FORMATS.keys()) -> list[Wanted]:
    """What `--format` asks for: `text`, `json=out.json`. Without any for standard output that is text."""
    found = [_wanted(one, known) for one in asked]
    if sum(not one.file for one in found) > 1:
        raise click.UsageError("Only one format can go to standard output. Give the others a file: --format json=out.json")
    return found if any(not one.file for one in found) else [Wanted("text"), *found]


def _wanted(asked: str, known: Collection[str]) -> Wanted:
    form, equals, file = asked.partition("=")
    if form not in known:
        raise click.UsageError(f"There is no format '{form}'. There are: {', '.join(known)}.")
    if equals and not file:
        raise click.UsageError(f"After '{form}=' comes a file to write to.")
    return Wanted(form, file)


class Manner(NamedTuple):
    """How it is told: the columns of the text answer, and whether only what counts for `fail_on` is told in it."""

    width: int | None = None
    quiet: bool = False
    fail_on: Severity = Severity.BLOCK


def tell(checked: Checked, formats: Sequence[Wanted], manner: Manner, code: Exit) -> None:
    """Print and write the answer in the formats asked for."""
    checked = told(checked)
    finished = told_of(checked, manner.width, code)._replace(fail_on=manner.fail_on)
    for one in formats:
        if manner.quiet and one == Wanted("text"):
            _tell_briefly(finished)
            continue
        text = answer(one.form, finished)
        if one.file:
            put(one.file, text)
        else:
            write(text)
    if any(one.form == "github" for one in formats):
        from guardrails.cli.runner import hand_over

        hand_over(finished, next((one.file for one in formats if one.form == "sarif"), ""), os.environ)


def put(file: str, text: str) -> None:
    """Write an answer to the file that was asked for."""
    from guardrails.files.writing import write_output

    if not write_output(file, text):
        raise click.UsageError(f"'{file}' can't be written.")


def _tell_briefly(finished: Told) -> None:
    """Print only what counts; nothing at all where nothing does."""
    if finished.code is Exit.FINE:
        return
    from guardrails.explain.briefly import briefly

    write(answer("text", finished._replace(briefing=lambda full: briefly(finished.briefing(full), finished.fail_on))))


def told_of(checked: Checked, width: int | None, code: Exit) -> Told:
    """What every format is given to write."""
    root = checked.policies.workspace.root
    context = context_of(checked, folder_of(root))

    @cache
    def briefing(full: int | None) -> Briefing:
        return brief(checked.report, context, full)

    home = _above(root, repository_of(root) or os.getcwd())
    return Told(checked.report, briefing, checked.sources, style_here(width), code, context.folder, home, context.command)


def folder_of(root: str) -> str:
    """The way from where the reader stands to the workspace, as the start of a path."""
    return _above(root, os.getcwd())


def _above(root: str, start: str) -> str:
    way = os.path.relpath(root, start).replace(os.sep, "/")
    return "" if way == "." else f"{way}/"
