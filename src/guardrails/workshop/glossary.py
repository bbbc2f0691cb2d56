"""The terms that a bundle explains to its readers: what is in there is no jargon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.workshop.material import Document
from guardrails.workshop.word_lists import ORDINARY_CAPITALS


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every explained term in small letters, the plain ones and those of the trade."""

    terms: frozenset[str] = frozenset()

    def explains(self, word: str) -> bool:
        """Whether a word is explained, one or many of it."""
        low = word.casefold()
        return low in self.terms or low.removesuffix("s") in self.terms or f"{low}s" in self.terms

    def reads(self, capitals: str) -> bool:
        """Whether a word in capitals is one that readers know, or can look up."""
        known = capitals.removesuffix("s") in ORDINARY_CAPITALS or self.explains(capitals)
        return known or any(capitals.casefold() in term.split() for term in self.terms)


def glossary_of(vocabularies: Iterable[Document]) -> Glossary:
    """The terms of a bundle's glossaries."""
    found: set[str] = set()
    for document in vocabularies:
        entries = document.fields.get("entries")
        for entry in entries if document.fields.get("name") == "glossary" and isinstance(entries, list) else []:
            if isinstance(entry, dict):
                also = entry.get("also")
                found.add(str(entry.get("title", "")).casefold())
                found.update(str(word).casefold() for word in (also if isinstance(also, list) else []))
    return Glossary(frozenset(found - {""}))
