"""The terms that a bundle explains to its readers: what is in there is no jargon, and each thing has one word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from guardrails.workshop.material import Document
from guardrails.workshop.word_lists import ORDINARY_CAPITALS


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every explained term in small letters, the plain ones and those of the trade; `things` are those that mean the same."""

    terms: frozenset[str] = frozenset()
    things: tuple[tuple[str, ...], ...] = ()

    def explains(self, word: str) -> bool:
        """Whether a word is explained, one or many of it."""
        low = word.casefold()
        return low in self.terms or low.removesuffix("s") in self.terms or f"{low}s" in self.terms

    def reads(self, capitals: str) -> bool:
        """Whether a word in capitals is one that readers know, or can look up."""
        known = capitals.removesuffix("s") in ORDINARY_CAPITALS or self.explains(capitals)
        return known or any(capitals.casefold() in term.split() for term in self.terms)

    def doubles(self, text: str) -> Iterator[tuple[str, str]]:
        """Two terms for one thing that both stand in a text, one of them the plain one; a longer term is not its parts."""
        low = text.casefold()
        for plain, *others in self.things:
            if not _pattern(plain).search(low):
                continue
            left, found = low, list[str]()
            for term in sorted({plain, *others}, key=lambda term: (-len(term), term)):
                left, times = _pattern(term).subn(" ", left)
                found += [term] if times else []
            if plain in found and len(found) > 1:
                yield plain, next(term for term in found if term != plain)


@cache
def _pattern(term: str) -> re.Pattern[str]:
    """A pattern for a term, one or many of it, with or without its hyphens."""
    return re.compile(rf"\b{'[- ]'.join(map(re.escape, re.split('[- ]', term.removesuffix('s'))))}s?\b")


def glossary_of(vocabularies: Iterable[Document]) -> Glossary:
    """The terms of a bundle's glossaries."""
    things: list[tuple[str, ...]] = []
    for document in vocabularies:
        entries = document.fields.get("entries")
        for entry in entries if document.fields.get("name") == "glossary" and isinstance(entries, list) else []:
            if isinstance(entry, dict):
                also = entry.get("also")
                named = (str(entry.get("title", "")), *map(str, also if isinstance(also, list) else []))
                things.append(tuple(dict.fromkeys(name.casefold() for name in named if name)))
    terms = frozenset(term for thing in things for term in thing)
    return Glossary(terms, tuple(thing for thing in things if len(thing) > 1))
