"""The grammar of the language that is spoken: how a label, a clause, a team and a text to quote fit into its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from guardrails.explain.grammar_en import EnglishGrammar
from guardrails.explain.sentences import fill, template
from guardrails.explain.tongue import ENGLISH, NOTHING, Language, spoken

_LABEL = "{label}"


class Grammar(Protocol):
    """What a language decides about the words around a slot."""

    @property
    def quotes(self) -> tuple[str, str]:
        """The marks around a text that is quoted."""

    def label_slots(self, name: str) -> Mapping[str, str]:
        """A label in the forms that sentences need, and the verbs that agree with it."""

    def verbs(self, plural: bool) -> Mapping[str, str]:
        """The slots {is}, {includes}, {does} and {a} for one thing, or for several."""

    def is_plural(self, name: str) -> bool:
        """Whether a label takes the verbs of several things."""

    def borrows(self, title: str) -> bool:
        """Whether a title says nothing without what it belongs to ("status")."""

    def is_of_people(self, name: str) -> bool:
        """Whether what a list of this name counts is people."""

    def team(self, name: str) -> str:
        """The name of a team inside a sentence."""

    def small(self, text: str) -> str:
        """A sentence as a part of another one: its first letter small, where the language writes it so."""

    def asked(self, question: str) -> str:
        """A question behind the colon of another sentence."""


class GrammarByFile(NamedTuple):
    """The grammar of a language that is one file: labels stand in quotes, so that they need not be inflected."""

    language: Language

    @property
    def quotes(self) -> tuple[str, str]:
        """The marks that the file names; straight ones if it names none."""
        opening, closing = self._words("quotes") or ('"', '"')
        return opening, closing

    def label_slots(self, name: str) -> Mapping[str, str]:
        """The label as the file's `place` and `nothing` frame it."""
        place = fill(self._text("place", _LABEL), {"label": name})
        nothing = fill(self._text("nothing", _LABEL), {"label": name})
        return {"label": name, "place": place, "nothing": nothing, **self.verbs(self.is_plural(name))}

    def verbs(self, plural: bool) -> Mapping[str, str]:
        """The verbs of the file: `is`, or `is.other` for several things where there is one."""
        names = ("is", "includes", "does", "a")
        return {name: self._text(f"{name}.other" if plural else name, self._text(name, "")) for name in names}

    def is_plural(self, name: str) -> bool:
        """A quoted label is one thing; only where the file lists `plural_labels` it can be several."""
        return name in self._words("plural_labels")

    def borrows(self, title: str) -> bool:
        """Whether the file's list `borrowing` holds the title."""
        return title.casefold() in {word.casefold() for word in self._words("borrowing")}

    def is_of_people(self, name: str) -> bool:
        """Whether the label starts with a word of the file's list `people`."""
        return name.casefold().startswith(tuple(word.casefold() for word in self._words("people")))

    def team(self, name: str) -> str:
        """The name of a team as the file frames it."""
        return fill(self._text("team", "{team}"), {"team": name})

    def small(self, text: str) -> str:
        """Only the words of the file's list `small_words` lose their capital (in German articles do, and nouns don't)."""
        first, blank, rest = text.partition(" ")
        return f"{first[:1].lower()}{first[1:]}{blank}{rest}" if first in self._words("small_words") else text

    def asked(self, question: str) -> str:
        """As it is."""
        return question

    def _text(self, key: str, default: str) -> str:
        found = self.language.grammar.get(key, default)
        return found if isinstance(found, str) else default

    def _words(self, key: str) -> tuple[str, ...]:
        found = self.language.grammar.get(key, ())
        return (found,) if isinstance(found, str) else found


ENGLISH_GRAMMAR = EnglishGrammar()
"""Keys and the like are English in every language."""


def grammar() -> Grammar:
    """The grammar of the language of this run."""
    language = spoken()
    return ENGLISH_GRAMMAR if language.code == ENGLISH.code else GrammarByFile(language)


def clause(id: str, slots: Mapping[str, str] = NOTHING) -> str:
    """A whole sentence of the catalogue as a part of another one: small first letter, no full stop."""
    return fill(grammar().small(template(id)).removesuffix("."), slots)


def quoted(text: str) -> str:
    """A text in the language's quotes, once."""
    opening, closing = grammar().quotes
    return text if text.startswith(opening) else f"{opening}{text}{closing}"


def unquoted(text: str) -> str:
    """A text without quotes around it."""
    opening, closing = grammar().quotes
    return text.lstrip(opening).rstrip(closing)
