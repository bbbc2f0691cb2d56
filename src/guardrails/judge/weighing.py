"""A rule that did not pass, weighed with evidence. Imported only when there is such a rule."""

from __future__ import annotations

from collections.abc import Iterable

from guardrails.language.evidence import Weigher, gaps, parts_of
from guardrails.language.scope import Scope, Terms
from guardrails.model.condition import Condition
from guardrails.model.evidence import Evidence, Tested
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding
from guardrails.model.rule import Rule
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth
from guardrails.model.value import Path


def first_gap(conditions: Iterable[Condition], scope: Scope, terms: Terms) -> Path | None:
    """The first answer that any of these conditions hangs on."""
    weigher = Weigher(scope, terms)
    return next((gap for c in conditions for gap in gaps(weigher.weigh(c, scope.root, ()))), None)


def insists(finding: Finding) -> bool:
    """Whether a rule that concerns the manifest asks for the very answer that is missing ("there is an end date")."""
    if finding.asks_when or finding.evidence is None:
        return False
    waiting: list[Evidence | None] = [finding.evidence]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tested) and node.truth is Truth.UNANSWERED and node.condition.operator in ("present", "not_empty"):
            return True
        waiting += parts_of(node) if node is not None else []
    return False


def weighed(rule: Rule, outcome: Outcome, manifest: Manifest, scope: Scope, terms: Terms) -> Finding:
    """The finding with the evidence for its condition, and the answers that it hangs on."""
    weigher = Weigher(scope, terms)
    when = weigher.weigh(rule.when, scope.root, ()) if rule.when is not None else None
    evidence = weigher.weigh(rule.require, scope.root, ())
    asks_when = when is not None and when.truth is Truth.UNANSWERED
    asks = gaps(when) if asks_when and when is not None else gaps(evidence)
    return Finding(rule, manifest, outcome, evidence=evidence, when=when, asks=asks, asks_when=asks_when)
