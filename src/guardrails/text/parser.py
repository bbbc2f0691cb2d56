"""The YAML parser's own events and tokens, the only door to PyYAML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat, starmap
from typing import Any

from yaml.error import YAMLError

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML without libyaml: the same events, twenty times slower
    from yaml.loader import SafeLoader as Parser  # type: ignore[assignment]  # another class, with the same events

# What PyYAML has been seen to raise on hostile bytes, besides its own YAMLError.
PARSER_ERRORS = (
    YAMLError,
    ValueError,
    RecursionError,
    AssertionError,
    LookupError,
    TypeError,
    AttributeError,
)


def events(data: bytes, most: int) -> Iterator[Any]:
    """At most so many events of a text without byte order mark; raises PARSER_ERRORS.

    This shape counts the events for free. They are `Any` because the stubs of PyYAML do not know
    which event has which fields; marks count characters.
    """
    return starmap(Parser(data).get_event, repeat((), most))


def tokens(data: bytes, most: int) -> Iterator[Any]:
    """At most so many tokens of a text without byte order mark; raises PARSER_ERRORS."""
    return starmap(Parser(data).get_token, repeat((), most))
