"""Where the shipped policies and schemas lie: inside the wheel, or at the top of a source checkout."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache

from guardrails.language.schemas import Json

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


def data_folder() -> str:
    """The folder that holds `policies/` and `schemas/` (an editable install does not copy them into the package)."""
    packaged = os.path.join(_PACKAGE, "_data")
    if os.path.isdir(packaged):
        return packaged
    if os.path.isfile(os.path.join(_CHECKOUT, "pyproject.toml")) and os.path.isdir(os.path.join(_CHECKOUT, "policies")):
        return _CHECKOUT
    raise FileNotFoundError("policies and schemas are not there; the installation is not complete")


def starter_folder() -> str:
    """The starter bundle."""
    return os.path.join(data_folder(), "policies")


def schema_folder() -> str:
    """The shipped schemas."""
    return os.path.join(data_folder(), "schemas")


@cache
def shipped_schema_texts() -> Mapping[str, bytes]:
    """Every shipped schema by file name, as bytes."""
    folder = schema_folder()
    found: dict[str, bytes] = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".schema.json"):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


class ParsedSchemas(Mapping[str, Json]):
    """Schemas by file name, each parsed when it is first asked for: a run needs two or three of them."""

    __slots__ = ("_parsed", "_texts")

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts
        self._parsed: dict[str, Json] = {}

    def __getitem__(self, name: str) -> Json:
        if name not in self._parsed:
            self._parsed[name] = json.loads(self._texts[name])
        return self._parsed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
