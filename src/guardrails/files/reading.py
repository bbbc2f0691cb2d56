"""Reading one file of somebody else's: inside its folder, a plain file, no link, and never more than the limit."""

from __future__ import annotations

import os
import stat

from guardrails.model.problem import Problem
from guardrails.text.values import LIMITS

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(root: str, name: str, most: int = LIMITS.max_bytes, seen: dict[str, bool] | None = None) -> bytes | str:
    """The bytes of `name` below `root` (at most one more than `most`), or the id of the problem with it.

    Links are not followed at the end of the path, and a path that leaves `root` through one on the way is refused.
    `seen` remembers, for a run that reads many files, which folders lie in `root`.
    """
    path = os.path.join(root, name)
    try:
        descriptor = os.open(path, _FLAGS)
    except FileNotFoundError:
        return "file-not-found"
    except OSError:
        return "file-link" if os.path.islink(path) else "file-not-regular" if os.path.exists(path) else "file-not-found"
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return "file-not-regular"
        if "/" in name and not _inside(root, path, seen):
            return "file-outside"
        return _all(descriptor, most + 1)
    finally:
        os.close(descriptor)


def _all(descriptor: int, most: int) -> bytes:
    first = os.read(descriptor, most)
    if not first or len(first) == most:
        return first
    parts = [first]
    while parts[-1] and sum(map(len, parts)) < most:
        parts.append(os.read(descriptor, most - sum(map(len, parts))))
    return b"".join(parts)


def _inside(root: str, path: str, seen: dict[str, bool] | None) -> bool:
    """Where the open call refuses a link at the end of the path, the folder alone decides, once for all its files."""
    if seen is None or not hasattr(os, "O_NOFOLLOW"):
        return inside(root, path)
    folder = os.path.dirname(path)
    if folder not in seen:
        seen[folder] = inside(root, folder)
    return seen[folder]


def inside(root: str, path: str) -> bool:
    """Whether a path, all links followed, lies in `root`."""
    top = os.path.realpath(root)
    return os.path.commonpath([top, os.path.realpath(path)]) == top


def problem_of(id: str, name: str, area: str = "manifest") -> Problem:
    """A file that could not be read."""
    return Problem(id, name, area=area)
