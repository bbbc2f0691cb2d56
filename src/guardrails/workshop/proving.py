"""A whole bundle's examples tried, layer by layer.

A rule's examples are about the rule as its author published it: they are tried with the organisation, the lanes and the
parameters of the bundle that the rule comes from, also where another bundle extends that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guardrails.judge.run import terms_of
from guardrails.model.problem import Problem
from guardrails.model.rule import Rule
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.coverage import RuleCoverage, coverage_of, covered
from guardrails.workshop.examples import DEFAULT_DAY, Example, examples_of
from guardrails.workshop.material import Material
from guardrails.workshop.mutant_trials import RuleMutants, mutants_tried
from guardrails.workshop.stand import Stand
from guardrails.workshop.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a bundle's examples, by pack in the order of the bundle; `problems` where it can't be compiled.

    `mutants` is empty where nobody asked for them.
    """

    trials: Mapping[str, tuple[Trial, ...]]
    coverage: tuple[RuleCoverage, ...]
    rules: int
    problems: tuple[Problem, ...] = ()
    mutants: tuple[RuleMutants, ...] = ()

    @property
    def all_trials(self) -> tuple[Trial, ...]:
        """Every trial, pack by pack."""
        return tuple(trial for some in self.trials.values() for trial in some)

    @property
    def usable(self) -> bool:
        """Whether the bundle could be compiled."""
        return all(problem.warning for problem in self.problems)

    @property
    def covered(self) -> float:
        """The share of all sides of all conditions that examples have shown, in percent."""
        return covered(self.coverage)

    @property
    def unproven(self) -> tuple[RuleMutants, ...]:
        """The rules of which every mutant survives: their examples would be as content with another rule."""
        return tuple(rule for rule in self.mutants if rule.unproven)

    @property
    def fine(self) -> bool:
        """Whether every example is as expected and no rule is unproven."""
        return all(trial.as_expected for trial in self.all_trials) and not self.unproven


def benches(material: Material) -> tuple[list[Bench], list[Problem]]:
    """A bench for each layer, the extended bundles first as their rules come first; or the problems."""
    found: list[Bench] = []
    problems: list[Problem] = []
    for layer in material.layers():
        bench, faults = bench_of(layer)
        if bench is None:
            return [], faults
        found.append(bench)
        problems += [fault for fault in faults if fault not in problems]
    return found[::-1], problems


def bundle_examples(material: Material) -> list[tuple[Example, Bench]]:
    """Every example of a bundle with the bench to try it on; none where the bundle can't be compiled."""
    return [(e, bench) for bench in benches(material)[0] for pack in bench.packs() for e in examples_of(pack)]


def prove(material: Material, mutants: bool = True) -> Proof:
    """Try every example of a bundle, and let the examples judge each rule's mutants."""
    found, problems = benches(material)
    trials: dict[str, tuple[Trial, ...]] = {}
    shown: list[RuleCoverage] = []
    mutated: list[RuleMutants] = []
    for bench in found:
        for pack in bench.packs():
            name = str(pack.fields.get("name"))
            trials[name] = tuple(tried(example, bench) for example in examples_of(pack))
            by_rule = _stands(name, trials[name], bench)
            shown += [coverage_of(rule, stands) for rule, stands in by_rule]
            terms = terms_of(bench.bundle, date.fromisoformat(DEFAULT_DAY))
            mutated += [mutants_tried(rule, stands, terms) for rule, stands in by_rule if mutants]
    rules = len(found[-1].bundle.rules) if found else 0
    return Proof(trials, tuple(shown), rules, tuple(problems), tuple(mutated))


def _stands(pack: str, trials: tuple[Trial, ...], bench: Bench) -> list[tuple[Rule, list[Stand]]]:
    """The rules of a pack, each with where its examples were judged."""
    rules = {rule.id: (rule, list[Stand]()) for rule in bench.bundle.rules if rule.pack == pack}
    for trial in trials:
        if trial.stand is not None:
            rules[trial.example.rule][1].append(trial.stand)
    return list(rules.values())
