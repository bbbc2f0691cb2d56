"""How serious two versions of a rule are, from today on: at every stage, and on every day on which one of them changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.judge.rulings import standing, stricter
from guardrails.model.rule import Rule
from guardrails.model.stage import Severity, Stage

_RANK = {None: 0, Severity.ADVISE: 1, Severity.WARN: 2, Severity.BLOCK: 3}


class Moved(NamedTuple):
    """Whether a rule counts more somewhere at some time, or less; whether it blocks where it did not; if it is ever asked."""

    stricter: bool
    milder: bool
    blocks: bool
    asked: bool


def moved(old: Rule, new: Rule, today: str, same_group: bool) -> Moved:
    """Which way the severities moved. Days that have passed are over: to take them out changes nothing.

    `same_group`: the same manifests go first by both. Where they are others, somebody can come to it, or leave it.
    """
    ways = [(False, False), (True, True)] if same_group else [(False, False), (True, True), (False, True), (True, False)]
    pairs = [pair for way in ways for pair in _pairs(old, new, today, way)]
    return Moved(
        any(_RANK[now] > _RANK[was] for was, now in pairs),
        any(_RANK[now] < _RANK[was] for was, now in pairs),
        any(now is Severity.BLOCK is not was for was, now in pairs),
        any(now is not None for _, now in pairs),
    )


def _pairs(old: Rule, new: Rule, today: str, first: tuple[bool, bool]) -> Iterator[tuple[Severity | None, Severity | None]]:
    """What both say at each stage, raised and not, on each day from which something is otherwise; `first` says who goes first."""
    for day in sorted({today, *(day for rule in (old, new) for day in _days(rule) if day > today)}):
        for stage in Stage:
            for raised in (False, True):
                was, now = _then(old, stage, raised, day, today, first[0]), _then(new, stage, raised, day, today, first[1])
                yield was, now


def _days(rule: Rule) -> Iterator[str]:
    yield from rule.rollout
    yield from rule.goes_first.rollout if rule.goes_first is not None else ()
    yield from (rule.retired.on,) if rule.retired is not None else ()


def _then(rule: Rule, stage: Stage, raised: bool, day: str, today: str, first: bool) -> Severity | None:
    """The severity on a day, where it is raised or not. Who looks after the rules is expected to go on with it."""
    severity = stricter([rule.severity.get(stage), rule.raised_severity.get(stage) if raised else None])
    if severity is None or (rule.retired is not None and rule.retired.on <= day):
        return None
    looked_after = not rule.review_by or rule.review_by >= today
    return standing(rule._replace(review_by="") if looked_after else rule, severity, day, first).severity
