"""The answers that a stage asks for (`x-needed` in the schemas) and that are not there yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from guardrails.language.manifest_kinds import schema_file
from guardrails.language.schemas import Json, alternatives, resolved
from guardrails.model.report import Question
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import UNKNOWN, Fields, Path
from guardrails.text.values import Value

_RANK = {Stage.IDEA: 0, Stage.PILOT: 1, Stage.LIVE: 2, Stage.RETIRING: 0, Stage.RETIRED: 0}
_SEVERITY = {Stage.IDEA: Severity.ADVISE, Stage.PILOT: Severity.WARN, Stage.LIVE: Severity.BLOCK}

_Ask: TypeAlias = Callable[[Fields, Path, int, list[tuple[Path, int]]], None]


class Questions:
    """The questions of every kind, read from the schemas once."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._asks: dict[str, _Ask | None] = {}

    def open(self, kind: str, stage: Stage, fields: Fields) -> tuple[Question, ...]:
        """What is still to be answered at this stage; at live "unknown" is no answer any more."""
        if kind not in self._asks:
            file = schema_file(self._schemas, kind)
            if file is None:
                return ()
            self._asks[kind] = _object(self._schemas, file, self._schemas[file])
        found: list[tuple[Path, int]] = []
        ask = self._asks[kind]
        if ask is not None:
            ask(fields, (), _RANK[stage], found)
        if not found:
            return ()
        severity = _SEVERITY.get(stage, Severity.ADVISE)
        stages = (Stage.IDEA, Stage.PILOT, Stage.LIVE)
        return tuple(Question(path, stages[rank], severity) for path, rank in found)


def _object(schemas: Mapping[str, Json], file: str, node: Json) -> _Ask | None:
    """A function that asks for what is missing in an object; None where nothing in it is ever asked for.

    A block is asked for where it says so itself; what lies in it, once the block is there.
    """
    direct: list[tuple[str, int]] = []
    inner: list[tuple[str, _Ask]] = []
    lists: list[tuple[str, _Ask]] = []
    properties = node.get("properties")
    for key, raw in (properties if isinstance(properties, dict) else {}).items():
        if not isinstance(raw, dict):
            continue
        field, home = resolved(schemas, file, raw)
        field, _ = alternatives(field)
        field, home = resolved(schemas, home, field)
        needed = field.get("x-needed")
        if isinstance(needed, str):
            direct.append((key, _RANK[Stage(needed)]))
        if field.get("type") == "object" and isinstance(field.get("properties"), dict):
            ask = _object(schemas, home, field)
            if ask is not None:
                inner.append((key, ask))
        elif field.get("type") == "array" and isinstance(field.get("items"), dict):
            items = field["items"]
            element, at = resolved(schemas, home, items if isinstance(items, dict) else {})
            ask = _object(schemas, at, element)
            if ask is not None:
                lists.append((key, ask))

    def ask_all(fields: Fields, at: Path, rank: int, found: list[tuple[Path, int]]) -> None:
        for key, needed in direct:
            if needed <= rank and (key not in fields or (rank == 2 and fields[key] == UNKNOWN)):
                found.append(((*at, key), needed))
        for key, ask in inner:
            block = fields.get(key)
            if isinstance(block, dict):
                ask(block, (*at, key), rank, found)
        for key, ask in lists:
            elements: Value = fields.get(key)
            if isinstance(elements, list):
                for index, element in enumerate(elements):
                    if isinstance(element, dict):
                        ask(element, (*at, key, index), rank, found)

    return ask_all if direct or inner or lists else None
