"""The answers that a stage asks for (`x-needed` in the schemas) and that are not there yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from guardrails.language.manifest_kinds import schema_file
from guardrails.language.schemas import Json, alternatives, resolved
from guardrails.model.report import Question
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import UNKNOWN, Fields, Path

_RANK = {Stage.IDEA: 0, Stage.PILOT: 1, Stage.LIVE: 2, Stage.RETIRING: 0, Stage.RETIRED: 0}
_SEVERITY = {Stage.IDEA: Severity.ADVISE, Stage.PILOT: Severity.WARN, Stage.LIVE: Severity.BLOCK}

_LIVE = _RANK[Stage.LIVE]


class Questions:
    """The questions of every kind, read from the schemas once."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._blocks: dict[str, _Block] = {}

    def open(self, kind: str, stage: Stage, fields: Fields) -> tuple[Question, ...]:
        """What is still to be answered at this stage; at live "unknown" is no answer any more."""
        if kind not in self._blocks:
            file = schema_file(self._schemas, kind)
            if file is None:
                return ()
            self._blocks[kind] = _block(self._schemas, file, self._schemas[file])
        found: list[tuple[Path, int]] = []
        self._blocks[kind].ask(fields, (), _RANK[stage], found)
        if not found:
            return ()
        severity = _SEVERITY.get(stage, Severity.ADVISE)
        stages = (Stage.IDEA, Stage.PILOT, Stage.LIVE)
        return tuple(Question(path, stages[rank], severity) for path, rank in found)


class _Block(NamedTuple):
    """What a block asks for: its own fields with the rank of their stage, and the blocks and lists of blocks in it.

    `by_rank` holds the names of the fields that each rank asks for: most blocks have them all.
    """

    fields: tuple[tuple[str, int], ...]
    by_rank: tuple[frozenset[str], ...]
    blocks: tuple[tuple[str, _Block], ...]
    lists: tuple[tuple[str, _Block], ...]

    def ask(self, found: Fields, at: Path, rank: int, missing: list[tuple[Path, int]]) -> None:
        """Add what is missing in `found`, which stands at `at`. A block in it is looked into once it is there."""
        if not self.by_rank[rank] <= found.keys() or (rank == _LIVE and UNKNOWN in found.values()):
            for key, needed in self.fields:
                if needed <= rank and (key not in found or (rank == _LIVE and found[key] == UNKNOWN)):
                    missing.append(((*at, key), needed))
        for key, block in self.blocks:
            inside = found.get(key)
            if isinstance(inside, dict):
                block.ask(inside, (*at, key), rank, missing)
        for key, block in self.lists:
            elements = found.get(key)
            for index, element in enumerate(elements if isinstance(elements, list) else ()):
                if isinstance(element, dict):
                    block.ask(element, (*at, key, index), rank, missing)


def _block(schemas: Mapping[str, Json], file: str, node: Json) -> _Block:
    """What the schema of a block says about it."""
    fields: list[tuple[str, int]] = []
    blocks: list[tuple[str, _Block]] = []
    lists: list[tuple[str, _Block]] = []
    properties = node.get("properties")
    for key, raw in (properties if isinstance(properties, dict) else {}).items():
        if not isinstance(raw, dict):
            continue
        field, home = _field(schemas, file, raw)
        if isinstance(needed := field.get("x-needed"), str):
            fields.append((key, _RANK[Stage(needed)]))
        if isinstance(field.get("properties"), dict):
            blocks.append((key, _block(schemas, home, field)))
        elif isinstance(items := field.get("items"), dict):
            element, at = resolved(schemas, home, items)
            lists.append((key, _block(schemas, at, element)))
    by_rank = tuple(frozenset(key for key, needed in fields if needed <= rank) for rank in range(_LIVE + 1))
    return _Block(tuple(fields), by_rank, _asking(blocks), _asking(lists))


def _asking(blocks: Sequence[tuple[str, _Block]]) -> tuple[tuple[str, _Block], ...]:
    """The blocks that ask for anything at all."""
    return tuple((key, block) for key, block in blocks if block.fields or block.blocks or block.lists)


def _field(schemas: Mapping[str, Json], file: str, raw: Json) -> tuple[Json, str]:
    """A field with its references followed and the extra words it accepts left out."""
    field, home = resolved(schemas, file, raw)
    field, _ = alternatives(field)
    return resolved(schemas, home, field)
