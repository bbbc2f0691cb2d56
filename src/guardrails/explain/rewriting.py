"""Answers in another form than the schema's that can only mean one thing: days, sums of money, yes and no."""

from __future__ import annotations

import re
from collections.abc import Collection

from guardrails.language.schemas import is_day

_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})").fullmatch
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})").fullmatch
_MONTHS = 12
_LONGEST = 30
_BLANKS = " \u00a0\u2009\u202f"
_SIGNS = {"€": "EUR", "£": "GBP"}
_AMOUNT = re.compile(rf"(?:([€£]|[A-Z]{{3}})[{_BLANKS}]?)?(\d[\d.,'’{_BLANKS}]*?)(?:[{_BLANKS}]?([€£]|[A-Z]{{3}}))?").fullmatch
_GROUPED = re.compile(rf"(\d{{1,3}})((?:([.,'’{_BLANKS}])\d{{3}})(?:\3\d{{3}})*)(?:([.,])(\d{{1,2}}))?").fullmatch
_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?").fullmatch
_ANSWERS = {"yes": "true", "no": "false", "true": "true", "false": "false"}


def as_day(text: str) -> str | None:
    """A day as YYYY-MM-DD, if only one day can be meant: 27/11/2026 is one, 05/06/2026 may be two."""
    first, last = _YEAR_FIRST(text), _YEAR_LAST(text)
    if first:
        year, month, day = first[1], int(first[3]), int(first[4])
    elif last:
        year, day, month = last[4], int(last[1]), int(last[3])
        if day <= _MONTHS < month:
            day, month = month, day
        elif day <= _MONTHS and day != month:
            return None
    else:
        return None
    written = f"{year}-{month:02}-{day:02}"
    return written if year[:2] in ("19", "20") and is_day(written) else None


def as_number(text: str, unit: str, currencies: Collection[str], whole: bool) -> str | None:
    """A number without its thousands separators and its currency, if only one number can be meant.

    The currency has to be the one of the document (or of the field, if the document names none). One comma with three
    digits behind it is a separator in a sum of money and in a whole number; elsewhere it may be a decimal comma.
    """
    found = _AMOUNT(text.strip()) if len(text) <= _LONGEST else None
    if not found or (found[1] and found[3]):
        return None
    money = found[1] or found[3]
    if money and {_SIGNS.get(money, money)} != (set(currencies) or {unit}):
        return None
    if money and not re.fullmatch("[A-Z]{3}", unit):
        return None
    number = _without_separators(found[2], bool(money or whole or re.fullmatch("[A-Z]{3}", unit)))
    return None if number is None or (whole and "." in number) else number


def _without_separators(number: str, comma_parts: bool) -> str | None:
    if _PLAIN(number):
        return number
    found = _GROUPED(number)
    if not found:
        return None
    first, groups, separator, point, decimals = found.groups()
    once = len(groups) == len("_000")
    if once and not decimals and (separator == "." or (separator == "," and not comma_parts)):
        return None
    if point == separator:
        return None
    digits = first + re.sub(r"\D", "", groups)
    return f"{digits}.{decimals}" if decimals else digits


def as_answer(text: str) -> str | None:
    """Yes or no as true or false."""
    return _ANSWERS.get(text.strip().casefold())
