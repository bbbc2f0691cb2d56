"""What the owners of rules and waivers need to hear, apart from any one tool or campaign."""

from __future__ import annotations

from guardrails.explain.days import counted_day, short_day
from guardrails.explain.discretion import masked
from guardrails.explain.labels import team_in_a_sentence
from guardrails.explain.sentences import say
from guardrails.model.report import Report, WaiverState

_QUIET = frozenset({"in-force", "not-yet", "requested"})
"""States of a waiver that nobody has to hear of here; a finding tells that a waiver for it is asked for."""


def notices(report: Report, command: str) -> tuple[str, ...]:
    """Whose rules these are, where they are not those of the checkout; waivers that end or help nobody; packs to review."""
    waivers = (waiver_notice(state, report, command) for state in report.waivers if state.state not in _QUIET)
    origin: tuple[str, ...] = ()
    if report.rules_from or report.since:
        from guardrails.explain.origin_notices import origin_notices

        origin = origin_notices(report)
    return (*origin, *waivers, *(line for name in report.stale_packs if (line := _stale(name, report))))


def waiver_notice(state: WaiverState, report: Report, command: str) -> str:
    """What somebody has to know or do about a waiver."""
    waiver = state.waiver
    titles = {m.manifest.name: m.manifest.title for m in report.manifests}
    rules = report.bundle.rules if report.bundle else ()
    slots = {
        "rule": next((rule.words.title for rule in rules if rule.name == waiver.rule), waiver.rule),
        "manifest": masked(titles.get(waiver.manifest, waiver.manifest)),
        "day": counted_day((state.other or waiver).expires, report.as_of),
        "granted": short_day(waiver.granted),
        "file": masked(waiver.file),
        "other": masked(state.other.file) if state.other else "",
        "person": masked(waiver.approved_by),
        "command": command,
    }
    return say("waiver.no_rule" if waiver.hold == "orphaned" else f"waiver.{state.state}", slots)


def _stale(name: str, report: Report) -> str:
    packs = report.bundle.packs if report.bundle else ()
    pack = next((pack for pack in packs if pack.name == name), None)
    if pack is None:
        return ""
    slots = {"pack": pack.title or pack.name, "day": short_day(pack.review_by), "team": team_in_a_sentence(pack.owner.team)}
    return say("stale", slots)
