"""Sentences from the catalogue: one place that fills slots, once, with nothing but visible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from guardrails.text.clean import visible

CATALOGUES = (
    "catalogue_en",
    "catalogue_problems_en",
    "catalogue_facts_en",
    "catalogue_changes_en",
    "catalogue_letters_en",
    "catalogue_alternatives_en",
)
"""Modules of this package that hold a dict SENTENCES each; an id lives in exactly one."""

NOTHING: Mapping[str, str] = MappingProxyType({})

_SLOT = re.compile(r"\{([A-Za-z][\w.-]*)\}")


class CatalogueError(LookupError):
    """Our own fault: a sentence or a slot that nobody wrote."""


def fill(text: str, slots: Mapping[str, str]) -> str:
    """The text with its `{slots}` replaced in one pass; a value is shown literally and never read again.

    Raises CatalogueError for a slot without a value.
    """

    def value(found: re.Match[str]) -> str:
        if found[1] not in slots:
            raise CatalogueError(f"no value for the slot {found[1]!r} in {text!r}")
        return visible(slots[found[1]])

    return _SLOT.sub(value, text)


def slots_in(text: str) -> Iterator[str]:
    """The names of the slots in a text."""
    return (found[1] for found in _SLOT.finditer(text))


def say(id: str, slots: Mapping[str, str] = NOTHING) -> str:
    """The catalogue's sentence (or clause) with this id, filled. Raises CatalogueError if there is none."""
    text = catalogue().get(id)
    if text is None:
        raise CatalogueError(f"no sentence with the id {id!r}")
    return fill(text, slots)


def knows(id: str) -> bool:
    """Whether the catalogue has this id."""
    return id in catalogue()


def clause(id: str, slots: Mapping[str, str] = NOTHING) -> str:
    """A whole sentence of the catalogue as a part of another one: small first letter, no full stop."""
    text = catalogue().get(id)
    if text is None:
        raise CatalogueError(f"no sentence with the id {id!r}")
    first, rest = text[:1], text[1:]
    # "EU …" and "{slot} …" keep their first letter.
    if first.isupper() and (rest[:1].islower() or rest[:1] == " "):
        text = first.lower() + rest
    return fill(text.removesuffix("."), slots)


def sentence(text: str) -> str:
    """A clause as a sentence of its own."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", ":", "…")) else text + "."


@cache
def catalogue() -> Mapping[str, str]:
    """All sentences by id, from every catalogue that is there."""
    merged: dict[str, str] = {}
    for module in CATALOGUES:
        sentences: Mapping[str, str] = import_module(f"{__package__}.{module}").SENTENCES
        twice = merged.keys() & sentences.keys()
        if twice:
            raise CatalogueError(f"ids that stand in two catalogues: {sorted(twice)}")
        merged.update(sentences)
    return MappingProxyType(merged)
