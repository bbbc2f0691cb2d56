"""The health of a bundle as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from guardrails.workshop.health import Entry, Sign

_MOST = 20
_WAYS_OUT = {
    Sign.STALE: "Read the rules once more and set `reviewed` and `review_by`.",
    Sign.DUE: "Put it on the agenda of the next meeting.",
    Sign.FRICTION: "Ask three of them why. A shorter way in `faster`, or a milder rule, helps more than a reminder.",
    Sign.IDLE: "Leave it if it waits for the first case; else drop it, so that nobody has to read it.",
    Sign.SILENT: "Add `replies_within`: whoever waits should know how long.",
    Sign.WAIVED: "Change the rule, so that the usual case needs no waiver.",
    Sign.ONE_SIDED: "Name the groups in `approvers` and in CODEOWNERS; `guardrails policy lint` says how.",
}


def health_text(entries: Sequence[Entry], rules: int, judged: int) -> str:
    """The whole answer, ending with one line end."""
    lines = [f"{rules} rules, {judged} manifests."]
    for sign, some in groupby(entries, key=lambda e: e.sign):
        listed = list(some)
        lines += ["", f"{sign.value[:1].upper()}{sign.value[1:]} ({len(listed)})"]
        for entry in listed[:_MOST]:
            told = f": {entry.told}" if entry.told else ""
            owner = f" ({entry.owner})" if entry.owner not in ("", entry.name) else ""
            lines.append(f"  {entry.name}{owner}{told}")
        lines += [f"  and {len(listed) - _MOST} more"] if len(listed) > _MOST else []
        lines.append(f"  {_WAYS_OUT[sign]}")
    return "\n".join([*lines, *([] if entries else ["", "Nothing needs a look."])]) + "\n"


def health_json(entries: Sequence[Entry], rules: int, judged: int) -> str:
    """The same for machines."""
    listed = [{"sign": e.sign.name.lower(), "name": e.name, "owner": e.owner, "told": e.told} for e in entries]
    return json.dumps({"schema_version": 1, "rules": rules, "manifests": judged, "entries": listed}, indent=2) + "\n"
