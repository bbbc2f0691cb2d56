"""How output may look here: width, colour and symbols, by the conventions terminals and their users know."""

from __future__ import annotations

import os
import sys

from guardrails.render.style import Style


def style_here(width: int | None = None) -> Style:
    """The style for standard output: `NO_COLOR` wins over `FORCE_COLOR`; no colour when piped or on a dumb terminal."""
    columns = width or (_columns() if sys.stdout.isatty() else 80)
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return Style(width=min(columns, 100), colour=_colour(), unicode=encoding.startswith("utf"))


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
    if forced:
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Print a report; a stream that can't show a character shows a stand-in, and a line ending stays one."""
    data = (text if text.endswith("\n") else text + "\n").encode(sys.stdout.encoding or "utf-8", "replace")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode(sys.stdout.encoding or "utf-8"))
    else:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
