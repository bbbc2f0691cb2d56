"""The languages there are: English, and one for each file in `explain/languages`, found by its name."""

from __future__ import annotations

import os
from functools import cache

from guardrails.explain.tongue import ENGLISH, Language

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "explain", "languages")
_ENDING = ".yaml"


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages, English first."""
    names = os.listdir(_FOLDER) if os.path.isdir(_FOLDER) else []
    return (ENGLISH.code, *sorted(name.removesuffix(_ENDING) for name in names if name.endswith(_ENDING)))


@cache
def language(code: str) -> Language:
    """The language with one of these codes."""
    if code == ENGLISH.code:
        return ENGLISH
    from guardrails.explain.language_file import language_of

    with open(os.path.join(_FOLDER, f"{code}{_ENDING}"), "rb") as file:
        return language_of(code, file.read())
