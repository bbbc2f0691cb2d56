"""A whole bundle's examples tried, layer by layer.

A rule's examples are about the rule as its author published it: they are tried with the organisation, the lanes and the
parameters of the bundle that the rule comes from, also where another bundle extends that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.model.problem import Problem
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.coverage import RuleCoverage, coverage_of
from guardrails.workshop.examples import Example, examples_of
from guardrails.workshop.material import Material
from guardrails.workshop.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a bundle's examples, by pack in the order of the bundle; `problems` where it can't be compiled."""

    trials: Mapping[str, tuple[Trial, ...]]
    coverage: tuple[RuleCoverage, ...]
    rules: int
    problems: tuple[Problem, ...] = ()

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
        sides = sum(rule.sides for rule in self.coverage)
        return 100 * sum(rule.seen for rule in self.coverage) / sides if sides else 0.0


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


def prove(material: Material) -> Proof:
    """Try every example of a bundle."""
    found, problems = benches(material)
    trials: dict[str, tuple[Trial, ...]] = {}
    covered: list[RuleCoverage] = []
    for bench in found:
        for pack in bench.packs():
            name = str(pack.fields.get("name"))
            trials[name] = tuple(tried(example, bench) for example in examples_of(pack))
            covered += _coverage(name, trials[name], bench)
    rules = len(found[-1].bundle.rules) if found else 0
    return Proof(trials, tuple(covered), rules, tuple(problems))


def _coverage(pack: str, trials: tuple[Trial, ...], bench: Bench) -> list[RuleCoverage]:
    rules = [rule for rule in bench.bundle.rules if rule.pack == pack]
    findings = {rule.id: [t.finding for t in trials if t.example.rule == rule.id and t.finding] for rule in rules}
    return [coverage_of(rule, findings[rule.id]) for rule in rules]
