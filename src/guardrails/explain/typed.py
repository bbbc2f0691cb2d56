"""File names as they can be typed in a shell."""

from __future__ import annotations

import re

from guardrails.explain.discretion import masked
from guardrails.text.clean import visible


def typed(file: str) -> str:
    """A file name ready to type; a name with unseen characters only says what it looks like."""
    shown = masked(visible(file))
    if re.fullmatch(r"[\w./-]+", shown):
        return shown
    from shlex import quote

    return quote(shown)
