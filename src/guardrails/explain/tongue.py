"""The language that sentences are told in: set once at the edge of a run, read wherever a sentence is made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Forms: TypeAlias = "str | Mapping[str, str]"
"""A word, or its plural forms (`one`, `other`, `few` …)."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class ProblemParts(NamedTuple):
    """The sentences about one problem, in the parts that `ProblemWords` has in English."""

    headline: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    why: str = ""
    faster: str = ""


class Language(NamedTuple):
    """A language beside English: its texts by id, and the few things about its grammar that sentences need.

    `locale` is what numbers, dates and plural forms go by. `fields` are the words of manifest schemas and facts, by their
    English text. What a language does not have is told in English.
    """

    code: str
    name: str
    locale: str
    grammar: Mapping[str, str | tuple[str, ...]] = NOTHING
    sentences: Mapping[str, str] = NOTHING
    problems: Mapping[str, ProblemParts] = MappingProxyType({})
    fields: Mapping[str, Forms] = NOTHING


ENGLISH = Language("en", "English", "en_GB")
"""The source of all other languages: its sentences are modules, and nothing has to be read for it."""

_VARIABLES = ("GUARDRAILS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = ("c", "posix")

_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """The language of this run."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Tell everything inside the block in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def in_language(text: str) -> str:
    """A word or question of a schema in the language of this run; as it is where nobody has translated it."""
    return form_of(text, "other")


def form_of(text: str, form: str) -> str:
    """The same in one of its plural forms."""
    found = _spoken.get().fields.get(text, text)
    return found if isinstance(found, str) else found.get(form, found.get("other", text))


def matching(code: str, available: Collection[str]) -> str | None:
    """The available language that a code means: `de_AT.UTF-8` is `de-AT` if that is there, else `de`; None if neither is."""
    known = {other.casefold(): other for other in available}
    parts = code.partition(".")[0].partition("@")[0].replace("_", "-").casefold().split("-")
    return next((known[c] for n in range(len(parts), 0, -1) if (c := "-".join(parts[:n])) in known), None)


def choice(environment: Mapping[str, str], available: Collection[str]) -> str:
    """The language that the environment asks for; English where it asks for none, or for one that is not there.

    The first variable that is set decides. LANGUAGE may hold several codes, the dearest first.
    """
    for variable in _VARIABLES:
        asked = [code for code in environment.get(variable, "").split(":" if variable == "LANGUAGE" else None) if code]
        if asked:
            found = (matching(code, available) for code in asked if code.partition(".")[0].casefold() not in _NO_LANGUAGE)
            return next((code for code in found if code), ENGLISH.code)
    return ENGLISH.code
