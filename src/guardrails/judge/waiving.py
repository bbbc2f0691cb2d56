"""Waivers at work: what they cover, and what became of each. A waived rule is always still evaluated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from guardrails.model.evidence import Evidence, Quantified
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, WaiverState
from guardrails.model.rule import Waiver
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth


def in_force(waiver: Waiver, today: date) -> bool:
    """Whether a waiver holds on a day, both its days included. A day is a day of UTC, wherever the run happens."""
    return not waiver.hold and waiver.granted <= today.isoformat() <= waiver.expires


def covering(waivers: Sequence[Waiver], rule: str, manifest: str, evidence: Evidence, today: date) -> Waiver | None:
    """The waiver in force that covers everything that failed: the whole manifest, or each failing element by name."""
    fitting = [w for w in waivers if w.rule == rule and w.manifest == manifest and in_force(w, today)]
    fitting = [w for w in fitting if earlier_end(w, waivers) is None]
    whole = next((w for w in fitting if not w.element), None)
    if whole is not None or not fitting:
        return whole
    failing = failing_elements(evidence)
    used = [w for w in fitting if w.element in failing]
    return min(used, key=lambda w: w.expires) if failing and failing <= {w.element for w in used} else None


def earlier_end(waiver: Waiver, others: Iterable[Waiver]) -> Waiver | None:
    """The waiver for the same scope whose end counts instead, because the two overlap: a second one never adds time.

    With the same end the one that started first counts, then the one whose file comes first.
    """
    scope = _scope(waiver)
    same = (o for o in others if o is not waiver and not o.hold and not waiver.hold and _scope(o) == scope)
    overlapping = (o for o in same if o.granted <= waiver.expires and waiver.granted <= o.expires)
    return min((o for o in overlapping if _order(o) < _order(waiver)), key=_order, default=None)


def _scope(waiver: Waiver) -> tuple[str, str, str]:
    return waiver.rule, waiver.manifest, waiver.element


def _order(waiver: Waiver) -> tuple[str, str, str]:
    return waiver.expires, waiver.granted, waiver.file


def failing_elements(evidence: Evidence) -> frozenset[str]:
    """The names of the elements that made a rule over a list fail; empty where it is not such a rule."""
    if not isinstance(evidence, Quantified):
        return frozenset()
    concerned = (e for e in evidence.elements if e.where is None or e.where.truth is not Truth.NO)
    return frozenset(e.name for e in concerned if e.require is not None and e.require.truth is not Truth.YES)


def waiver_states(
    waivers: Iterable[Waiver], findings: Iterable[Finding], manifests: Iterable[Manifest], today: date, notice_days: int
) -> tuple[WaiverState, ...]:
    """What became of every waiver in this run."""
    used = {id(f.waiver) for f in findings if f.outcome is Outcome.WAIVED}
    pairs = {(f.rule.name, f.manifest.name) for f in findings if f.outcome is Outcome.WAIVED}
    known = {m.name for m in manifests}
    ordered = sorted(waivers, key=lambda w: (w.expires, w.rule, w.manifest, w.element, w.file))
    soon = (today + timedelta(days=notice_days)).isoformat()

    def state(waiver: Waiver) -> str:
        ahead = _before_use(waiver, known, today)
        if ahead:
            return ahead
        if id(waiver) not in used and not (waiver.element and (waiver.rule, waiver.manifest) in pairs):
            return "unused"
        return "expiring" if waiver.expires <= soon else "in-force"

    others = {id(w): earlier_end(w, ordered) for w in ordered if not _before_use(w, known, today)}
    return tuple(WaiverState(w, "overlapping" if others.get(id(w)) else state(w), others.get(id(w))) for w in ordered)


def _before_use(waiver: Waiver, known: Collection[str], today: date) -> str:
    """Why a waiver covers nothing on a day, whatever the rule says; "" if it may cover something."""
    if waiver.hold:
        return waiver.hold
    if waiver.expires < today.isoformat():
        return "expired"
    if waiver.granted > today.isoformat():
        return "not-yet"
    return "" if waiver.manifest in known else "orphaned"
