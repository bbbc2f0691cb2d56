"""What became of each rule between two versions of a bundle, and how big a step of the version that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum
from typing import NamedTuple, TypeAlias

from guardrails.model.condition import Given
from guardrails.model.rule import Bundle, Owner, Rule
from guardrails.model.stage import Severity
from guardrails.workshop.difference.rule_details import (
    bare,
    of_dates,
    of_kinds,
    of_severities,
    of_words,
    same_group,
    severities_of,
    worst,
)
from guardrails.workshop.difference.severities import moved


class Step(IntEnum):
    """What semantic versioning asks for. MAJOR: a verdict can get stricter. MINOR: new advice, or less asked. PATCH: words."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The step as people call it."""
        return self.name.lower()


class Kind(Enum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    REWORDED = "reworded"


class RuleChange(NamedTuple):
    """One rule that is not as it was: what became of it, in which respects (`details`), and the step that this needs."""

    name: str
    title: str
    owner: Owner
    kind: Kind
    details: tuple[str, ...]
    step: Step


class Shift(NamedTuple):
    """Which way a condition moved, as far as manifests show it; both ways are possible where none could be tried."""

    stricter: bool
    milder: bool
    tried: bool = True


Behaves: TypeAlias = "Callable[[Rule, Rule], Shift]"
"""Tries an old and a new version of a rule on manifests."""


def rule_changes(old: Bundle, new: Bundle, behaves: Behaves, today: str = "") -> tuple[RuleChange, ...]:
    """Every rule that is not as it was, what can stop somebody first. Without a day no date has passed yet."""
    before, after = {r.name: r for r in old.rules}, {r.name: r for r in new.rules}
    found = [_added(rule) for name, rule in after.items() if name not in before]
    found += [_removed(rule, after, today) for name, rule in before.items() if name not in after]
    for name, rule in after.items():
        change = _changed(before[name], rule, behaves, today) if name in before else None
        found += [change] if change is not None else []
    return tuple(sorted(found, key=lambda c: (-c.step, c.kind.value, c.name)))


def _added(rule: Rule) -> RuleChange:
    step = Step.MAJOR if worst(rule) is Severity.BLOCK else Step.MINOR
    return _change(rule, Kind.ADDED, tuple(severities_of(rule)), step)


def _removed(rule: Rule, after: dict[str, Rule], today: str) -> RuleChange:
    heir = next((r.name for r in after.values() if rule.replaced_by == r.name or r.code == rule.code), "")
    details = (f"its place is taken by {heir}",) if heir else ()
    if rule.retired is not None and rule.retired.on <= today:
        return _change(rule, Kind.REMOVED, (*details, f"it was not asked any more since {rule.retired.on}"), Step.PATCH)
    return _change(rule, Kind.REMOVED, details, Step.MINOR)


def _changed(old: Rule, new: Rule, behaves: Behaves, today: str) -> RuleChange | None:
    by_date = moved(old, new, today, same_group(old, new))
    details = [*of_severities(old, new), *of_kinds(old, new)]
    stricter = not set(new.applies_to) <= set(old.applies_to)
    milder = not set(old.applies_to) <= set(new.applies_to)
    same = _logic(old) == _logic(new)
    if not same:
        shift = behaves(old, new)
        details += _of_conditions(old, new, shift)
        stricter, milder = stricter or shift.stricter, milder or shift.milder
    if old.waivable != new.waivable:
        details.append("waivers are possible now" if new.waivable else "waivers are no longer possible")
        stricter, milder = stricter or not new.waivable, milder or new.waivable
    details += [*of_dates(old, new), *of_words(old, new)]
    if not details:
        return None
    stops = by_date.blocks or (stricter and Severity.BLOCK in (worst(old), worst(new)))
    if not by_date.asked:
        stricter = milder = False
    stricter, milder = stricter or by_date.stricter, milder or by_date.milder
    if stricter:
        kind = Kind.CHANGED if milder else Kind.TIGHTENED
        return _change(new, kind, tuple(details), Step.MAJOR if stops else Step.MINOR)
    if milder:
        return _change(new, Kind.LOOSENED, tuple(details), Step.MINOR)
    dated = any(of_dates(old, new))
    return _change(new, Kind.REWORDED if same and not dated else Kind.REWRITTEN, tuple(details), Step.PATCH)


def _of_conditions(old: Rule, new: Rule, shift: Shift) -> Iterator[str]:
    parts = [
        part
        for part, was, now in (
            ("when", old.when, new.when), ("require", old.require, new.require), ("raised", old.raised_when, new.raised_when),
        )
        if bare(was) != bare(now)
    ]  # fmt: skip
    seen = {
        (True, True): "some manifests fail only now, others pass only now",
        (True, False): "some manifests fail only now",
        (False, True): "some manifests pass only now",
        (False, False): "every manifest tried comes out as before",
    }[shift.stricter, shift.milder]
    told = seen if shift.tried else "there is no example that could be tried"
    yield f"`{'` and `'.join(parts)}` changed: {told}"
    was, now = parameters_of(old), parameters_of(new)
    yield from (f"`{name}` is {now[name]}, before {was[name]}" for name in now if name in was and was[name] != now[name])


def _conditions(rule: Rule) -> tuple[object, ...]:
    return rule.when, rule.require, rule.raised_when


def parameters_of(rule: Rule) -> dict[str, str]:
    """The parameters that a rule's conditions use, with their values as they are shown."""
    return dict(_parameters(_conditions(rule)))


def _parameters(node: object) -> Iterator[tuple[str, str]]:
    """The parameters that a condition uses, with their values as they are shown."""
    if isinstance(node, Given):
        if node.source is not None and node.source.startswith("param "):
            shown = ", ".join(map(str, node.value)) if isinstance(node.value, list) else str(node.value)
            yield node.source.removeprefix("param "), shown
    elif isinstance(node, tuple):
        for part in node:
            yield from _parameters(part)


def _logic(rule: Rule) -> object:
    """What decides."""
    return bare(_conditions(rule))


def _change(rule: Rule, kind: Kind, details: tuple[str, ...], step: Step) -> RuleChange:
    return RuleChange(rule.name, rule.words.title, rule.owner, kind, details, step)
