"""The next free launch slot, for a launch that lies badly or comes too soon; offered only if that settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from guardrails.explain.explanation import Alternative
from guardrails.explain.plain_values import day_in_words
from guardrails.explain.rule_words import tested_in
from guardrails.explain.sentences import say
from guardrails.language.facts.almanac import holidays
from guardrails.language.facts.answers import day
from guardrails.language.facts.calendar import Launch, find_launch, free_slot
from guardrails.language.facts.moments import ONE_DAY, slot_words
from guardrails.language.facts.world import World
from guardrails.language.workdays import add_workdays
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.stage import Outcome

_OF_THE_DAY = frozenset({"launch_in_quiet_window", "launch_in_freeze", "workdays_to_launch"})
"""Facts that come out otherwise on another day."""


def free_launch(
    answer: ManifestReport, world: World, judge: Callable[[Manifest], ManifestReport], told: str = ""
) -> Alternative | None:
    """The first free slot with which nothing is said about the launch day any more, and nothing else instead.

    None where the day is not the matter, and where `told` (in small letters) names the slot already.
    """
    about_the_day = {f.rule.name for f in answer.findings if f.outcome is Outcome.FAILED and _is_about_the_day(f)}
    launch = find_launch(world)
    if not about_the_day or not isinstance(launch, Launch):
        return None
    for slot in _slots(world, launch):
        if _rules(judge(_launched(answer.manifest, slot))) <= _rules(answer) - about_the_day:
            way = _alternative(slot, launch)
            said = (way.name, slot_words(slot, launch.calendar.zone))
            return None if any(words.casefold() in told for words in said) else way
    return None


def _is_about_the_day(finding: Finding) -> bool:
    tests = [*tested_in(finding.evidence), *tested_in(finding.when)]
    return not finding.asks_when and any(t.field[0] == "facts" and t.field[1] in _OF_THE_DAY for t in tests)


def _slots(world: World, launch: Launch) -> Iterator[datetime]:
    """The next free slot, and the next one that leaves the workdays which the review lane takes; on the launch's own clock."""
    first = free_slot(world, launch)
    came_in = day(world.manifest.fields, "metadata", "submitted_on") or world.today
    earliest = max(add_workdays(came_in, world.lead_workdays, holidays(world.organisation)), world.today + ONE_DAY)
    later = launch.calendar.free_slot(launch.at, earliest)
    for slot in dict.fromkeys(slot for slot in (first, later) if slot is not None):
        yield slot.astimezone(launch.at.tzinfo)


def _launched(manifest: Manifest, slot: datetime) -> Manifest:
    """The manifest with another launch."""
    dates = manifest.fields.get("dates")
    written = {**(dates if isinstance(dates, dict) else {}), "launch_at": f"{slot:%Y-%m-%dT%H:%M}"}
    return manifest._replace(fields={**manifest.fields, "dates": written})


def _rules(answer: ManifestReport) -> set[str]:
    return {f.rule.name for f in answer.findings}


def _alternative(slot: datetime, launch: Launch) -> Alternative:
    written = f"{slot:%Y-%m-%dT%H:%M}"
    elsewhere = slot.replace(tzinfo=None) != slot.astimezone(launch.calendar.zone).replace(tzinfo=None)
    slots = {"slot": day_in_words(written), "zone": str(slot.tzinfo)}
    return Alternative("slot", written, say("ways.slot.zone" if elsewhere else "ways.slot", slots))
