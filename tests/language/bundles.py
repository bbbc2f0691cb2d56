"""A tiny bundle from texts: what it compiles to, and the problems with it."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.compile_bundle import compile_bundle
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.text.values import Value
from tests.language.small import schemas

BUNDLE = """\
apiVersion: guardrails/v1
kind: Bundle
name: tiny
version: 1.0.0
title: Tiny rules
packs: [one]
settable: []
waivers: {max_days: 180, notice_days: 30}
"""
ORGANISATION = """\
apiVersion: guardrails/v1
kind: Organisation
metadata: {name: tiny, title: Tiny}
people: [mia@brand.example]
holidays: []
"""
PACK = """\
apiVersion: guardrails/v1
kind: PolicyPack
name: one
version: 1.0.0
title: First rules
owner: {team: Front desk, contact: desk@brand.example}
reviewed: 2026-10-01
review_by: 2027-06-01
"""
WORDS = """\
    code: ONE-01
    title: It is good
    headline: "{title} is not good yet"
    why: Good things last. Others break.
    fix: [Make it good.]
    sources: [{title: Our own practice, read: judgement}]
    examples: [{title: good, expect: pass}]
"""
WAIVER = """\
apiVersion: guardrails/v1
kind: Waiver
rule: one/good
manifest: kite
reason: The new version comes in spring.
type: accepted_risk
risk_owner: al@brand.example
requested_by: mia@brand.example
approved_by: sam@brand.example
instead: Two people look at it every week.
granted: 2026-11-01
expires: 2026-12-31
"""


def rule(condition: str = "require: {field: colour, is: red}", *, id: str = "good", kinds: str = "Tool",
         severity: str = "{live: block}", words: str = WORDS) -> str:  # fmt: skip
    """A rule's text; `condition` may hold several lines of the rule."""
    lines = "".join(f"    {line}\n" for line in condition.splitlines())
    return f"  - id: {id}\n    applies_to: {kinds}\n    severity: {severity}\n{lines}{words}"


def pack(*rules: str, head: str = PACK, before: str = "") -> str:
    """A pack's text; `before` are keys that stand before the rules."""
    return f"{head}{before}rules:\n{''.join(rules)}" if rules else f"{head}{before}"


def texts(one: str, *, bundle: str = BUNDLE, organisation: str = ORGANISATION, **more: str) -> BundleTexts:
    """The bundle's files; `more` are further files by name, `_` standing for `/`."""
    files = {"bundle.yaml": bundle, "organisation.yaml": organisation, "packs/one.yaml": one}
    files |= {name.replace("_", "/", 1) + ".yaml": text for name, text in more.items()}
    return BundleTexts("bundle.yaml", {name: text.encode() for name, text in files.items() if text})


def compiled(given: BundleTexts, parameters: Mapping[str, Value] | None = None) -> tuple[Bundle | None, list[Problem]]:
    """The bundle and its problems."""
    return compile_bundle(given, schemas(), parameters or {}, "guardrails.yaml")


def bundle_of(
    *rules: str, before: str = "", head: str = PACK, organisation: str = ORGANISATION, bundle: str = BUNDLE, **more: str
) -> Bundle:
    """A bundle with which nothing is the matter."""
    found, problems = compiled(texts(pack(*rules, before=before, head=head), organisation=organisation, bundle=bundle, **more))
    assert found is not None, problems
    return found
