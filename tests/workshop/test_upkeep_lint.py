"""The checks of upkeep: ways out, review dates, examples, and questions that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.data import ParsedSchemas
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.language.compile_bundle import compile_bundle
from guardrails.language.facts import FACTS
from guardrails.language.scope import Inventory
from guardrails.text.values import Value
from guardrails.workshop.fact_reads import ENGINE_READS, FACT_READS
from guardrails.workshop.lint import lint
from guardrails.workshop.lint_text import lint_text
from guardrails.workshop.material import documents
from guardrails.workshop.upkeep_lint import many_waivers, vocabulary_dates
from tests.workshop.rules import BASES, SCHEMAS, TODAY, as_file, ids, linted, material, rule

PASS = {"title": "good", "expect": "pass"}
ASK = {"title": "nobody", "expect": "ask", "change": {"metadata.owner": None}}
WHEN = {"when": {"field": "criticality", "is": "high"}}


def test_a_blocking_rule_names_a_faster_way() -> None:
    assert ids(linted(rule(faster=None))) == {"GOV-01 E"}
    assert ids(linted(rule(faster=None, severity={"live": "warn"}))) == set()
    raised = {"when": {"field": "criticality", "is": "high"}, "severity": {"live": "block"}}
    assert ids(linted(rule(faster=None, severity={"live": "warn"}, raised=raised))) == {"GOV-01 E"}


def test_review_dates() -> None:
    assert ids(linted(rule(), reviewed="2025-06-01", review_by="2026-05-01")) == {"GOV-03 W"}
    assert ids(linted(rule(), reviewed="2026-06-01", review_by="2027-12-01")) == {"GOV-03 W"}
    assert ids(linted(rule(), reviewed="2026-06-01", review_by="2027-06-01")) == set()


TRIALS: list[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any], bool]] = [
    ({}, {}, {}, True),
    ({"since": "1.0.0"}, {}, {}, False),
    ({"since": "0.9.0"}, {}, {}, True),
    ({"since": "1.0.0", "severity": {"live": "warn"}}, {}, {}, True),
    ({"since": "1.0.0", "severity": {"live": "warn"}, "raised": WHEN | {"severity": {"live": "block"}}}, {}, {}, False),
    ({"since": "1.0.0", "rollout": {"warn": "2026-12-01", "block": "2026-12-31"}}, {}, {}, True),
    ({"since": "1.0.0", "rollout": {"warn": "2026-12-01", "block": "2026-12-30"}}, {}, {}, False),
    ({"since": "1.0.0", "rollout": {"warn": "2026-12-01"}}, {}, {}, False),
    ({"since": "1.0.0", "rollout": {"block": "2026-12-31"}}, {}, {}, False),
    ({"since": "1.0.0", "rollout": {"block": "2026-12-31"}}, {"changelog": [
        {"version": "1.0.0", "date": "2026-12-01", "notes": "First."}]}, {}, True),
    ({"since": "1.1.0"}, {"version": "1.1.0"}, {}, False),
    ({"since": "1.0.0"}, {"version": "1.0.0"}, {"version": "1.2.0"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "bundle", "pack", "fine"), TRIALS)
def test_a_new_block_warns_for_a_month_first(
    changes: Mapping[str, Any], bundle: Mapping[str, Any], pack: Mapping[str, Any], fine: bool
) -> None:
    found = lint(material(rule(**changes), bundle=bundle, **pack), TODAY)
    assert ids(found) == (set() if fine else {"GOV-04 E"})


@pytest.mark.parametrize(("count", "expires", "told"), [(5, "2026-12-31", 0), (6, "2026-12-31", 1), (6, "2026-11-22", 0)])
def test_a_rule_with_many_exceptions_is_brought_up(count: int, expires: str, told: int) -> None:
    waivers = {
        f"{n}.yaml": as_file({"kind": "Waiver", "rule": "one/good", "expires": expires, "approved_by": "sam.oz@brand.example"})
        for n in range(count)
    }
    found = list(many_waivers(documents(waivers), TODAY))
    assert [(r.id, r.level.value) for r in found] == [("GOV-06", "W")] * told


def test_a_check_of_words_names_the_rule_about_rules_that_it_stands_for() -> None:
    shown = lint_text(linted(rule(faster="Utilise the team mailbox.")), 100)
    assert 'P08 (GOV-02, advice) The faster of one/owner-is-named has the trade word "Utilise".' in shown
    assert "P06 The why" in lint_text(linted(rule(why="It is invalid. Customers wait.")), 100)


@pytest.mark.parametrize(("checked", "count"), [("2026-11-01", 0), ("2026-05-24", 0), ("2026-05-01", 1)])
def test_vocabulary_is_looked_at_every_half_year(checked: str, count: int) -> None:
    fields = {"kind": "Vocabulary", "name": "regions", "provenance": {"checked": checked}}
    (document,) = documents({"regions.yaml": as_file(fields)})
    assert len(list(vocabulary_dates(document, TODAY))) == count


@pytest.mark.parametrize(
    ("examples", "more", "fine"),
    [
        ([PASS, ASK], {}, True),
        ([PASS], {}, False),
        ([ASK], {}, False),
        ([PASS, ASK], WHEN, False),
        ([PASS, ASK], {"regions": ["EEA"]}, False),
        ([PASS, ASK, {"title": "other", "expect": "skip"}], WHEN, True),
    ],
)
def test_examples_show_all_sides(examples: list[Mapping[str, Any]], more: Mapping[str, Any], fine: bool) -> None:
    assert ids(linted(rule(examples=examples, **more))) == (set() if fine else {"GOV-08 E"})


def test_questions_that_nobody_reads_are_listed_and_those_that_are_read_are_not() -> None:
    said = {r.sentence for r in linted(rule()).remarks if r.id == "GOV-09"}
    assert any("category of a tool" in s for s in said)
    assert not any("metadata.owner of a tool" in s for s in said)
    reads = rule(require={"each": "integrations", "named_by": "system", "require": {"field": "auth", "present": True}})
    said = {r.sentence for r in linted(reads).remarks if r.id == "GOV-09"}
    assert not any("integrations.auth of a tool" in s or "integrations.auth of a campaign or a tool" in s for s in said)
    assert any("integrations" in s and "of a campaign" in s for s in said)


def test_a_question_stands_where_its_schema_asks_it() -> None:
    remark = next(r for r in linted(rule()).remarks if "category of a tool" in r.sentence)
    text = material().schema_texts[remark.file].decode().splitlines()
    assert '"category"' in text[remark.line - 1]


def test_what_a_bundle_extends_is_left_to_its_authors() -> None:
    below = material(rule(why="It is invalid."))
    above = material(bundle={"packs": [], "extends": "tiny"})
    files = {name: data for name, data in above.texts.files.items() if "packs/" not in name}
    both = above.texts._replace(files=files, extends=below.texts)
    found = lint(type(above)(both, SCHEMAS, BASES), TODAY)
    assert found.usable
    assert found.remarks == ()


class _Watched(dict[str, Value]):
    """Fields that note which paths are looked up."""

    def __init__(self, fields: Mapping[str, Value], at: tuple[str, ...], seen: set[str]) -> None:
        super().__init__({k: watched(v, (*at, k), seen) for k, v in fields.items()})
        self._at, self._seen = at, seen

    def get(self, key: str, default: Any = None) -> Any:
        self._seen.add(".".join((*self._at, key)))
        return super().get(key, default)

    def __getitem__(self, key: str) -> Value:
        self._seen.add(".".join((*self._at, key)))
        return super().__getitem__(key)


def watched(value: Value, at: tuple[str, ...], seen: set[str]) -> Value:
    """A value whose look-ups are noted."""
    if isinstance(value, dict):
        return _Watched(value, at, seen)
    return [watched(v, at, seen) for v in value] if isinstance(value, list) else value


def _facts_at_work() -> Iterator[tuple[str, set[str]]]:
    loaded = load_bundle("starter", ".", "")
    assert loaded.texts is not None
    schemas = ParsedSchemas(loaded.schemas)
    bundle, _ = compile_bundle(loaded.texts, schemas, {}, "")
    assert bundle is not None
    run = Run(bundle, Questions(schemas), Day(date(2026, 11, 23)))
    from guardrails.judge.manifests import manifest_of

    manifests = [manifest_of(d.file, 0, d.fields) for d in documents(read_bases(loaded.places))]
    for name in FACTS:
        for manifest in manifests:
            seen: set[str] = set()
            own = manifest._replace(fields=_Watched(manifest.fields, (), seen))
            scope, _ = run.scope(own, Inventory([own, *(m for m in manifests if m is not manifest)]))
            seen.clear()
            scope.fact(name)
            yield name, seen


def test_each_fact_declares_what_it_reads() -> None:
    assert set(FACT_READS) == set(FACTS)
    everything: set[str] = set()
    for name, seen in _facts_at_work():
        everything |= seen
        declared = {*FACT_READS[name], *ENGINE_READS, "metadata"}
        groups = {path[:i] for path in declared for i, c in enumerate(path) if c == "."}
        assert seen <= declared | groups, name
    assert {"dates.launch_at", "data.uses.use", "cost.total", "hosting.countries"} <= everything
