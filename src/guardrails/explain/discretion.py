"""Texts with nothing secret in them, told apart quickly; the others go through the search for secrets."""

from __future__ import annotations

_SHORTEST_SECRET_WORD = 12


def masked(text: str) -> str:
    """The text with every secret shortened. Plain words need no search: what looks like a secret is longer or has marks."""
    if all(word.isalpha() and len(word) < _SHORTEST_SECRET_WORD for word in text.split()):
        return text
    from guardrails.explain import secret_spans

    return secret_spans.masked(text)
