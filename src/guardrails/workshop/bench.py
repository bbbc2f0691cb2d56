"""Where examples are tried: a layer of a bundle, compiled once.

An example may change the organisation. The operands that come from its data are part of the compiled conditions, so they
are read anew from the changed data; everything else stays as compiled. Examples that want the same organisation share it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from guardrails.judge.manifests import Checker, manifest_of, reading_of
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.language.compile_bundle import compile_bundle
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.quick import Check, quick_check
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.model.shape import Shape
from guardrails.model.value import Fields
from guardrails.workshop.examples import ChangeError, Example, changed_organisation
from guardrails.workshop.material import Document, Material, documents, of_kind
from guardrails.workshop.resettling import resettled

_ORGANISATION = "organisation.schema.json"


@dataclass
class Bench:
    """A layer of a bundle, ready to try the examples of its packs."""

    material: Material
    bundle: Bundle
    checker: Checker
    bases: Mapping[str, Document]
    shapes: Mapping[str, Shape]
    own: list[Document]
    _bundles: dict[str, Bundle] = field(default_factory=dict)
    _runs: dict[tuple[int, date], Run] = field(default_factory=dict)

    @property
    def changed_organisations(self) -> int:
        """How many changed organisations the examples have needed so far."""
        return len(self._bundles)

    def packs(self) -> list[Document]:
        """The packs that this layer lists itself, in its order."""
        listed = next((d.fields for d in of_kind(self.own, "Bundle")), {}).get("packs")
        there = {d.fields.get("name"): d for d in of_kind(self.own, "PolicyPack")}
        return [there[name] for name in (listed if isinstance(listed, list) else []) if name in there]

    def run_for(self, example: Example) -> Run:
        """The run that judges an example. Raises ChangeError for a change of the organisation that does not fit."""
        bundle = self._bundle_for(example)
        key = (id(bundle), example.as_of)
        if key not in self._runs:
            questions = Questions(self.material.schemas)
            self._runs[key] = Run(bundle, questions, Day(example.as_of, given=True), waivers=False)
        return self._runs[key]

    def manifest(self, example: Example, fields: Fields) -> Manifest:
        """A changed base manifest, once its schema accepts it. Raises ChangeError."""
        file = self.bases[example.kind].file
        if self.checker.fits(example.kind, fields):
            return manifest_of(file, 0, fields)
        reading = reading_of(file, _as_text(fields), self.checker)
        raise ChangeError(f"The changed manifest does not fit: {_told(reading.problems)}.")

    def _bundle_for(self, example: Example) -> Bundle:
        organisation = changed_organisation(self.bundle.organisation, example)
        if organisation is None:
            return self.bundle
        key = json.dumps(organisation, sort_keys=True)
        if key not in self._bundles:
            if faults := self.organisation_faults(organisation):
                raise ChangeError(f"The changed organisation does not fit: {_told(faults)}.")
            self._bundles[key] = resettled(self.bundle, organisation)
        return self._bundles[key]

    @cached_property
    def _fits(self) -> Check:
        return quick_check(self.material.schemas, _ORGANISATION)

    def organisation_faults(self, organisation: Fields) -> list[Problem]:
        """What does not fit about changed data of the organisation."""
        if self._fits(organisation):
            return []
        from guardrails.language.schema_faults import schema_faults, validator

        return schema_faults(validator(self.material.schemas, _ORGANISATION), organisation, "org", 0, "policy")


def bench_of(layer: Material) -> tuple[Bench | None, list[Problem]]:
    """The bench for one layer, or the problems that keep its bundle from being used."""
    bundle, problems = compile_bundle(layer.texts, layer.schemas, {}, layer.texts.main)
    if bundle is None:
        return None, problems
    bases = {str(d.fields.get("kind")): d for d in documents(layer.bases)}
    own = documents(layer.texts.files)
    return Bench(layer, bundle, Checker(layer.schemas), bases, ManifestShapes(layer.schemas), own), problems


def _as_text(fields: Fields) -> bytes:
    """A document as YAML: JSON is YAML, and keeps texts such as "yes" texts."""
    return json.dumps(fields, ensure_ascii=False).encode()


def _told(problems: tuple[Problem, ...] | list[Problem]) -> str:
    """What is the matter, for the author of an example: the place and what was found and wanted there."""
    worst = [p for p in problems if not p.warning][:3]
    return "; ".join(f"{'.'.join(map(str, p.spot.path)) or p.source} ({p.id}{_slots(p)})" for p in worst)


def _slots(problem: Problem) -> str:
    shown = [f"{key} {problem.slots[key]}" for key in ("found", "wanted", "nearest", "choices") if problem.slots.get(key)]
    return ": " + ", ".join(shown) if shown else ""
