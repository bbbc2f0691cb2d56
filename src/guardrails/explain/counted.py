"""Sentences that hang on a number, in the form that goes with it."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.sentences import NOTHING, say


def say_counted(id: str, count: int, slots: Mapping[str, str] = NOTHING) -> str:
    """The sentence `id.one` or `id.other`, with the number in its slot `count`."""
    return say(f"{id}.{'one' if count == 1 else 'other'}", {"count": str(count), **slots})
