"""Where the shipped policies and schemas lie: inside the wheel, or at the top of a source checkout."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
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


def parsed_schemas(texts: Mapping[str, bytes]) -> dict[str, Json]:
    """Schemas by file name."""
    return {name: json.loads(data) for name, data in texts.items()}
