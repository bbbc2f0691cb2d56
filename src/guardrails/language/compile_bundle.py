"""From the texts of a bundle to something that can judge: packs, organisation, lanes, waivers, all checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.compile_adaptations import adapt
from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.compile_lanes import LanesCompiler
from guardrails.language.compile_operand import Names
from guardrails.language.compile_pack import Grounds, compile_pack, settings_out_of_range
from guardrails.language.faults import Faults
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.schemas import Json
from guardrails.language.shapes import shape_of
from guardrails.language.text_maps import ENGLISH, check_code
from guardrails.model.problem import Problem, Spot
from guardrails.model.rule import Bundle, FastTrack, Lane, Pack, Rule, Waiver, WaiverTerms
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

WAIVER_SCHEMA = "waiver.schema.json"
_SCHEMAS = {
    "Bundle": "bundle.schema.json",
    "Organisation": "organisation.schema.json",
    "Lanes": "lanes.schema.json",
    "PolicyPack": "pack.schema.json",
    "Vocabulary": "vocabulary.schema.json",
    "Waiver": WAIVER_SCHEMA,
}


@dataclass(slots=True)
class Documents:
    """The documents of a bundle's files, by kind: (file, document number, fields)."""

    by_kind: dict[str, list[tuple[str, int, Fields]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[str, int, Fields]]:
        return self.by_kind.get(kind, [])


def compile_bundle(
    texts: BundleTexts, schemas: Mapping[str, Json], parameters: Mapping[str, Value], settings_file: str
) -> tuple[Bundle | None, list[Problem]]:
    """Compile a bundle with a workspace's parameters. Problems that are not warnings mean that nothing may be judged."""
    layers = list(texts.layers())
    documents = [read_documents(layer.files, schemas) for layer in layers]
    problems = [p for d in documents for p in d.problems]
    if any(not p.warning for p in problems) or not documents[0].of("Bundle"):
        problems += [] if documents[0].of("Bundle") or problems else [Problem("policy-not-found", texts.main, area="policy")]
        return None, problems
    return _Builder(documents, schemas, dict(parameters), settings_file, problems).build()


def read_documents(files: Mapping[str, bytes], schemas: Mapping[str, Json], kinds: Mapping[str, str] = _SCHEMAS) -> Documents:
    """The documents of files of a bundle, checked against their schemas; a file in no format of ours holds none.

    `kinds` are those that belong there, with their schema files.
    """
    found = Documents()
    structure = Structure(schemas)
    for file, data in sorted((name, data) for name, data in files.items() if name.endswith(".yaml")):
        values, fault = read(data)
        if fault is not None:
            found.problems.append(Problem(fault.id, file, Spot(fault.start, fault.end), fault.slots, "policy"))
        for number, value in enumerate(values):
            _sort_in(found, file, number, value, structure, kinds)
    return found


def _sort_in(found: Documents, file: str, number: int, value: Value, structure: Structure, kinds: Mapping[str, str]) -> None:
    fields = value if isinstance(value, dict) else {}
    kind = fields.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        slots = {"found": str(kind or ""), "choices": ", ".join(kinds)}
        found.problems.append(Problem("kind-unknown", file, Spot(document=number, path=("kind",)), slots, "policy"))
        return
    problems = structure.faults(fields, file, number, kinds[kind])
    found.problems += problems
    if not problems:
        found.by_kind.setdefault(kind, []).append((file, number, fields))


class Structure:
    """What documents have to look like. Conditions are left to the compiler, which says more about them."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._validators: dict[str, Draft7Validator] = {}

    def faults(self, fields: Fields, file: str, number: int, name: str) -> list[Problem]:
        """A document's faults against the schema of this name."""
        from guardrails.language.schema_faults import schema_faults

        faults = schema_faults(self._validator(name), fields, file, number, "policy")
        return [as_policy_fault(p) if name != WAIVER_SCHEMA else _as_waiver_fault(p, fields) for p in faults]

    def _validator(self, name: str) -> Draft7Validator:
        if name not in self._validators:
            from guardrails.language.schema_faults import validator

            open_conditions = dict(self._schemas)
            definitions = self._schemas[name].get("definitions")
            if isinstance(definitions, dict) and "condition" in definitions:
                open_conditions[name] = {**self._schemas[name], "definitions": {**definitions, "condition": {}}}
            self._validators[name] = validator(open_conditions, name)
        return self._validators[name]


def as_policy_fault(problem: Problem) -> Problem:
    """The words of a policy's author: a key instead of a question."""
    if problem.id == "field-unknown":
        return Problem("policy-unknown-key", problem.source, problem.spot, problem.slots, problem.area)
    if problem.id == "field-missing":
        return Problem("policy-missing-part", problem.source, problem.spot, {"part": problem.slots["key"]}, problem.area)
    return problem


def _as_waiver_fault(problem: Problem, fields: Fields) -> Problem:
    if problem.spot.path == ("expires",) and problem.id in ("field-missing", "field-format", "field-wrong-kind"):
        id = "waiver-no-date" if not fields.get("expires") else "waiver-malformed"
        slots = {"label": "expires", "wanted": "a date like 2026-11-23"} if id == "waiver-malformed" else {}
        return Problem(id, problem.source, problem.spot, slots, problem.area)
    return problem


class _Builder:
    """Puts a bundle together from its layers (nearest first), noting what does not fit."""

    def __init__(
        self,
        documents: list[Documents],
        schemas: Mapping[str, Json],
        parameters: dict[str, Value],
        settings_file: str,
        problems: list[Problem],
    ) -> None:
        self.layers = documents
        self.schemas = schemas
        self.problems = problems
        self.main_file, _, self.main = documents[0].of("Bundle")[0]
        self.organisation = self._first("Organisation")
        self.kinds = ManifestShapes(schemas)
        self.grounds = Grounds(self.kinds, shape_of(schemas, "organisation.schema.json"), self.organisation)
        self.settings_file = settings_file
        self.set_here = frozenset(parameters)
        self.parameters = self._allowed(parameters, settings_file)

    def _first(self, kind: str) -> Fields:
        return next((fields for layer in self.layers for _, _, fields in layer.of(kind)), {})

    def _allowed(self, parameters: dict[str, Value], settings_file: str) -> dict[str, Value]:
        """The bundle's own settings, then what the workspace sets, of which only the settable count."""
        settable = {s for layer in self.layers for _, _, b in layer.of("Bundle") for s in _texts(b.get("settable"))}
        for name in parameters:
            if name not in settable:
                slots = {"name": name, "settable": ", ".join(sorted(settable))}
                spot = Spot(path=("policies", "parameters", name), on_key=True)
                self.problems.append(Problem("policy-not-settable", settings_file, spot, slots, "policy"))
        own: dict[str, Value] = {}
        for layer in reversed(self.layers):
            for _, _, bundle in layer.of("Bundle"):
                given = bundle.get("parameters")
                own.update(given if isinstance(given, dict) else {})
        return {**own, **{k: v for k, v in parameters.items() if k in settable}}

    def build(self) -> tuple[Bundle | None, list[Problem]]:
        """The bundle, or None if something in it could not be used."""
        packs, rules = self._packs()
        lanes, tracks = self._lanes()
        terms, notice_days = self._waiver_terms()
        waivers = self._waivers(rules, terms)
        if any(not p.warning for p in self.problems):
            return None, self.problems
        bundle = Bundle(
            name=str(self.main.get("name")),
            version=str(self.main.get("version")),
            packs=tuple(packs),
            rules=tuple(rules),
            lanes=lanes,
            fast_tracks=tracks,
            waivers=tuple(waivers),
            organisation=self.organisation,
            vocabulary=self._vocabulary(),
            notice_days=notice_days,
            waiver_terms=terms,
        )
        return bundle, self.problems

    def _waiver_terms(self) -> tuple[WaiverTerms, int]:
        """What the nearest bundle that says so asks of waivers, and how many days before their end it reminds.

        Where one bundle asks for signatures, the ones that build on it do too.
        """
        given = [b["waivers"] for layer in reversed(self.layers) for _, _, b in layer.of("Bundle") if "waivers" in b]
        found: Fields = {}
        for terms in given:
            found.update(terms if isinstance(terms, dict) else {})
        days, notice = found.get("max_days", 180), found.get("notice_days", 30)
        assert isinstance(days, int)
        assert isinstance(notice, int)
        signed = any(isinstance(terms, dict) and terms.get("signed") is True for terms in given)
        return WaiverTerms(days, tuple(_texts(found.get("approvers"))), signed), notice

    def _vocabulary(self) -> dict[str, Fields]:
        return {str(f.get("name")): f for layer in reversed(self.layers) for _, _, f in layer.of("Vocabulary")}

    def _packs(self) -> tuple[list[Pack], list[Rule]]:
        packs: list[Pack] = []
        rules: list[Rule] = []
        for layer in reversed(self.layers):
            file, number, bundle = layer.of("Bundle")[0] if layer.of("Bundle") else (self.main_file, 0, {})
            listed = _texts(bundle.get("packs"))
            there: dict[str, tuple[str, int, Fields]] = {}
            for name, n, f in layer.of("PolicyPack"):
                first = there.setdefault(str(f.get("name")), (name, n, f))
                if first[2] is not f:
                    spot, slots = Spot(document=n, path=("name",)), {"rule": str(f.get("name")), "other": first[0]}
                    self.problems.append(Problem("policy-duplicate-rule", name, spot, slots, "policy"))
            self._known_settings(file, number, bundle)
            self._language(file, number, bundle)
            for index, name in enumerate(listed):
                if name not in there:
                    spot = Spot(document=number, path=("packs", index))
                    self.problems.append(Problem("policy-not-found", file, spot, {"name": name}, "policy"))
                    continue
                pack, compiled = self._pack(*there[name], bundle)
                packs.append(pack)
                rules += compiled
            rules = self._adapted(rules, file, number, bundle)
        if not rules:
            self.problems.append(Problem("policy-no-rules", self.main_file, Spot(path=("packs",)), area="policy"))
        self._repeated(rules, packs)
        return packs, rules

    def _adapted(self, rules: list[Rule], file: str, number: int, bundle: Fields) -> list[Rule]:
        """The rules so far with what this layer says about those of the bundles that it builds on."""
        faults = Faults(file, number)
        adapted = adapt(rules, bundle, faults)
        self.problems += faults.found
        return adapted

    def _language(self, file: str, number: int, bundle: Fields) -> None:
        faults = Faults(file, number)
        check_code(language_of(bundle), ("language",), faults)
        self.problems += faults.found

    def _known_settings(self, file: str, number: int, bundle: Fields) -> None:
        """What a bundle sets, or lets a workspace set, is a parameter of one of the packs."""
        packs = [f for layer in self.layers for _, _, f in layer.of("PolicyPack")]
        known = {f"{f.get('name')}.{key}" for f in packs if isinstance(p := f.get("parameters"), dict) for key in p}
        faults = Faults(file, number)
        given = bundle.get("parameters")
        for name in given if isinstance(given, dict) else {}:
            if name not in known:
                faults.unknown("policy-unknown-parameter", ("parameters", name), name, known, on_key=True)
        for index, name in enumerate(_texts(bundle.get("settable"))):
            if name not in known:
                faults.unknown("policy-unknown-parameter", ("settable", index), name, known)
        self.problems += faults.found

    def _pack(self, file: str, number: int, fields: Fields, bundle: Fields) -> tuple[Pack, tuple[Rule, ...]]:
        shared = bundle.get("definitions")
        faults = Faults(file, number)
        pack, rules = compile_pack(
            fields, file, self.grounds, self.parameters, shared if isinstance(shared, dict) else {}, faults, language_of(bundle)
        )
        self.problems += faults.found
        self._settings(fields)
        return pack, rules

    def _settings(self, pack: Fields) -> None:
        """A value out of range is told where it was set: in the workspace file, else in the bundle."""
        for name, (value, wanted) in settings_out_of_range(pack, str(pack.get("name")), self.parameters).items():
            slots = {"name": name, "found": value, "wanted": wanted}
            if name in self.set_here:
                spot, file = Spot(path=("policies", "parameters", name)), self.settings_file
            else:
                spot, file = Spot(path=("parameters", name)), self.main_file
            self.problems.append(Problem("policy-parameter-range", file, spot, slots, "policy"))

    def _repeated(self, rules: list[Rule], packs: list[Pack]) -> None:
        files = {p.name: p.file for p in packs}
        seen: set[str] = set()
        for rule in rules:
            if rule.name in seen:
                spot = Spot(path=("rules",))
                self.problems.append(Problem("policy-duplicate-rule", files[rule.pack], spot, {"rule": rule.name}, "policy"))
            seen.add(rule.name)

    def _lanes(self) -> tuple[tuple[Lane, ...], tuple[FastTrack, ...]]:
        found = next(((f, n, d, layer) for layer in self.layers for f, n, d in layer.of("Lanes")), None)
        if found is None:
            return (), ()
        file, number, fields, layer = found
        faults = Faults(file, number)
        shared = next((b.get("definitions") for layer in self.layers for _, _, b in layer.of("Bundle") if "definitions" in b), {})
        names = Names({}, {}, self.organisation)
        conditions = ConditionCompiler(names, faults, shared if isinstance(shared, dict) else {}, self.kinds)
        language = language_of(next((b for _, _, b in layer.of("Bundle")), {}))
        compiled = LanesCompiler(fields, self.grounds, faults, conditions, language).compile()
        self.problems += faults.found
        return compiled

    def _waivers(self, rules: list[Rule], terms: WaiverTerms) -> list[Waiver]:
        from guardrails.language.compile_waiver import compile_waivers

        found = [waiver for layer in self.layers for waiver in layer.of("Waiver")]
        waivers, problems = compile_waivers(found, rules, terms)
        self.problems += problems
        return waivers


def language_of(bundle: Fields) -> str:
    """The language of a bundle's texts that come in one language only."""
    return str(bundle.get("language", ENGLISH))


def _texts(value: Value) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
