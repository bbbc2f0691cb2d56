"""One cause, one finding: what one change settles is told once, with the reasons of all the rules behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from guardrails.model.repair import Repair, Sort
from guardrails.model.report import Finding
from guardrails.model.stage import Outcome


class Cause(NamedTuple):
    """A finding, the smallest change that settles it, and the findings that the same change settles with it."""

    finding: Finding
    repair: Repair | None = None
    others: tuple[Finding, ...] = ()


def causes(findings: Sequence[Finding], repair: Callable[[Finding], Repair | None] | None) -> list[Cause]:
    """The findings of one manifest, worst first; what only follows from a worse one stands with it."""
    settled: set[int] = set()
    result: list[Cause] = []
    for at, finding in enumerate(findings):
        if id(finding) in settled:
            continue
        found = repair(finding) if repair is not None and finding.outcome is Outcome.FAILED and not finding.asks_when else None
        others = tuple(
            f for f in findings[at + 1 :] if found is not None and _follows(f, finding, found) and id(f) not in settled
        )
        settled.update(map(id, others))
        result.append(Cause(finding, found, others))
    return result


def _follows(other: Finding, finding: Finding, repair: Repair) -> bool:
    """Whether a finding goes away with another one, which is at least as serious."""
    if other.outcome is not Outcome.FAILED or other.severity is None or finding.severity is None:
        return False
    goes = other.rule.name in repair.clears and repair.sort in (Sort.CHOICE, Sort.ACT) and not repair.breaks
    return goes and other.severity.rank >= finding.severity.rank
