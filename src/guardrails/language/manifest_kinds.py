"""The kinds of manifest: a kind is one schema file named after it (`tool.schema.json` holds the kind Tool)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from guardrails.text.values import Value

if TYPE_CHECKING:
    from guardrails.language.schemas import Json
    from guardrails.model.shape import Shape


def kind_of(schema: Json) -> str | None:
    """The kind that a schema describes, if it is a manifest's: it asks for metadata and names its kind."""
    properties, required = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict) or not isinstance(required, list) or "metadata" not in required:
        return None
    kind = properties.get("kind")
    choices: Value = [kind.get("const")] if isinstance(kind, dict) and "const" in kind else []
    if isinstance(kind, dict) and isinstance(kind.get("enum"), list):
        choices = kind["enum"]
    return str(choices[0]) if isinstance(choices, list) and choices else None


def schema_file(schemas: Mapping[str, Json], kind: str) -> str | None:
    """The schema file of a kind, found by its name, so that no other schema has to be read."""
    file = f"{kind.lower()}.schema.json"
    return file if file in schemas and kind_of(schemas[file]) == kind else None


def manifest_schemas(schemas: Mapping[str, Json]) -> dict[str, str]:
    """Every kind of manifest with its schema file."""
    kinds = {file: kind_of(schemas[file]) for file in schemas}
    return {kind: file for file, kind in kinds.items() if kind is not None and schema_file(schemas, kind) == file}


class ManifestShapes(Mapping[str, "Shape"]):
    """Every kind of manifest with its shape, read when it is first asked for."""

    __slots__ = ("_known", "_schemas")

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._known: dict[str, Shape] = {}

    def __getitem__(self, kind: str) -> Shape:
        if kind not in self._known:
            from guardrails.language.shapes import shape_of

            file = schema_file(self._schemas, kind)
            if file is None:
                raise KeyError(kind)
            self._known[kind] = shape_of(self._schemas, file)
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(manifest_schemas(self._schemas))

    def __len__(self) -> int:
        return len(manifest_schemas(self._schemas))
