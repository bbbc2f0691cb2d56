"""Two versions of a bundle compared, with the version number that the change needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from guardrails.model.rule import Bundle
from guardrails.workshop.bench import Bench
from guardrails.workshop.difference.behaviour import Behaviour
from guardrails.workshop.difference.effects import Effects
from guardrails.workshop.difference.rule_changes import RuleChange, Step, rule_changes


class Origin(NamedTuple):
    """Where a version was read: as it was named, and the id of the commit, where it is one."""

    source: str = ""
    commit: str = ""


class Side(NamedTuple):
    """One version: its bundle, the benches for its examples, and where it was read."""

    bundle: Bundle
    benches: Sequence[Bench]
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
        """Where it was read, in parts: `policies@v1.4.0`, `commit 1a2b3c4`."""
        source = "" if self.origin.source == self.bundle else self.origin.source
        return tuple(part for part in (source, self.origin.commit and f"commit {self.origin.commit[:7]}") if part)

    @property
    def whole(self) -> str:
        """With where it was read: `brand 1.4.0 (policies@v1.4.0, commit 1a2b3c4)`."""
        return f"{self} ({', '.join(self.read)})" if self.read else str(self)


class Comparison(NamedTuple):
    """What changes from `old` to `new`. `needs` is the step that the change needs, `makes` the step that the version makes.

    `data` names what else is not as it was: lanes, the organisation's lists, vocabularies, parts of the bundle itself.
    """

    old: Named
    new: Named
    rules: tuple[RuleChange, ...]
    data: tuple[str, ...]
    effects: Effects
    needs: Step
    makes: Step

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


def compared(old: Side, new: Side, seen: Effects) -> Comparison:
    """The comparison, with what was seen on the manifests that are there."""
    rules = rule_changes(old.bundle, new.bundle, Behaviour(old.benches, new.benches))
    data = tuple(_data(old.bundle, new.bundle))
    needs = max((change.step for change in rules), default=Step.NONE)
    if data:
        needs = max(needs, Step.MINOR if data[0] in _DECIDING else Step.PATCH)
    if any(effect.is_stricter and effect.verdicts[1] == "not-yet" for effect in seen.changed):
        needs = Step.MAJOR
    names = [Named(side.bundle.name, side.bundle.version, side.origin) for side in (old, new)]
    return Comparison(names[0], names[1], rules, data, seen, needs, step_made(old.bundle.version, new.bundle.version))


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
    """What else decides: lanes, fast tracks, organisation data and vocabularies, by name."""
    found = [name for name in ("lanes", "fast_tracks") if getattr(old, name) != getattr(new, name)]
    found = [name.replace("_", " ") for name in found]
    found += [f"organisation: {key}" for key in _differing(old.organisation, new.organisation)]
    found += [f"vocabulary: {key}" for key in _differing(old.vocabulary, new.vocabulary)]
    return found


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return sorted(key for key in {*old, *new} - {"metadata"} if old.get(key) != new.get(key))
