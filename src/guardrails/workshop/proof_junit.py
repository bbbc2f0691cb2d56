"""What came of a bundle's examples and situations as JUnit XML: a suite for each pack and test file, a case for each."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from guardrails.text.clean import visible
from guardrails.workshop.proving import Proof
from guardrails.workshop.situation_trial import SituationTrial
from guardrails.workshop.trial import Trial

_SORT = "failure"
"""The format's own word for a case that did not come out."""


def proof_junit(proof: Proof) -> str:
    """The whole proof. A rule of which no example notices a change is a case of its own that fails."""
    suites = [_suite(pack, trials, proof) for pack, trials in proof.trials.items()]
    suites += [_file(file, trials) for file, trials in proof.situations.items()]
    total = len(proof.all_trials) + len(proof.all_situations) + len(proof.unproven)
    counts = f'tests="{total}" failures="{proof.odd + len(proof.unproven)}" errors="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="guardrails policy test" {counts}>']
    return "\n".join([*lines, *(line for suite in suites for line in suite), "</testsuites>"]) + "\n"


def _suite(pack: str, trials: tuple[Trial, ...], proof: Proof) -> Iterator[str]:
    unproven = [rule for rule in proof.unproven if rule.pack == pack]
    failed = sum(not trial.as_expected for trial in trials) + len(unproven)
    tests = len(trials) + len(unproven)
    yield f'  <testsuite name={_text(pack)} tests="{tests}" failures="{failed}" errors="0" skipped="0">'
    for trial in trials:
        example = trial.example
        name = f"example {example.number}: {example.title}"
        line, _ = example.document.at(example.path)
        place = f"{example.document.file}:{line}"
        yield from _case(f"{example.pack}/{example.rule}", name, " ".join(trial.amiss), place)
    for rule in unproven:
        yield from _case(rule.rule, "mutants", "No example notices a change of this rule.", "")
    yield "  </testsuite>"


def _file(file: str, trials: tuple[SituationTrial, ...]) -> Iterator[str]:
    odd = sum(not trial.as_expected for trial in trials)
    yield f'  <testsuite name={_text(file)} tests="{len(trials)}" failures="{odd}" errors="0" skipped="0">'
    for trial in trials:
        situation = trial.situation
        amiss = " ".join(unmet.told for unmet in trial.unmet)
        place = situation.place(trial.unmet[0].path) if trial.unmet else ""
        yield from _case(file, f"situation {situation.number}: {situation.title}", amiss, place)
    yield "  </testsuite>"


def _case(group: str, name: str, amiss: str, place: str) -> Iterator[str]:
    start = f"    <testcase classname={_text(group)} name={_text(name)}"
    if not amiss:
        yield f"{start}/>"
        return
    yield f"{start}>"
    told = escape(visible(f"{place} {amiss}".strip()))
    yield f'      <{_SORT} type="not as expected" message={_text(amiss)}>{told}</{_SORT}>'
    yield "    </testcase>"


def _text(text: str) -> str:
    return quoteattr(visible(text))
