"""The part that may go ahead now: the manifest without what is concerned, offered only if it judges ready against all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from guardrails.explain.explanation import Alternative
from guardrails.explain.labels import shape_at
from guardrails.explain.parts_of_manifest import SORTS, Declared, Part, part_at, value_at, with_dependants, without
from guardrails.explain.plain_values import element_name, listed
from guardrails.explain.sentences import say
from guardrails.explain.touched import About, touched
from guardrails.language.facts.answers import elements
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Path

Parts = frozenset[Part]
Judge = Callable[[Manifest], ManifestReport]
_MOST = 3
"""More parts than these to take out is no faster way."""


def ready_part(answer: ManifestReport, shape: Shape, about: About, declared: Declared, judge: Judge) -> Alternative | None:
    """What may go ahead today, and what to take out for that; None if nothing would, or nobody knows what hangs on it."""
    parts = smallest(answer, about, declared, judge)
    return _told(answer.manifest, parts, shape) if parts else None


def smallest(answer: ManifestReport, about: About, declared: Declared, judge: Judge) -> Parts:
    """The fewest parts without which the rest is ready, found by judging; none if there are no such parts."""
    groups = _concerned(answer, about, declared) if answer.verdict == "not-yet" else []
    if not groups or len(_all(groups)) > _MOST or not _is_ready(answer.manifest, groups, judge):
        return frozenset()
    for group in list(groups):
        fewer = [other for other in groups if other is not group]
        if fewer and _is_ready(answer.manifest, fewer, judge):
            groups = fewer
    return _all(groups)


def _all(groups: Iterable[Parts]) -> Parts:
    return frozenset(part for group in groups for part in group)


def _is_ready(manifest: Manifest, groups: Iterable[Parts], judge: Judge) -> bool:
    rest = without(manifest, _all(groups))
    return rest is not None and judge(rest).verdict != "not-yet"


def _concerned(answer: ManifestReport, about: About, declared: Declared) -> list[Parts]:
    """The parts that everything which blocks speaks of, each with what hangs on it; none if something speaks of the whole.

    A rule speaks of the parts that do not meet it, else of those that bring it up.
    """
    found: list[Parts] = []
    for finding in filter(_blocks, answer.findings):
        mine = _groups(answer.manifest, touched(finding.evidence, False, about), declared)
        mine = mine or _groups(answer.manifest, touched(finding.when, True, about), declared)
        if not mine:
            return []
        found += mine
    for question in answer.questions:
        if question.severity is Severity.BLOCK:
            mine = _groups(answer.manifest, [question.path], declared)
            if not mine:
                return []
            found += mine
    return list(dict.fromkeys(found))


def _blocks(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNJUDGED or (finding.outcome is Outcome.FAILED and finding.severity is Severity.BLOCK)


def _groups(manifest: Manifest, paths: Iterable[Path], declared: Declared) -> list[Parts]:
    parts = (part_at(manifest.kind, path) for path in paths)
    groups = (with_dependants(part, manifest.fields, declared) for part in parts if part is not None)
    return [group for group in groups if group]


def _told(manifest: Manifest, parts: Parts, shape: Shape) -> Alternative:
    ordered = sorted(parts, key=lambda part: (SORTS[manifest.kind].index(part.sort), [str(k).zfill(4) for k in part.path]))
    alone = [part for part in ordered if part.sort.alone]
    names = [_words(manifest, part, shape) for part in ordered]
    if not alone:
        return Alternative("part", "", say("ways.part.leave", {"left": listed(names)}))
    number = "one" if len(ordered) == 1 and ordered[0].sort.listed else "other"
    slots = {"rest": listed(_rest(manifest, ordered)), "moved": listed(names)}
    return Alternative("part", "", say(f"ways.part.move.{number}", slots))


def _words(manifest: Manifest, part: Part, shape: Shape) -> str:
    listed_ones = shape_at(shape, part.sort.at)
    items = listed_ones.items if listed_ones else None
    name = element_name(value_at(manifest.fields, part.path), items) if part.sort.listed else ""
    return say(f"ways.{part.sort.id}", {"name": name} if part.sort.listed else {})


def _rest(manifest: Manifest, parts: Sequence[Part]) -> list[str]:
    """What goes ahead, in words: "the emails" and "2 of 3 pages"; where that names nothing, everything else."""
    told: list[str] = []
    taken = [part.sort.id for part in parts]
    for sort in SORTS[manifest.kind]:
        if not sort.alone:
            continue
        if not sort.listed:
            told += [say(f"ways.rest.{sort.id}")] if sort.id in manifest.fields and sort.id not in taken else []
            continue
        count = len(elements(manifest.fields, *sort.at))
        left = count - taken.count(sort.id)
        if left:
            slots = {"left": str(left), "count": str(count)}
            which = "some" if left < count else "one" if count == 1 else "all"
            told.append(say(f"ways.rest.{sort.id}.{which}", slots))
    return told or [say("ways.rest")]
