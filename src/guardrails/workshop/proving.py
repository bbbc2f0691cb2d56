"""A whole bundle's examples and situations tried, layer by layer.

A rule's examples are about the rule as its author published it: they are tried with the organisation, the lanes and the
parameters of the bundle that the rule comes from, also where another bundle extends that one. Situations are about the
bundle that they lie in, with everything that it extends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from guardrails.judge.run import terms_of
from guardrails.model.problem import Problem
from guardrails.model.rule import Rule
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.coverage import RuleCoverage, coverage_of, covered
from guardrails.workshop.examples import DEFAULT_DAY, Example, examples_of
from guardrails.workshop.material import Material
from guardrails.workshop.mutant_trials import RuleMutants, mutants_tried
from guardrails.workshop.situation_trial import SituationTrial, situation_tried
from guardrails.workshop.situations import situations_of
from guardrails.workshop.stand import Stand
from guardrails.workshop.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a bundle's examples, by pack in the order of the bundle, and of its situations, by file.

    `problems` where it, or a test of it, can't be used. `mutants` is empty where nobody asked for them.
    """

    trials: Mapping[str, tuple[Trial, ...]]
    coverage: tuple[RuleCoverage, ...]
    rules: int
    problems: tuple[Problem, ...] = ()
    mutants: tuple[RuleMutants, ...] = ()
    situations: Mapping[str, tuple[SituationTrial, ...]] = field(default_factory=dict)

    @property
    def all_trials(self) -> tuple[Trial, ...]:
        """Every trial, pack by pack."""
        return tuple(trial for some in self.trials.values() for trial in some)

    @property
    def all_situations(self) -> tuple[SituationTrial, ...]:
        """Every situation, file by file."""
        return tuple(trial for some in self.situations.values() for trial in some)

    @property
    def tried(self) -> bool:
        """Whether anything was tried at all."""
        return bool(self.all_trials or self.all_situations)

    @property
    def odd(self) -> int:
        """How many examples and situations are not as expected."""
        return sum(not t.as_expected for t in self.all_trials) + sum(not t.as_expected for t in self.all_situations)

    @property
    def usable(self) -> bool:
        """Whether the bundle and its tests could be used."""
        return all(problem.warning for problem in self.problems)

    @property
    def covered(self) -> float:
        """The share of all sides of all conditions that examples and situations have shown, in percent."""
        return covered(self.coverage)

    @property
    def unproven(self) -> tuple[RuleMutants, ...]:
        """The rules of which every mutant survives: their examples would be as content with another rule."""
        return tuple(rule for rule in self.mutants if rule.unproven)

    @property
    def fine(self) -> bool:
        """Whether every example and situation is as expected and no rule is unproven."""
        return not self.odd and not self.unproven


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
    """Try every example and situation of a bundle, and let the examples judge each rule's mutants."""
    found, problems = benches(material)
    situations, faults = _situations(found)
    problems += [*faults, *material.unread_tests]
    if not found or any(not problem.warning for problem in problems):
        return Proof({}, (), 0, tuple(problems))
    by_situations = [stand for some in situations.values() for trial in some for stand in trial.stands]
    trials: dict[str, tuple[Trial, ...]] = {}
    shown: list[RuleCoverage] = []
    mutated: list[RuleMutants] = []
    for bench in found:
        for pack in bench.packs():
            name = str(pack.fields.get("name"))
            trials[name] = tuple(tried(example, bench) for example in examples_of(pack))
            by_rule = _stands(name, trials[name], bench)
            shown += [coverage_of(r, [*stands, *(s for s in by_situations if s.rule.name == r.name)]) for r, stands in by_rule]
            terms = terms_of(bench.bundle, date.fromisoformat(DEFAULT_DAY))
            mutated += [mutants_tried(rule, stands, terms) for rule, stands in by_rule if mutants]
    return Proof(trials, tuple(shown), len(found[-1].bundle.rules), tuple(problems), tuple(mutated), situations)


def _situations(found: list[Bench]) -> tuple[dict[str, tuple[SituationTrial, ...]], list[Problem]]:
    """The situations of every layer tried, by file; or the problems with them, and then none is tried."""
    listed = [(bench, *situations_of(bench)) for bench in found]
    problems = [problem for _, _, some in listed for problem in some]
    trials: dict[str, tuple[SituationTrial, ...]] = {}
    if all(problem.warning for problem in problems):
        for bench, situations, _ in listed:
            for situation in situations:
                file = situation.document.file
                trials[file] = (*trials.get(file, ()), situation_tried(situation, bench))
    return trials, problems


def _stands(pack: str, trials: tuple[Trial, ...], bench: Bench) -> list[tuple[Rule, list[Stand]]]:
    """The rules of a pack, each with where its examples were judged."""
    rules = {rule.id: (rule, list[Stand]()) for rule in bench.bundle.rules if rule.pack == pack}
    for trial in trials:
        if trial.stand is not None:
            rules[trial.example.rule][1].append(trial.stand)
    return list(rules.values())
