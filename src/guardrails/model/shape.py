"""What a schema says about one place of a manifest, for type checks, questions and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guardrails.model.stage import Stage
from guardrails.text.values import Value


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a schema.

    `kind` is text, number, integer, boolean, choice, date, moment, list, object or open (a map with free keys).
    `needed`: the stage from which it is asked. `attested`: a fact about the world, never an edit to offer.
    `absent_none`: leaving it out means that there is no such thing. `unknown`/`none`: these words are accepted too.
    `identifies`: the key of a list element that names it.
    """

    kind: str
    title: str = ""
    question: str = ""
    examples: tuple[Value, ...] = ()
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    fields: Mapping[str, Shape] = field(default_factory=dict)
    items: Shape | None = None
    unknown: bool = False
    none: bool = False
    needed: Stage | None = None
    attested: bool = False
    absent_none: bool = False
    unit: str = ""
    identifies: str | None = None
    required: tuple[str, ...] = ()
