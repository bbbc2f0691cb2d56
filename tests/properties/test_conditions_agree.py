"""Laws of conditions: the quick evaluator says what the evidence says, and `not` obeys De Morgan."""

from __future__ import annotations

from hypothesis import given, settings

from guardrails.language.evidence import Weigher, gaps
from guardrails.language.fast import fast
from guardrails.language.negation import negated
from guardrails.language.scope import Scope
from guardrails.model.condition import All, AnyOf, Condition
from guardrails.model.truth import Truth, all_of, any_of, opposite
from tests.language.small import TERMS, compiled, manifest, scope_of
from tests.properties.conditions import CONDITIONS, FIELDS, ORGANISATION, OTHERS, PATTERNS, Node


def tree(node: Node) -> Condition:
    """The condition; a strategy that makes one which does not compile is at fault itself."""
    return compiled(node, patterns=PATTERNS, organisation=ORGANISATION)


def scope(fields: Node) -> Scope:
    """The scope of a manifest with these fields, among a few others."""
    return scope_of(manifest(fields), OTHERS, ORGANISATION)


def quick(condition: Condition, at: Scope) -> Truth:
    """What the quick evaluator says."""
    return fast(condition, TERMS)(at.root, at)


def hangs_on_others(node: object) -> bool:
    """Whether a condition looks at other manifests: what they have not answered can't be asked of this one."""
    if isinstance(node, dict):
        return bool({"inventory", "that"} & node.keys()) or any(map(hangs_on_others, node.values()))
    return isinstance(node, list) and any(map(hangs_on_others, node))


@given(CONDITIONS, FIELDS)
@settings(max_examples=500, deadline=None)
def test_both_evaluators_agree(node: Node, fields: Node) -> None:
    condition, at = tree(node), scope(fields)
    evidence = Weigher(at, TERMS).weigh(condition, at.root, ())
    assert evidence.truth is quick(condition, at)
    if evidence.truth is Truth.UNANSWERED:
        assert gaps(evidence) or hangs_on_others(node), "an unanswered condition names the answer that it hangs on"


@given(CONDITIONS, FIELDS)
@settings(max_examples=300, deadline=None)
def test_not_not_is_nothing(node: Node, fields: Node) -> None:
    condition = tree(node)
    assert negated(negated(condition)) == condition
    assert quick(negated(negated(condition)), scope(fields)) is quick(condition, scope(fields))


@given(CONDITIONS, FIELDS)
@settings(max_examples=300, deadline=None)
def test_a_condition_and_its_opposite_never_both_hold(node: Node, fields: Node) -> None:
    condition, at = tree(node), scope(fields)
    assert not (quick(condition, at) is Truth.YES and quick(negated(condition), at) is Truth.YES)


@given(CONDITIONS, CONDITIONS, FIELDS)
@settings(max_examples=200, deadline=None)
def test_de_morgan(one: Node, two: Node, fields: Node) -> None:
    left, right, at = tree(one), tree(two), scope(fields)
    assert negated(All((left, right))) == AnyOf((negated(left), negated(right)))
    assert negated(AnyOf((left, right))) == All((negated(left), negated(right)))
    both, either = [quick(left, at), quick(right, at)], [quick(negated(left), at), quick(negated(right), at)]
    assert quick(All((left, right)), at) is all_of(both)
    assert quick(AnyOf((left, right)), at) is any_of(both)
    assert quick(negated(All((left, right))), at) is any_of(either)
    if either == [opposite(t) for t in both]:  # an operator may say no of what does not exist, and so may its dual
        assert quick(negated(All((left, right))), at) is opposite(quick(All((left, right)), at))
