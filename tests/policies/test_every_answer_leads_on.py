"""Every failing example of every rule: the answer names what was found or is missing, and the change it rests on passes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guardrails.explain.rule_words import tested_in as leaves_of
from guardrails.judge.rulings import rule_outcome
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory
from guardrails.model.evidence import Evidence, Quantified, Surveyed, Tallied
from guardrails.model.repair import Sort
from guardrails.model.report import Finding
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth
from guardrails.model.value import UNKNOWN, Gap
from guardrails.repair.applying import applied
from guardrails.repair.rehearsal import Rehearsal
from guardrails.repair.search import smallest_change
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import Example, changed
from guardrails.workshop.proving import bundle_examples
from guardrails.workshop.trial import other_manifests, tried
from tests.policies.test_starter import material

FAILING = [(example, bench) for example, bench in bundle_examples(material("policies")) if example.expect == "fail"]
NEIGHBOURS = {"integration/stop-leaves-the-tool", "integration/stop-leaves-the-campaign"}
"""A first connection is asked for, and other rules ask about every connection: the change alone can't answer those."""


def finding_of(example: Example, bench: Bench) -> tuple[Finding, Rehearsal]:
    """The finding of a failing example, and where changes of it are judged."""
    run = bench.run_for(example)
    manifest = bench.manifest(example, changed(bench.bases[example.kind].fields, example))
    manifests = [manifest, *other_manifests(example, bench)]
    prepared = next(p for p in run.rules[example.kind] if p.rule.name == f"{example.pack}/{example.rule}")
    scope, _ = run.scope(manifest, Inventory(manifests))
    outcome = rule_outcome(prepared, scope)
    return weighed(prepared.rule, outcome, manifest, scope, run.terms), Rehearsal(run, manifests, bench.checker.fits)


@pytest.mark.parametrize(("example", "bench"), FAILING, ids=[example.name for example, _ in FAILING])
def test_the_change_makes_it_pass_and_breaks_nothing_else(example: Example, bench: Bench) -> None:
    finding, rehearsal = finding_of(example, bench)
    repair = smallest_change(finding, rehearsal, bench.shapes, Sort.RELABEL)
    assert repair is not None
    assert repair.breaks == () or finding.rule.name in NEIGHBOURS
    own = [edit for edit in repair.edits if edit.document is None]
    after = bench.manifest(example, applied(finding.manifest.fields, own))
    others = [
        m._replace(fields=applied(m.fields, there)) if (there := [e for e in repair.edits if e.document == m.name]) else m
        for m in other_manifests(example, bench)
    ]
    run = bench.run_for(example)
    scope, _ = run.scope(after, Inventory([after, *others]))
    prepared = next(p for p in run.rules[example.kind] if p.rule.name == finding.rule.name)
    assert rule_outcome(prepared, scope) in (Outcome.PASSED, Outcome.SKIPPED)


@pytest.mark.parametrize(("example", "bench"), FAILING, ids=[example.name for example, _ in FAILING])
def test_the_answer_names_what_was_found_or_what_is_missing(example: Example, bench: Bench) -> None:
    finding, _ = finding_of(example, bench)
    said = " ".join(tried(example, bench).said).casefold()
    assert finding.evidence is not None
    found = [text for value in _found(finding.evidence) for text in _words(value)]
    missing = any(word in said for word in ("no ", "not ", " yet", "missing", "without", "nothing", "none"))
    named = any(text in said for text in found)
    assert named or missing or finding.rule.hide_value, (said, found)


def _found(evidence: Evidence) -> Iterator[Value]:
    """What stood in the manifest where something is the matter: values, totals, elements, and what facts are made of."""
    for leaf in leaves_of(evidence):
        if leaf.truth is not Truth.YES:
            yield from () if isinstance(leaf.found, Gap) or leaf.found == UNKNOWN else [leaf.found]
            yield from leaf.fact.slots.values() if leaf.fact is not None else ()
    for node in _nodes(evidence):
        if isinstance(node, Quantified):
            yield from (element.name for element in node.elements)
        if isinstance(node, Tallied):
            yield node.total
            yield from (name for name, _, _ in node.items)
        if isinstance(node, Surveyed):
            yield from node.names


def _nodes(evidence: Evidence) -> Iterator[Evidence]:
    from guardrails.language.evidence import parts_of

    yield evidence
    for part in parts_of(evidence):
        if part is not None:
            yield from _nodes(part)


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, bool):
        yield from ("yes", "no", "true", "false")
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
    elif isinstance(value, int | float):
        yield from (f"{value:,}", f"{value:g}")
    elif value:
        # A day is told in words; its year is there whatever the words are.
        yield str(value).casefold() if not str(value)[:4].isdigit() else str(value)[:4]
