"""English: "the data agreement status is", "kinds of information are", "the Privacy team", `we can't tell yet`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from guardrails.explain.sentences import say

_HEAD = re.compile(
    r"\s(?:of|for|in|on|at|from|to|that|which|who|where|we|it|you|with|without|by|per|about|until|before|beside|while|not|an?)\s"
)
_ALWAYS_MANY = frozenset({"people", "children", "staff", "media"})
_ENDS_LIKE_ONE = ("ss", "us", "is", "news", "analytics")
_AFTER_ITS_NOUN = re.compile(r"\s(?:\w+ed|done|given|told|shown)\Z")
_TAKES_THE = re.compile(r"\b(?:team|desk|group|department|committee|office|admins)\Z", re.IGNORECASE).search
_ASKS = re.compile(r"(?:what|where|who|how|when|why)\s", re.IGNORECASE).match
_DOES = re.compile(r"\w+ing\s(?!of\b)", re.IGNORECASE).match
_ABOUT_IT = re.compile(r"\bit\b").search  # "there is no information it sees yet" would be a claim, not a gap
# Titles that say nothing without what they belong to.
_BORROWING = frozenset({"status", "start", "end", "date", "link", "name", "type", "kind", "role", "country", "website"})
_AGREEING = ("is", "includes", "does", "a")


class EnglishGrammar(NamedTuple):
    """The grammar that the English catalogue is written for."""

    quotes: tuple[str, str] = ('"', '"')

    def label_slots(self, name: str) -> Mapping[str, str]:
        """The label with "the" where it takes one, as an answer where it asks or does something."""
        if _ASKS(name):  # "what it touches includes …"
            place, nothing = name, say("label.no_answer", {"label": name})
        elif name.startswith(say("label.our", {"label": ""})):
            place, nothing = name, name
        elif _DOES(name):  # "removing leavers"
            place, nothing = say("label.answer", {"label": name}), say("label.no_answer", {"label": name})
        else:
            place = say("label.the", {"label": name})
            nothing = say("label.no_answer", {"label": name}) if _ABOUT_IT(name) else name
        return {"label": name, "place": place, "nothing": nothing, **self.verbs(self.is_plural(name))}

    def verbs(self, plural: bool) -> Mapping[str, str]:
        """The verbs for one thing or for several."""
        words = ("are", "include", "do", "some") if plural else ("is", "includes", "does", "one")
        return dict(zip(_AGREEING, words, strict=True))

    def is_plural(self, name: str) -> bool:
        """Whether a label takes "are": "kinds of information", "people", "teams asked"."""
        if _ASKS(name) or _DOES(name):
            return False
        head = _HEAD.split(f"{name} ", maxsplit=1)[0].strip().lower()
        if " and " in f" {head} ":
            return True
        last = _AFTER_ITS_NOUN.sub("", head).rsplit(" ", 1)[-1]
        return last in _ALWAYS_MANY or (len(last) > 3 and last.endswith("s") and not last.endswith(_ENDS_LIKE_ONE))

    def borrows(self, title: str) -> bool:
        """Whether a title is one of those that say nothing alone."""
        return title.lower() in _BORROWING

    def is_of_people(self, name: str) -> bool:
        """Whether the label starts with "people"."""
        return name.startswith("people")

    def team(self, name: str) -> str:
        """The name of a team inside a sentence: "the Privacy team", but "Procurement"."""
        named = _TAKES_THE(name) and not name.lower().startswith("the ")
        return say("label.the", {"label": name}) if named else name

    def small(self, text: str) -> str:
        """The first letter small; "EU …" and "{slot} …" keep theirs."""
        first, rest = text[:1], text[1:]
        return first.lower() + rest if first.isupper() and (rest[:1].islower() or rest[:1] == " ") else text

    def asked(self, question: str) -> str:
        """The first letter small."""
        return self.small(question)
