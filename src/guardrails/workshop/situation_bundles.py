"""The bundle as a situation wants it: what the workspace sets, what the organisation's data says, which waivers there are."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from guardrails.language.compile_bundle import WAIVER_SCHEMA, Structure, compile_bundle
from guardrails.language.compile_waiver import compile_waivers
from guardrails.language.faults import Faults
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle, Waiver
from guardrails.model.value import Fields
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.resettling import resettled
from guardrails.workshop.situation_manifests import add_at, add_changed, applied

_SETTINGS = "parameters"
"""Stands for the file of a workspace, which a situation does without."""
_WAIVER_HEAD: Fields = {"apiVersion": "guardrails/v1", "kind": "Waiver"}


@dataclass
class SituationBundles:
    """A layer of a bundle, compiled anew for each set of parameters that situations want."""

    bench: Bench
    _compiled: dict[str, tuple[Bundle | None, list[Problem]]] = field(default_factory=dict)

    def wanted(self, fields: Fields, names: Collection[str], faults: Faults) -> Bundle | None:
        """The bundle for a situation about manifests of these names; None where something about it does not fit."""
        bundle = self._with_parameters(fields.get("parameters"), faults)
        if bundle is not None:
            bundle = self._with_organisation(bundle, fields.get("organisation"), faults)
        if bundle is None:
            return None
        waivers = self._waivers(fields.get("waivers"), bundle, names, faults)
        return bundle._replace(waivers=(*bundle.waivers, *waivers))

    @cached_property
    def _structure(self) -> Structure:
        return Structure(self.bench.material.schemas)

    def _with_parameters(self, parameters: Value, faults: Faults) -> Bundle | None:
        if not isinstance(parameters, dict) or not parameters:
            return self.bench.bundle
        key = json.dumps(parameters, sort_keys=True)
        if key not in self._compiled:
            layer = self.bench.material
            self._compiled[key] = compile_bundle(layer.texts, layer.schemas, parameters, _SETTINGS)
        bundle, problems = self._compiled[key]
        for problem in problems:
            if problem.source == _SETTINGS:
                add_at(faults, problem, problem.spot.path[1:])
            elif not problem.warning:
                faults.found.append(problem)
        return bundle

    def _with_organisation(self, bundle: Bundle, changes: Value, faults: Faults) -> Bundle | None:
        if not isinstance(changes, dict) or not changes:
            return bundle
        organisation = applied(bundle.organisation, changes, ("organisation",), faults)
        if organisation is None:
            return None
        problems = self.bench.organisation_faults(organisation)
        add_changed(faults, problems, changes, ("organisation",))
        return None if problems else resettled(bundle, organisation)

    def _waivers(self, listed: Value, bundle: Bundle, names: Collection[str], faults: Faults) -> list[Waiver]:
        """Waivers as strict as those in files: the same schema, the same rules of approval and dates."""
        found: list[Waiver] = []
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            whole: Fields = {**_WAIVER_HEAD, **entry} if isinstance(entry, dict) else {}
            problems = self._structure.faults(whole, faults.file, faults.document, WAIVER_SCHEMA)
            if not problems:
                waivers, problems = compile_waivers([(faults.file, faults.document, whole)], bundle.rules, bundle.waiver_terms)
                found += waivers
                if (name := waivers[0].manifest) not in names:
                    faults.unknown("waiver-unknown-manifest", ("waivers", index, "manifest"), name, names, "manifest")
            for problem in problems:
                add_at(faults, problem, ("waivers", index, *problem.spot.path))
        return found
