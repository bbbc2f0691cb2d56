"""Why an outcome came out so: a tree that mirrors the condition and keeps every value that was looked at."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from guardrails.model.condition import All, AnyOf, Count, Each, Meets, Refers, Some, Sum, Survey, Test
from guardrails.model.fact_result import FactResult
from guardrails.model.truth import Truth
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value


class Tested(NamedTuple):
    """A leaf: what was found where, and what was wanted.

    `field` is the concrete path that was asked for, from the manifest's root (also for facts: ("facts", name) and org).
    `missing` is the shortest part of it (or of the operand's path) that nobody has answered yet.
    """

    truth: Truth
    condition: Test
    field: Path
    found: Value | Gap
    wanted: Value | Gap
    missing: Path | None = None
    fact: FactResult | None = None
    document: str | None = None


class Combined(NamedTuple):
    """The parts of `all` or `any`."""

    truth: Truth
    condition: All | AnyOf
    parts: tuple[Evidence, ...]


class Element(NamedTuple):
    """One element of a list: its name for people, its path, and the evidence (none where `where` left it out)."""

    name: str
    path: Path
    where: Evidence | None
    require: Evidence | None


class Quantified(NamedTuple):
    """`each` or `some` over a list; `missing` where nobody has answered what is in the list."""

    truth: Truth
    condition: Each | Some
    field: Path
    elements: tuple[Element, ...]
    missing: Path | None = None


class Tallied(NamedTuple):
    """A count or a sum: the total, what was wanted, and each item with what it added (largest first)."""

    truth: Truth
    condition: Count | Sum
    field: Path
    total: float | None
    wanted: Value | Gap
    items: tuple[tuple[str, Path, float], ...]
    missing: Path | None = None


class Referred(NamedTuple):
    """A reference: the name written, the manifest it names if there is one, and the evidence for `that`.

    `unread`: the file of that name, where there is one that can't be read yet.
    """

    truth: Truth
    condition: Refers
    field: Path
    found: Value | Gap
    target: str | None
    that: Evidence | None
    missing: Path | None = None
    nearest: str | None = None
    unread: str = ""


class Surveyed(NamedTuple):
    """A count over all declared manifests: which ones matched."""

    truth: Truth
    condition: Survey
    names: tuple[str, ...]
    wanted: Value | Gap
    missing: Path | None = None


class Defined(NamedTuple):
    """A named condition and the evidence below it."""

    truth: Truth
    condition: Meets
    part: Evidence


Evidence: TypeAlias = Tested | Combined | Quantified | Tallied | Referred | Surveyed | Defined

__all__ = [
    "Combined",
    "Defined",
    "Element",
    "Evidence",
    "FactResult",
    "Quantified",
    "Referred",
    "Surveyed",
    "Tallied",
    "Tested",
]
