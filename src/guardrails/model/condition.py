"""A rule's condition as a tree without `not` (it is pushed to the leaves when a pack is compiled)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from guardrails.text.reader import Value


@dataclass(frozen=True, slots=True)
class FieldPath:
    """Where a value stands: a starting point, keys, and what it means when a key is missing.

    `start` is "here" (the manifest, or the element inside a quantifier), "root" (always the manifest), "facts" or "org".
    `nothing[i]` is true where leaving out `keys[i]` means that there is no such thing. `plucks` holds the positions of
    lists that an operand's path crosses, gathering the values.
    """

    start: str
    keys: tuple[str, ...]
    nothing: tuple[bool, ...] = ()
    is_list: bool = False
    plucks: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The path as a policy author writes it."""
        keys = self.keys if self.start == "here" else (self.start, *self.keys)
        return ".".join(keys) or "it"


@dataclass(frozen=True, slots=True)
class Given:
    """A value known when the pack is compiled; `source` says where it came from ("param x", "org.people") if not literal."""

    value: Value
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date relative to today: amount and unit (days, workdays, weeks, months)."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many percent of another operand."""

    percent: float
    of: Operand


Operand: TypeAlias = Given | FieldPath | Day | Share


@dataclass(frozen=True, slots=True)
class Test:
    """One value against one operator. `takes_unknown`: the author speaks of the answer "unknown" itself."""

    path: FieldPath
    operator: str
    operand: Operand
    takes_unknown: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """Every element (that `where` picks) must meet `require`."""

    path: FieldPath
    where: Condition | None
    require: Condition
    named_by: str | None


@dataclass(frozen=True, slots=True)
class Some:
    """At least one element (that `where` picks) must meet `require`."""

    path: FieldPath
    where: Condition | None
    require: Condition
    named_by: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many elements (that `where` picks) there are, against a number operator."""

    path: FieldPath
    where: Condition | None
    operator: str
    operand: Operand
    named_by: str | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """How often an element of a sum counts, by the value of one of its fields (a monthly line counts twelve times)."""

    path: FieldPath
    weights: tuple[tuple[str, float], ...]
    otherwise: float


@dataclass(frozen=True, slots=True)
class Sum:
    """A total, against a number operator: of one field over a list's elements, or of several fields (`paths`)."""

    paths: tuple[FieldPath, ...]
    adds: FieldPath | None
    where: Condition | None
    times: Times | None
    operator: str
    operand: Operand
    named_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refers:
    """The value names a declared manifest of a kind for which `that` holds (`negated`: it names none)."""

    path: FieldPath
    kind: str
    that: Condition | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """How many declared manifests of a kind meet `where`, against a number operator."""

    kind: str
    where: Condition
    operator: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class Meets:
    """A named condition from the pack's definitions."""

    name: str
    part: Condition
    negated: bool = False


Condition: TypeAlias = Test | All | AnyOf | Each | Some | Count | Sum | Refers | Survey | Meets
