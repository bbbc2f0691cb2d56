"""Two versions of a bundle compared, with the version number that the change needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from guardrails.model.rule import Bundle, Rule, Waiver
from guardrails.workshop.bench import Bench
from guardrails.workshop.difference.behaviour import Behaviour
from guardrails.workshop.difference.effects import Effects
from guardrails.workshop.difference.rule_changes import Behaves, RuleChange, Shift, Step, rule_changes


class Origin(NamedTuple):
    """Where a version was read: as it was named, the id of its commit, where there is one, and if that was changed since."""

    source: str = ""
    commit: str = ""
    dirty: bool = False


class Side(NamedTuple):
    """One version: its bundle, what sets up the benches for its examples, and where it was read."""

    bundle: Bundle
    benches: Callable[[], Sequence[Bench]]
    origin: Origin = Origin()


class Named(NamedTuple):
    """What a version is called: `brand 1.4.0`."""

    bundle: str
    version: str
    origin: Origin

    def __str__(self) -> str:
        return f"{self.bundle} {self.version}"

    @property
    def read(self) -> tuple[str, ...]:
        """Where it was read, in parts: `policies@v1.4.0`, `commit 1a2b3c4`, `changed since`."""
        source = "" if self.origin.source == self.bundle else self.origin.source
        commit = self.origin.commit and f"commit {self.origin.commit[:7]}"
        return tuple(part for part in (source, commit, "changed since" if self.origin.dirty else "") if part)

    @property
    def whole(self) -> str:
        """With where it was read: `brand 1.4.0 (policies@v1.4.0, commit 1a2b3c4)`."""
        return f"{self} ({', '.join(self.read)})" if self.read else str(self)


class Comparison(NamedTuple):
    """What changes from `old` to `new`. `needs` is the step that the change needs, `makes` the step that the version makes.

    `data` names what else is not as it was: lanes, the organisation's lists, vocabularies, parts of the bundle itself.
    `same`: both have the same content, letter for letter, so that no manifest had to be looked at.
    """

    old: Named
    new: Named
    rules: tuple[RuleChange, ...]
    data: tuple[str, ...]
    effects: Effects
    needs: Step
    makes: Step
    same: bool = False

    @property
    def enough(self) -> bool:
        """Whether the version number says what the change does."""
        return self.makes >= self.needs

    @property
    def next_version(self) -> str:
        """The smallest version number that says it."""
        numbers = _numbers(self.old.version)
        at = {Step.MAJOR: 0, Step.MINOR: 1, Step.PATCH: 2}.get(self.needs)
        if at is None:
            return self.old.version
        return ".".join(str(n + 1 if i == at else n if i < at else 0) for i, n in enumerate(numbers))


def alike(old: Side, new: Side) -> Comparison:
    """The comparison of two versions that have the same content."""
    makes = step_made(old.bundle.version, new.bundle.version)
    return Comparison(_named(old), _named(new), (), (), Effects((), (), ()), Step.NONE, makes, same=True)


def compared(old: Side, new: Side, seen: Effects, today: str) -> Comparison:
    """The comparison on a day (an ISO date), with what was seen on the manifests that are there."""
    rules = rule_changes(old.bundle, new.bundle, _behaves(old, new), today)
    data = tuple(_data(old.bundle, new.bundle))
    needs = max((change.step for change in rules), default=Step.NONE)
    if data:
        needs = max(needs, Step.MINOR if data[0] in _DECIDING else Step.PATCH)
    if any(effect.is_stricter and effect.verdicts[1] == "not-yet" for effect in seen.changed):
        needs = Step.MAJOR
    return Comparison(_named(old), _named(new), rules, data, seen, needs, step_made(old.bundle.version, new.bundle.version))


def _behaves(old: Side, new: Side) -> Behaves:
    """What tries rules; the benches are set up for the first one, as most changes touch no condition."""
    behaviour = cache(lambda: Behaviour(old.benches(), new.benches()))

    def behaves(was: Rule, now: Rule) -> Shift:
        return behaviour()(was, now)

    return behaves


def _named(side: Side) -> Named:
    return Named(side.bundle.name, side.bundle.version, side.origin)


_PARTS = ("lanes", "fast_tracks", "waiver_terms", "notice_days")
_DECIDING = ("lanes", "fast tracks")


def step_made(old: str, new: str) -> Step:
    """The step from one version to another; none where it does not go up."""
    was, now = _numbers(old), _numbers(new)
    if now <= was:
        return Step.NONE
    return Step.MAJOR if now[0] > was[0] else Step.MINOR if now[1] > was[1] else Step.PATCH


def _numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version, whatever comes after them."""
    parts = [int(part) for part in version.split("-")[0].split("+")[0].split(".")[:3] if part.isdecimal()]
    first, second, third = (*parts, 0, 0, 0)[:3]
    return first, second, third


def _data(old: Bundle, new: Bundle) -> list[str]:
    """What else decides: lanes, fast tracks, waivers, organisation data and vocabularies, by name."""
    found = [name.replace("_", " ") for name in _PARTS if getattr(old, name) != getattr(new, name)]
    found += ["waivers"] if _unplaced(old.waivers) != _unplaced(new.waivers) else []
    found += [f"organisation: {key}" for key in _differing(old.organisation, new.organisation)]
    found += [f"vocabulary: {key}" for key in _differing(old.vocabulary, new.vocabulary)]
    return found


def _unplaced(waivers: Sequence[Waiver]) -> set[Waiver]:
    """Waivers without the folder under which their files are shown."""
    return {waiver._replace(file=waiver.file.rpartition("/")[2]) for waiver in waivers}


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted(key for key in {*old, *new} - {"metadata"} if old.get(key) != new.get(key))
