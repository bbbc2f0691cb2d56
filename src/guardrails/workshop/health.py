"""How a bundle is doing in daily life: rules that nobody looks after, that many fail or nobody meets, promises that are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from guardrails.judge.run import Run, Share
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.rule import Bundle, Rule
from guardrails.model.stage import Outcome
from guardrails.workshop.material import Material, documents, of_kind
from guardrails.workshop.owner_lint import groups_of, unasked_groups

_SOON = timedelta(days=60)
_MANY = 0.3
_ENOUGH = 5
"""From so many concerned manifests on a share says something."""
_OUTCOMES = tuple(Outcome)


class Sign(Enum):
    """What a rule is listed for."""

    STALE = "past its review date"
    DUE = "due for a review soon"
    FRICTION = "many do not meet it"
    IDLE = "concerns nobody here"
    SILENT = "no answer time"
    WAIVED = "many waivers"
    ONE_SIDED = "one side alone can change the rules"


class Entry(NamedTuple):
    """One rule (a pack, a team or a place in a file, where it is about that) with the reason it is listed, in numbers where
    there are any; the owner is "" where nobody is known."""

    sign: Sign
    name: str
    owner: str
    told: str


class Tally(NamedTuple):
    """How one rule came out over all manifests of its kinds."""

    concerned: int = 0
    failed: int = 0


def health(bundle: Bundle, tallies: Mapping[str, Tally], judged: int, today: date) -> tuple[Entry, ...]:
    """Everything that somebody should look at, by what it is listed for. Without manifests only what the files say."""
    entries = [*_reviews(bundle, today), *_promises(bundle), *_waivers(bundle)]
    if judged:
        for rule in bundle.rules:
            entries += _of_rule(rule, tallies.get(rule.name, Tally()))
    order = list(Sign)
    return tuple(sorted(entries, key=lambda e: (order.index(e.sign), e.name)))


def tallied(manifests: Sequence[Manifest], run: Run, share: Share) -> dict[str, Tally]:
    """How every rule comes out on these manifests today; one that only waits for an answer is not counted yet."""
    inventory = Inventory(manifests)
    found: dict[str, Tally] = {}
    for manifest, outcomes in zip(manifests, share(manifests, lambda m: run.outcomes(m, inventory)), strict=True):
        if not isinstance(outcomes, bytes):
            continue
        report = run.judge(manifest, inventory, outcomes)
        failed = {f.rule.name for f in report.findings if not f.only_asks}
        rules = (prepared.rule.name for prepared in run.rules.get(manifest.kind, ()))
        for name, byte in zip(rules, outcomes[:-1], strict=True):
            was = found.get(name, Tally())
            concerned = name in failed or _OUTCOMES[byte] is Outcome.PASSED
            found[name] = Tally(was.concerned + concerned, was.failed + (name in failed))
    return found


def together(some: Sequence[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The sums of several workspaces."""
    names = dict.fromkeys(name for one in some for name in one)
    every = {name: [one.get(name, Tally()) for one in some] for name in names}
    return {name: Tally(sum(t.concerned for t in ts), sum(t.failed for t in ts)) for name, ts in every.items()}


def one_sided(material: Material) -> Iterator[Entry]:
    """Where a change of the rules needs no yes of each group; a bundle that names no groups is asked to."""
    bundle = of_kind(documents(material.texts.files), "Bundle")[0]
    for found in unasked_groups(bundle, material.guarded):
        yield Entry(Sign.ONE_SIDED, f"{found.file}:{found.line}", "", found.sentence)
    if material.guarded and not groups_of(bundle):
        yield Entry(Sign.ONE_SIDED, bundle.file, "", "`approvers` names no groups, so nobody can tell who has to say yes")


def _reviews(bundle: Bundle, today: date) -> Iterator[Entry]:
    soon = (today + _SOON).isoformat()
    for pack in bundle.packs:
        if pack.review_by and pack.review_by < today.isoformat():
            told = f"review by {pack.review_by}; its rules only warn until then"
            yield Entry(Sign.STALE, pack.name, pack.owner.team, told)
        elif pack.review_by and pack.review_by <= soon:
            yield Entry(Sign.DUE, pack.name, pack.owner.team, f"review by {pack.review_by}")


def _promises(bundle: Bundle) -> Iterator[Entry]:
    owners = dict.fromkeys(rule.owner for rule in bundle.rules if not rule.owner.replies_within)
    for owner in owners:
        rules = sum(rule.owner == owner for rule in bundle.rules)
        yield Entry(Sign.SILENT, owner.team, owner.team, f"{rules} rules name this team and no time to answer")


def _waivers(bundle: Bundle) -> Iterator[Entry]:
    counts = {rule.name: sum(w.rule == rule.name for w in bundle.waivers) for rule in bundle.rules}
    for rule in bundle.rules:
        if counts[rule.name] >= _ENOUGH:
            yield Entry(Sign.WAIVED, rule.name, rule.owner.team, f"{counts[rule.name]} waivers; the rule may ask for too much")


def _of_rule(rule: Rule, tally: Tally) -> list[Entry]:
    if not tally.concerned:
        return [Entry(Sign.IDLE, rule.name, rule.owner.team, "")]
    if tally.concerned >= _ENOUGH and tally.failed / tally.concerned >= _MANY:
        percent = round(100 * tally.failed / tally.concerned)
        told = f"{tally.failed} of {tally.concerned} ({percent} %) do not meet it"
        return [Entry(Sign.FRICTION, rule.name, rule.owner.team, told)]
    return []
