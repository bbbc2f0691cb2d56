"""A fault of our own: a short report to send, without anything from the reader's files."""

from __future__ import annotations

import platform
import sys
import traceback

import click

from guardrails import __version__
from guardrails.judge.verdict import Exit
from guardrails.text.clean import visible


def tell(fault: Exception, arguments: list[str]) -> int:
    """Print what happened and where in our code; nothing is shown that came from a file. Exit code 5."""
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if "guardrails" in f.filename]
    where = frames[-1] if frames else None
    place = f"{where.filename.rpartition('guardrails')[2]}:{where.lineno} in {where.name}" if where else "unknown"
    command = visible(" ".join(a for a in arguments[:1] if not a.startswith("-")) or "-")
    click.echo(
        f"guardrails stopped because of a fault of its own. Nothing was checked to the end, so nothing counts as fine.\n\n"
        f"  version   guardrails {__version__}, Python {platform.python_version()}, {sys.platform}\n"
        f"  command   {command}\n"
        f"  fault     {type(fault).__name__} at {place.lstrip('/')}\n\n"
        "Send these lines to the people who look after guardrails; they hold nothing from your files.",
        err=True,
    )
    return Exit.FAULT
