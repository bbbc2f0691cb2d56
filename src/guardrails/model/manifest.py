"""A tool or campaign as declared, once its schema accepted it."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.model.stage import Stage
from guardrails.model.value import Fields


class Manifest(NamedTuple):
    """One document of one file. `title` is what people call it."""

    kind: str
    name: str
    title: str
    stage: Stage
    file: str
    document: int
    fields: Fields
