"""The days of a new rule: for everybody, and for those who go first."""

from __future__ import annotations

from itertools import pairwise

from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.faults import Faults
from guardrails.language.paths import Ground
from guardrails.language.text_maps import check_languages, text_in, texts_in
from guardrails.model.rule import FirstGroup, Rollout
from guardrails.model.value import Fields, Path


def rollout_of(
    rule: Fields, at: Path, ground: Ground, conditions: ConditionCompiler, language: str
) -> tuple[Rollout, FirstGroup | None]:
    """The days for everybody and who goes first, of a rule that stands at `at`."""
    at = (*at, "rollout")
    given = rule.get("rollout")
    block = given if isinstance(given, dict) else {}
    everybody = Rollout(*(str(block.get(step, "")) for step in Rollout._fields))
    _in_order(everybody, at, conditions.faults)
    first = block.get("goes_first")
    if not isinstance(first, dict) or not ground.here:
        return everybody, None
    at = (*at, "goes_first")
    warn, stop = str(first.get("warn", "")), str(first.get("block", ""))
    days = Rollout(min(everybody.announce, warn), warn, stop)
    _in_order(days, at, conditions.faults)
    _before_others(days, everybody, at, conditions.faults)
    check_languages(first, ("title",), at, language, conditions.faults)
    title, title_in = text_in(first["title"], language, language), texts_in(first["title"], language)
    return everybody, FirstGroup(title, conditions.condition(first["when"], (*at, "when"), ground), days, title_in)


def _in_order(days: Rollout, at: Path, faults: Faults) -> None:
    """Announced, then a warning, then a block: a day that is given is never before the one of an earlier step."""
    given = [(step, day) for step, day in zip(days._fields, days, strict=True) if day]
    for (step, day), (later, its_day) in pairwise(given):
        if its_day < day:
            faults.note("policy-days-order", (*at, later), step=later, day=its_day, earlier=step, earlier_day=day)


def _before_others(days: Rollout, everybody: Rollout, at: Path, faults: Faults) -> None:
    """Who goes first is never later than the others; a day left out is the start."""
    for step in ("warn", "block"):
        theirs, others = getattr(days, step), getattr(everybody, step)
        if theirs > others:
            faults.note("policy-not-first", (*at, step), step=step, day=theirs, others=others)
