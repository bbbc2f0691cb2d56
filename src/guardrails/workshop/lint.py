"""Everything about a bundle that does not stop a run and is not right yet: words (P01 to P19) and upkeep (GOV-…).

Checked are the bundle's own files; what it extends is for its own authors. Whether somebody reads each answer is asked of
a bundle that stands alone: the schemas of another bundle are not ours to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guardrails.language.compile_bundle import compile_bundle, language_of
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.workshop.glossary import Glossary, glossary_of
from guardrails.workshop.material import Document, Material, documents, of_kind
from guardrails.workshop.remark import Level, Remark, in_order
from guardrails.workshop.rule_texts import lane_blocks, pack_blocks, rules_of
from guardrails.workshop.schema_places import SchemaPlaces
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
from guardrails.workshop.word_lint import lane_words, rule_words


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in a bundle; `problems` where it can't be compiled."""

    remarks: tuple[Remark, ...]
    rules: int
    problems: tuple[Problem, ...] = ()

    def count(self, level: Level) -> int:
        """How many remarks there are of one level."""
        return sum(remark.level is level for remark in self.remarks)

    @property
    def usable(self) -> bool:
        """Whether the bundle could be compiled."""
        return all(problem.warning for problem in self.problems)


def lint(material: Material, today: date) -> Linted:
    """Check a bundle's words and upkeep."""
    bundle, problems = compile_bundle(material.texts, material.schemas, {}, material.texts.main)
    if bundle is None:
        return Linted((), 0, tuple(problems))
    layers = [documents(layer.files) for layer in material.texts.layers()]
    own = layers[0]
    glossary = glossary_of(d for layer in layers for d in of_kind(layer, "Vocabulary"))
    rules = sum(1 for pack in of_kind(own, "PolicyPack") for _ in rules_of(pack))
    alone = material.texts.extends is None
    found = [*_words(own, glossary), *_upkeep(own, today), *(_unread(bundle, material) if alone else ())]
    return Linted(in_order(found), rules, tuple(problems))


def _words(own: list[Document], glossary: Glossary) -> Iterator[Remark]:
    default = _language(own)
    for pack in of_kind(own, "PolicyPack"):
        for rule in rules_of(pack, default):
            yield from rule_words(rule, glossary)
        yield from lacking(pack, list(pack_blocks(pack, default)), default)
    for lanes in of_kind(own, "Lanes"):
        yield from lane_words(lanes, default)
        yield from lacking(lanes, list(lane_blocks(lanes)), default)


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
