"""The order in which a mapping's keys stand: the order in which its schema names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from guardrails.language.schemas import Json, alternatives, resolved
from guardrails.text.values import Value
from guardrails.workshop.editor_schemas import kinds

_FIRST = ("apiVersion", "kind", "metadata")
_Entry = TypeVar("_Entry")


class Known(NamedTuple):
    """What a schema says about one place of a document; references are followed when somebody asks."""

    schemas: Mapping[str, Json]
    file: str
    node: Json

    def keys(self) -> tuple[str, ...]:
        """The keys that the schema names, in its order; none for a mapping whose keys the author makes up."""
        properties = self._real().node.get("properties")
        return tuple(properties) if isinstance(properties, dict) else ()

    def inside(self, step: str | int) -> Known | None:
        """The same about a key's value or a list's entry; None where the schema says nothing."""
        schemas, file, node = self._real()
        properties = node.get("properties")
        below: Value = node.get("items")
        if isinstance(step, str):
            below = properties.get(step) if isinstance(properties, dict) else None
            below = node.get("additionalProperties") if below is None else below
        return Known(schemas, file, below) if isinstance(below, dict) else None

    def _real(self) -> Known:
        node, file = resolved(self.schemas, self.file, self.node)
        node, _ = alternatives(node)
        node, file = resolved(self.schemas, file, node)
        return Known(self.schemas, file, node)


def known(schemas: Mapping[str, Json], document: Value) -> Known:
    """What the schema of a document's kind says; of a kind without one, that it names itself first."""
    kind = document.get("kind") if isinstance(document, dict) else None
    file = kinds(schemas).get(kind) if isinstance(kind, str) else None
    first: Json = {"properties": {key: {} for key in _FIRST}}
    return Known(schemas, file, schemas[file]) if file else Known(schemas, "", first)


def in_order(entries: Sequence[tuple[str, _Entry]], order: Sequence[str]) -> list[_Entry]:
    """The entries by the order of their keys. One that the order doesn't name stays behind the one before it."""
    ranks: list[int] = []
    for key, _ in entries:
        ranks.append(order.index(key) if key in order else ranks[-1] if ranks else -1)
    return [entries[at][1] for at in sorted(range(len(entries)), key=ranks.__getitem__)]
