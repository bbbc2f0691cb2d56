"""The situations in a bundle's test files, checked like the bundle itself: a name that nobody knows is told with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guardrails.language.compile_bundle import read_documents
from guardrails.language.faults import Faults
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle, Rule
from guardrails.model.value import Fields, Path
from guardrails.text.source import Source
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import DEFAULT_DAY
from guardrails.workshop.material import Document
from guardrails.workshop.situation import SILENT, Expected, RuleExpected, Situation
from guardrails.workshop.situation_bundles import SituationBundles
from guardrails.workshop.situation_manifests import situation_manifests

_KIND = "Situation"
_OF_A_FINDING = ("severity", "at", "says")


def situations_of(bench: Bench) -> tuple[list[Situation], list[Problem]]:
    """The situations of a layer's own test files, in order, and what is the matter with them."""
    files, schemas = bench.material.own_tests, bench.material.schemas
    documents = read_documents(files, schemas, {_KIND: "situation.schema.json"})
    problems = list(documents.problems)
    found: list[Situation] = []
    bundles = SituationBundles(bench)
    for file, number, fields in documents.of(_KIND):
        faults = Faults(file, number)
        document = Document(file, number, fields, Source.of(file, files[file]))
        if situation := _situation(document, bundles, faults):
            found.append(situation)
        problems += faults.found
    return found, problems


def _situation(document: Document, bundles: SituationBundles, faults: Faults) -> Situation | None:
    fields = document.fields
    manifests = situation_manifests(fields.get("manifests"), bundles.bench, faults)
    listed = fields.get("manifests")
    names = [manifest.name for manifest in manifests]
    if not isinstance(listed, list) or len(manifests) != len(listed):
        return None
    bundle = bundles.wanted(fields, names, faults)
    if bundle is None:
        return None
    expected = tuple(_expected(fields, bundle, {m.name: m for m in manifests}, faults))
    return Situation(str(fields["title"]), document.number + 1, tuple(manifests), bundle, expected, document)


def _expected(fields: Fields, bundle: Bundle, manifests: Mapping[str, Manifest], faults: Faults) -> Iterator[Expected]:
    """What is expected, with every name looked up."""
    rules = {rule.name: rule for rule in bundle.rules}
    lanes = [lane.name for lane in bundle.lanes]
    listed = fields.get("expect")
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        assert isinstance(entry, dict)
        at: Path = ("expect", index)
        name, lane = str(entry["manifest"]), str(entry.get("lane", ""))
        if name not in manifests:
            faults.unknown("situation-unknown-manifest", (*at, "manifest"), name, manifests, "manifest")
            continue
        if lane and lane not in lanes:
            faults.unknown("situation-unknown-lane", (*at, "lane"), lane, lanes, "lane")
        asked = entry.get("rules")
        expected = Expected(
            manifest=name,
            day=date.fromisoformat(str(entry.get("as_of", fields.get("as_of", DEFAULT_DAY)))),
            verdict=str(entry.get("verdict", "")),
            lane=lane,
            rules=tuple(_rules(asked if isinstance(asked, dict) else {}, (*at, "rules"), rules, manifests[name], faults)),
            path=at,
        )
        if not (expected.verdict or lane or asked):
            faults.note("situation-expects-nothing", at, manifest=name)
        yield expected


def _rules(
    asked: Mapping[str, Value], at: Path, rules: Mapping[str, Rule], manifest: Manifest, faults: Faults
) -> Iterator[RuleExpected]:
    for name, given in asked.items():
        path = (*at, name)
        block: Mapping[str, Value] = given if isinstance(given, dict) else {"outcome": given}
        rule, outcome = rules.get(name), str(block["outcome"])
        if rule is None:
            faults.unknown("situation-unknown-rule", path, name, rules, "rule", on_key=True)
        elif manifest.kind not in rule.applies_to:
            slots = {"rule": name, "manifest": manifest.name, "kind": manifest.kind, "kinds": ", ".join(rule.applies_to)}
            faults.add("situation-other-kind", path, slots, on_key=True)
        for key in _OF_A_FINDING:
            if key in block and outcome in SILENT:
                faults.note("situation-nothing-said", (*path, key), on_key=True, key=key, outcome=outcome)
        says = block.get("says")
        yield RuleExpected(
            rule=name,
            outcome=outcome,
            severity=str(block.get("severity", "")),
            at=str(block.get("at", "")),
            says=tuple(str(word) for word in says) if isinstance(says, list) else (),
            path=path,
        )
