"""A bundle with one pack of rules made by a test, over the shipped schemas and the starter's base manifests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.data import ParsedSchemas
from guardrails.language.bundle_texts import BundleTexts
from guardrails.workshop.lint import Linted, lint
from guardrails.workshop.material import Material

TODAY = date(2026, 11, 23)
_LOADED = load_bundle("starter", ".", "")
assert _LOADED.texts is not None
SCHEMAS = ParsedSchemas(_LOADED.schemas)
BASES = read_bases(_LOADED.places)

GOOD: Mapping[str, Any] = {
    "id": "owner-is-named",
    "code": "ONE-01",
    "title": "Someone here looks after it",
    "headline": "Add an owner for {title}",
    "applies_to": "Tool",
    "severity": {"pilot": "warn", "live": "block"},
    "require": {"field": "metadata.owner", "present": True},
    "why": "A tool that nobody owns is never repaired. When it breaks, customers wait while we look for somebody to call.",
    "fix": ["Add a colleague's work address as `metadata.owner`."],
    "faster": "Your team mailbox is enough during a trial.",
    "sources": [{"title": "NIST CSF 2.0, GV.RR-02", "url": "https://doi.org/10.6028/NIST.CSWP.29", "read": "official"}],
    "examples": [
        {"title": "a colleague", "expect": "pass"},
        {"title": "nobody", "expect": "ask", "change": {"metadata.owner": None}, "at": "metadata.owner"},
    ],
}
PACK: Mapping[str, Any] = {
    "apiVersion": "guardrails/v1",
    "kind": "PolicyPack",
    "name": "one",
    "version": "1.0.0",
    "title": "First rules",
    "owner": {"team": "Front desk", "contact": "desk@brand.example", "chat": "#ask-desk", "replies_within": "1 workday"},
    "reviewed": "2026-10-01",
    "review_by": "2027-06-01",
}
BUNDLE: Mapping[str, Any] = {
    "apiVersion": "guardrails/v1",
    "kind": "Bundle",
    "name": "tiny",
    "version": "1.0.0",
    "title": "Tiny rules",
    "packs": ["one"],
}
ORGANISATION: Mapping[str, Any] = {
    "apiVersion": "guardrails/v1",
    "kind": "Organisation",
    "metadata": {"name": "tiny", "title": "Tiny"},
    "people": [],
}


def rule(**changes: object) -> dict[str, Any]:
    """A rule that is in order, with some keys changed; None takes a key out."""
    return {key: value for key, value in {**GOOD, **changes}.items() if value is not None}


def material(*rules: Mapping[str, Any], bundle: Mapping[str, Any] | None = None, **pack: Any) -> Material:
    """A bundle with these rules in one pack, some keys of the pack changed."""
    made = {**PACK, **pack, "rules": list(rules)}
    files = {
        "tiny/bundle.yaml": {**BUNDLE, **(bundle or {})},
        "tiny/organisation.yaml": ORGANISATION,
        "tiny/packs/one.yaml": made,
    }
    texts = {name: json.dumps(fields, indent=1).encode() for name, fields in files.items()}
    return Material(BundleTexts("tiny/bundle.yaml", texts), SCHEMAS, BASES, _LOADED.schemas)


def linted(*rules: Mapping[str, Any], **pack: Any) -> Linted:
    """What lint says about such a bundle."""
    return lint(material(*rules, **pack), TODAY)


def ids(found: Linted) -> set[str]:
    """The checks that found something, with their level; what nobody reads in a tiny bundle is left out."""
    assert found.usable, found.problems
    return {f"{r.id} {r.level.value}" for r in found.remarks if r.id != "GOV-09"}


def as_file(fields: Mapping[str, Any]) -> bytes:
    """A document as bytes."""
    return json.dumps(fields).encode()
