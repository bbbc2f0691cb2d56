"""What the commands of `guardrails policy` share: finding the bundle, and showing what came of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import click

from guardrails.cli.terminal import style_here, write
from guardrails.files.policy_sources import Meant, bundle_meant, read_material
from guardrails.files.source_names import STARTER, is_git
from guardrails.judge.verdict import Exit
from guardrails.model.problem import Problem
from guardrails.workshop.material import Material

if TYPE_CHECKING:
    from guardrails.explain.handbook_page import Handbook
    from guardrails.workshop.proving import Proof

_IN_THE_WAY = "Not written, because something that is not ours is in the way:"
_LEFT_OVER = "Left from before, about something that is gone; you can delete them:"


def own_bundle(folder: str | None) -> Meant | Exit:
    """The bundle meant, which is one that somebody writes here, or the exit code once its problems are told."""
    meant = _meant(folder)
    if isinstance(meant, Meant) and (meant.source == STARTER or is_git(meant.source)):
        raise click.UsageError(
            "The starter comes with guardrails, and rules in git with a tag. Name the folder of a bundle of your own."
        )
    return meant


def _meant(folder: str | None) -> Meant | Exit:
    meant = bundle_meant(folder)
    if meant is None:
        raise click.UsageError(f"There is no bundle.yaml in '{folder}', and no workspace that names a bundle.")
    return meant if isinstance(meant, Meant) else _tell(meant, {}, None)


def found_material(folder: str | None) -> Material | Exit:
    """The bundle meant, or the exit code once its problems are told."""
    meant = _meant(folder)
    if isinstance(meant, Exit):
        return meant
    material, loaded = read_material(meant)
    if material is None:
        texts = {name: data for layer in loaded.texts.layers() for name, data in layer.files.items()} if loaded.texts else {}
        return _tell(loaded.problems, texts, None)
    return material


def tell_problems(problems: Sequence[Problem], material: Material, width: int | None) -> Exit:
    """Explain why a bundle can't be used, as `guardrails check` does; the exit code."""
    layers = (layer.files for layer in material.texts.layers())
    texts = {name: data for files in (*layers, material.released, *material.tests) for name, data in files.items()}
    return _tell(problems, texts, width)


def tell_unread(
    problems: Sequence[Problem], texts: Mapping[str, bytes], width: int | None = None, *, aside: bool = False
) -> Exit:
    """Explain why a bundle can't even be read, on standard error if `aside`; the exit code."""
    return _tell(problems, texts, width, aside)


def _tell(problems: Sequence[Problem], texts: Mapping[str, bytes], width: int | None, aside: bool = False) -> Exit:
    from guardrails.explain.briefing import brief
    from guardrails.explain.context import Context
    from guardrails.judge.run import sorted_problems
    from guardrails.model.report import Report
    from guardrails.render import text

    report = Report(date.today(), False, None, (), sorted_problems(problems), (), ())
    context = Context(lambda name: texts[name].decode("utf-8", "replace"), {})
    answer = text.render(brief(report, context), style_here(width))
    if aside:
        click.echo(answer, err=True)
    else:
        write(answer)
    return Exit.UNUSABLE


def columns(width: int | None) -> int:
    """How wide the answer may be."""
    return style_here(width).width


def show(answer: str) -> None:
    """Print an answer in which texts of the bundle stand: nothing in it can speak to the terminal or a CI runner."""
    write(presentable(answer))


def presentable(answer: str) -> str:
    """An answer as it is printed here."""
    from guardrails.render.plain import defused, shown

    style = style_here()
    return "".join(f"{defused(shown(line, style.unicode))}\n" for line in answer.splitlines())


def write_junit(file: str, proof: Proof) -> None:
    """Write what came of examples and situations to the file that was asked for."""
    from guardrails.files.writing import write_output
    from guardrails.workshop.proof_junit import proof_junit

    if not write_output(file, proof_junit(proof)):
        raise click.UsageError(f"'{file}' can't be written.")


def publish_handbook(book: Handbook, out: str, formats: Sequence[str]) -> Exit:
    """Write a handbook in these forms, tell what became of it; the exit code."""
    from guardrails.files.publishing import publish
    from guardrails.render.handbook_links import MARK

    lines: list[str] = []
    code = Exit.FINE
    for form in dict.fromkeys(formats):
        files = import_module(f"guardrails.render.handbook_{form}").files(book)
        done = publish(out, form, files, MARK)
        lines.append(f"Wrote {done.written} pages to {os.path.join(out, form)}")
        code = Exit.BLOCKED if done.in_the_way else code
        for words, names in ((_IN_THE_WAY, done.in_the_way), (_LEFT_OVER, done.left_over)):
            lines += [words, *(f"  {name}" for name in names)] if names else []
    show("\n".join(lines))
    return code
