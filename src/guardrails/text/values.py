"""What a text can hold: plain values, the limits of one file, and what an unquoted word means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"


class Fault(NamedTuple):
    """One fact about a text that could not be read: what, and where (characters, end exclusive).

    Offsets count the characters of the whole file, a byte order mark included.
    `slots` name what was found (a key, line numbers, a character); there is no prose here.
    """

    id: str
    start: int | None
    end: int | None
    slots: Mapping[str, str]


class Limits(NamedTuple):
    """How much one file may hold."""

    max_bytes: int = 1_048_576
    max_depth: int = 40
    max_events: int = 25_000
    max_digits: int = 30


LIMITS = Limits()


class TooLongError(ValueError):
    """A number with more digits than anybody means as a number."""


class NotFiniteError(ValueError):
    """A number that no sum can use: infinite, or not a number at all."""


WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
SEPARATED = re.compile(rb"(?<![\w.,+-])[1-9][0-9]{0,2}\.[0-9]{3}(?![\w.]|,[0-9])")
"""A number that may be meant in thousands: 4.500."""
_INTEGER = re.compile(r"[-+]?[0-9]+").fullmatch
_OTHER_NUMBER = re.compile(r"(0o[0-7]+)|(0x[0-9a-fA-F]+)|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?").fullmatch
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)").fullmatch


def scalar(text: str, max_digits: int = LIMITS.max_digits) -> bool | int | float | str | None:
    """What an unquoted text means in YAML 1.2 core: nothing, yes or no, a number, or the text itself.

    Raises TooLongError and NotFiniteError for numbers that nobody can mean.
    """
    if text in WORDS:
        return WORDS[text]
    number = _INTEGER(text) or _OTHER_NUMBER(text)
    if not number:
        if _NOT_FINITE(text):
            raise NotFiniteError(text)
        return text
    # Counted before any conversion: turning a million digits into a number takes minutes.
    if len(text) > max_digits and sum(char.isalnum() for char in text) > max_digits:
        raise TooLongError(text)
    if number.re is _INTEGER.__self__:  # type: ignore[attr-defined]  # a bound method: its pattern
        return int(text)
    if number.lastindex:
        return int(text, 0)
    value = float(text)
    if value - value != 0.0:
        raise NotFiniteError(text)
    return value


def same_key(key: str) -> str:
    """The form in which two keys that look alike are equal: composed letters, no capitals."""
    return normalize("NFC", normalize("NFC", key).casefold())


def names_its_kind(document: Value) -> bool:
    """Whether a document says what it is."""
    return type(document) is dict and ("kind" in document or "apiVersion" in document)
