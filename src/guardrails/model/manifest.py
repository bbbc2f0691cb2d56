"""A tool or campaign as declared, once its schema accepted it."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.model.stage import Stage
from guardrails.model.value import Fields


@dataclass(frozen=True, slots=True)
class Manifest:
    """One document of one file. `title` is what people call it."""

    kind: str
    name: str
    title: str
    stage: Stage
    file: str
    document: int
    fields: Fields
