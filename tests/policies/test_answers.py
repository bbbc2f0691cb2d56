"""No useless questions: what a manifest is asked for is read by a rule, a lane or a fact, and short files stay short.

That an idea takes nine answers is held in tests/schemas, that the green story takes eighteen in tests/examples.
"""

from __future__ import annotations

from guardrails.files.bundles import load_bundle
from guardrails.files.data import ParsedSchemas
from guardrails.language.compile_bundle import compile_bundle
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.workshop.reads import unread
from tests.policies.files import PACKS, ROOT, rules

_LOADED = load_bundle("starter", str(ROOT), "")
assert _LOADED.texts is not None
SCHEMAS = ParsedSchemas(_LOADED.schemas)
BUNDLE, _ = compile_bundle(_LOADED.texts, SCHEMAS, {}, _LOADED.texts.main)
assert BUNDLE is not None
LISTED = {pack.name for pack in BUNDLE.packs}


def test_the_starter_lists_all_packs() -> None:
    assert set(PACKS) <= LISTED


def test_every_question_is_read() -> None:
    """GOV-09: a box that no rule reads is a minute wasted. Drop `x-needed` in the schema, or write the rule."""
    assert BUNDLE is not None
    useless = [f"{q.kind}: {'.'.join(q.keys)} (from {q.stage.value})" for q in unread(BUNDLE, ManifestShapes(SCHEMAS))]
    assert useless == [], "\n".join(["nothing reads", *useless])


def test_the_starter_lists_its_twelve_packs() -> None:
    assert set(PACKS) == LISTED
    assert {name.partition("/")[0] for name in rules()} == set(PACKS)
