"""Everything about a bundle that does not stop a run and is not right yet: words and names (P01 to P20) and upkeep (GOV-…).

Checked are the bundle's own files; what it extends is for its own authors. Whether somebody reads each answer is asked of
a bundle that stands alone: the schemas of another bundle are not ours to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guardrails.language.compile_bundle import language_of
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.problem import Problem, Spot
from guardrails.model.rule import Bundle
from guardrails.text.reader import read
from guardrails.workshop.bench import bench_of
from guardrails.workshop.faster_names import FasterNames
from guardrails.workshop.glossary import Glossary, glossary_of
from guardrails.workshop.loosening import loosening
from guardrails.workshop.material import Document, Material, documents, of_kind
from guardrails.workshop.owner_lint import unasked_groups
from guardrails.workshop.passable import passable
from guardrails.workshop.released import released_ids
from guardrails.workshop.remark import Level, Remark, in_order
from guardrails.workshop.rule_texts import lane_blocks, meaning_passages, pack_blocks, rules_of
from guardrails.workshop.schema_places import SchemaPlaces
from guardrails.workshop.situations import situations_of
from guardrails.workshop.translation_lint import lacking
from guardrails.workshop.upkeep_lint import (
    many_waivers,
    pack_dates,
    release_of,
    rule_upkeep,
    trial_month,
    unread_questions,
    vocabulary_dates,
)
from guardrails.workshop.word_lint import block_words, passage_words, rule_words


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a bundle; `problems` where it, or a test file of it, can't be used."""

    remarks: tuple[Remark, ...]
    rules: int
    problems: tuple[Problem, ...] = ()

    def count(self, level: Level) -> int:
        """How many remarks there are of one level."""
        return sum(remark.level is level for remark in self.remarks)

    @property
    def usable(self) -> bool:
        """Whether the bundle and its test files could be used."""
        return all(problem.warning for problem in self.problems)


def lint(material: Material, today: date) -> Linted:
    """Check a bundle's words and upkeep."""
    bench, problems = bench_of(material)
    if bench is None:
        return Linted((), 0, tuple(problems))
    bundle = bench.bundle
    layers = [documents(layer.files) for layer in material.texts.layers()]
    own = layers[0]
    glossary = glossary_of(d for layer in layers for d in of_kind(layer, "Vocabulary"))
    problems += [*_misshapen(material), *material.unread_tests, *situations_of(bench)[1]]
    if any(not problem.warning for problem in problems):
        return Linted((), 0, tuple(problems))
    rules = [rule for pack in of_kind(own, "PolicyPack") for rule in rules_of(pack, _language(own))]
    version = str(of_kind(own, "Bundle")[0].fields.get("version"))
    names = released_ids(of_kind(documents(material.released), "Released"), rules, version)
    alone = material.texts.extends is None
    named = FasterNames(bundle.organisation, (d for layer in layers for d in of_kind(layer, "Vocabulary")))
    faster = (said for rule in rules for said in named.remarks(rule))
    can_pass = passable(bundle, rules, ManifestShapes(material.schemas), today)
    unread = _unread(bundle, material) if alone else ()
    milder = loosening(material, of_kind(own, "Bundle")[0])
    asked = unasked_groups(of_kind(own, "Bundle")[0], material.guarded)
    found = [*_words(own, glossary), *milder, *asked, *faster, *names, *can_pass, *_upkeep(own, today), *unread]
    return Linted(in_order(found), len(rules), tuple(problems))


def _misshapen(material: Material) -> Iterator[Problem]:
    """What does not fit in the list of released rules; `check` never reads it, so nothing else tells."""
    if material.released:
        from guardrails.language.schema_faults import schema_faults, validator

        for file, data in material.released.items():
            _, fault = read(data)
            if fault is not None:
                yield Problem(fault.id, file, Spot(fault.start, fault.end), fault.slots, "policy")
        for document in documents(material.released):
            judge = validator(material.schemas, "released.schema.json")
            yield from schema_faults(judge, document.fields, document.file, document.number, "policy")


def _words(own: list[Document], glossary: Glossary) -> Iterator[Remark]:
    default = _language(own)
    for pack in of_kind(own, "PolicyPack"):
        name = f"the pack {pack.fields.get('name')}"
        own_blocks = (block for block in pack_blocks(pack, default) if block.path[:1] != ("rules",))
        yield from block_words(pack, own_blocks, name, default, glossary)
        for rule in rules_of(pack, default):
            yield from rule_words(rule, glossary)
        yield from lacking(pack, list(pack_blocks(pack, default)), default)
    for lanes in of_kind(own, "Lanes"):
        yield from block_words(lanes, lane_blocks(lanes), "the lanes", default, glossary)
        yield from lacking(lanes, list(lane_blocks(lanes)), default)
    for vocabulary in of_kind(own, "Vocabulary"):
        for passage in meaning_passages(vocabulary):
            yield from passage_words(vocabulary, passage, f"the vocabulary {vocabulary.fields.get('name')}", default, glossary)


def _language(own: list[Document]) -> str:
    return language_of(of_kind(own, "Bundle")[0].fields)


def _upkeep(own: list[Document], today: date) -> Iterator[Remark]:
    release = release_of(of_kind(own, "Bundle")[0].fields)
    for pack in of_kind(own, "PolicyPack"):
        yield from pack_dates(pack, today)
        for rule in rules_of(pack, _language(own)):
            yield from rule_upkeep(rule)
            yield from trial_month(rule, release)
    yield from many_waivers(of_kind(own, "Waiver"), today)
    for vocabulary in of_kind(own, "Vocabulary"):
        yield from vocabulary_dates(vocabulary, today)


def _unread(bundle: Bundle, material: Material) -> Iterator[Remark]:
    where = SchemaPlaces(material.schemas, material.schema_texts)
    return unread_questions(bundle, ManifestShapes(material.schemas), material.schemas, where)
