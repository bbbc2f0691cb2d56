"""Two small kinds of manifest, conditions over them from YAML, and both evaluators asked at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.compile_operand import Names
from guardrails.language.evidence import Weigher
from guardrails.language.facts.world import World
from guardrails.language.fast import fast
from guardrails.language.faults import Faults
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.paths import Ground
from guardrails.language.schemas import Json
from guardrails.language.scope import Inventory, Scope, Terms
from guardrails.language.shapes import shape_of
from guardrails.model.condition import Condition
from guardrails.model.evidence import Evidence
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.model.truth import Truth
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value

TODAY = date(2026, 11, 23)  # a Monday
HOLIDAY = date(2026, 11, 26)
TERMS = Terms(TODAY, frozenset({HOLIDAY}))

_SHIPPED = Path(__file__).parents[2] / "schemas"
_UNKNOWN: Json = {"enum": ["unknown"]}


def _object(fields: Mapping[str, Json], *required: str, **more: Value) -> Json:
    worded: Json = {k: {"title": k, "description": f"What is the {k}?", "examples": ["x"], **v} for k, v in fields.items()}
    return {"type": "object", "additionalProperties": False, "properties": worded, "required": list(required), **more}


def _choice(*words: str, **more: Value) -> Json:
    return {"type": "string", "enum": list(words), **more}


def _or_unknown(node: Json, *words: str, **more: Value) -> Json:
    return {"anyOf": [node, {"enum": ["unknown", *words]}], **more}


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "number"}
_PART: Json = _object(
    {
        "name": {**_TEXT, "x-identifies": True},
        "auth": _choice("basic", "oauth", "unknown"),
        "cost": _or_unknown(_NUMBER),
        "per": _choice("month", "year"),
        "words": {"type": "array", "items": _choice("a", "b", "c")},
    },
    "name",
)
_FIELDS: Mapping[str, Json] = {
    "apiVersion": {"type": "string", "const": "guardrails/v1"},
    "metadata": _object(
        {"name": _TEXT, "stage": _choice("idea", "pilot", "live", "retiring", "retired"), "owner": {**_TEXT, "x-needed": "idea"}},
        "name",
        "stage",
    ),
    "colour": _choice("red", "green", "blue", "unknown"),
    "size": _or_unknown({"type": "integer"}),
    "price": _NUMBER,
    "note": _TEXT,
    "key": _TEXT,
    "site": _TEXT,
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "moment"},
    "signed": {"type": "boolean"},
    "labels": _or_unknown({"type": "array", "items": _choice("a", "b", "c", "none")}, "none"),
    "extra": _object({"level": _choice("low", "high"), "ref": _TEXT}, **{"x-absent": "none"}),
    "contract": _object({"status": _choice("signed", "sent", "unknown"), "fee": _NUMBER}),
    "parts": {"type": "array", "items": _PART},
    "links": {"type": "array", "items": _TEXT, "x-absent": "none"},
    "partner": _TEXT,
    "audience": _object({"regions": {"type": "array", "items": _choice("EEA", "UK", "GLOBAL")}}),
}


@cache
def schemas() -> Mapping[str, Json]:
    """The shipped schemas, with Tool and Campaign small."""
    found: dict[str, Json] = {f.name: json.loads(f.read_text()) for f in sorted(_SHIPPED.glob("*.schema.json"))}
    for kind in ("Tool", "Campaign"):
        fields: dict[str, Json] = {**_FIELDS, "kind": {"type": "string", "const": kind}}
        if kind == "Campaign":
            fields["budget"] = _NUMBER
            del fields["colour"]
        found[f"{kind.lower()}.schema.json"] = _object(fields, "apiVersion", "kind", "metadata")
    return found


@cache
def shapes() -> Mapping[str, Shape]:
    """The shapes of Tool and Campaign."""
    return ManifestShapes(schemas())


def parsed(text: str) -> Value:
    """One YAML document."""
    values, fault = read(text.encode())
    assert fault is None, fault
    return values[0]


def fields_of(text: str) -> Fields:
    """One YAML document that is a group of fields; an empty text is none."""
    found = parsed(text) if text.strip() else {}
    assert isinstance(found, dict)
    return found


def compiled_with_faults(
    node: Value,
    *,
    kinds: Sequence[str] = ("Tool",),
    organisation: Fields | None = None,
    definitions: Fields | None = None,
    parameters: Fields | None = None,
    patterns: Mapping[str, Mapping[str, Value]] | None = None,
) -> tuple[Condition, list[Problem]]:
    """A condition and the problems found with it."""
    faults = Faults("pack.yaml")
    names = Names(parameters or {}, patterns or {}, organisation or {})
    here = tuple((k, shapes()[k]) for k in kinds)
    ground = Ground(here, here, shape_of(schemas(), "organisation.schema.json"))
    compiler = ConditionCompiler(names, faults, definitions or {}, shapes())
    return compiler.condition(node, (), ground), faults.found


def compiled(node: Value | str, **given: Fields) -> Condition:
    """A condition (from YAML text or as values) with which nothing is the matter."""
    known: dict[str, Fields] = given
    condition, faults = compiled_with_faults(
        parsed(node) if isinstance(node, str) else node,
        organisation=known.get("organisation"),
        definitions=known.get("definitions"),
        parameters=known.get("parameters"),
        patterns={k: v for k, v in known.get("patterns", {}).items() if isinstance(v, dict)},
    )
    assert faults == []
    return condition


def manifest(fields: Fields, name: str = "one", kind: str = "Tool") -> Manifest:
    """A manifest around some fields."""
    whole: Fields = {"apiVersion": "guardrails/v1", "kind": kind, "metadata": {"name": name, "stage": "live"}, **fields}
    return Manifest(kind, name, name, Stage.LIVE, f"{name}.yaml", 0, whole)


def scope_of(one: Manifest, others: Sequence[Manifest] = (), organisation: Fields | None = None) -> Scope:
    """The scope of one manifest among others."""
    everything = [one, *others]
    return Scope(World(one, organisation or {}, {}, everything, TODAY), Inventory(everything))


def weigh(condition: Condition, scope: Scope, terms: Terms = TERMS) -> Evidence:
    """The evidence, once it is sure that the quick evaluator says the same."""
    evidence = Weigher(scope, terms).weigh(condition, scope.root, ())
    assert fast(condition, terms)(scope.root, scope) is evidence.truth, condition
    return evidence


def truth(condition: Condition | str, fields: str, *others: Manifest, organisation: Fields | None = None) -> Truth:
    """How a condition comes out for a manifest with these fields (YAML)."""
    tree = compiled(condition, organisation=organisation or {}) if isinstance(condition, str) else condition
    return weigh(tree, scope_of(manifest(fields_of(fields)), others, organisation)).truth
