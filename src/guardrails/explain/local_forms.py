"""Numbers, days and plural forms as the language of this run writes them.

English needs no library for any of it; other languages ask Babel, which is imported then.
"""

from __future__ import annotations

from datetime import date

from guardrails.explain.tongue import ENGLISH, spoken

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LEAP_YEAR = 2028


def _is_english() -> bool:
    return spoken().code == ENGLISH.code


def plural_form(count: float) -> str:
    """Which plural form goes with a number: `one` or `other`, elsewhere `few`, `many` … too."""
    if _is_english():
        return "one" if count == 1 else "other"
    from babel.core import Locale

    return Locale.parse(spoken().locale).plural_form(count)


def decimal(value: float) -> str:
    """A number with thousands set apart and at most two decimals: "1,234.5"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if _is_english():
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.##", locale=spoken().locale)


def percent(value: float) -> str:
    """A share of a hundred: "12%"."""
    if _is_english():
        return f"{decimal(value)}%"
    from babel.core import Locale

    locale = Locale.parse(spoken().locale)
    pattern = locale.percent_formats[None]
    return f"{pattern.prefix[0]}{decimal(value)}{pattern.suffix[0]}"


def long_day(day: date) -> str:
    """The words "Friday 27 November 2026"."""
    if _is_english():
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date

    return format_date(day, "full", spoken().locale)


def short_day(day: date) -> str:
    """`1 Feb 2027`; where a short form would be digits only, the month is written out."""
    if _is_english():
        return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    from babel.dates import format_date

    return format_date(day, "long", spoken().locale)


def month_day(month: int, day: int) -> str:
    """A day of any year: "27 November"."""
    if _is_english():
        return f"{day} {MONTHS[month - 1]}"
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", date(_LEAP_YEAR, month, day), locale=spoken().locale)


def weekday(number: int) -> str:
    """The name of a day of the week, 0 for Monday."""
    if _is_english():
        return WEEKDAYS[number]
    from babel.core import Locale

    return str(Locale.parse(spoken().locale).days["stand-alone"]["wide"][number])
