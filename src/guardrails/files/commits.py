"""The files of a commit, read as a folder of the disk is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from guardrails.files.git import LINK, SUBMODULE, Entry, Git, contents, entries, too_large
from guardrails.files.globs import glob_regex
from guardrails.files.trees import Data


class Commit:
    """The files of a commit. Links and other repositories in it are refused, wherever they lead."""

    def __init__(self, git: Git, id: str) -> None:
        self.git = git
        self.id = id
        self._listed: dict[str, dict[str, Entry]] = {}

    def path(self, folder: str, name: str = "") -> str | None:
        """A path from the top of the repository; None where it leads out of it."""
        way = os.path.relpath(os.path.normpath(os.path.join(folder, name)), self.git.top).replace(os.sep, "/")
        return None if way == ".." or way.startswith("../") or os.path.isabs(way) else "" if way == "." else way

    def holds(self, folder: str) -> bool:
        """Whether a folder lies in the repository."""
        return self.path(folder) is not None

    def has(self, folder: str, name: str) -> bool:
        """Whether something lies there under this name; a link counts, and is refused when it is read."""
        path = self.path(folder, name)
        return path is not None and path in entries(self.git, self.id, [path])

    def obstacle(self, folder: str) -> str:
        """The id of the problem with the way to a folder; "" where it is plain."""
        steps = (self.path(folder) or "").split("/")
        found = entries(self.git, self.id, ["/".join(steps[: n + 1]) for n in range(len(steps))])
        return next((id for entry in found.values() if (id := _refused(entry))), "")

    def real(self, path: str) -> str:
        """The path as it is written: in a commit no link is followed."""
        return os.path.normpath(path)

    def below(self, folder: str) -> dict[str, Entry]:
        """All files below a folder, by their path from there."""
        if folder not in self._listed:
            path = self.path(folder)
            start = f"{path}/" if path else ""
            found = {} if path is None else entries(self.git, self.id, [start], deep=True)
            self._listed[folder] = {name.removeprefix(start): entry for name, entry in found.items()}
        return self._listed[folder]

    def matching(self, folder: str, globs: Sequence[str]) -> list[str]:
        """The files below a folder that match, in order; as on the disk, folders that start with a dot are left out.

        A link or another repository in place of a folder that a pattern names is listed too, so that it is refused.
        """
        wanted = re.compile("|".join(f"(?:{glob_regex(g)})" for g in globs) + r"\Z") if globs else None
        there = self.below(folder).items()
        plain = {name for name, _ in there if wanted and wanted.match(name) and not _hidden(name, globs)}
        return sorted(plain | {name for name, entry in there if _refused(entry) and _is_way(name, globs)})

    def read(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, Data]]:
        """Each file with its bytes, or with the id of the problem with it; all of them fetched at once."""
        there = self.below(folder)
        wanted = list(names)
        plain = {e.id for name in wanted if (e := there.get(name)) and not _refused(e) and not too_large(e)}
        fetched = contents(self.git, plain)
        for name in wanted:
            entry = there.get(name)
            if entry is None:
                yield name, self._missing(folder, name)
            elif refused := _refused(entry):
                yield name, refused
            else:
                yield name, fetched[entry.id] if entry.id in fetched else "file-too-large"

    def _missing(self, folder: str, name: str) -> str:
        return self.obstacle(os.path.dirname(os.path.join(folder, name))) or "file-not-found"


def _refused(entry: Entry) -> str:
    return {LINK: "file-link", SUBMODULE: "file-submodule"}.get(entry.mode, "")


def _is_way(name: str, globs: Sequence[str]) -> bool:
    """Whether the patterns lead through a folder of this name."""
    return any(glob.startswith(f"{name}/") for glob in globs)


def _hidden(name: str, globs: Sequence[str]) -> bool:
    """Whether a folder on the way starts with a dot, and no pattern names it."""
    folders = name.split("/")[:-1]
    return any(f.startswith(".") and not any(g.startswith(f"{f}/") or f"/{f}/" in g for g in globs) for f in folders)
