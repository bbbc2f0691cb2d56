"""The bundles that ship are themselves in order: every rule's example comes out as it says, and no word is to be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.checking import check
from guardrails.files.data import ParsedSchemas
from guardrails.model.stage import Outcome, Severity
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import Example, changed
from guardrails.workshop.lint import lint
from guardrails.workshop.material import Material
from guardrails.workshop.mutant_trials import tallied
from guardrails.workshop.proving import Proof, bundle_examples, prove
from guardrails.workshop.remark import Level
from guardrails.workshop.trial import tried

ROOT = str(Path(__file__).parents[2])
DAY = date(2026, 11, 23)
BUNDLES = ("policies", "examples/policies")


def material(source: str) -> Material:
    """A bundle of this repository."""
    loaded = load_bundle(source, ROOT, "")
    assert loaded.texts is not None
    assert loaded.problems == ()
    bases = read_bases(loaded.places)
    return Material(loaded.texts, ParsedSchemas(loaded.schemas), bases, loaded.schemas)


EXAMPLES = bundle_examples(material("policies"))


@cache
def proof_of(source: str) -> Proof:
    """What came of a bundle's examples and mutants, worked out once."""
    return prove(material(source))


def _id(case: object) -> str:
    return f"{case.pack}/{case.rule}-{case.number}-{case.title}" if isinstance(case, Example) else ""


@pytest.mark.parametrize(("example", "bench"), EXAMPLES, ids=_id)
def test_a_rules_example_comes_out_as_it_says(example: Example, bench: Bench) -> None:
    trial = tried(example, bench)
    assert trial.as_expected, "\n".join((*trial.amiss, *trial.said))


def test_the_base_manifests_meet_every_rule() -> None:
    checked = check(("policies/base",), start=ROOT, today=DAY, as_of_given=True, policies="starter")
    assert [(m.manifest.kind, m.verdict) for m in checked.report.manifests] == [("Campaign", "ready"), ("Tool", "ready")]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 300


@pytest.mark.parametrize("source", BUNDLES)
def test_all_examples_of_a_bundle_are_as_expected(source: str) -> None:
    proof = proof_of(source)
    assert not [p for p in proof.problems if not p.warning]
    assert len(proof.all_trials) == len(EXAMPLES)
    assert [t.example.name for t in proof.all_trials if not t.as_expected] == []


def test_the_examples_show_all_sides_of_all_conditions() -> None:
    assert [(rule.rule, rule.unseen) for rule in proof_of("policies").coverage if rule.unseen] == []
    assert proof_of("policies").covered == 100


def test_every_rule_is_proven_by_its_examples() -> None:
    proof = proof_of("policies")
    assert {rule.rule for rule in proof.mutants} == {f"{example.pack}/{example.rule}" for example, _ in EXAMPLES}
    assert [rule.rule for rule in proof.unproven] == []


def test_the_examples_notice_most_changes_of_a_rule() -> None:
    proof = proof_of("policies")
    assert tallied(proof.mutants).total > 2000
    tallies = {pack: tallied(rule for rule in proof.mutants if rule.pack == pack) for pack in proof.trials}
    assert [pack for pack, tally in tallies.items() if tally.caught < 0.9 * tally.total] == []


@pytest.mark.parametrize(("day", "severity"), [("2026-12-01", Severity.ADVISE), ("2026-12-02", Severity.WARN)])
def test_the_rule_on_older_ai_steps_up_by_itself(day: str, severity: Severity) -> None:
    found = next(pair for pair in EXAMPLES if (pair[0].rule, pair[0].expect) == ("older-ai-marks-its-output", "fail"))
    example, bench = replace(found[0], as_of=date.fromisoformat(day)), found[1]
    manifest = bench.manifest(example, changed(bench.bases[example.kind].fields, example))
    [told] = bench.run_for(example).report([manifest], [], {manifest.file}).manifests
    [finding] = [f for f in told.findings if f.rule.id == example.rule]
    assert (finding.outcome, finding.severity) == (Outcome.FAILED, severity)


@pytest.mark.parametrize("source", BUNDLES)
def test_no_word_of_a_bundle_is_to_be_mended(source: str) -> None:
    found = lint(material(source), DAY)
    assert found.usable
    assert [f"{r.file}:{r.line} {r.id} {r.sentence}" for r in found.remarks if r.level is Level.MUST] == []
