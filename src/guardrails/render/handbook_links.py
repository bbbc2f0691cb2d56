"""Where the links of a handbook lead: from page to page as relative paths, or out to the web."""

from __future__ import annotations

from guardrails.explain.handbook_page import outward

MARK = "Written by `guardrails policy docs`. Run it anew after a change; what is changed here by hand gets lost."
"""Stands in every file of a handbook, so that a later run knows which files it may replace."""


def link(page: str, to: str, suffix: str) -> str:
    """The relative link from a page to a place in the handbook; an address on the web stays as it is."""
    if outward(to):
        return to
    target, _, place = to.partition("#")
    up = "../" * page.count("/")
    return f"{up}{target}{suffix}#{place}" if place else f"{up}{target}{suffix}"
