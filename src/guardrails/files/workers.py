"""The same work on many things at once: two or more processes, where the system can fork and it is worth it."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from guardrails.text.values import Value

Plain: TypeAlias = "list[Value] | bytes | None"
"""What can cross a pipe: plain values, no objects."""

_WORTH_IT = 120
"""Less than this is done sooner than a process is started and heard."""
_MOST = 8

_T = TypeVar("_T")


Watch: TypeAlias = "Callable[[int, int], None]"
"""Is told now and then how many items of how many are done."""


def shared_out(items: Sequence[_T], work: Callable[[_T], Plain], watch: Watch | None = None) -> list[Plain]:
    """`work` done on every item, in order; shared out over the processors when there are many."""
    shares = min(_processors(), _MOST, len(items) // _WORTH_IT + 1)
    if shares < 2 or not hasattr(os, "fork"):
        return _done(items, work, watch, len(items))
    size = -(-len(items) // shares)
    parts = [items[i : i + size] for i in range(0, len(items), size)]
    started = [_start(part, work) for part in parts[1:]]
    done = _done(parts[0], work, watch, len(items))
    for part, (process, pipe) in zip(parts[1:], started, strict=True):
        heard = _hear(process, pipe)
        done += heard if heard is not None and len(heard) == len(part) else [work(item) for item in part]
    return done


def _done(items: Sequence[_T], work: Callable[[_T], Plain], watch: Watch | None, total: int) -> list[Plain]:
    """The work of this process; the others get on as it does, so their share is told along with its own."""
    if watch is None:
        return [work(item) for item in items]
    done: list[Plain] = []
    for count, item in enumerate(items):
        watch(count * total // len(items), total)
        done.append(work(item))
    return done


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start(items: Sequence[_T], work: Callable[[_T], Plain]) -> tuple[int, int]:
    """Start a process that works on `items` and writes what came of it into a pipe: (process id, our end)."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return process, ours
    status = 1
    try:
        os.close(ours)
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(marshal.dumps([work(item) for item in items]))
        status = 0
    finally:
        os._exit(status)


def _hear(process: int, pipe: int) -> list[Plain] | None:
    """What came of a process; None if it did not finish, and then its share is done again here, where faults are told."""
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
