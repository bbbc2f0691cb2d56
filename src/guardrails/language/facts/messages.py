"""When texts go out, and how fast a new sender grows."""

from __future__ import annotations

from itertools import pairwise
from math import floor

from guardrails.language.facts.answers import answer, listed, missing, nothing, number, text, unanswered
from guardrails.language.facts.moments import clock, minutes
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.text.values import Value

_QUIET = ("sms", "quiet_hours")
_PLAN = ("email", "warm_up_plan")
_LONGEST_PLAN = 60
_MIDNIGHT = 24 * 60


def first_text_hour(world: World) -> FactResult:
    """The hour from which texts go out; 0 where the quiet hours do not cover the whole night."""
    return _hour(world, "first_text_hour", first=True)


def last_text_hour(world: World) -> FactResult:
    """The hour until which texts go out; 24 where the quiet hours do not cover the whole night."""
    return _hour(world, "last_text_hour", first=False)


def _hour(world: World, name: str, first: bool) -> FactResult:
    fields = world.manifest.fields
    if answer(fields, "sms") is None:
        return nothing()
    ends: list[int] = []
    for key in ("from", "to"):
        at = minutes(text(fields, *_QUIET, key) or "")
        if at is None:
            return unanswered(missing(fields, *_QUIET, key))
        ends.append(at)
    begins, stops = _sending(*ends)
    value = round((begins if first else stops) / 60, 2)
    slots = {"first": clock(begins), "last": clock(stops)}
    return FactResult(int(value) if value == int(value) else value, f"fact.{name}", slots, (_QUIET,))


def _sending(quiet_from: int, quiet_to: int) -> tuple[int, int]:
    """From when to when texts go out in a day; quiet hours that do not pass midnight leave both of its sides open."""
    if quiet_from > quiet_to:
        return quiet_to, quiet_from
    return (quiet_to, _MIDNIGHT) if quiet_from == 0 < quiet_to else (0, _MIDNIGHT)


def slow_start_growth(world: World) -> FactResult:
    """The biggest step of the slow start, as a multiple of the day before; the busiest day is its last step."""
    fields = world.manifest.fields
    if answer(fields, "email") is None:
        return nothing()
    plan = listed(fields, *_PLAN)
    if plan is None:
        return unanswered(missing(fields, *_PLAN))
    steps = [n for n in plan if isinstance(n, int | float) and not isinstance(n, bool) and n > 0]
    peak = number(fields, "email", "daily_peak")
    if steps and peak is not None and peak > steps[-1]:
        steps.append(peak)
    if len(steps) < 2:
        return nothing("fact.slow_start_growth.one")
    before, after = max(pairwise(steps), key=lambda pair: pair[1] / pair[0])
    # Rounded down: a step of a little less than double stays under 2.
    times = floor(after / before * 100) / 100
    slots = {"before": f"{before:,}", "after": f"{after:,}", "times": f"{times:g}"}
    return FactResult(times, "fact.slow_start_growth", slots, (_PLAN,), ways=(((_PLAN, _slower(steps[0], max(steps))),),))


def _slower(first: float, peak: float) -> Value:
    """A plan from the first day to the busiest, each day half as much again as the one before."""
    plan: list[Value] = []
    step = max(first, 1)
    while step < peak and len(plan) < _LONGEST_PLAN:
        plan.append(int(step))
        step = step * 1.5
    return [*plan, int(peak)]
