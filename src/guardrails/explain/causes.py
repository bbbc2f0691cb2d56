"""One cause, one finding: what one change settles is told once, with the reasons of all the rules behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from guardrails.language.evidence import parts_of
from guardrails.model.evidence import Evidence, Referred
from guardrails.model.repair import Repair, Sort
from guardrails.model.report import Finding
from guardrails.model.stage import Outcome


class Cause(NamedTuple):
    """A finding, the smallest change that settles it, and the findings that the same change settles with it.

    Without a change: those that wait for the same file.
    """

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
        waits = waits_for(finding)
        others = tuple(
            f
            for f in findings[at + 1 :]
            if id(f) not in settled and ((found is not None and _follows(f, finding, found)) or (waits and waits_for(f) == waits))
        )
        settled.update(map(id, others))
        result.append(Cause(finding, found, others))
    return result


def waits_for(finding: Finding) -> str:
    """The file that can't be read yet and that a finding could not be judged without; "" if there is none."""
    return _unread_file(finding.evidence) if finding.outcome is Outcome.UNJUDGED else ""


def _unread_file(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    if isinstance(evidence, Referred) and evidence.unread:
        return evidence.unread
    return next(filter(None, map(_unread_file, parts_of(evidence))), "")


def _follows(other: Finding, finding: Finding, repair: Repair) -> bool:
    """Whether a finding goes away with another one, which is at least as serious."""
    if other.outcome is not Outcome.FAILED or other.severity is None or finding.severity is None:
        return False
    goes = other.rule.name in repair.clears and repair.sort in (Sort.CHOICE, Sort.ACT) and not repair.breaks
    return goes and other.severity.rank >= finding.severity.rank
