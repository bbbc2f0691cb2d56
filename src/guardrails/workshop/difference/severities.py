"""How serious two versions of a rule are, from today on: at every stage, and on every day on which one of them changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.judge.rulings import softened, stricter
from guardrails.model.rule import Rule
from guardrails.model.stage import Severity, Stage

_RANK = {None: 0, Severity.ADVISE: 1, Severity.WARN: 2, Severity.BLOCK: 3}


class Moved(NamedTuple):
    """Whether a rule counts more somewhere at some time, or less; whether it blocks where it did not; if it is ever asked."""

    stricter: bool
    milder: bool
    blocks: bool
    asked: bool


def moved(old: Rule, new: Rule, today: str) -> Moved:
    """Which way the severities moved. Dates that have passed are over: to take them out changes nothing."""
    pairs = list(_pairs(old, new, today))
    return Moved(
        any(_RANK[now] > _RANK[was] for was, now in pairs),
        any(_RANK[now] < _RANK[was] for was, now in pairs),
        any(now is Severity.BLOCK is not was for was, now in pairs),
        any(now is not None for _, now in pairs),
    )


def _pairs(old: Rule, new: Rule, today: str) -> Iterator[tuple[Severity | None, Severity | None]]:
    dates = {date for rule in (old, new) for date in (*rule.rollout.values(), rule.retired.on if rule.retired else "")}
    for day in sorted({today, *(date for date in dates if date > today)}):
        for stage in Stage:
            yield from ((_then(old, stage, raised, day, today), _then(new, stage, raised, day, today)) for raised in (False, True))


def _then(rule: Rule, stage: Stage, raised: bool, day: str, today: str) -> Severity | None:
    """The severity on a day, where it is raised or not. Who looks after the rules is expected to go on with it."""
    severity = stricter([rule.severity.get(stage), rule.raised_severity.get(stage) if raised else None])
    if severity is None or (rule.retired is not None and rule.retired.on <= day):
        return None
    looked_after = not rule.review_by or rule.review_by >= today
    return softened(rule._replace(review_by="") if looked_after else rule, severity, day)[0]
