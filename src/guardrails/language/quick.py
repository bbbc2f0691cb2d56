"""A schema as one quick yes or no: the passing path's check, built from the same files that editors read.

Where it says no, the jsonschema library tells what is the matter; a property test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from guardrails.language.schemas import FORMATS, MOST_ITEMS, Json, alternatives, resolved
from guardrails.text.values import Value

Check: TypeAlias = Callable[[Value], bool]


def quick_check(schemas: Mapping[str, Json], file: str, node: Json | None = None) -> Check:
    """A function that tells whether a value fits the schema (structure only; stages are questions, not structure)."""
    node, file = resolved(schemas, file, schemas[file] if node is None else node)
    if "anyOf" in node:
        node, words = alternatives(node)
        check = quick_check(schemas, file, node)
        return lambda value: check(value) or (type(value) is str and value in words)
    if "enum" in node or "const" in node:
        return _choice(node)
    kind = node.get("type")
    if kind == "object":
        return _object(schemas, file, node)
    if kind == "array":
        return _array(schemas, file, node)
    return _scalar(node, str(kind)) if kind is not None else _anything


def _choice(node: Json) -> Check:
    given = node["enum"] if "enum" in node else [node["const"]]
    words = frozenset(w for w in given if isinstance(w, str)) if isinstance(given, list) else frozenset()
    return lambda value: type(value) is str and value in words


def _object(schemas: Mapping[str, Json], file: str, node: Json) -> Check:
    properties = node.get("properties")
    named = {
        k: quick_check(schemas, file, p)
        for k, p in (properties if isinstance(properties, dict) else {}).items()
        if isinstance(p, dict)
    }
    rest = node.get("additionalProperties")
    free = quick_check(schemas, file, rest) if isinstance(rest, dict) else None
    if rest is not False and free is None:
        free = _anything
    needed = node.get("required")
    required = frozenset(str(k) for k in needed) if isinstance(needed, list) else frozenset()
    get = named.get

    def check(value: Value) -> bool:
        if type(value) is not dict:
            return False
        for key, found in value.items():
            one = get(key, free)
            if one is None or not one(found):
                return False
        return required <= value.keys()

    return check


def _anything(value: Value) -> bool:
    return True


def _array(schemas: Mapping[str, Json], file: str, node: Json) -> Check:
    items = node.get("items")
    each = quick_check(schemas, file, items) if isinstance(items, dict) else _anything
    least, most, unique = node.get("minItems", 0), node.get("maxItems", MOST_ITEMS), node.get("uniqueItems") is True

    def check(value: Value) -> bool:
        if type(value) is not list:
            return False
        if (least and len(value) < least) or (isinstance(most, int) and len(value) > most):  # type: ignore[operator]
            return False
        for found in value:
            if not each(found):
                return False
        return not unique or len({repr(v) for v in value}) == len(value)

    return check


def _scalar(node: Json, kind: str) -> Check:
    if kind == "string":
        return _string(node)
    if kind == "boolean":
        return lambda value: type(value) is bool
    low, high = node.get("minimum"), node.get("maximum")
    whole = kind == "integer"

    def check(value: Value) -> bool:
        if type(value) is float:
            if whole and not value.is_integer():
                return False
        elif type(value) is not int:
            return False
        return (not isinstance(low, int | float) or value >= low) and (not isinstance(high, int | float) or value <= high)

    return check


def _string(node: Json) -> Check:
    least, most = node.get("minLength", 0), node.get("maxLength")
    written, named = node.get("pattern"), node.get("format")
    shape = FORMATS.get(named) if isinstance(named, str) else None
    fits: Callable[[str], object] | None = shape
    if isinstance(written, str) and shape is None:
        fits = _Pattern(written).search
    shortest = least if isinstance(least, int) else 0
    longest = most if isinstance(most, int) else 1 << 30

    def check(value: Value) -> bool:
        if type(value) is not str or not shortest <= len(value) <= longest:
            return False
        return fits is None or bool(fits(value))

    return check


class _Pattern:
    """A pattern of our own schemas, compiled at first use: most are never needed in one run."""

    __slots__ = ("_compiled", "_written")

    def __init__(self, written: str) -> None:
        self._written = written
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> object:
        if self._compiled is None:
            self._compiled = re.compile(self._written)
        return self._compiled.search(text)
