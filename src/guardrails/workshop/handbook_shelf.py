"""What the pages of a handbook are made from: the compiled bundle beside what its texts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.labels import label
from guardrails.explain.plain_values import plain
from guardrails.explain.sentences import fill, slots_in
from guardrails.language.compile_bundle import compile_bundle, language_of
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.text_maps import ENGLISH, text_in
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle, Rule
from guardrails.model.shape import Shape
from guardrails.model.value import Fields
from guardrails.text.values import Value
from guardrails.workshop.examples import Example, examples_of
from guardrails.workshop.material import Document, Material, documents, of_kind


class Setting(NamedTuple):
    """A parameter of a pack with the value that this bundle gives it."""

    name: str
    title: str
    unit: str
    value: Value
    low: Value
    high: Value
    settable: bool


class Change(NamedTuple):
    """A line of the bundle's changelog."""

    version: str
    day: str
    notes: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A bundle with its title and changelog, its examples by rule, its settings by pack, and the complete manifests."""

    bundle: Bundle
    title: str
    changes: tuple[Change, ...]
    shapes: Mapping[str, Shape]
    bases: Mapping[str, Fields]
    examples: Mapping[str, tuple[Example, ...]]
    settings: Mapping[str, tuple[Setting, ...]]

    def spoken(self, rule: Rule) -> Rule:
        """The rule with its `{slots}` filled as far as that goes without a manifest: settings by value, others by name."""
        words = rule.words
        return rule._replace(
            words=words._replace(
                headline=self._filled(words.headline, rule),
                why=self._filled(words.why, rule),
                fix=tuple(self._filled(step, rule) for step in words.fix),
                faster=self._filled(words.faster, rule),
            )
        )

    def _filled(self, text: str, rule: Rule) -> str:
        return fill(text, {slot: self._slot(slot, rule) for slot in slots_in(text)})

    def _slot(self, slot: str, rule: Rule) -> str:
        start, _, rest = slot.partition(".")
        settings = self.settings.get(rule.pack, ()) if start == "param" else ()
        value = next((s.value for s in settings if s.name == rest), None)
        if value is not None:
            return plain(value).strip('"')
        shape = self.shapes.get(rule.applies_to[0] if rule.applies_to else "", Shape("object"))
        own = SENTENCES.get(f"slot.{start}")
        path = tuple(rest.split(".")) if start == "field" else tuple(slot.split("."))
        return fill(SENTENCES["slot"], {"label": own or label(shape, path)})


def shelf_of(material: Material) -> tuple[Shelf | None, list[Problem]]:
    """Everything for the handbook of a bundle, or the problems that keep it from being used."""
    bundle, problems = compile_bundle(material.texts, material.schemas, {}, material.texts.main)
    if bundle is None:
        return None, problems
    layers = [documents(texts.files) for texts in material.texts.layers()]
    mains = [main.fields for layer in layers for main in of_kind(layer, "Bundle")[:1]]
    spoken = {d.file: language_of(main.fields) for layer in layers for main in of_kind(layer, "Bundle")[:1] for d in layer}
    by_file = {d.file: d for layer in layers for d in of_kind(layer, "PolicyPack")}
    packs = {pack.name: by_file[pack.file] for pack in bundle.packs if pack.file in by_file}
    examples: dict[str, tuple[Example, ...]] = {}
    for document in packs.values():
        for example in examples_of(document):
            name = f"{example.pack}/{example.rule}"
            examples[name] = (*examples.get(name, ()), example)
    shelf = Shelf(
        bundle=bundle,
        title=str(mains[0].get("title") or bundle.name) if mains else bundle.name,
        changes=tuple(_changes(mains[0])) if mains else (),
        shapes=ManifestShapes(material.schemas),
        bases={str(d.fields.get("kind")): d.fields for d in documents(material.bases)},
        examples=examples,
        settings={name: _settings(pack, mains, spoken.get(pack.file, ENGLISH)) for name, pack in packs.items()},
    )
    return shelf, problems


def _changes(main: Fields) -> list[Change]:
    listed = main.get("changelog")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return [Change(*(str(entry.get(key, "")) for key in ("version", "date", "notes"))) for entry in entries]


def _settings(pack: Document, mains: list[Fields], language: str) -> tuple[Setting, ...]:
    """The pack's parameters; of the bundles that extend each other the nearest gives the value, any may let it be set.

    `language`: of the bundle that the pack stands in.
    """
    declared = pack.fields.get("parameters")
    found: list[Setting] = []
    for name, block in declared.items() if isinstance(declared, dict) else ():
        full = f"{pack.fields.get('name')}.{name}"
        given = [p[full] for main in mains if isinstance(p := main.get("parameters"), dict) and full in p]
        settable = any(full in listed for main in mains if isinstance(listed := main.get("settable"), list))
        if isinstance(block, dict):
            value = given[0] if given else block.get("default")
            low, high = block.get("at_least"), block.get("at_most")
            title, unit = (text_in(block.get(key), language, language) for key in ("title", "unit"))
            found.append(Setting(name, title, unit, value, low, high, settable))
    return tuple(found)
