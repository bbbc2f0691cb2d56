"""Values as people write them: thousands, units, weekdays, short lists; secrets masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from guardrails.explain.counting import number
from guardrails.explain.grammar import quoted
from guardrails.explain.local_forms import long_day
from guardrails.explain.masking import stand_in
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say
from guardrails.model.shape import Shape
from guardrails.model.value import Gap
from guardrails.text.values import Value

MOST = 5
"""How many items of a list are named before the rest is counted."""

_LITTLE_WORDS = frozenset(("as", "at", "in", "it", "on", "or", "to", "us", "we"))
"""Codes that read like a word of the sentence ("it" for the department) get quotes."""

_LIKE_A_WORD = frozenset(("all", "both", "full", "missing", "no", "none", "other", "own", "some", "unknown", "yes"))
"""Answers that read like a word of the sentence ("we need none") get quotes."""

LONGEST = 80
"""How many characters of a text are shown."""

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?").fullmatch
_ONE_WORD = re.compile(r"[^\s\"',;]+").fullmatch


def plain(value: Value | Gap, shape: Shape | None = None, *, hide: bool = False, joint: str = "and") -> str:
    """A value in words. `joint` ("and", "or") joins a list; `hide` masks it whatever it looks like."""
    if isinstance(value, Gap) or value is None:
        return say("value.nothing")
    if isinstance(value, bool):
        return say("value.yes" if value else "value.no")
    if isinstance(value, int | float):
        return stand_in(str(value)) if hide else number(value, shape.unit if shape else "")
    if isinstance(value, str):
        return stand_in(value) if hide else text(value, shape)
    if isinstance(value, dict):
        return say("value.several")
    items = shape.items if shape and shape.kind == "list" else shape
    return listed([_item(v, items, hide) for v in value], joint)


def _item(value: Value, shape: Shape | None, hide: bool) -> str:
    if isinstance(value, dict):
        return element_name(value, shape)
    return plain(value, shape, hide=hide)


def element_name(value: Value, shape: Shape | None) -> str:
    """What names one element of a list: its identifying field, else its first text."""
    if not isinstance(value, dict):
        return plain(value, shape)
    key = shape.identifies if shape else None
    found = value.get(key) if key else None
    if found is None:
        found = next((v for v in value.values() if isinstance(v, str)), None)
    return say("value.unnamed") if found is None or isinstance(found, dict | list) else plain(found)


def text(value: str, shape: Shape | None = None) -> str:
    """A text as a sentence shows it: a day with its weekday, one word bare, more words in quotes, secrets masked."""
    day = day_in_words(value)
    if day:
        return day
    if not value.strip():
        return say("value.empty")
    shown = masked(value)
    if len(shown) > LONGEST:
        shown = shown[: LONGEST - 1] + "…"
    if shown in _LITTLE_WORDS:
        return quoted(shown)
    if _ONE_WORD(shown) or shown != value or (shape is not None and shape.kind == "choice"):
        return shown
    return quoted(shown)


def reads_like_a_word(value: Value | Gap) -> bool:
    """Whether a value, or one of a list, would be read as a word of the sentence around it."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(v, bool) or (isinstance(v, str) and v in _LIKE_A_WORD) for v in values)


def answers(value: Value | Gap, shape: Shape | None = None, joint: str = "or") -> str:
    """Answers to choose from; all of them in quotes where one reads like a word: "none", "quarantine" or "reject"."""
    items = shape.items if shape and shape.kind == "list" else shape
    values = value if isinstance(value, list) else [value]
    shown = [plain(v, items) for v in values]
    return listed([quoted(text) for text in shown] if reads_like_a_word(value) else shown, joint)


def bare(value: Value) -> str:
    """A text or number inside a sentence that was made for it: no quotes, secrets masked."""
    return masked(day_in_words(value) or value) if isinstance(value, str) and value.strip() else plain(value)


def day_in_words(value: str | date) -> str:
    """The words "Friday 27 November 2026" (with the time of day if there is one); empty if it is no date."""
    found = _DAY(value if isinstance(value, str) else value.isoformat())
    if not found:
        return ""
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return ""
    return say("day.time", {"day": long_day(day), "time": found[2]}) if found[2] else long_day(day)


def listed(items: Sequence[str], joint: str = "and", most: int = MOST) -> str:
    """For example "a, b and c" or "a, b or c"; after `most` items the rest is counted."""
    if not items:
        return say("value.nothing")
    if len(items) > most:
        return say("list.more", {"items": ", ".join(items[:most]), "count": str(len(items) - most)})
    if len(items) == 1:
        return items[0]
    return say(f"list.{joint}", {"items": ", ".join(items[:-1]), "last": items[-1]})
