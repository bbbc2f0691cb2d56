"""Sentences from the catalogue: one place that fills slots, once, with nothing but visible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from guardrails.explain.local_forms import plural_form
from guardrails.explain.tongue import NOTHING, spoken
from guardrails.text.clean import visible

CATALOGUES = (
    "catalogue_briefing_en",
    "catalogue_layout_en",
    "catalogue_en",
    "catalogue_facts_en",
    "catalogue_letters_en",
    "catalogue_alternatives_en",
    "catalogue_changes_en",
    "catalogue_waivers_en",
    "catalogue_words_en",
    "catalogue_pages_en",
    "catalogue_formats_en",
    "catalogue_origin_en",
    "catalogue_problems_en",
)
"""Modules of this package that hold a dict SENTENCES each, in English; an id lives in exactly one.

A module is imported when no earlier one has the id: a run that passes needs the first two.
"""

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
    return fill(template(id), slots)


def say_counted(id: str, count: int, slots: Mapping[str, str] = NOTHING) -> str:
    """The sentence in the plural form that goes with a number: `id.one`, `id.other`, elsewhere `id.few` … `{count}` is known."""
    form = plural_form(count)
    texts = (spoken().sentences.get(f"{id}.{form}"), spoken().sentences.get(f"{id}.other"))
    text = next((t for t in texts if t is not None), None) or template(f"{id}.{'one' if count == 1 else 'other'}")
    return fill(text, {"count": str(count), **slots})


def template(id: str) -> str:
    """The text with this id in the language of this run, its slots unfilled; the English one where that language has none.

    Raises CatalogueError if there is none.
    """
    text = spoken().sentences.get(id) or english(id)
    if text is None:
        raise CatalogueError(f"no sentence with the id {id!r}")
    return text


def knows(id: str, module: str = "") -> bool:
    """Whether there is a sentence with this id (in one catalogue, if it is named): the same in every language."""
    return id in _sentences(module) if module else english(id) is not None


def sentence(text: str) -> str:
    """A clause as a sentence of its own."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", ":", "…")) else text + "."


@cache
def _sentences(module: str) -> Mapping[str, str]:
    found: Mapping[str, str] = import_module(f"{__package__}.{module}").SENTENCES
    return found


def english(id: str) -> str | None:
    """The English text with this id; None if there is none."""
    return next((text for module in CATALOGUES if (text := _sentences(module).get(id)) is not None), None)


@cache
def catalogue() -> Mapping[str, str]:
    """All English sentences by id, from every catalogue that is there."""
    merged: dict[str, str] = {}
    for module in CATALOGUES:
        sentences = _sentences(module)
        twice = merged.keys() & sentences.keys()
        if twice:
            raise CatalogueError(f"ids that stand in two catalogues: {sorted(twice)}")
        merged.update(sentences)
    return MappingProxyType(merged)
