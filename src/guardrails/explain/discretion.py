"""Texts with nothing secret in them, told apart quickly; the others go through the search for secrets."""

from __future__ import annotations

_MARKS = ("_", "=", ":", "-----", "AIza", "xox", "xapp", "glpat", "AKIA", "ASIA", "SG.", "eyJ", "EAA", "Bearer", "Basic", "/")
"""Every pattern in `masking` and `secret_spans` needs one of these, or a long unbroken word."""
_LONG_WORD = 24


def masked(text: str) -> str:
    """The text with every secret shortened. What has no telling mark and no long word needs no search."""
    if not any(mark in text for mark in _MARKS) and all(len(word) < _LONG_WORD for word in text.split()):
        return text
    from guardrails.explain import secret_spans

    return secret_spans.masked(text)
