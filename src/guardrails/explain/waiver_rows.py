"""A line of `guardrails waiver list`: a waiver, what became of it, and how long it still runs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from guardrails.explain.discretion import masked
from guardrails.explain.notices import waiver_notice
from guardrails.explain.sentences import say
from guardrails.model.report import Report, WaiverState
from guardrails.model.rule import Waiver
from guardrails.text.clean import visible

STATES = (
    *("in-force", "expiring", "expired", "not-yet", "unused", "orphaned", "overlapping", "requested"),
    *("unsigned", "unverified", "unknown-signer", "no-signers", "no-verifier"),
)
"""Every state of a waiver, by the name that options and programs use."""
_SILENT = frozenset({"in-force", "expiring", "expired", "not-yet", "requested"})
"""States whose word says all there is to do."""


class Row(NamedTuple):
    """What the list tells of one waiver; every text is fit to be shown. `left` counts days, 0 on the last one."""

    state: str
    word: str
    waiver: Waiver
    left: int
    note: str


def rows(report: Report, command: str, only: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """The waivers of a run, the first to end first; of `only` these states, if any are named."""
    return tuple(_row(state, report, command) for state in report.waivers if not only or state.state in only)


def _row(state: WaiverState, report: Report, command: str) -> Row:
    shown = Waiver(*(masked(visible(text)) for text in state.waiver))
    left = (date.fromisoformat(state.waiver.expires) - report.as_of).days
    note = "" if state.state in _SILENT else waiver_notice(state, report, command)
    return Row(state.state, say(f"waiver.state.{state.state}"), shown, left, note)
