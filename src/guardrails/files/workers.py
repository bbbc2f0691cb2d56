"""Reading many files at once: two or more processes, where the system can fork and it is worth it."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Sequence

from guardrails.text.reader import Value

_WORTH_IT = 120
"""Fewer files than this are read sooner than a process is started and heard."""
_MOST = 8

ReadOne = Callable[[str], list[Value] | None]


def read_many(names: Sequence[str], read_one: ReadOne) -> list[list[Value] | None]:
    """`read_one` of every name, in order; shared out over the processors when there are many."""
    shares = min(_processors(), _MOST, len(names) // _WORTH_IT + 1)
    if shares < 2 or not hasattr(os, "fork"):
        return [read_one(name) for name in names]
    size = -(-len(names) // shares)
    parts = [names[i : i + size] for i in range(0, len(names), size)]
    started = [_start(part, read_one) for part in parts[1:]]
    found = [read_one(name) for name in parts[0]]
    for part, (process, pipe) in zip(parts[1:], started, strict=True):
        heard = _hear(process, pipe)
        found += heard if heard is not None and len(heard) == len(part) else [read_one(name) for name in part]
    return found


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(names: Sequence[str], read_one: ReadOne) -> tuple[int, int]:
    """Start a process that reads `names` and writes what it found into a pipe: (process id, our end)."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return process, ours
    status = 1
    try:
        os.close(ours)
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(marshal.dumps([read_one(name) for name in names]))
        status = 0
    finally:
        os._exit(status)


def _hear(process: int, pipe: int) -> list[list[Value] | None] | None:
    """What a process found; None if it did not finish, and then its share is read again here."""
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    _, status = os.waitpid(process, 0)
    if status != 0:
        return None
    try:
        heard = marshal.loads(data)  # noqa: S302  # written by our own child a moment ago
    except (EOFError, ValueError, TypeError):
        return None
    return heard if isinstance(heard, list) else None
