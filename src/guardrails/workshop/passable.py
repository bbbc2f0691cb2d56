"""P11: some manifest can pass each rule. No marketer can do anything about a rule that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from guardrails.judge.run import terms_of
from guardrails.language.scope import Terms
from guardrails.model.condition import All, Condition
from guardrails.model.rule import Bundle, Rule
from guardrails.model.shape import Shape
from guardrails.repair.possible import is_possible
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import RuleTexts


def passable(bundle: Bundle, own: Iterable[RuleTexts], shapes: Mapping[str, Shape], today: date) -> Iterator[Remark]:
    """The rules that no manifest of a kind can pass, and those that can concern none."""
    known = {rule.name: rule for rule in bundle.rules}
    terms = terms_of(bundle, today)
    for texts in own:
        rule = known.get(texts.name)
        for kind in rule.applies_to if rule is not None else ():
            if rule is not None:
                yield from _of_rule(rule, texts, shapes[kind], kind, terms)


def _of_rule(rule: Rule, texts: RuleTexts, shape: Shape, kind: str, terms: Terms) -> Iterator[Remark]:
    when: Condition = rule.when if rule.when is not None else All(())
    if not is_possible(when, shape, terms):
        sentence = f"{rule.name} concerns no {kind}: its `when` asks for answers that exclude each other."
        yield remark("P11", Level.MUST, texts.pack, (*texts.path, "when"), sentence, "Change `when`, or drop the rule.")
    elif not is_possible(rule.require, shape, terms):
        sentence = f"No {kind} can pass {rule.name}: its `require` asks for answers that exclude each other."
        yield remark("P11", Level.MUST, texts.pack, (*texts.path, "require"), sentence, "Drop one of the two.")
    elif not is_possible(All((when, rule.require)), shape, terms):
        sentence = f"No {kind} that {rule.name} concerns can pass it: `when` and `require` exclude each other."
        suggestion = "If the rule is a stop sign, say so in its title and let `fix` name another way."
        yield remark("P11", Level.SHOULD, texts.pack, (*texts.path, "require"), sentence, suggestion)
