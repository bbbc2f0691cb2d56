"""The formats of an answer. A new one is a module with `answer(told) -> str`, and one line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from guardrails.render.told import Told

FORMATS: Mapping[str, str] = {
    "text": "text",
    "json": "json_report",
    "concise": "concise",
    "github": "github",
    "markdown": "markdown",
    "comment": "comment",
    "html": "html_report",
    "sarif": "sarif",
    "junit": "junit",
    "gitlab": "gitlab",
    "rdjson": "rdjson",
}
"""The module of each format; only the one that was asked for is imported."""


def answer(name: str, told: Told) -> str:
    """The whole answer in one format."""
    module = import_module(f"guardrails.render.{FORMATS[name]}")
    return cast("Callable[[Told], str]", module.answer)(told)
