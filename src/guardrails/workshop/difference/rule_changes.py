"""What became of each rule between two versions of a bundle, and how big a step of the version that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum
from typing import NamedTuple, TypeAlias

from guardrails.model.condition import Given
from guardrails.model.rule import Bundle, Owner, Rollout, Rule
from guardrails.model.stage import Severity, Stage
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

_WORDS = ("title", "headline", "lead", "why", "fix", "faster", "sources", "note")


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
    step = Step.MAJOR if _worst(rule) is Severity.BLOCK else Step.MINOR
    return _change(rule, Kind.ADDED, tuple(_severities(rule)), step)


def _removed(rule: Rule, after: dict[str, Rule], today: str) -> RuleChange:
    heir = next((r.name for r in after.values() if rule.replaced_by == r.name or r.code == rule.code), "")
    details = (f"its place is taken by {heir}",) if heir else ()
    if rule.retired is not None and rule.retired.on <= today:
        return _change(rule, Kind.REMOVED, (*details, f"it was not asked any more since {rule.retired.on}"), Step.PATCH)
    return _change(rule, Kind.REMOVED, details, Step.MINOR)


def _changed(old: Rule, new: Rule, behaves: Behaves, today: str) -> RuleChange | None:
    by_date = moved(old, new, today, _same_group(old, new))
    details = [*_of_severities(old, new), *_of_kinds(old, new)]
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
    details += [*_of_dates(old, new), *_of_words(old, new)]
    if not details:
        return None
    stops = by_date.blocks or (stricter and Severity.BLOCK in (_worst(old), _worst(new)))
    if not by_date.asked:
        stricter = milder = False
    stricter, milder = stricter or by_date.stricter, milder or by_date.milder
    if stricter:
        kind = Kind.CHANGED if milder else Kind.TIGHTENED
        return _change(new, kind, tuple(details), Step.MAJOR if stops else Step.MINOR)
    if milder:
        return _change(new, Kind.LOOSENED, tuple(details), Step.MINOR)
    dated = any(_of_dates(old, new))
    return _change(new, Kind.REWORDED if same and not dated else Kind.REWRITTEN, tuple(details), Step.PATCH)


def _of_severities(old: Rule, new: Rule) -> Iterator[str]:
    """Stages at which the rule counts more or less than before."""
    for which in ("severity", "raised_severity"):
        for stage in Stage:
            was, now = getattr(old, which).get(stage), getattr(new, which).get(stage)
            if was is not now:
                name = "" if which == "severity" else ", raised"
                yield f"{stage.value}{name}: {_severity(was)} is now {_severity(now)}"


def _of_kinds(old: Rule, new: Rule) -> Iterator[str]:
    if old.applies_to != new.applies_to:
        yield f"concerns {' and '.join(new.applies_to)}, before {' and '.join(old.applies_to)}"


def _of_dates(old: Rule, new: Rule) -> Iterator[str]:
    """The days from which the rule is announced, warns, blocks, and is no longer asked; those of who goes first, too."""
    yield from _between(old, old.rollout, new, new.rollout, "")
    yield from _of_group(old, new)
    if old.retired != new.retired:
        before = f", before on {old.retired.on}" if old.retired else ""
        yield f"retires on {new.retired.on}{before}" if new.retired else f"no longer retires{before}"


def _of_group(old: Rule, new: Rule) -> Iterator[str]:
    """Those who go first: other days for them, or others who do. A group of nobody has the days of everybody."""
    was, now = old.goes_first, new.goes_first
    if was is None and now is not None:
        yield f"goes first: {now.title}"
        yield from _between(old, old.rollout, new, now.rollout, "for them, ")
    elif was is not None and now is None:
        yield f"nobody goes first any more, before {was.title}"
        yield from _between(old, was.rollout, new, new.rollout, "for them, ")
    elif was is not None and now is not None:
        yield from _between(old, was.rollout, new, now.rollout, "who goes first, ")
        if not _same_group(old, new):
            yield "others go first"


def _between(old: Rule, was: Rollout, new: Rule, now: Rollout, whose: str) -> Iterator[str]:
    for step, before, after in zip(Rollout._fields, was, now, strict=True):
        if before != after:
            yield f"{whose}{step}: {_from(new, step, after)}, before {_from(old, step, before)}"


def _from(rule: Rule, step: str, day: str) -> str:
    """From when on; without a day that is from the start, for a rule that does so at all."""
    never = step == "block" and _worst(rule) is not Severity.BLOCK
    return day or ("never" if never else "from the start")


def _same_group(old: Rule, new: Rule) -> bool:
    """Whether the same manifests go first by both."""
    was, now = old.goes_first, new.goes_first
    return _bare(was and was.when) == _bare(now and now.when)


def _of_conditions(old: Rule, new: Rule, shift: Shift) -> Iterator[str]:
    parts = [
        part
        for part, was, now in (
            ("when", old.when, new.when), ("require", old.require, new.require), ("raised", old.raised_when, new.raised_when),
        )
        if _bare(was) != _bare(now)
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


def _of_words(old: Rule, new: Rule) -> Iterator[str]:
    words = [key for key in _WORDS if getattr(old.words, key) != getattr(new.words, key)]
    if words:
        yield f"words: {', '.join(words)}"
    if old.words_in != new.words_in and not words:
        yield "words in other languages"
    if old.goes_first and new.goes_first and old.goes_first.title != new.goes_first.title:
        yield "words: who goes first"
    for key in ("owner", "review_by", "code", "replaced_by", "verified", "hide_value"):
        if getattr(old, key) != getattr(new, key):
            yield f"{key.replace('_', ' ')}"


def _logic(rule: Rule) -> object:
    """What decides, without what the company's data put into it: that is not the rule's change."""
    return _bare(_conditions(rule))


def _bare(node: object) -> object:
    if isinstance(node, Given) and node.source is not None and node.source.startswith("org."):
        return node.source
    if isinstance(node, Given):
        return repr(node.value)
    return (type(node).__name__, *map(_bare, node)) if isinstance(node, tuple) else node


def _worst(rule: Rule) -> Severity | None:
    every = [*rule.severity.values(), *rule.raised_severity.values()]
    return min(every, key=lambda s: s.rank, default=None)


def _severities(rule: Rule) -> Iterator[str]:
    for stage, severity in rule.severity.items():
        yield f"{stage.value}: {severity.value}"
    for step, day in (("warns", rule.rollout.warn), ("blocks", rule.rollout.block)):
        if day:
            yield f"{step} from {day}"
    if rule.goes_first is not None:
        yield f"goes first: {rule.goes_first.title}"


def _severity(severity: Severity | None) -> str:
    return severity.value if severity is not None else "silent"


def _change(rule: Rule, kind: Kind, details: tuple[str, ...], step: Step) -> RuleChange:
    return RuleChange(rule.name, rule.words.title, rule.owner, kind, details, step)
