"""Writing into somebody's folder: whole files or nothing, inside the folder, never through a link."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from enum import Enum

from guardrails.files.reading import inside

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Written(Enum):
    """What became of a file that was to be written."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    REFUSED = "refused"


def write_new(root: str, name: str, text: str) -> Written:
    """Write `name` below `root` if nothing is there yet. What is there stays as it is."""
    return _write(root, name, text, replaces="")


def write_own(root: str, name: str, text: str, mark: str) -> Written:
    """Write `name` below `root`; a file that is there is replaced only if it holds `mark`, so it is one of ours."""
    return _write(root, name, text, replaces=mark)


def write_over(root: str, name: str, before: bytes, after: bytes) -> Written:
    """Put `after` in place of a file below `root` that still holds `before`; its permissions stay.

    REFUSED through a link anywhere on the way, and where it can't be written; KEPT where it has changed since.
    """
    path = os.path.join(root, *name.split("/"))
    there = None if goes_through_a_link(root, name) else _plain_file(path)
    if there is None or not os.access(path, os.W_OK):
        return Written.REFUSED
    if there != before:
        return Written.KEPT
    try:
        _put(path, after, replace=True, mode=stat.S_IMODE(os.stat(path).st_mode))
    except OSError:
        return Written.REFUSED
    return Written.CHANGED


def would_write(root: str, name: str, text: str, mark: str = "") -> Written:
    """What writing `name` below `root` would come to (as `write_own` with a mark, else as `write_new`); nothing is touched."""
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return Written.REFUSED
    for depth in range(1, len(parts)):
        folder = os.path.join(root, *parts[:depth])
        if os.path.islink(folder) or (os.path.lexists(folder) and not os.path.isdir(folder)):
            return Written.REFUSED
    path = os.path.join(root, *parts)
    if not os.path.lexists(path):
        return Written.NEW
    there = _plain_file(path)
    if there is None:
        return Written.REFUSED
    if there.replace(b"\r\n", b"\n") == text.encode():
        return Written.SAME
    return Written.CHANGED if mark and mark.encode() in there else Written.KEPT


def write_output(path: str, text: str) -> bool:
    """Write what a command line asked for to the file that it names, whole or not at all; False where that can't be done.

    Like a shell's `>`, it replaces what is there; a link to somewhere else stays, and nothing is written.
    """
    return write_whole(path, text.encode())


def write_whole(path: str, data: bytes) -> bool:
    """Write a file of our own, whole or not at all: whoever reads it meanwhile finds the old one or the new one."""
    if os.path.islink(path) or (os.path.lexists(path) and not os.path.isfile(path)):
        return False
    try:
        _put(path, data, replace=True)
    except OSError:
        return False
    return True


def goes_through_a_link(root: str, name: str) -> bool:
    """Whether `name` below `root` is a link, lies behind one, or leaves `root`."""
    real = os.path.join(os.path.realpath(root), *name.split("/"))
    return ".." in name.split("/") or os.path.normcase(os.path.realpath(real)) != os.path.normcase(real)


def _write(root: str, name: str, text: str, replaces: str) -> Written:
    outcome = would_write(root, name, text, replaces)
    if outcome not in (Written.NEW, Written.CHANGED):
        return outcome
    path = os.path.join(root, *name.split("/"))
    try:
        if not _folder_for(root, name) or not inside(root, os.path.dirname(path)):
            return Written.REFUSED
        _put(path, text.encode(), replace=outcome is Written.CHANGED)
    except FileExistsError:
        return Written.KEPT
    except OSError:
        return Written.REFUSED
    return outcome


def _plain_file(path: str) -> bytes | None:
    """The content of what is there, or None where it is a link or no file, or nobody may read it."""
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _folder_for(root: str, name: str) -> bool:
    """Make the folders on the way, each a real one; False where a link or a file is in the way."""
    os.makedirs(root, exist_ok=True)
    here = root
    for part in name.split("/")[:-1]:
        here = os.path.join(here, part)
        with suppress(FileExistsError):
            os.mkdir(here)
        if os.path.islink(here) or not os.path.isdir(here):
            return False
    return True


def _put(path: str, data: bytes, *, replace: bool, mode: int | None = None) -> None:
    """All of it or nothing: written beside its place, then moved there in one step."""
    unfinished = f"{path}.{os.getpid()}.part"
    try:
        descriptor = os.open(unfinished, _NEW, 0o666)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(unfinished, mode)
        if replace:
            os.replace(unfinished, path)
        else:
            _move_to_free_place(unfinished, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)


def _move_to_free_place(unfinished: str, path: str) -> None:
    """A second name in one step; FileExistsError if somebody was quicker. Some file systems know no second names."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(unfinished, path)
