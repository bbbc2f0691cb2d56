"""The answer as a GitLab Code Quality report: one entry a finding, in the file and line where it stands."""

from __future__ import annotations

import json

from guardrails.model.stage import Severity
from guardrails.render.listing import Item, items
from guardrails.render.passages import headline
from guardrails.render.told import Told
from guardrails.text.values import Value

_SEVERITIES = {Severity.BLOCK: "blocker", Severity.WARN: "major", Severity.ADVISE: "info"}
_UNCHECKED = "critical"


def answer(told: Told) -> str:
    """The report as a list. What a waiver covers is settled, and what stands in no file of the repository has no place here."""
    entries = [_entry(item) for item in items(told) if item.place.file and not item.waived]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(item: Item) -> dict[str, Value]:
    return {
        "description": headline(item.explanation),
        "check_name": item.rule,
        "fingerprint": item.key,
        "severity": _SEVERITIES[item.severity] if item.severity is not None else _UNCHECKED,
        "location": {"path": item.place.file, "lines": {"begin": max(item.place.line, 1)}},
    }
