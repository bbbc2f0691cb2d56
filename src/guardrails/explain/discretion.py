"""Texts with nothing secret in them, told apart quickly; the others go through the search for secrets."""

from __future__ import annotations

_MARKS = ("_", "=", ":", "-----", "AIza", "xox", "xapp", "glpat", "AKIA", "ASIA", "SG.", "eyJ", "EAA", "Bearer", "Basic", "/")
"""Every pattern in `masking` and `secret_spans` needs one of these, or a long unbroken word."""
_LONG_WORD = 24


_SHORT_PART = 16
"""A part of a file's name that is shorter, and has no capitals, is no key."""


def file_shown(name: str) -> str:
    """A file's name as it may be shown: a name can hold a secret like any other text. Plain names need no search."""
    plain = name == name.lower() and name.isascii() and not any(mark in name for mark in "_:=@ ")
    if plain and all(len(part) < _SHORT_PART for part in name.replace("/", "-").replace(".", "-").split("-")):
        return name
    from guardrails.explain import secret_spans

    return secret_spans.masked(name)


def masked(text: str) -> str:
    """The text with every secret shortened. What has no telling mark and no long word needs no search."""
    if not any(mark in text for mark in _MARKS) and all(len(word) < _LONG_WORD for word in text.split()):
        return text
    from guardrails.explain import secret_spans

    return secret_spans.masked(text)
