"""The text of a waiver that somebody asks for: everything but the approval."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.text.reader import read
from guardrails.workshop.handbook_yaml import dumped

_ORDER = ("rule", "manifest", "element", "reason", "reason_kind", "type", "risk_owner", "requested_by", "instead", "expires")
_CARRIED = frozenset({"small_risk"})
"""Sorts of reason with which nothing makes the risk smaller: somebody carries it."""


def waiver_text(answers: Mapping[str, str]) -> str:
    """The file with these answers; reading it gives back exactly these."""
    fields = {"type": "accepted_risk" if answers.get("reason_kind") in _CARRIED else "mitigated", **answers}
    whole = {"apiVersion": "guardrails/v1", "kind": "Waiver", **{key: fields[key] for key in _ORDER if fields.get(key)}}
    text = dumped(dict(whole))
    values, fault = read(text.encode())
    if fault is not None or values != [whole]:
        raise ValueError("a text that does not come back as it was written")
    return text
