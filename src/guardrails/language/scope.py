"""What a condition can reach while it is evaluated: the manifest, its facts, the inventory, today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from datetime import date
from typing import NamedTuple, TypeAlias

from guardrails.language.facts import fact_function
from guardrails.language.facts.world import World
from guardrails.language.operators import OPERATORS, Answer
from guardrails.model.condition import Day, FieldPath, Given, Operand, Share
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.value import UNKNOWN, Gap
from guardrails.text.values import Value


def names_of(manifest: Manifest) -> tuple[str, ...]:
    """What other manifests can call it, as names compare: its name, then its product if it has one."""
    product = manifest.fields.get("product")
    return (manifest.name.casefold(), product.casefold()) if isinstance(product, str) else (manifest.name.casefold(),)


class Inventory:
    """All declared manifests, found by kind and by name or product whatever the case of the letters.

    `unread` are the files of manifests that nobody can read yet: what has one of their names may well be declared.
    """

    __slots__ = ("_named", "manifests", "unread")

    def __init__(self, manifests: Sequence[Manifest], unread: Collection[str] = ()) -> None:
        self.manifests = tuple(manifests)
        self.unread = unread
        self._named: dict[tuple[str, str], Manifest] = {}
        for manifest in self.manifests:
            for product in names_of(manifest)[1:]:
                self._named.setdefault((manifest.kind, product), manifest)
        for manifest in self.manifests:
            self._named[manifest.kind, manifest.name.casefold()] = manifest

    def replaced(self, at: int, manifest: Manifest) -> Inventory:
        """The same with another manifest in this place of `manifests`."""
        before = self.manifests[at]
        manifests = (*self.manifests[:at], manifest, *self.manifests[at + 1 :])
        if (before.kind, names_of(before)) != (manifest.kind, names_of(manifest)):
            return Inventory(manifests, self.unread)
        after = copy(self)
        after.manifests = manifests
        keys = [(before.kind, name) for name in names_of(before)]
        after._named = {**self._named, **{key: manifest for key in keys if self._named[key] is before}}
        return after

    def named(self, kind: str, name: str) -> Manifest | None:
        """The manifest of a kind that a name or product stands for."""
        return self._named.get((kind, name.casefold()))

    def unread_file(self, name: str) -> str:
        """The file that is called like a name and can't be read yet; "" if there is none."""
        names = (f"{name.casefold()}.yaml", f"{name.casefold()}.yml")
        return next((file for file in self.unread if file.rpartition("/")[2].casefold() in names), "")

    def of_kind(self, kind: str) -> list[Manifest]:
        """All manifests of a kind."""
        return [m for m in self.manifests if m.kind == kind]

    def names(self, kind: str) -> list[str]:
        """The names that a reference to a kind can use."""
        return sorted(m.name for m in self.manifests if m.kind == kind)


class Scope:
    """One manifest under judgement. Facts are worked out when first asked for, and once."""

    __slots__ = ("_facts", "inventory", "root", "world")

    def __init__(self, world: World, inventory: Inventory) -> None:
        self.world = world
        self.root = world.manifest.fields
        self.inventory = inventory
        self._facts: dict[str, FactResult] = {}

    def fact(self, name: str) -> FactResult:
        """The value of a fact for this manifest."""
        known = self._facts.get(name)
        if known is None:
            known = fact_function(name)(self.world)
            if known.value is Gap.UNANSWERED and known.asks is None:
                known = known._replace(value=Gap.UNJUDGED)
            self._facts[name] = known
        return known


class Terms(NamedTuple):
    """What holds for the whole run: the day it judges for and the days on which nobody works."""

    today: date
    holidays: frozenset[date]


Seen: TypeAlias = "Value | Gap"


def look(path: FieldPath, here: Value, scope: Scope) -> Seen:
    """The value at a path, or why there is none."""
    if path.start == "facts":
        return scope.fact(path.keys[0]).value
    if path.start == "org":
        found: Value = dict(scope.world.organisation)
    else:
        found = scope.root if path.start == "root" else here
    for at, key in enumerate(path.keys):
        if not isinstance(found, dict) or key not in found:
            return Gap.NOTHING if path.nothing[at] else Gap.UNANSWERED
        found = found[key]
    return found


def gathered(path: FieldPath, here: Value, scope: Scope) -> Seen:
    """The value at an operand's path; where it crosses lists, all the values found, if all of them are answered."""
    if not path.plucks:
        value = look(path, here, scope)
        return [] if path.is_list and elements_of(value) == [] else value
    found: list[Value] = [scope.root if path.start == "root" else here]
    for at, key in enumerate(path.keys):
        if at in path.plucks:
            lists = [elements_of(value) for value in found]
            if None in lists:
                return Gap.UNANSWERED
            found = [element for elements in lists for element in elements or ()]
        there = [value[key] for value in found if isinstance(value, dict) and key in value]
        if len(there) < len(found) and not path.nothing[at]:
            return Gap.UNANSWERED
        found = there
    if path.is_list:
        ends = [elements_of(value) for value in found]
        if None in ends:
            return Gap.UNANSWERED
        found = [item for items in ends for item in items or ()]
    return Gap.UNANSWERED if UNKNOWN in found else found


def resolved_operand(operand: Operand, here: Value, scope: Scope, terms: Terms) -> Seen:
    """What an operand comes to for this manifest (a date as ISO text)."""
    match operand:
        case Given(value):
            return value
        case Day():
            return _day(operand, terms)
        case FieldPath():
            return gathered(operand, here, scope)
        case Share(percent, of):
            whole = resolved_operand(of, here, scope, terms)
            return whole * percent / 100 if isinstance(whole, int | float) else whole


def is_settled(operand: Operand) -> bool:
    """Whether an operand is the same for every manifest of the run."""
    return isinstance(operand, Given | Day) or (isinstance(operand, Share) and is_settled(operand.of))


def settled_answer(operator: str, operand: Operand, terms: Terms) -> Answer:
    """An operator bound to an operand that is the same for every manifest."""
    return OPERATORS[operator].bind(_settled(operand, terms), terms.today.isoformat())


def _settled(operand: Operand, terms: Terms) -> Value:
    match operand:
        case Given(value):
            return value
        case Day():
            return _day(operand, terms)
        case Share(percent, of):
            whole = _settled(of, terms)
            return whole * percent / 100 if isinstance(whole, int | float) else whole
        case FieldPath():
            return None


def _day(day: Day, terms: Terms) -> str:
    from guardrails.language.durations import on

    return on(day, terms.today, terms.holidays).isoformat()


def elements_of(value: Seen) -> list[Value] | None:
    """A list's elements; the word "none" and no such thing are an empty list; None where it can't be told."""
    if isinstance(value, list):
        return value
    return [] if value is Gap.NOTHING or value == "none" else None


Lookup: TypeAlias = Callable[[Value, Scope], Seen]
