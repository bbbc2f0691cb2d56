"""Words that the engine wrote in English, told in the language of this run: known by their English text, slots kept.

An English run asks nothing here. What no catalogue knows stays as it is, so a text of the reader's own is never changed
unless it reads word for word like one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, reduce

from guardrails.explain.catalogue_words_en import SENTENCES
from guardrails.explain.counting import time_span
from guardrails.explain.local_forms import MONTHS, WEEKDAYS, decimal, month_day, weekday
from guardrails.explain.sentences import say
from guardrails.explain.tongue import ENGLISH, spoken

_DAY = re.compile(rf"\b({'|'.join(WEEKDAYS)}) (\d\d?) ({'|'.join(MONTHS)})\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b")
_WINDOW = re.compile(r"((?:\w+day )?\d\d:\d\d) to ((?:\w+day )?\d\d:\d\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)")
_SPAN = re.compile(r"(\d+) (workday|day|week|month)s?").fullmatch
_SLOT = re.compile(r"\\{(\w+)\\}")
_OF_FACTS = "words.fact."


def retold(text: str) -> str:
    """A sort of value, a limit, the name of a character: "a list", "at most 40 entries", "a number or none"."""
    if spoken().code == ENGLISH.code:
        return text
    whole = _matched(text, "")
    if whole is not None:
        return whole
    parts = text.split(" or ")
    return reduce(lambda one, two: say("words.or", {"one": one, "two": two}), (_matched(part, "") or part for part in parts))


def retold_span(text: str) -> str:
    """A time span as IT writes it: "2 workdays"."""
    found = _SPAN(text) if spoken().code != ENGLISH.code else None
    return time_span(int(found[1]), found[2]) if found else text


def retold_by_fact(text: str, name: str) -> str:
    """What the fact of this name says: its words, days, times and numbers."""
    if spoken().code == ENGLISH.code:
        return text
    whole = _matched(text, name)
    if whole is None:
        whole = ", ".join(_part(part, name) for part in _parts(text))
    return _THOUSANDS.sub(_number, _WEEKDAY.sub(_weekday, _DAY.sub(_day, _WINDOW.sub(_window, whole))))


def _parts(text: str) -> Iterator[str]:
    """The entries of a list in one text; one of ours that holds a comma stays whole."""
    whole = [english for english in SENTENCES.values() if ", " in english and "{" not in english and english in text]
    marked = reduce(lambda so_far, english: so_far.replace(english, english.replace(", ", "\0")), whole, text)
    return (part.replace("\0", ", ") for part in marked.split(", "))


def _part(text: str, name: str) -> str:
    """One entry of a list: a word of ours, or one with an amount behind it ("licence 61,000")."""
    found = _matched(text, name)
    if found is None:
        word, _, amount = text.rpartition(" ")
        own = _matched(word, name) if amount[:1].isdigit() else None
        found = f"{own} {amount}" if own else None
    return text if found is None else found


def _matched(text: str, name: str) -> str | None:
    """The text in this language, if the catalogue has it: as it stands, or with something in its slots."""
    for id, pattern in _patterns(name):
        found = pattern.fullmatch(text)
        if found:
            slots = {slot: _matched(value, name) or value for slot, value in found.groupdict().items()}
            return say(id, slots)
    return None


@cache
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The catalogue's texts to look for, those without a slot first; a fact has its own, and "nothing"."""
    starts = (f"{_OF_FACTS}{_family(name)}.", "words.nothing") if name else ("words.",)
    texts: Mapping[str, str] = {id: text for id, text in SENTENCES.items() if id.startswith(starts)}
    chosen = {id: text for id, text in texts.items() if (name or not id.startswith(_OF_FACTS)) and id not in _OTHERWISE}
    return tuple((id, _pattern(text)) for id, text in sorted(chosen.items(), key=lambda pair: "{" in pair[1]))


_OTHERWISE = frozenset({"words.or", "words.window", "words.day"})
"""Texts that are looked for in their own way."""


def _family(name: str) -> str:
    """Facts that share their words with another one."""
    return {"missing_cost_lines": "three_year_cost", "cost_ratio": "three_year_cost", "freeze_title": "launch_in_freeze"}.get(
        name, name
    )


def _pattern(text: str) -> re.Pattern[str]:
    """A text as a pattern: {count} and {limit} are numbers, every other slot is anything."""

    def slot(found: re.Match[str]) -> str:
        return rf"(?P<{found[1]}>{'[0-9.,]+' if found[1] in ('count', 'limit') else '.+'})"

    return re.compile(_SLOT.sub(slot, re.escape(text)))


def _day(found: re.Match[str]) -> str:
    day = month_day(MONTHS.index(found[3]) + 1, int(found[2]))
    return say("words.day", {"weekday": weekday(WEEKDAYS.index(found[1])), "day": day})


def _weekday(found: re.Match[str]) -> str:
    return weekday(WEEKDAYS.index(found[1]))


def _window(found: re.Match[str]) -> str:
    return say("words.window", {"start": found[1], "end": found[2]})


def _number(found: re.Match[str]) -> str:
    return decimal(float(found[0].replace(",", "")))
