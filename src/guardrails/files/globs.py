"""File patterns as people know them: `*` within a folder, `**/` over any number of folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence


def glob_regex(glob: str) -> str:
    """A pattern as a regular expression over paths with `/`."""
    out, at = "", 0
    while at < len(glob):
        if glob.startswith("**/", at):
            out, at = out + "(?:[^/]+/)*", at + 3
        elif glob.startswith("**", at):
            out, at = out + ".*", at + 2
        elif glob[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif glob[at] == "?":
            out, at = out + "[^/]", at + 1
        else:
            out, at = out + re.escape(glob[at]), at + 1
    return out


def matching(root: str, globs: Sequence[str]) -> list[str]:
    """The files below `root` that match, as paths with `/`, in order. Linked folders are not entered; linked files count."""
    wanted = re.compile("|".join(f"(?:{glob_regex(g)})" for g in globs) + r"\Z") if globs else None
    return sorted(name for name in _below(root, globs) if wanted and wanted.match(name))


def _below(root: str, globs: Iterable[str]) -> Iterator[str]:
    """Every file below the fixed beginnings of the patterns."""
    starts = {fixed(g) for g in globs}
    for start in sorted(s for s in starts if not any(s != o and (s + "/").startswith(o + "/" if o else "") for o in starts)):
        yield from _walk(root, start)


def fixed(glob: str) -> str:
    """The folders that a pattern names before its first star."""
    folders = glob.split("/")[:-1]
    kept: list[str] = []
    for folder in folders:
        if set(folder) & set("*?"):
            break
        kept.append(folder)
    return "/".join(kept)


def _walk(root: str, folder: str) -> Iterator[str]:
    open_folders = [folder]
    while open_folders:
        here = open_folders.pop()
        try:
            entries = list(os.scandir(os.path.join(root, here) if here else root))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            name = f"{here}/{entry.name}" if here else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    open_folders.append(name)
            else:
                yield name
