"""The option `--lang`, and the language that the environment asks for."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from guardrails.cli import completing
from guardrails.explain.tongue import Language, choice, matching, speaking
from guardrails.files.languages import codes, language

_R = TypeVar("_R")


def in_the_readers_language(command: Callable[..., _R]) -> Callable[..., _R]:
    """A command that answers in the language of `--lang`, else of the environment, else in English."""

    @click.option("--lang", metavar="CODE", shell_complete=completing.languages, help="The language of the answer, such as 'de'.")
    @wraps(command)
    def spoken(*args: Any, lang: str | None, **options: Any) -> _R:
        with speaking(asked_for(lang)):
            return command(*args, **options)

    return spoken


def asked_for(code: str | None) -> Language:
    """The language with this code, which has to be there; without one what the environment asks for."""
    if not code:
        return language(choice(os.environ, codes()))
    found = matching(code, codes())
    if found is None:
        raise click.UsageError(f"There is no language '{code}' yet. There are: {', '.join(codes())}.")
    return language(found)
