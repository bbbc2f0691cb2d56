"""Waivers at work: what they cover, and what became of each. A waived rule is always still evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from guardrails.model.evidence import Evidence, Quantified
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, WaiverState
from guardrails.model.rule import Waiver
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth


def in_force(waiver: Waiver, today: date) -> bool:
    """Whether a waiver holds on a day; its last day counts (UTC)."""
    return waiver.granted <= today.isoformat() <= waiver.expires


def covering(waivers: Sequence[Waiver], rule: str, manifest: str, evidence: Evidence, today: date) -> Waiver | None:
    """The waiver in force that covers everything that failed: the whole manifest, or each failing element by name."""
    fitting = [w for w in waivers if w.rule == rule and w.manifest == manifest and in_force(w, today)]
    whole = next((w for w in fitting if not w.element), None)
    if whole is not None or not fitting:
        return whole
    failing = failing_elements(evidence)
    covered = {w.element for w in fitting}
    return min(fitting, key=lambda w: w.expires) if failing and failing <= covered else None


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
    known = {m.name: m for m in manifests}
    ordered = sorted(waivers, key=lambda w: (w.expires, w.rule, w.manifest, w.element))
    return tuple(WaiverState(w, _state(w, used, pairs, known, today, notice_days)) for w in ordered)


def _state(
    waiver: Waiver, used: set[int], pairs: set[tuple[str, str]], known: Mapping[str, Manifest], today: date, notice_days: int
) -> str:
    if waiver.expires < today.isoformat():
        return "expired"
    if waiver.granted > today.isoformat():
        return "not-yet"
    if waiver.manifest not in known:
        return "unmatched"
    if id(waiver) not in used and not (waiver.element and (waiver.rule, waiver.manifest) in pairs):
        return "unused"
    soon = (today + timedelta(days=notice_days)).isoformat()
    return "expiring" if waiver.expires <= soon else "in-force"
