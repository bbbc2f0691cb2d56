"""A rule's mutants judged by its own examples: a mutant is caught where an example comes out otherwise than by the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guardrails.judge.rulings import PreparedRule, rule_outcome
from guardrails.language.fast import fast
from guardrails.language.scope import Terms
from guardrails.model.condition import Condition
from guardrails.model.rule import Rule
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth
from guardrails.workshop.mutation import Change, Mutant, mutants_of
from guardrails.workshop.stand import Stand


@dataclass(frozen=True, slots=True)
class RuleMutants:
    """What came of a rule's mutants: each change with whether an example caught it."""

    rule: str
    pack: str
    changes: tuple[tuple[Change, bool], ...]

    @property
    def unproven(self) -> bool:
        """Whether the rule could say anything else and its examples would be none the wiser."""
        return bool(self.changes) and not any(caught for _, caught in self.changes)


@dataclass(frozen=True, slots=True)
class Tally:
    """The mutants of some rules; one of a named condition that rules of a pack share counts once, caught by any of them."""

    total: int
    surviving: tuple[tuple[str, str], ...]
    """Whose it is (a rule, or a pack's definition) and what was changed."""

    @property
    def caught(self) -> int:
        """How many were noticed."""
        return self.total - len(self.surviving)


def tallied(rules: Iterable[RuleMutants]) -> Tally:
    """Count mutants, and name those that no example noticed."""
    seen: dict[tuple[object, ...], tuple[str, str, bool]] = {}
    for rule in rules:
        for change, caught in rule.changes:
            whose = f"{rule.pack}, definition {change.definition}" if change.definition else rule.rule
            key = (whose, change.words) if change.definition else (whose, change.at, change.what)
            seen[key] = (whose, change.words, caught or (key in seen and seen[key][2]))
    return Tally(len(seen), tuple((whose, words) for whose, words, caught in seen.values() if not caught))


def mutants_tried(rule: Rule, stands: Sequence[Stand], terms: Terms) -> RuleMutants:
    """Judge every mutant of a rule by where its examples were judged. `terms` are those of a rule without examples."""
    changes: dict[tuple[object, ...], Change] = {}
    caught: set[tuple[object, ...]] = set()
    for (one, *others), came in _alike(stands):
        for key, mutant in _by_key(one.rule, one.terms).items():
            changes.setdefault(key, mutant.change)
            if key not in caught and _noticed(mutant, one.rule, (one, *others), came):
                caught.add(key)
    if not stands:
        changes = {key: mutant.change for key, mutant in _by_key(rule, terms).items()}
    return RuleMutants(rule.name, rule.pack, tuple((change, key in caught) for key, change in changes.items()))


def _by_key(rule: Rule, terms: Terms) -> Mapping[tuple[object, ...], Mutant]:
    """Mutants by place and change: the same for a rule as compiled for different organisations."""
    return {(mutant.change.at, mutant.change.what): mutant for mutant in mutants_of(rule, terms)}


def _alike(stands: Sequence[Stand]) -> list[tuple[list[Stand], list[str]]]:
    """Stands that share the compiled rule and the day, and how each came out by the rule itself."""
    groups: dict[tuple[int, Terms], list[Stand]] = {}
    for stand in stands:
        groups.setdefault((id(stand.rule), stand.terms), []).append(stand)
    return [(some, _outcomes(some[0].rule, some[0].rule.when, some[0].rule.require, some)) for some in groups.values()]


def _noticed(mutant: Mutant, rule: Rule, stands: Sequence[Stand], came: Sequence[str]) -> bool:
    prepared = _prepared(rule, mutant.when, mutant.require, stands[0].terms)
    return any(_came(prepared, stand) != before for stand, before in zip(stands, came, strict=True))


def _outcomes(rule: Rule, when: Condition | None, require: Condition, stands: Sequence[Stand]) -> list[str]:
    prepared = _prepared(rule, when, require, stands[0].terms)
    return [_came(prepared, stand) for stand in stands]


def _prepared(rule: Rule, when: Condition | None, require: Condition, terms: Terms) -> PreparedRule:
    return PreparedRule(rule, 0, fast(when, terms) if when is not None else None, fast(require, terms), None)


def _came(prepared: PreparedRule, stand: Stand) -> str:
    """pass, fail, ask, skip or unjudged, as an example says it."""
    outcome = rule_outcome(prepared, stand.scope)
    if outcome is not Outcome.FAILED:
        return str(outcome.value)
    if stand.silent:
        return "skipped"
    truths = [judge(stand.scope.root, stand.scope) for judge in (prepared.when, prepared.require) if judge is not None]
    return "ask" if Truth.UNANSWERED in truths else "failed"
