"""Where files are read from: the disk, or a commit (`files.commits`). Loading policies is the same for both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes

Data = bytes | str
"""A file's bytes, or the id of the problem with it."""


class Tree(Protocol):
    """Files below folders; a folder is a path of the disk, whether it is read there or in a commit."""

    def holds(self, folder: str) -> bool:
        """Whether a folder is this tree's to read."""

    def has(self, folder: str, name: str) -> bool:
        """Whether something lies there under this name."""

    def obstacle(self, folder: str) -> str:
        """The id of the problem with the way to a folder: a link or another repository; "" where it is plain."""

    def real(self, path: str) -> str:
        """A path by which two names of one folder are seen to be one."""

    def matching(self, folder: str, globs: Sequence[str]) -> list[str]:
        """The files below a folder that match, in order."""

    def read(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, Data]]:
        """Each file with its bytes, or with the id of the problem with it."""


class Disk:
    """The files as they lie there now."""

    def holds(self, folder: str) -> bool:
        """Everything else lies on the disk."""
        return True

    def has(self, folder: str, name: str) -> bool:
        """Whether something lies there under this name; a link counts, and is refused when it is read."""
        return os.path.lexists(os.path.join(folder, name))

    def obstacle(self, folder: str) -> str:
        """Links on the way to a folder are the computer's own affair."""
        return ""

    def real(self, path: str) -> str:
        """The path with all links followed."""
        return os.path.realpath(path)

    def matching(self, folder: str, globs: Sequence[str]) -> list[str]:
        """The files below a folder that match, in order."""
        return matching(folder, globs)

    def read(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, Data]]:
        """Each file with its bytes, or with the id of the problem with it."""
        return ((name, read_bytes(folder, name)) for name in names)


DISK = Disk()
