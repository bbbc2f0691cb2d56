"""What became of each rule between two versions of a bundle, and how big a step of the version that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum
from typing import NamedTuple, TypeAlias

from guardrails.model.condition import Given
from guardrails.model.rule import Bundle, Owner, Rollout, Rule
from guardrails.model.stage import Severity, Stage


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

_NOTHING = Shift(False, False)
_RANK = {None: 0, Severity.ADVISE: 1, Severity.WARN: 2, Severity.BLOCK: 3}
_WORDS = ("title", "headline", "lead", "why", "fix", "faster", "sources", "note")


def rule_changes(old: Bundle, new: Bundle, behaves: Behaves) -> tuple[RuleChange, ...]:
    """Every rule that is not as it was, what can stop somebody first."""
    before, after = {r.name: r for r in old.rules}, {r.name: r for r in new.rules}
    found = [_added(rule) for name, rule in after.items() if name not in before]
    found += [_removed(rule, after) for name, rule in before.items() if name not in after]
    for name, rule in after.items():
        change = _changed(before[name], rule, behaves) if name in before else None
        found += [change] if change is not None else []
    return tuple(sorted(found, key=lambda c: (-c.step, c.kind.value, c.name)))


def _added(rule: Rule) -> RuleChange:
    step = Step.MAJOR if _worst(rule) is Severity.BLOCK else Step.MINOR
    return _change(rule, Kind.ADDED, tuple(_severities(rule)), step)


def _removed(rule: Rule, after: dict[str, Rule]) -> RuleChange:
    heir = next((r.name for r in after.values() if rule.replaced_by == r.name or r.code == rule.code), "")
    return _change(rule, Kind.REMOVED, (f"its place is taken by {heir}",) if heir else (), Step.MINOR)


def _changed(old: Rule, new: Rule, behaves: Behaves) -> RuleChange | None:
    details: list[str] = []
    stricter, milder = _by_severity(old, new, details)
    if _logic(old) != _logic(new):
        shift = behaves(old, new)
        details += _of_conditions(old, new, shift)
        stricter, milder = stricter or shift.stricter, milder or shift.milder
    if old.waivable != new.waivable:
        details.append("waivers are possible now" if new.waivable else "waivers are no longer possible")
        stricter, milder = stricter or not new.waivable, milder or new.waivable
    if old.retired != new.retired:
        details.append(f"retires on {new.retired.on}" if new.retired else "no longer retires")
        stricter, milder = stricter or new.retired is None, milder or new.retired is not None
    stricter, milder = _by_dates(old, new, details, stricter, milder)
    details += _of_words(old, new)
    if not details:
        return None
    blocks = Severity.BLOCK in (_worst(old), _worst(new))
    if stricter:
        return _change(new, Kind.CHANGED if milder else Kind.TIGHTENED, tuple(details), Step.MAJOR if blocks else Step.MINOR)
    earlier, later = _told(old, new)
    if milder or earlier or later:
        return _change(new, Kind.TIGHTENED if earlier and not milder else Kind.LOOSENED, tuple(details), Step.MINOR)
    same = _logic(old) == _logic(new)
    return _change(new, Kind.REWORDED if same else Kind.REWRITTEN, tuple(details), Step.PATCH)


def _told(old: Rule, new: Rule) -> tuple[bool, bool]:
    """Whether people hear of the rule earlier, or later, than before."""
    return new.rollout.announce < old.rollout.announce, new.rollout.announce > old.rollout.announce


def _by_severity(old: Rule, new: Rule, details: list[str]) -> tuple[bool, bool]:
    """Stages at which the rule counts more or less than before."""
    stricter = milder = False
    for which in ("severity", "raised_severity"):
        for stage in Stage:
            was, now = getattr(old, which).get(stage), getattr(new, which).get(stage)
            if was is not now:
                name = "" if which == "severity" else ", raised"
                details.append(f"{stage.value}{name}: {_severity(was)} is now {_severity(now)}")
                stricter |= _RANK[now] > _RANK[was]
                milder |= _RANK[now] < _RANK[was]
    if old.applies_to != new.applies_to:
        details.append(f"concerns {' and '.join(new.applies_to)}, before {' and '.join(old.applies_to)}")
        stricter |= not set(new.applies_to) <= set(old.applies_to)
        milder |= not set(old.applies_to) <= set(new.applies_to)
    return stricter, milder


def _by_dates(old: Rule, new: Rule, details: list[str], stricter: bool, milder: bool) -> tuple[bool, bool]:
    """Dates from which the rule warns or blocks: a date left out means from the start."""
    shift = _between(old.rollout, new.rollout, "", details)
    first = _by_group(old, new, details)
    return stricter or shift.stricter or first.stricter, milder or shift.milder or first.milder


def _between(was: Rollout, now: Rollout, whose: str, details: list[str]) -> Shift:
    stricter = milder = False
    for step, before, after in zip(Rollout._fields, was, now, strict=True):
        if before != after:
            details.append(f"{whose}{step}: {after or 'from the start'}, before {before or 'from the start'}")
            stricter |= after < before and step != "announce"
            milder |= after > before and step != "announce"
    return Shift(stricter, milder)


def _by_group(old: Rule, new: Rule, details: list[str]) -> Shift:
    """Those who go first: other days for them, or others who do. A group of nobody has the days of everybody."""
    was, now = old.goes_first, new.goes_first
    shift = _NOTHING
    if was is None and now is not None:
        details.append(f"goes first: {now.title}")
        shift = _between(old.rollout, now.rollout, "for them, ", details)
    elif was is not None and now is None:
        details.append(f"nobody goes first any more, before {was.title}")
        shift = _between(was.rollout, new.rollout, "for them, ", details)
    elif was is not None and now is not None:
        shift = _between(was.rollout, now.rollout, "who goes first, ", details)
        if _bare(was.when) != _bare(now.when):
            details.append("others go first")
            shift = Shift(True, True)
    return shift


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
