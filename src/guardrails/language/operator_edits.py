"""The edit that each operator can offer: values that would meet it, the nearest first.

Each function gets the value found (None where there is none), the value wanted, and today (ISO date). What it returns
is only an offer: whoever uses it asks the operator itself whether the value meets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from guardrails.text.values import Value

Edit: TypeAlias = Callable[[Value, Value, str], Sequence[Value]]

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(.*)", re.DOTALL).fullmatch
_STEP = 0.01


def no_edit(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """Nothing to offer: the field's own choices and examples decide."""
    return ()


def set_to(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The wanted value itself."""
    return (wanted,)


def pick(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """Of several accepted values the nearest in spelling, then all in the author's order."""
    from guardrails.text.nearest import nearest

    if not isinstance(wanted, list):
        return ()
    near = nearest(found, [w for w in wanted if isinstance(w, str)]) if isinstance(found, str) else None
    return [near, *(w for w in wanted if w != near)] if near else wanted


def empty_it(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """An empty list."""
    return ([],)


def add_missing(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The list with everything wanted that it lacks."""
    have = _list(found)
    return ([*have, *(w for w in wanted if w not in have)],) if isinstance(wanted, list) else ()


def add_one(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The list with one of the wanted entries more."""
    return [[*_list(found), w] for w in wanted] if isinstance(wanted, list) else ()


def drop_shared(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The list without the entries that are not wanted."""
    return ([f for f in _list(found) if f not in wanted],) if isinstance(wanted, list) else ()


def drop_one(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The list with one of the named entries less."""
    return [[f for f in _list(found) if f != w] for w in wanted] if isinstance(wanted, list) else ()


def keep_shared(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """Only the entries that are wanted."""
    return ([f for f in _list(found) if f in wanted],) if isinstance(wanted, list) else ()


def one_more(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The smallest number above, whole or by a hundredth."""
    return (wanted + 1, wanted + _STEP) if _is_number(wanted) and isinstance(wanted, int | float) else ()


def one_less(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The largest number below, whole or by a hundredth."""
    return (wanted - 1, wanted - _STEP) if _is_number(wanted) and isinstance(wanted, int | float) else ()


def nearest_end(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The nearer end of a range."""
    if not isinstance(wanted, list):
        return ()
    return wanted if not isinstance(found, int | float) else sorted(wanted, key=lambda end: _apart(found, end))


def past_an_end(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """Outside of a range, by one."""
    if not isinstance(wanted, list) or len(wanted) != 2:
        return ()
    return [*one_less(found, wanted[0], today), *one_more(found, wanted[1], today)]


def day_before(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The day before."""
    return _days(found, wanted, -1)


def day_after(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The day after."""
    return _days(found, wanted, 1)


def same_day(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The day itself."""
    return _days(found, wanted, 0)


def within(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The nearer end of the days from today to the wanted one."""
    ends = [*_days(found, today, 0), *_days(found, wanted, 0)]
    return ends if isinstance(found, str) and found[:10] < today else ends[::-1]


def example_of(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The example of a named pattern."""
    example = wanted.get("example") if isinstance(wanted, dict) else None
    return (example,) if isinstance(example, str) else ()


def put_before(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The text with the wanted start; one scheme of an address takes the place of another."""
    words = _words(wanted)
    if not isinstance(found, str):
        return words
    rest = found.split("://", 1)[1] if "://" in found else found
    return [word + (rest if word.endswith("://") else found) for word in words]


def put_behind(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The text with the wanted end."""
    return [(found if isinstance(found, str) else "") + word for word in _words(wanted)]


def take_from_start(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The text without an unwanted start."""
    return [found.removeprefix(word) for word in _words(wanted)] if isinstance(found, str) else ()


def take_from_end(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The text without an unwanted end."""
    return [found.removesuffix(word) for word in _words(wanted)] if isinstance(found, str) else ()


def one_of_these(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The wanted words themselves."""
    return _words(wanted)


def same_site(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The wanted address, as an address where one was found."""
    scheme = "https://" if isinstance(found, str) and "://" in found else ""
    return [word if "://" in word else scheme + word for word in _words(wanted)]


def drop_repeated(found: Value, wanted: Value, today: str) -> Sequence[Value]:
    """The list with the first of the entries that have one and the same key."""
    key = wanted if isinstance(wanted, str) else "it"
    seen: list[Value] = []
    kept: list[Value] = []
    for element in _list(found):
        own = element.get(key) if isinstance(element, dict) else element
        if own is None or own not in seen:
            kept.append(element)
        seen.append(own)
    return (kept,)


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _words(value: Value) -> list[str]:
    return [w for w in (value if isinstance(value, list) else [value]) if isinstance(w, str)]


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _apart(one: Value, other: Value) -> float:
    return abs(one - other) if isinstance(one, int | float) and isinstance(other, int | float) else float("inf")


def _days(found: Value, wanted: Value, by: int) -> Sequence[Value]:
    """A day some days from the wanted one, at the time of day that was found."""
    day = _DAY(wanted) if isinstance(wanted, str) else None
    if day is None:
        return ()
    try:
        moved = (date.fromisoformat(day[1]) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return ()
    time = _DAY(found) if isinstance(found, str) else None
    with_time = moved + time[2] if time and time[2] else ""
    return [with_time, moved] if with_time else [moved, f"{moved}T10:00"]
