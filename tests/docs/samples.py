"""The YAML of the documentation, checked as its mark says: against a schema, as a pack, as rules, as conditions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from textwrap import indent

from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.source_names import STARTER
from guardrails.judge.manifests import Checker, reading_of
from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.schema_faults import schema_faults, validator
from guardrails.text.reader import read
from guardrails.text.values import Value
from guardrails.workshop.bench import bench_of
from guardrails.workshop.editor_schemas import kinds
from guardrails.workshop.examples import examples_of
from guardrails.workshop.material import Material
from guardrails.workshop.trial import tried
from tests.docs.blocks import Block

_BUNDLE = b"""\
apiVersion: guardrails/v1
kind: Bundle
name: docs
version: 1.0.0
title: The pages' own
extends: starter
packs: [docs]
"""
_HEAD = """\
apiVersion: guardrails/v1
kind: PolicyPack
name: docs
version: 1.0.0
title: The pages' own
owner: {team: IT front desk, contact: it-help@brand.example}
reviewed: 2026-11-20
review_by: 2027-09-30
"""
_RULE = """\
  - id: rule-NUMBER
    code: DOC-01
    title: It is as it should be
    headline: Look at {title}
    applies_to: KIND
    severity: {live: block}
    require: CONDITION
    why: One reason. And another.
    fix: [Do it.]
    sources: [{title: Our own, read: judgement}]
    examples: [{title: one, expect: pass}]
"""


def amiss(block: Block, named: Mapping[str, str]) -> list[str]:
    """What is not right about a block of YAML; nothing if it is what its mark says."""
    what, _, kind = block.subject.partition(" ")
    head = named.get(block.option("head") or "", "")
    match what:
        case "rule":
            return pack_faults(f"{_HEAD}{head}rules:\n{indent(block.body, '  ')}")
        case "head":
            rule = _rule(0, "Tool", "{field: product, present: true}")
            return pack_faults(f"{_HEAD}{block.body}rules:\n{rule}", examples=False)
        case "conditions":
            listed, fault = read(block.body.encode())
            assert fault is None, fault
            assert isinstance(listed[0], list)
            rules = "".join(_rule(n, kind, json.dumps(c)) for n, c in enumerate(listed[0]))
            return pack_faults(f"{_HEAD}{head}rules:\n{rules}", examples=False)
        case "PolicyPack":
            return pack_faults(block.body)
        case "Tool" | "Campaign":
            reading = reading_of("page.yaml", block.body.encode(), Checker(_schemas()))
            return [f"{p.id} {p.spot.path} {dict(p.slots)}" for p in reading.problems]
        case _:
            return _schema_faults(what, block.body)


def _schemas() -> ParsedSchemas:
    return ParsedSchemas(shipped_schema_texts())


def _schema_faults(kind: str, text: str) -> list[str]:
    values, fault = read(text.encode())
    if fault is not None:
        return [str(fault)]
    schemas = _schemas()
    check = validator(schemas, kinds(schemas)[kind])
    found = [p for value in values if isinstance(value, dict) for p in schema_faults(check, value, "page.yaml", 0, "policy")]
    return [f"{p.id} {p.spot.path} {dict(p.slots)}" for p in found]


def _rule(number: int, kind: str, condition: str) -> str:
    return _RULE.replace("NUMBER", str(number)).replace("KIND", kind).replace("CONDITION", condition)


def pack_faults(text: str, examples: bool = True) -> list[str]:
    """What is not right about a pack on top of the starter, its examples included."""
    values, fault = read(text.encode())
    if fault is not None:
        return [str(fault)]
    name = _name(values)
    starter = load_bundle(STARTER, "", "")
    assert starter.texts is not None
    files = {"docs/bundle.yaml": _BUNDLE.replace(b"[docs]", f"[{name}]".encode()), "docs/packs/docs.yaml": text.encode()}
    texts = BundleTexts("docs/bundle.yaml", files, starter.texts)
    bench, problems = bench_of(Material(texts, _schemas(), read_bases(starter.places)))
    if bench is None:
        return [f"{p.id} {p.spot.path} {dict(p.slots)}" for p in problems]
    trials = [tried(e, bench) for pack in bench.packs() for e in examples_of(pack)] if examples else []
    return [f"{t.example.name}: {' '.join(t.amiss)}" for t in trials if not t.as_expected]


def _name(values: list[Value]) -> str:
    assert isinstance(values[0], dict)
    return str(values[0]["name"])
