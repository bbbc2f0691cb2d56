"""What the owners of rules and waivers need to hear, apart from any one tool or campaign."""

from __future__ import annotations

from guardrails.explain.days import counted_day, short_day
from guardrails.explain.discretion import masked
from guardrails.explain.labels import team_in_a_sentence
from guardrails.explain.sentences import say
from guardrails.model.report import Report, WaiverState

_TOLD = frozenset({"expiring", "expired", "unused", "unmatched"})
"""States of a waiver that somebody has to hear of."""


def notices(report: Report) -> tuple[str, ...]:
    """Whose rules these are, where they are not those of the checkout; waivers that end or help nobody; packs to review."""
    waivers = (_waiver(state, report) for state in report.waivers if state.state in _TOLD)
    origin: tuple[str, ...] = ()
    if report.rules_from or report.since:
        from guardrails.explain.origin_notices import origin_notices

        origin = origin_notices(report)
    return (*origin, *waivers, *(line for name in report.stale_packs if (line := _stale(name, report))))


def _waiver(state: WaiverState, report: Report) -> str:
    waiver = state.waiver
    titles = {m.manifest.name: m.manifest.title for m in report.manifests}
    rules = report.bundle.rules if report.bundle else ()
    slots = {
        "rule": next((rule.words.title for rule in rules if rule.name == waiver.rule), waiver.rule),
        "manifest": masked(titles.get(waiver.manifest, waiver.manifest)),
        "day": counted_day(waiver.expires, report.as_of),
        "file": masked(waiver.file),
    }
    return say(f"waiver.{state.state}", slots)


def _stale(name: str, report: Report) -> str:
    packs = report.bundle.packs if report.bundle else ()
    pack = next((pack for pack in packs if pack.name == name), None)
    if pack is None:
        return ""
    slots = {"pack": pack.title or pack.name, "day": short_day(pack.review_by), "team": team_in_a_sentence(pack.owner.team)}
    return say("stale", slots)
