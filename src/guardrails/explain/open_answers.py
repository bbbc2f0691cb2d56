"""The answers that a manifest still lacks on its way to live, and who knows each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from guardrails.explain.labels import shape_at
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.shape import MARKETING, Shape
from guardrails.model.stage import Stage
from guardrails.model.value import UNKNOWN, Fields, Path

VENDOR = "vendor"
SYSTEM_OWNER = "system-owner"
_WAY = (Stage.IDEA, Stage.PILOT, Stage.LIVE)
_EARLY = (Stage.IDEA, Stage.PILOT)


class OpenAnswer(NamedTuple):
    """An answer that is not there, or `unknown`; `needed` is the stage that cannot do without it.

    `who` answers: vendor, system-owner (of `system`, the name that the connection gives it), it or marketing.
    """

    path: Path
    shape: Shape
    needed: Stage
    who: str
    system: str = ""


def open_answers(report: ManifestReport, shape: Shape) -> tuple[OpenAnswer, ...]:
    """What is still to be answered before it is live: by the schema, and by the rules that wait for an answer.

    At idea and pilot "unknown" will do; it is asked for by live. A block that is not there counts as what is asked in it.
    Nothing for what is live already, or on its way out.
    """
    if report.manifest.stage not in _EARLY:
        return ()
    found = [*_in_block(shape, report.manifest.fields, ())]
    for finding in (*report.findings, *report.coming):
        for path in finding.asks:
            if not any(_same_branch(path, known) for known, _, _ in found):
                found += _asked(shape, path, _needed(finding))
    return tuple(_answer(report.manifest, shape, *each) for each in found)


def _in_block(shape: Shape, fields: Fields, at: Path) -> Iterator[tuple[Path, Shape, Stage]]:
    for key, child in shape.fields.items():
        here = (*at, key)
        if key not in fields:
            if child.needed is not None:
                yield from _leaves(child, here, child.needed)
            continue
        value = fields[key]
        if value == UNKNOWN and (child.unknown or child.needed is not None):
            yield here, child, Stage.LIVE
        elif isinstance(value, dict):
            yield from _in_block(child, value, here)
        elif isinstance(value, list) and child.items is not None:
            for index, element in enumerate(value):
                if isinstance(element, dict):
                    yield from _in_block(child.items, element, (*here, index))


def _leaves(shape: Shape, at: Path, stage: Stage) -> Iterator[tuple[Path, Shape, Stage]]:
    """What is asked for in a block that is not there: its own questions; the block itself where it has none."""
    asked = [(key, child) for key, child in shape.fields.items() if child.needed is not None]
    if not asked:
        yield at, shape, stage
    for key, child in asked:
        assert child.needed is not None
        yield from _leaves(child, (*at, key), max(stage, child.needed, key=_WAY.index))


def _asked(shape: Shape, path: Path, stage: Stage) -> Iterable[tuple[Path, Shape, Stage]]:
    """An answer that a rule waits for; facts and the organisation's data are no answers of the manifest."""
    here = shape_at(shape, path) if path and path[0] in shape.fields else None
    return _leaves(here, path, stage) if here is not None else ()


def _needed(finding: Finding) -> Stage:
    return Stage(finding.blocks_from) if finding.blocks_from in (Stage.PILOT.value, Stage.LIVE.value) else finding.manifest.stage


def _same_branch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _answer(manifest: Manifest, root: Shape, path: Path, shape: Shape, needed: Stage) -> OpenAnswer:
    """Who answers, by the schema's mark; where no vendor or system is named, whoever writes the manifest finds out."""
    who, system = shape.answered_by, ""
    if who == SYSTEM_OWNER:
        system = _system(manifest, root, path)
    nobody = (who == VENDOR and VENDOR not in root.fields) or (who == SYSTEM_OWNER and not system)
    return OpenAnswer(path, shape, needed, MARKETING if nobody else who, system)


def _system(manifest: Manifest, root: Shape, path: Path) -> str:
    """What names the list element around a path: the connected system."""
    for end in range(len(path) - 1, 0, -1):
        if isinstance(path[end], int):
            items = shape_at(root, path[: end + 1])
            name = _value(manifest, (*path[: end + 1], items.identifies)) if items and items.identifies else None
            return name if isinstance(name, str) else ""
    return ""


def _value(manifest: Manifest, path: Path) -> object:
    here: object = manifest.fields
    for step in path:
        if isinstance(here, list) and isinstance(step, int):
            here = here[step] if step < len(here) else None
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return here
