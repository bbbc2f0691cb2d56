"""A text as any format may hold it: nothing unseen, nothing secret. What is markup there, the format itself has to escape."""

from __future__ import annotations

from guardrails.explain.secret_spans import masked
from guardrails.text.clean import visible


def cleaned(text: str) -> str:
    """The text on one line, with unseen characters spelled out and secrets shortened."""
    return masked(visible(text))
