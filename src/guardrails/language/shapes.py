"""From a manifest schema to shapes: what each field is called, asks, accepts and means when it is left out."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.language.schemas import Json, alternatives, resolved
from guardrails.model.shape import MARKETING, Shape
from guardrails.model.stage import Stage
from guardrails.text.values import Value


def shape_of(schemas: Mapping[str, Json], file: str, node: Json | None = None, answered_by: str = MARKETING) -> Shape:
    """The shape of a schema file (or of one node in it), all references followed. Schemas must not be recursive.

    `answered_by` is who answers around the node; a block's mark holds for everything in it that has none of its own.
    """
    node, file = resolved(schemas, file, schemas[file] if node is None else node)
    node, words = alternatives(node)
    node, file = resolved(schemas, file, node)
    who = _text(node.get("x-answered-by")) or answered_by
    properties = _mapping(node.get("properties"))
    rest = node.get("additionalProperties")
    items = node.get("items") if node.get("type") == "array" else rest if isinstance(rest, dict) else None
    fields = {k: shape_of(schemas, file, p, who) for k, p in properties.items() if isinstance(p, dict)}
    choices = _texts(node["enum"]) if "enum" in node else _texts([node["const"]]) if "const" in node else ()
    return Shape(
        kind=_kind(node),
        title=_text(node.get("title")),
        question=_text(node.get("description")),
        examples=tuple(e) if isinstance(e := node.get("examples"), list) else (),
        choices=choices,
        meanings=_texts(node.get("enumDescriptions")),
        fields=fields,
        items=shape_of(schemas, file, items, who) if isinstance(items, dict) else None,
        unknown="unknown" in words or "unknown" in choices,
        none="none" in words,
        needed=Stage(n) if isinstance(n := node.get("x-needed"), str) else None,
        attested=node.get("x-attested") is True,
        describes=node.get("x-describes") is True,
        absent_none=node.get("x-absent") == "none",
        unit=_text(node.get("x-unit")),
        identifies=next((k for k, p in properties.items() if isinstance(p, dict) and _identifies(schemas, file, p)), None),
        required=_texts(node.get("required")),
        answered_by=who,
    )


def _identifies(schemas: Mapping[str, Json], file: str, node: Json) -> bool:
    return resolved(schemas, file, node)[0].get("x-identifies") is True


def _kind(node: Json) -> str:
    kind = node.get("type")
    if "enum" in node or "const" in node:
        return "choice"
    if kind == "object":
        return "open" if isinstance(node.get("additionalProperties"), dict) else "object"
    if kind == "string":
        named = node.get("format")
        return named if isinstance(named, str) and named in ("date", "moment") else "text"
    return {"array": "list", "integer": "integer", "number": "number", "boolean": "boolean"}.get(str(kind), "open")


def _mapping(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
