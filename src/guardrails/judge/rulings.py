"""One rule on one manifest: concerned or not, met or not, and how serious that is today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from guardrails.language.fast import Judge, fast
from guardrails.language.scope import Scope, Terms
from guardrails.model.rule import Bundle, Rule
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.truth import Truth

YES, NO, UNANSWERED, UNJUDGED = Truth.YES, Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED


class PreparedRule(NamedTuple):
    """A rule with its conditions as functions; `order` is its place in the bundle."""

    rule: Rule
    order: int
    when: Judge | None
    require: Judge
    raised: Judge | None


def prepare(bundle: Bundle, terms: Terms) -> dict[str, list[PreparedRule]]:
    """The bundle's rules by the kind of manifest that they apply to; those that have retired by now are left out."""
    today = terms.today.isoformat()
    by_kind: dict[str, list[PreparedRule]] = {}
    for order, rule in enumerate(bundle.rules):
        if rule.retired is not None and rule.retired.on <= today:
            continue
        prepared = prepare_rule(rule, order, terms)
        for kind in rule.applies_to:
            by_kind.setdefault(kind, []).append(prepared)
    return by_kind


def prepare_rule(rule: Rule, order: int, terms: Terms) -> PreparedRule:
    """One rule ready to judge with."""
    return PreparedRule(
        rule,
        order,
        fast(rule.when, terms) if rule.when is not None else None,
        fast(rule.require, terms),
        fast(rule.raised_when, terms) if rule.raised_when is not None else None,
    )


def rule_outcome(prepared: PreparedRule, scope: Scope) -> Outcome:
    """How a rule comes out, whatever the stage.

    A `when` that hangs on an answer is neither yes nor no: if what is required holds anyway the rule passed, else it
    failed and asks for that answer (design §4.5).
    """
    root = scope.root
    concerned = prepared.when(root, scope) if prepared.when is not None else YES
    if concerned is NO:
        return Outcome.SKIPPED
    holds = prepared.require(root, scope)
    if holds is YES:
        return Outcome.PASSED
    if concerned is UNJUDGED or (holds is UNJUDGED and concerned is YES):
        return Outcome.UNJUDGED
    return Outcome.FAILED


def severity_at(prepared: PreparedRule, stage: Stage, scope: Scope) -> Severity | None:
    """What a failed rule does at a stage; the stricter severity holds unless its condition is surely not met."""
    rule = prepared.rule
    severity = rule.severity.get(stage)
    raised = rule.raised_severity.get(stage)
    if raised is not None and prepared.raised is not None and prepared.raised(scope.root, scope) is not NO:
        return stricter([severity, raised])
    return severity


def stricter(severities: Iterable[Severity | None]) -> Severity | None:
    """The most serious of some severities."""
    given = [s for s in severities if s is not None]
    return min(given, key=lambda s: s.rank) if given else None


def later_severity(prepared: PreparedRule, stages: Sequence[Stage], scope: Scope) -> tuple[Stage, Severity] | None:
    """The first later stage at which a rule speaks, and how seriously at its most."""
    for stage in stages:
        severity = severity_at(prepared, stage, scope)
        if severity is not None:
            return stage, severity
    return None


class Standing(NamedTuple):
    """How serious a rule is on a day (None: nobody has been told of it yet), why that is less than it will be, and from
    when it warns and blocks; "" where it does already, or never will."""

    severity: Severity | None
    because: str = ""
    warns_from: str = ""
    blocks_from: str = ""


def standing(rule: Rule, severity: Severity, today: str, goes_first: bool) -> Standing:
    """A severity after rollout and review dates; `goes_first`: the days of those who go first hold.

    Before its `announce` date a rule is silent, before its `warn` date it is only announced, before its `block` date it
    warns. Past its pack's `review_by` a block becomes a warning until the owner looks again.
    """
    days = rule.goes_first.rollout if goes_first and rule.goes_first is not None else rule.rollout
    because = blocks_from = warns_from = ""
    if severity is Severity.BLOCK and today < days.block:
        severity, because, blocks_from = Severity.WARN, "trial", days.block
    if severity is not Severity.ADVISE and today < days.warn:
        severity, because, warns_from = Severity.ADVISE, "announced", days.warn
    if severity is Severity.BLOCK and rule.review_by and rule.review_by < today:
        severity, because = Severity.WARN, "past-review"
    if today < days.announce:
        return Standing(None, "not-announced", warns_from, blocks_from)
    return Standing(severity, because, warns_from, blocks_from)


def goes_first_with(rule: Rule, scope: Scope, terms: Terms) -> bool:
    """Whether a manifest is one of those that go first: an answer that is missing leaves nobody out."""
    return rule.goes_first is not None and fast(rule.goes_first.when, terms)(scope.root, scope) is not NO
