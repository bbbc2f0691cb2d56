"""The files of a commit, read as a folder of the disk is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from guardrails.files.git import FOLDER, LINK, SUBMODULE, Entry, Git, contents, entries, too_large
from guardrails.files.globs import fixed, glob_regex
from guardrails.files.trees import Data


class Commit:
    """The files of a commit. Links and other repositories in it are refused, wherever they lead."""

    def __init__(self, git: Git, id: str) -> None:
        self.git = git
        self.id = id
        self._known: dict[str, Entry | None] = {}

    def path(self, folder: str, name: str = "") -> str | None:
        """A path from the top of the repository; None where it leads out of it, by whatever name the top is called."""
        full = os.path.normpath(os.path.join(folder, name))
        way = _way(self.git.top, full)
        return way if way is not None else _way(os.path.realpath(self.git.top), os.path.realpath(full))

    def holds(self, folder: str) -> bool:
        """Whether a folder lies in the repository."""
        return self.path(folder) is not None

    def has(self, folder: str, name: str) -> bool:
        """Whether something lies there under this name; a link counts, and is refused when it is read."""
        return self.entry(folder, name) is not None

    def obstacle(self, folder: str) -> str:
        """The id of the problem with the way to a folder; "" where it is plain."""
        path = self.path(folder)
        if not path:
            return ""
        steps = path.split("/")
        found = entries(self.git, self.id, ["/".join(steps[: n + 1]) for n in range(len(steps))])
        return next((_refused(entry) for entry in found.values() if entry.mode in (LINK, SUBMODULE)), "")

    def real(self, path: str) -> str:
        """The path as it is written: in a commit no link is followed."""
        return os.path.normpath(path)

    def entry(self, folder: str, name: str) -> Entry | None:
        """What lies there under this name."""
        path = self.path(folder, name)
        if path and path not in self._known:
            self._known[path] = entries(self.git, self.id, [path]).get(path)
        return self._known[path] if path else None

    def below(self, folder: str, starts: Iterable[str] = ("",)) -> dict[str, Entry]:
        """All files below a folder (below some folders in it), by their path from there."""
        path = self.path(folder)
        if path is None:
            return {}
        wanted = [self.path(folder, start) or "" for start in starts]
        found = entries(self.git, self.id, [] if "" in wanted else wanted, deep=True)
        self._known |= found
        return {name.removeprefix(f"{path}/"): entry for name, entry in found.items()}

    def matching(self, folder: str, globs: Sequence[str]) -> list[str]:
        """The files below a folder that match, in order; as on the disk, folders that start with a dot are left out.

        A link or another repository in place of a folder that a pattern names is listed too, so that it is refused.
        """
        wanted = re.compile("|".join(f"(?:{glob_regex(g)})" for g in globs) + r"\Z") if globs else None
        there = self.below(folder, {fixed(g) for g in globs}).items()
        plain = {name for name, _ in there if wanted and wanted.match(name) and not _hidden(name, globs)}
        return sorted(plain | {name for name, entry in there if _refused(entry) and _is_way(name, globs)})

    def read(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, Data]]:
        """Each file with its bytes, or with the id of the problem with it; all of them fetched at once."""
        found = [(name, self.entry(folder, name)) for name in names]
        fetched = contents(self.git, {e.id for _, e in found if e and not _refused(e) and not too_large(e)})
        for name, entry in found:
            if entry is None:
                yield name, self._missing(folder, name)
            elif refused := _refused(entry):
                yield name, refused
            else:
                yield name, fetched.get(entry.id, "file-too-large")

    def _missing(self, folder: str, name: str) -> str:
        return self.obstacle(os.path.dirname(os.path.join(folder, name))) or "file-not-found"


def _way(top: str, path: str) -> str | None:
    """The way down from a folder to a path, with `/`; None where it does not lead down."""
    try:
        way = os.path.relpath(path, top).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return None
    return None if way == ".." or way.startswith("../") else "" if way == "." else way


def _refused(entry: Entry) -> str:
    return {LINK: "file-link", SUBMODULE: "file-submodule", FOLDER: "file-not-regular"}.get(entry.mode, "")


def _is_way(name: str, globs: Sequence[str]) -> bool:
    """Whether the patterns lead through a folder of this name."""
    return any(glob.startswith(f"{name}/") for glob in globs)


def _hidden(name: str, globs: Sequence[str]) -> bool:
    """Whether a folder on the way starts with a dot, and no pattern names it."""
    folders = name.split("/")[:-1]
    return any(f.startswith(".") and not any(g.startswith(f"{f}/") or f"/{f}/" in g for g in globs) for f in folders)
