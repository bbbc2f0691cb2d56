"""What came of a bundle's examples and situations, as text: a line for each pack and file, what is not as expected in full,
one summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import floor

from guardrails.workshop.coverage import RuleCoverage, covered
from guardrails.workshop.mutant_trials import tallied
from guardrails.workshop.proving import Proof
from guardrails.workshop.situation_text import counted, file_lines, part, situation_lines
from guardrails.workshop.trial import Trial


def proof_text(proof: Proof, width: int, coverage: bool = False, mutants: bool = False) -> str:
    """The whole answer, ending with one line end. `coverage` and `mutants` name what no example shows or notices."""
    lines = [*_packs(proof), ""]
    if proof.situations:
        lines += [*file_lines(proof), ""]
    for trial in proof.all_trials:
        if not trial.as_expected:
            lines += [*_trial(trial, width), ""]
    for tried in proof.all_situations:
        if not tried.as_expected:
            lines += [*situation_lines(tried, width), ""]
    if coverage:
        lines += [*_coverage(proof, width), ""]
    if mutants:
        lines += [*_survivors(proof, width), ""]
    for rule in proof.unproven:
        lines += [f"{rule.rule}  no example notices a change of this rule ({counted(len(rule.changes), 'mutant')})", ""]
    return "\n".join([*lines, _summary(proof)]) + "\n"


def _packs(proof: Proof) -> Iterator[str]:
    widest = max((len(name) for name in proof.trials), default=0)
    for name, trials in proof.trials.items():
        rules = len({trial.example.rule for trial in trials})
        odd = sum(not trial.as_expected for trial in trials)
        came = "no examples" if not trials else "as expected" if not odd else f"{odd} not as expected"
        tried = f"{counted(rules, 'rule'):>8}  {counted(len(trials), 'example'):>12}  {came:<11}"
        sides = floor(covered(rule for rule in proof.coverage if rule.pack == name))
        yield f"{name:<{widest}}  {tried}  {sides:>3} % seen{_caught(proof, name)}"


def _caught(proof: Proof, pack: str) -> str:
    """How many mutants of a pack were noticed; nothing where nobody asked."""
    tally = tallied(rule for rule in proof.mutants if rule.pack == pack)
    return f"  {tally.caught:>3} of {tally.total:>3} mutants" if proof.mutants else ""


def _trial(trial: Trial, width: int) -> Iterator[str]:
    """One example that is not as expected: what was expected, what came, and what the finding said."""
    example = trial.example
    line, _ = example.document.at(example.path)
    yield f"{example.pack}/{example.rule}, example {example.number}: {example.title}"
    yield f"  {example.document.file}:{line}"
    where = f", pointing to {example.at}" if example.at else ""
    yield from part("Expected", example.expect + where, width)
    places = f", pointing to {', '.join(trial.places)}" if trial.places else ""
    yield from part("Came", (trial.came or "could not be tried") + places, width)
    for text in trial.amiss:
        yield from part("So", text, width)
    for number, text in enumerate(trial.said):
        yield from part("" if number else "It said", text, width)


def _coverage(proof: Proof, width: int) -> Iterator[str]:
    """The rules whose examples leave a side out, and the share of all sides."""
    for rule in proof.coverage:
        if rule.unseen:
            yield f"{rule.rule}  {_percent(rule)} of {rule.sides} sides"
            for text in rule.unseen:
                yield from part("", text, width)
    shown_by = "Examples and situations" if proof.situations else "Examples"
    yield f"{shown_by} show {floor(proof.covered)} percent of all sides of all conditions."


def _survivors(proof: Proof, width: int) -> Iterator[str]:
    """The mutants that no example noticed, by whose they are, and the count of all."""
    tallies = [tallied(rule for rule in proof.mutants if rule.pack == pack) for pack in proof.trials]
    for tally in tallies:
        for whose, survivors in groupby(sorted(tally.surviving, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
            yield whose
            for _, words in survivors:
                yield from part("", words, width)
    caught, total = sum(tally.caught for tally in tallies), sum(tally.total for tally in tallies)
    yield f"Examples notice {caught} of {counted(total, 'mutant')}."


def _percent(rule: RuleCoverage) -> str:
    return f"{100 * rule.seen // rule.sides if rule.sides else 100} percent"


def _summary(proof: Proof) -> str:
    trials, situations = proof.all_trials, proof.all_situations
    what = f"{counted(proof.rules, 'rule')}, {counted(len(trials), 'example')}"
    if situations:
        what += f", {counted(len(situations), 'situation')}"
    if not proof.tried:
        return f"{what}: nothing was tried, so nothing counts as fine."
    came = "all as expected" if not proof.odd else f"{proof.odd} not as expected"
    unproven = len(proof.unproven)
    return f"{what}: {came}" + (f", {counted(unproven, 'rule')} not proven" if unproven else "")
