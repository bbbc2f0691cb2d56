"""What a new version of a bundle does to the manifests that are there: who newly fails, who newly passes, which lanes move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from guardrails.judge.run import Run, Share
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.rule import Bundle, Rule, Waiver
from guardrails.model.stage import Outcome, Severity

_OPEN = frozenset(at for at, outcome in enumerate(Outcome) if outcome in (Outcome.FAILED, Outcome.UNJUDGED))
"""The bytes of a run's outcomes that stand for what did not pass."""
_ORDER = {"ready": 0, "ready-with-advice": 1, "not-yet": 2}


class Hit(NamedTuple):
    """A rule that newly counts for a manifest, what it does there today, and the days from which it warns and blocks, as far
    as they are still to come."""

    rule: str
    title: str
    severity: Severity | None
    warns_from: str = ""
    blocks_from: str = ""


class Effect(NamedTuple):
    """What changes for one manifest of a workspace. `fails` and `passes` are rules that come out otherwise; stages and dates
    count."""

    manifest: Manifest
    owner: str
    verdicts: tuple[str, str]
    lanes: tuple[str, str]
    fails: tuple[Hit, ...]
    passes: tuple[Hit, ...]
    workspace: str = ""

    @property
    def is_stricter(self) -> bool:
        """Whether the verdict gets worse."""
        return _ORDER[self.verdicts[1]] > _ORDER[self.verdicts[0]]

    @property
    def blocks_later(self) -> bool:
        """Whether a day that is still to come makes it not yet ready."""
        return self.verdicts[1] != "not-yet" and any(hit.blocks_from for hit in self.fails)


class Place(NamedTuple):
    """A workspace that was looked at: how many manifests were judged, how many of them come out otherwise, and how many
    files can't be read."""

    name: str
    judged: int
    changed: int
    unread: int = 0


class Seen(NamedTuple):
    """What changes in one workspace. Of the waivers that cover something now, `gone` would no longer, and `kept` still."""

    changed: tuple[Effect, ...]
    judged: int
    gone: tuple[Waiver, ...]
    kept: tuple[Waiver, ...]


class Effects(NamedTuple):
    """All manifests for which something changes, the worst first; waivers that no longer cover anything; where was looked."""

    changed: tuple[Effect, ...]
    orphaned: tuple[Waiver, ...]
    places: tuple[Place, ...]

    @property
    def judged(self) -> int:
        """How many manifests were judged."""
        return sum(place.judged for place in self.places)


def joined(some: Mapping[str, Seen], unread: Mapping[str, int]) -> Effects:
    """What was seen in several workspaces, by their names, with the number of files that can't be read in each.

    A waiver of the bundle that covers nothing in one of them may still do so in another.
    """
    changed = [effect._replace(workspace=name) for name, seen in some.items() for effect in seen.changed]
    changed.sort(key=lambda e: (-_ORDER[e.verdicts[1]] + _ORDER[e.verdicts[0]], e.owner, e.manifest.file, e.manifest.document))
    kept = {waiver for seen in some.values() for waiver in seen.kept}
    orphaned = dict.fromkeys(waiver for seen in some.values() for waiver in seen.gone if waiver not in kept)
    places = (Place(name, seen.judged, len(seen.changed), unread[name]) for name, seen in some.items())
    return Effects(tuple(changed), tuple(orphaned), tuple(places))


def announced(bundle: Bundle) -> Bundle:
    """A bundle whose every rule is announced: who compares versions asks what people will hear of it."""
    return bundle._replace(rules=tuple(rule if _is_told(rule) else _told(rule) for rule in bundle.rules))


def _is_told(rule: Rule) -> bool:
    return not rule.rollout.announce and rule.goes_first is None


def _told(rule: Rule) -> Rule:
    first = rule.goes_first
    return rule._replace(
        rollout=rule.rollout._replace(announce=""),
        goes_first=first and first._replace(rollout=first.rollout._replace(announce="")),
    )


def effects(manifests: Sequence[Manifest], old: Run, new: Run, share: Share) -> Seen:
    """Judge all manifests by both versions; only those that come out otherwise are looked at again."""
    inventory = Inventory(manifests)
    before = share(manifests, lambda m: old.outcomes(m, inventory))
    after = share(manifests, lambda m: new.outcomes(m, inventory))
    found: list[Effect] = []
    for manifest, was, now in zip(manifests, before, after, strict=True):
        if _differ(manifest, was, now, old, new, inventory):
            effect = _effect(old.judge(manifest, inventory, was), new.judge(manifest, inventory, now))
            found += [effect] if effect is not None else []
    return Seen(tuple(found), len(manifests), *_waivers(manifests, inventory, old, new))


def _differ(manifest: Manifest, was: object, now: object, old: Run, new: Run, inventory: Inventory) -> bool:
    """Whether anything can be otherwise: an outcome, a severity of what does not pass, or the lane."""
    if was != now or not isinstance(was, bytes):
        return True
    return not _OPEN.isdisjoint(was[:-1]) or old.scope(manifest, inventory)[1].lane != new.scope(manifest, inventory)[1].lane


def _effect(was: ManifestReport, now: ManifestReport) -> Effect | None:
    before, after = _counting(was), _counting(now)
    fails = [hit for name, hit in after.items() if name not in before or _rank(hit) < _rank(before[name])]
    passes = [hit for name, hit in before.items() if name not in after]
    lanes, verdicts = (was.lane, now.lane), (was.verdict, now.verdict)
    if not fails and not passes and lanes[0] == lanes[1] and verdicts[0] == verdicts[1]:
        return None
    metadata = now.manifest.fields.get("metadata")
    owner = metadata.get("owner") if isinstance(metadata, dict) else None
    return Effect(now.manifest, str(owner or ""), verdicts, lanes, tuple(fails), tuple(passes))


def _counting(report: ManifestReport) -> dict[str, Hit]:
    """The rules that have something to say today, waived ones left out."""
    return {f.rule.name: _hit(f) for f in report.findings if f.outcome is not Outcome.WAIVED}


def _hit(finding: Finding) -> Hit:
    days = (day if day[:1].isdigit() else "" for day in (finding.warns_from, finding.blocks_from))
    return Hit(finding.rule.name, finding.rule.words.title, finding.severity, *days)


def _rank(hit: Hit) -> int:
    return hit.severity.rank if hit.severity is not None else 3


def _waivers(
    manifests: Sequence[Manifest], inventory: Inventory, old: Run, new: Run
) -> tuple[tuple[Waiver, ...], tuple[Waiver, ...]]:
    """Of the waivers that cover something now, those that would cover nothing any more (their rule passes there, or has
    gone), and the others."""
    named = {waiver.manifest for waiver in old.waivers}
    gone: dict[Waiver, None] = {}
    kept: dict[Waiver, None] = {}
    for manifest in (m for m in manifests if m.name in named):
        still = {finding.rule.name for finding in new.judge(manifest, inventory).findings}
        for finding in old.judge(manifest, inventory).findings:
            if finding.waiver is not None:
                (kept if finding.rule.name in still else gone)[finding.waiver] = None
    return tuple(gone), tuple(kept)
