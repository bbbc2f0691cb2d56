"""Things with their number: "1 rule", "8 campaigns and 9 tools", "90 days", "EUR" and "days" behind a number."""

from __future__ import annotations

from collections.abc import Sequence

from guardrails.explain.local_forms import decimal, percent, plural_form
from guardrails.explain.sentences import knows, say, say_counted
from guardrails.explain.tongue import ENGLISH, form_of, spoken

_WORDS = "catalogue_layout_en"
"""Where these words stand. A kind of a company's own has none, and no other catalogue is read to find that out."""


def counted(count: int, word: str) -> str:
    """A number with its word: `1 rule`, `84 rules`. A word that no catalogue knows is counted in English."""
    if knows(f"counted.{word}.one", _WORDS):
        return say_counted(f"counted.{word}", count)
    return f"{count} {word}{'' if count == 1 else 's'}"


def kind_word(kind: str, many: bool = False) -> str:
    """The word "tool" for Tool; a kind without a word of its own is its name."""
    word = kind.lower()
    id = f"kind.{word}.{'other' if many else 'one'}"
    return say(id) if knows(id, _WORDS) else f"{word}s" if many else word


def kinds_word(kinds: Sequence[str]) -> str:
    """Several kinds: "tools and campaigns"."""
    return joined([kind_word(kind, many=True) for kind in kinds])


def stage_word(stage: str) -> str:
    """The word for a stage; a stage without one is its name."""
    return say(f"stage.{stage}") if knows(f"stage.{stage}", _WORDS) else stage


def time_span(amount: int, unit: str) -> str:
    """For example "90 days"."""
    return say_counted(f"span.{unit}", amount)


def joined(words: Sequence[str]) -> str:
    """All of some words: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return say("list.all", {"items": ", ".join(words[:-1]), "last": words[-1]})


def number(value: float, unit: str = "") -> str:
    """A number with thousands set apart, at most two decimals, and its unit."""
    shown = decimal(value)
    if not unit:
        return shown
    if unit in ("percent", "%"):
        return percent(value)
    return say("number.unit", {"number": shown, "unit": _unit(unit, value, shown)})


def _unit(unit: str, value: float, shown: str) -> str:
    if spoken().code == ENGLISH.code:
        return unit[:-1] if shown == "1" and unit.endswith("s") else unit
    return form_of(unit, plural_form(value))
