"""Schemas for editors: one file a kind, everything in it, and what a stage asks for as conditions.

Our own schemas share definitions and say with `x-needed` from which stage an answer is asked for. An editor knows
neither, so every reference is written out (draft-07 ignores words beside a reference), and a generated `allOf` makes
the answers required at their stage. Where `guardrails check` is stricter than an editor: a moment such as
2026-02-31T10:00 fits its pattern here, although that day does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from guardrails.explain.condition_words import Line
from guardrails.language.manifest_kinds import manifest_schemas
from guardrails.language.schemas import Json, alternatives, definition, resolved
from guardrails.model.stage import Stage
from guardrails.model.value import UNKNOWN
from guardrails.text.values import Value

DRAFT = "http://json-schema.org/draft-07/schema#"
MARK = "Written by `guardrails schema`. Run it anew after an update; what is changed here by hand gets lost."
"""Stands in every file that is written, so that a later run knows which files it may replace."""

_STAGES: Mapping[Stage, tuple[str, ...]] = {
    Stage.IDEA: tuple(stage.value for stage in Stage),
    Stage.PILOT: (Stage.PILOT.value, Stage.LIVE.value),
    Stage.LIVE: (Stage.LIVE.value,),
}
"""At which stages the answers count that are asked for from a stage on."""
_ORDER = (Stage.IDEA, Stage.PILOT, Stage.LIVE)
_NAMED = ("properties", "definitions")
_SINGLE = ("items", "additionalProperties")
_LISTED = ("anyOf", "allOf", "oneOf")
_KNOWN_FORMATS = ("date", "email")
_ONLY_WORDS = {
    "pattern": f"^(?!{UNKNOWN}$)",
    "patternErrorMessage": f"“{UNKNOWN}” is fine before launch. Once it is live we need the answer.",
}


def kinds(schemas: Mapping[str, Json]) -> dict[str, str]:
    """Every kind of file that has a schema, with that schema's file; what marketing writes comes first."""
    manifests = manifest_schemas(schemas)
    found = {kind: file for file in schemas for kind in [_kind(schemas[file])] if kind}
    return {**manifests, **{kind: found[kind] for kind in sorted(found) if kind not in manifests}}


def _kind(schema: Json) -> str:
    properties = schema.get("properties")
    node = properties.get("kind") if isinstance(properties, dict) else None
    if not isinstance(node, dict):
        return ""
    choices = node.get("enum")
    return str(node.get("const") or (choices[0] if isinstance(choices, list) and len(choices) == 1 else ""))


def listed(schemas: Mapping[str, Json]) -> list[Line]:
    """Every kind with what it is for."""
    described = ((kind, str(schemas[file].get("description", ""))) for kind, file in kinds(schemas).items())
    return [line for kind, about in described for line in (Line(kind), Line(about, 1))]


def editor_schema(schemas: Mapping[str, Json], kind: str) -> Json:
    """The schema of a kind in one piece. KeyError if there is no such kind."""
    file = kinds(schemas)[kind]
    writer = _Writer(schemas)
    body = writer.written(file, schemas[file], ())
    whole: Json = {"$schema": DRAFT, "$comment": MARK}
    whole |= {key: value for key, value in body.items() if key not in ("$schema", "$id", "$comment")}
    if writer.definitions:
        whole["definitions"] = dict(sorted(writer.definitions.items()))
    if kind in manifest_schemas(schemas):
        whole["allOf"] = _by_stage(schemas, file)
    return whole


def as_text(schema: Json) -> str:
    """A schema as it is written to a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


class _Writer:
    """Writes references out; one that leads back to itself becomes a definition."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._circular: set[str] = set()
        self.definitions: Json = {}

    def written(self, file: str, node: Json, above: tuple[str, ...]) -> Json:
        """A node of a schema file without references to other places. `above` are the definitions around it."""
        reference = node.get("$ref")
        if not isinstance(reference, str):
            kept = {key: value for key, value in node.items() if above or key != "definitions"}
            if "pattern" in kept and kept.get("format") not in _KNOWN_FORMATS:
                kept.pop("format", None)
            return {key: self._part(file, key, value, above) for key, value in kept.items()}
        target, home = definition(self._schemas, file, reference)
        place, name = f"{home}{reference.partition('#')[2]}", reference.rpartition("/")[2]
        words = {key: value for key, value in node.items() if key != "$ref"}
        pointer: Json = {**words, "allOf": [{"$ref": f"#/definitions/{name}"}]}
        if place in above or place in self._circular:
            self._circular.add(place)
            return pointer
        body = self.written(home, target, (*above, place))
        if place not in self._circular:
            return {**body, **words}
        self.definitions[name] = body
        return pointer

    def _part(self, file: str, key: str, value: Value, above: tuple[str, ...]) -> Value:
        inside = above or ("",)
        if key in _NAMED and isinstance(value, dict):
            return {name: self.written(file, node, inside) if isinstance(node, dict) else node for name, node in value.items()}
        if key in _SINGLE and isinstance(value, dict):
            return self.written(file, value, inside)
        if key in _LISTED and isinstance(value, list):
            return [self.written(file, node, inside) if isinstance(node, dict) else node for node in value]
        return value


def _by_stage(schemas: Mapping[str, Json], file: str) -> list[Value]:
    """What each stage adds to what is required."""
    conditions: list[Value] = []
    for stage in _ORDER:
        asked = _asked(schemas, file, schemas[file], stage)
        if not asked:
            continue
        wanted: Json = {"properties": {"stage": {"enum": list(_STAGES[stage])}}, "required": ["stage"]}
        at_stage: Json = {"properties": {"metadata": wanted}, "required": ["metadata"]}
        conditions.append({"$comment": f"asked for from the stage {stage.value} on", "if": at_stage, "then": asked})
    return conditions


def _asked(schemas: Mapping[str, Json], file: str, node: Json, stage: Stage) -> Json:
    """What an object must hold from this stage on, by the same reading of the schema as `guardrails.judge.questions`."""
    required: list[Value] = []
    below: Json = {}
    properties = node.get("properties")
    for key, raw in (properties if isinstance(properties, dict) else {}).items():
        if not isinstance(raw, dict):
            continue
        field, home = _field(schemas, file, raw)
        inner = _inside(schemas, home, field, stage)
        needed = field.get("x-needed")
        if needed == stage.value:
            required.append(key)
        if stage is Stage.LIVE and isinstance(needed, str) and _takes_unknown(field):
            inner = {**_ONLY_WORDS, **inner}
        if inner:
            below[key] = inner
    asked: Json = {"required": required} if required else {}
    return {**asked, "properties": below} if below else asked


def _field(schemas: Mapping[str, Json], file: str, raw: Json) -> tuple[Json, str]:
    """A field with its references followed; that it accepts "unknown" in place of the real thing is kept as `x-words`."""
    field, home = resolved(schemas, file, raw)
    field, words = alternatives(field)
    field, home = resolved(schemas, home, field)
    return ({**field, "x-words": [*sorted(words)]} if words else field), home


def _inside(schemas: Mapping[str, Json], home: str, field: Json, stage: Stage) -> Json:
    """What the parts of an object, or each entry of a list, must hold from this stage on."""
    if field.get("type") == "object":
        return _asked(schemas, home, field, stage)
    items = field.get("items")
    if field.get("type") != "array" or not isinstance(items, dict):
        return {}
    element, at = resolved(schemas, home, items)
    asked = _asked(schemas, at, element, stage)
    return {"items": asked} if asked else {}


def _takes_unknown(field: Json) -> bool:
    """Whether the word could stand there at all."""
    words, choices = field.get("x-words"), field.get("enum")
    if isinstance(words, list) and UNKNOWN in words:
        return True
    return UNKNOWN in choices if isinstance(choices, list) else field.get("type") == "string"
