"""What `guardrails waiver request` asks for, on a terminal; without one each missing option is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast

import click

from guardrails.explain.sentences import say
from guardrails.explain.tongue import in_language
from guardrails.files.checking import Checked
from guardrails.files.waiver_request import Unclear, misfits
from guardrails.language.schemas import Json
from guardrails.workshop.waiver_file import waiver_text

OPTIONS: Mapping[str, str] = {
    "reason_kind": "--reason-kind",
    "reason": "--reason",
    "instead": "--instead",
    "risk_owner": "--risk-owner",
    "requested_by": "--requested-by",
    "expires": "--until",
}
"""The option for each key of the file, in the order in which we ask."""


def completed(answers: dict[str, str], name: str, checked: Checked, today: date) -> str:
    """The text of the file, once every answer is there and fits."""
    schema = checked.policies.schemas["waiver.schema.json"]
    asks = sys.stdin.isatty()
    while True:
        missing = [key for key in OPTIONS if not answers.get(key)]
        if missing and not asks:
            raise Unclear(say("waiver.ask.missing", {"options": ", ".join(OPTIONS[key] for key in missing)}))
        for key in missing:
            answers[key] = _asked(key, schema, checked, today)
        text = waiver_text(answers)
        amiss = misfits(text, name, checked, today)
        if not amiss:
            return text
        lines = [say("waiver.ask.does_not_fit", {"option": OPTIONS.get(key, key), "what": what}) for key, what in amiss.items()]
        if not asks or not amiss.keys() <= OPTIONS.keys():
            raise Unclear("\n".join(lines))
        click.echo("\n".join(lines), err=True)
        answers.update(dict.fromkeys(amiss, ""))


def _asked(key: str, schema: Json, checked: Checked, today: date) -> str:
    field = cast("dict[str, dict[str, object]]", schema["properties"])[key]
    question = in_language(str(field["description"]))
    if key == "reason_kind":
        return _chosen(question, field)
    if key == "expires":
        assert checked.report.bundle is not None
        latest = today + timedelta(days=checked.report.bundle.waiver_terms.max_days)
        question = f"{question} {say('waiver.ask.latest', {'latest': latest.isoformat()})}"
    ask = cast("Callable[..., str]", click.prompt)
    return ask(question, err=True, prompt_suffix="\n> ").strip()


def _chosen(question: str, field: Mapping[str, object]) -> str:
    """One of a list, by its number."""
    choices = cast("list[str]", field["enum"])
    click.echo(question, err=True)
    for number, meaning in enumerate(cast("list[str]", field["enumDescriptions"]), 1):
        click.echo(f"  {number}  {in_language(meaning)}", err=True)
    chosen: int = click.prompt(">", err=True, type=click.IntRange(1, len(choices)), prompt_suffix=" ")
    return choices[chosen - 1]
