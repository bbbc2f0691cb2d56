"""Where a field is described in the schema files, with references to shared blocks followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guardrails.language.schemas import Json
from guardrails.model.value import Path
from guardrails.text.places import Place, find, places
from guardrails.text.source import Source
from guardrails.text.values import Value


class SchemaPlaces:
    """Finds fields in schema files; each file is looked through once. JSON is YAML, so the same places serve both."""

    def __init__(self, schemas: Mapping[str, Json], texts: Mapping[str, bytes]) -> None:
        self._schemas = schemas
        self._sources = {name: Source.of(name, data) for name, data in texts.items()}
        self._places: dict[str, Place] = {}

    def of(self, file: str, keys: Sequence[str]) -> tuple[str, int, int]:
        """File, line and column of the field that `keys` lead to; the start of the file where it can't be found."""
        pointer: Path = ()
        for key in keys:
            file, pointer = self._followed(file, pointer)
            pointer = (*pointer, "properties", key)
        source = self._sources.get(file)
        if source is None:
            return file, 1, 1
        if file not in self._places:
            self._places[file] = places(source.text)[0]
        return file, *source.position(find(self._places[file], pointer).place.value.start)

    def _followed(self, file: str, pointer: Path) -> tuple[str, Path]:
        """Through references, alternatives and lists to the schema that has the properties."""
        while True:
            node = _node(self._schemas[file], pointer)
            reference = node.get("$ref")
            if isinstance(reference, str):
                name, _, inner = reference.partition("#")
                file, pointer = name or file, tuple(step for step in inner.split("/") if step)
                continue
            real = _real_branch(node.get("anyOf"))
            if real is not None:
                pointer = (*pointer, "anyOf", real)
            elif isinstance(node.get("items"), dict):
                pointer = (*pointer, "items")
            else:
                return file, pointer


def _real_branch(branches: Value) -> int | None:
    """The alternative that is the thing itself, beside the words "unknown" and "none"."""
    listed = branches if isinstance(branches, list) else []
    return next((i for i, b in enumerate(listed) if isinstance(b, dict) and "enum" not in b), None)


def _node(schema: Json, pointer: Path) -> Json:
    here: Value = schema
    for step in pointer:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int):
            here = here[step]
        else:
            return {}
    return here if isinstance(here, dict) else {}
