"""The exit code of a run: the same for every format (design §7)."""

from __future__ import annotations

from enum import IntEnum

from guardrails.model.report import Report
from guardrails.model.stage import Outcome, Severity


class Exit(IntEnum):
    """What the caller learns without reading."""

    FINE = 0
    BLOCKED = 1
    USAGE = 2
    UNUSABLE = 3
    NOTHING = 4
    FAULT = 5


def exit_code(report: Report, fail_on: Severity = Severity.BLOCK) -> Exit:
    """0 nothing blocks · 1 something blocks · 3 policies broken or something not judged · 4 nothing was checked."""
    if any(p.area == "policy" and not p.warning for p in report.problems):
        return Exit.UNUSABLE
    open_ones = [f for m in report.manifests for f in m.findings if f.outcome is not Outcome.WAIVED]
    severities = [f.severity for f in open_ones if f.outcome is Outcome.FAILED] + [
        q.severity for m in report.manifests for q in m.questions
    ]
    unread = any(p.area == "manifest" and not p.warning for p in report.problems)
    if unread or any(s is not None and s.rank <= fail_on.rank for s in severities):
        return Exit.BLOCKED
    if any(f.outcome is Outcome.UNJUDGED for f in open_ones):
        return Exit.UNUSABLE
    left_out = report.since.left_out if report.since else 0
    return Exit.FINE if report.manifests or left_out else Exit.NOTHING
