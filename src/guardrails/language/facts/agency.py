"""How long an agency needs to get into our systems."""

from __future__ import annotations

from datetime import date, timedelta

from guardrails.language.facts.answers import day, missing, nothing, unanswered
from guardrails.language.facts.moments import day_words
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult

_WRAP_UP = timedelta(days=30)


def last_agency_day(world: World) -> FactResult:
    """The last day on which an agency's access is of use: 30 days after the campaign's end, for the wrap-up."""
    fields = world.manifest.fields
    if world.manifest.kind != "Campaign":
        return nothing()
    end = day(fields, "dates", "end_at")
    if end is None:
        return unanswered(missing(fields, "dates", "end_at"))
    last = min(end, date.max - _WRAP_UP) + _WRAP_UP
    slots = {"last": day_words(last), "end": day_words(end)}
    return FactResult(last.isoformat(), "fact.last_agency_day", slots, (("dates", "end_at"),))
