"""The review lane of a manifest, and how long a review has been open."""

from __future__ import annotations

from guardrails.language.facts.almanac import holidays
from guardrails.language.facts.answers import day, nothing
from guardrails.language.facts.moments import day_words
from guardrails.language.facts.world import World
from guardrails.language.workdays import workdays_between
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

_ASKED: Path = ("review", "asked_on")
_ANSWERED: Path = ("review", "answered_on")


def lane(world: World) -> FactResult:
    """The review lane; nothing while the lane itself is being found, so that no lane can rest on itself."""
    if not world.lane:
        return nothing()
    if world.lane_asks is not None:
        return FactResult(Gap.UNANSWERED, asks=world.lane_asks)
    message = "fact.lane.because" if world.lane_reasons else "fact.lane"
    return FactResult(world.lane, message, _lane_slots(world))


def lane_lead_workdays(world: World) -> FactResult:
    """How many workdays the lane takes."""
    if not world.lane:
        return nothing()
    message = "fact.lane_lead_workdays.one" if world.lead_workdays == 1 else "fact.lane_lead_workdays"
    return FactResult(world.lead_workdays, message, _lane_slots(world))


def _lane_slots(world: World) -> dict[str, Value]:
    return {
        "lane": world.lane.replace("-review", " review"),
        "reasons": "; ".join(world.lane_reasons),
        "workdays": str(world.lead_workdays),
    }


def review_workdays_open(world: World) -> FactResult:
    """For how many workdays a review has waited for its answer; 0 if none was asked for, or it came."""
    fields = world.manifest.fields
    asked = day(fields, "review", "asked_on")
    if asked is None:
        return FactResult(0, "fact.review_workdays_open.not_asked")
    answered = day(fields, "review", "answered_on")
    if answered is not None:
        slots: dict[str, Value] = {"answered": day_words(answered)}
        return FactResult(0, "fact.review_workdays_open.answered", slots, (_ASKED, _ANSWERED))
    count = max(0, workdays_between(asked, world.today, holidays(world.organisation)))
    message = "fact.review_workdays_open.one" if count == 1 else "fact.review_workdays_open"
    return FactResult(count, message, {"asked": day_words(asked), "workdays": str(count)}, (_ASKED,))
