"""Reading answers out of a manifest or the organisation's data, where any of them can be missing."""

from __future__ import annotations

from datetime import date

from guardrails.model.fact_result import FactResult
from guardrails.model.value import UNKNOWN, Fields, Gap, Path
from guardrails.text.values import Value

_DATE_LENGTH = len("2026-12-01")


def answer(fields: Fields, *keys: str) -> Value:
    """The value at the end of `keys`; None where nobody has answered, or nobody knows yet."""
    here: Value = fields
    for key in keys:
        here = here.get(key) if isinstance(here, dict) else None
    return None if here == UNKNOWN else here


def missing(fields: Fields, *keys: str) -> Path:
    """The shortest part of `keys` that nobody has answered; all of it where the end itself is not usable."""
    here: Value = fields
    for depth, key in enumerate(keys, 1):
        here = here.get(key) if isinstance(here, dict) else None
        if here is None or here == UNKNOWN:
            return keys[:depth]
    return keys


def text(fields: Fields, *keys: str) -> str | None:
    """The answer if it is a text."""
    value = answer(fields, *keys)
    return value if isinstance(value, str) else None


def number(fields: Fields, *keys: str) -> int | float | None:
    """The answer if it is a number; yes and no are none."""
    value = answer(fields, *keys)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def day(fields: Fields, *keys: str) -> date | None:
    """The answer if it is a date; of a moment, the date part as written."""
    value = text(fields, *keys)
    try:
        return date.fromisoformat(value[:_DATE_LENGTH]) if value else None
    except ValueError:
        return None


def listed(fields: Fields, *keys: str) -> list[Value] | None:
    """The answer if it is a list; "none" is an empty list."""
    value = answer(fields, *keys)
    if value == "none":
        return []
    return value if isinstance(value, list) else None


def texts(fields: Fields, *keys: str) -> list[str] | None:
    """The texts in the answer if it is a list; a lone text counts as a list of one."""
    value = text(fields, *keys)
    if value is not None and value != "none":
        return [value]
    found = listed(fields, *keys)
    return None if found is None else [v for v in found if isinstance(v, str)]


def elements(fields: Fields, *keys: str) -> list[tuple[Path, Fields]]:
    """The mappings in a list, each with its path; nothing where there is no list."""
    found = listed(fields, *keys) or []
    return [((*keys, at), element) for at, element in enumerate(found) if isinstance(element, dict)]


def unanswered(asks: Path) -> FactResult:
    """The result of a fact that waits for an answer."""
    return FactResult(Gap.UNANSWERED, about=(asks,), asks=asks)


def unjudged(message: str, **slots: Value) -> FactResult:
    """The result of a fact that no answer in the manifest would help to work out."""
    return FactResult(Gap.UNANSWERED, message, slots)


def nothing(message: str = "", **slots: Value) -> FactResult:
    """The result of a fact about something that does not exist."""
    return FactResult(Gap.NOTHING, message, slots)
