"""JSON Schemas as this project writes them (a strict subset of draft-07): references, shapes, formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from guardrails.text.values import Value

Json: TypeAlias = dict[str, Value]

_NOT_INHERITED = frozenset({"$ref"})


MOST_ITEMS = 300
"""A list in a manifest holds at most so many entries where its schema names no other limit. Nobody lists more by hand, and
one file must not hold up everybody's check."""


def definition(schemas: Mapping[str, Json], file: str, reference: str) -> tuple[Json, str]:
    """The schema that `reference` (seen in `file`) names, and the file it stands in. KeyError if there is none."""
    name, _, pointer = reference.partition("#")
    home = name or file
    node: Value = schemas[home]
    for key in pointer.strip("/").split("/"):
        if key:
            if not isinstance(node, dict):
                raise KeyError(reference)
            node = node[key]
    if not isinstance(node, dict):
        raise KeyError(reference)
    return node, home


def resolved(schemas: Mapping[str, Json], file: str, node: Json) -> tuple[Json, str]:
    """`node` with its reference followed; words beside the reference win over those of what it names."""
    while isinstance(node.get("$ref"), str):
        target, home = definition(schemas, file, str(node["$ref"]))
        node, file = {**target, **{k: v for k, v in node.items() if k not in _NOT_INHERITED}}, home
    return node, file


def alternatives(node: Json) -> tuple[Json, frozenset[str]]:
    """A node and the extra words ("unknown", "none") that it accepts in place of the real thing."""
    branches = node.get("anyOf")
    if not isinstance(branches, list):
        return node, frozenset()
    real: Json = {}
    words: set[str] = set()
    for branch in branches:
        if not isinstance(branch, dict):
            continue
        given = branch.get("enum")
        if isinstance(given, list) and "type" not in branch:
            words.update(str(word) for word in given)
        else:
            real = branch
    outer = {k: v for k, v in node.items() if k != "anyOf"}
    return {**real, **outer}, frozenset(words)


def is_day(text: str) -> bool:
    """A real day of the calendar, written YYYY-MM-DD."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_TIME = re.compile(r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?\Z").match


def is_moment(text: str) -> bool:
    """A local day and time, written YYYY-MM-DDThh:mm."""
    return is_day(text[:10]) and _TIME(text[10:]) is not None


def _is_email(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(at and name) and "." in host and not re.search(r"[\s<>,;\"()]", text)


_HOST = re.compile(
    r"(?=.{1,253}\Z)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\Z"
).match


def _is_web_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not re.search(r"[\s<>\"]", text)


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": is_day,
    "moment": is_moment,
    "email": _is_email,
    "host": lambda text: _HOST(text) is not None,
    "web-address": _is_web_address,
}
"""Formats by name; the same functions serve the quick check and the jsonschema library."""
