"""What a schema says about one place of a manifest, for type checks, questions and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.model.stage import Stage
from guardrails.model.value import Path
from guardrails.text.values import Value

MARKETING = "marketing"


class Shape(NamedTuple):
    """One field of a schema.

    `kind` is text, number, integer, boolean, choice, date, moment, list, object or open (a map with free keys).
    `needed`: the stage from which it is asked. `attested`: a fact about the world, never an edit to offer. `describes`: it
    says what is there or expected, so that another answer would only relabel it: no edit either.
    `absent_none`: leaving it out means that there is no such thing. `unknown`/`none`: these words are accepted too.
    `identifies`: the key of a list element that names it. `answered_by`: who knows the answer: vendor, system-owner, it,
    or marketing, which is whoever writes the manifest.
    """

    kind: str
    title: str = ""
    question: str = ""
    examples: tuple[Value, ...] = ()
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    fields: Mapping[str, Shape] = MappingProxyType({})
    items: Shape | None = None
    unknown: bool = False
    none: bool = False
    needed: Stage | None = None
    attested: bool = False
    describes: bool = False
    absent_none: bool = False
    unit: str = ""
    identifies: str | None = None
    required: tuple[str, ...] = ()
    answered_by: str = MARKETING


def trail(shape: Shape, path: Path) -> list[Shape | None]:
    """The shape at each step of a path, concrete (with positions) or symbolic (lists are entered by themselves)."""
    steps: list[Shape | None] = []
    here: Shape | None = shape
    for key in path:
        if here is None:
            steps.append(None)
            continue
        if isinstance(key, int):
            here = here.items
        else:
            if here.kind == "list" and here.items is not None:
                here = here.items
            here = here.fields.get(key) or (here.items if here.kind == "open" else None)
        steps.append(here)
    return steps
