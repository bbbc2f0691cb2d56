"""English sentences about changes: what to leave out, where to record what was done, what else a change settles."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "change.drop": "Leaving out {names} is enough.",
    "change.record": "When that is done, record it in `{field}`.",
    "change.record.line": "When that is done, record it on line {line}: {label}.",
    "change.run_fix": "To have it typed for you, run:  {command} fix {file}",
    "change.settles": "This also settles {rules}.",
    "change.impossible": "No answer in this file can meet this rule as it is written. Ask {team} to look at it.",
}
