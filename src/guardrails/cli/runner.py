"""What a GitHub runner gets besides the annotations: the summary of the job, and values for later steps."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import click

from guardrails.explain.sentences import say
from guardrails.files.handing_over import add_to
from guardrails.render.formats import answer
from guardrails.render.github import output_lines, outputs
from guardrails.render.told import Told


def hand_over(told: Told, sarif_file: str, environment: Mapping[str, str]) -> None:
    """Fill the files that the runner named. One that can't be written is told of and changes nothing else."""
    summary, values = (environment.get(name, "") for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"))
    if summary and not add_to(summary, answer("markdown", told)):
        _unwritten("GITHUB_STEP_SUMMARY")
    if values and not add_to(values, output_lines(outputs(told, sarif_file), f"guardrails_{secrets.token_hex(16)}")):
        _unwritten("GITHUB_OUTPUT")


def _unwritten(name: str) -> None:
    click.echo(say("runner.unwritten", {"name": name}), err=True)
