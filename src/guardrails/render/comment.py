"""The answer as one comment on a pull request: the Markdown of a summary, as long as a comment may be."""

from __future__ import annotations

from guardrails.render.markdown import page
from guardrails.render.told import Told

_MOST_BYTES = 60_000
"""A comment holds 65,536 characters; the rest is for whoever writes a line around it."""


def answer(told: Told) -> str:
    """The answer, cut at a whole tool or campaign."""
    return page(told, _MOST_BYTES)
