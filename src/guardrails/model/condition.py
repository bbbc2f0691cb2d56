"""A rule's condition as a tree without `not` (it is pushed to the leaves when a pack is compiled)."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from guardrails.text.values import Value


class FieldPath(NamedTuple):
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


class Given(NamedTuple):
    """A value known when the pack is compiled; `source` says where it came from ("param x", "org.people") if not literal."""

    value: Value
    source: str | None = None


class Day(NamedTuple):
    """A date relative to today: amount and unit (days, workdays, weeks, months)."""

    amount: int
    unit: str


class Share(NamedTuple):
    """So many percent of another operand."""

    percent: float
    of: Operand


Operand: TypeAlias = Given | FieldPath | Day | Share


class Test(NamedTuple):
    """One value against one operator. `takes_unknown`: the author speaks of the answer "unknown" itself."""

    path: FieldPath
    operator: str
    operand: Operand
    takes_unknown: bool = False


class All(NamedTuple):
    """Every part must hold."""

    parts: tuple[Condition, ...]


class AnyOf(NamedTuple):
    """One part is enough."""

    parts: tuple[Condition, ...]


class Each(NamedTuple):
    """Every element (that `where` picks) must meet `require`."""

    path: FieldPath
    where: Condition | None
    require: Condition
    named_by: str | None


class Some(NamedTuple):
    """At least one element (that `where` picks) must meet `require`."""

    path: FieldPath
    where: Condition | None
    require: Condition
    named_by: str | None


class Count(NamedTuple):
    """How many elements (that `where` picks) there are, against a number operator."""

    path: FieldPath
    where: Condition | None
    operator: str
    operand: Operand
    named_by: str | None = None


class Times(NamedTuple):
    """How often an element of a sum counts, by the value of one of its fields (a monthly line counts twelve times)."""

    path: FieldPath
    weights: tuple[tuple[str, float], ...]
    otherwise: float


class Sum(NamedTuple):
    """A total, against a number operator: of one field over a list's elements, or of several fields (`paths`)."""

    paths: tuple[FieldPath, ...]
    adds: FieldPath | None
    where: Condition | None
    times: Times | None
    operator: str
    operand: Operand
    named_by: str | None = None


class Refers(NamedTuple):
    """The value names a declared manifest of a kind for which `that` holds (`negated`: it names none)."""

    path: FieldPath
    kind: str
    that: Condition | None
    negated: bool


class Survey(NamedTuple):
    """How many declared manifests of a kind meet `where`, against a number operator."""

    kind: str
    where: Condition
    operator: str
    operand: Operand


class Meets(NamedTuple):
    """A named condition from the pack's definitions."""

    name: str
    part: Condition
    negated: bool = False


Condition: TypeAlias = Test | All | AnyOf | Each | Some | Count | Sum | Refers | Survey | Meets
