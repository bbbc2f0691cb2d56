"""A change compared with what was there before: answers that would differ, and manifests that step out of the check."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from guardrails.model.manifest import Manifest
from guardrails.model.origin import Declared, Shift
from guardrails.model.problem import Problem, Spot
from guardrails.model.report import Finding, Report
from guardrails.model.stage import Outcome

_IN_USE = ("live", "retiring")
_EARLY = ("idea", "pilot")
_ORDER = ("idea", "pilot", "live", "retiring")
"""Further on means that more is asked. What is retired was ended on purpose, and may start anew."""


def shifts(before: Report, after: Report) -> tuple[Shift, ...]:
    """Every answer that differs between two judgements, for the manifests that both looked at."""
    both = {(m.manifest.kind, m.manifest.name) for m in before.manifests}
    both &= {(m.manifest.kind, m.manifest.name) for m in after.manifests}
    old, new = _findings(before, both), _findings(after, both)
    found = ((key, _becomes(old.get(key), new.get(key))) for key in sorted(old.keys() | new.keys()))
    return tuple(_shift(new.get(key) or old[key], becomes) for key, becomes in found if becomes)


def _findings(report: Report, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str, str], Finding]:
    every = (f for m in report.manifests for f in m.findings if (m.manifest.kind, m.manifest.name) in wanted)
    return {(f.manifest.kind, f.manifest.name, f.rule.name): f for f in every}


def _becomes(old: Finding | None, new: Finding | None) -> str:
    """What an answer becomes; "" where it stays the same."""
    if new is not None and new.outcome is Outcome.WAIVED:
        return "waived" if old is not None and old.outcome is not Outcome.WAIVED else ""
    if new is None:
        return "passes" if old is not None and old.outcome is not Outcome.WAIVED else ""
    if old is None or old.outcome is Outcome.WAIVED:
        return "fails"
    ranks = [9 if f.severity is None else f.severity.rank for f in (old, new)]
    return "" if ranks[0] == ranks[1] else "softer" if ranks[0] < ranks[1] else "stricter"


def _shift(finding: Finding, becomes: str) -> Shift:
    manifest, rule = finding.manifest, finding.rule
    return Shift(manifest.kind, manifest.name, manifest.title, manifest.file, rule.name, rule.words.title, becomes)


def gone(before: Sequence[Declared], after: Sequence[Manifest], unread: Collection[str]) -> list[Declared]:
    """What was declared before and is looked at no longer. In a file that can't be read anything may still stand."""
    pairs = _successors(before, after)
    return [old for old, new in pairs if new is None and old.file not in unread]


def retreats(
    before: Sequence[Declared], after: Sequence[Manifest], unread: Collection[str], moved: Mapping[Declared, str]
) -> Iterator[Problem]:
    """What left the check, became something else, or went back to a stage that asks less. `moved`: where it lies now."""
    for old, new in _successors(before, after):
        if new is None:
            if old.file not in unread and (old.stage in _IN_USE or old in moved):
                slots = {"name": old.name, "stage": old.stage, "place": moved.get(old, "")}
                yield Problem("no-longer-checked", old.file, slots=slots)
        elif new.kind != old.kind:
            slots = {"name": new.name, "before": old.kind, "now": new.kind}
            yield Problem("kind-changed", new.file, Spot(document=new.document, path=("kind",)), slots)
        elif _went_back(old.stage, new.stage.value):
            spot = Spot(document=new.document, path=("metadata", "stage"))
            yield Problem("stage-went-back", new.file, spot, {"name": new.name, "before": old.stage, "now": new.stage.value})


def _successors(before: Sequence[Declared], after: Sequence[Manifest]) -> list[tuple[Declared, Manifest | None]]:
    """Each manifest with what became of it: the one of its name, else a new one in its file."""
    named = {(m.kind, m.name): m for m in after}
    known = {(old.kind, old.name) for old in before}
    new_ones = [m for m in after if (m.kind, m.name) not in known]

    def successor(old: Declared) -> Manifest | None:
        same = [m for m in new_ones if m.file == old.file]
        in_place = next((m for m in same if m.document == old.document), None)
        renamed = next((m for m in new_ones if m.name == old.name), None)
        return named.get((old.kind, old.name)) or in_place or (same[0] if same else renamed)

    return [(old, successor(old)) for old in before]


def _went_back(before: str, now: str) -> bool:
    return before in _ORDER and now in _EARLY and _ORDER.index(now) < _ORDER.index(before)
