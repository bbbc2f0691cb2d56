"""The content of a bundle that decides: which files those are, their one fingerprint, and reading them back from it.

It is the same for a folder, a commit and the kept copy: neither the order of the files nor Windows' ends of lines matter.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from guardrails.files.globs import glob_regex
from guardrails.files.reading import problem_of
from guardrails.files.source_names import MAIN, STARTER, is_git
from guardrails.files.trees import Data, Tree
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read
from guardrails.text.values import LIMITS

CONTENT = (
    MAIN, "organisation.yaml", "lanes.yaml", "released.yaml", "allowed_signers",
    "packs/*.yaml", "vocabulary/*.yaml", "waivers/*.yaml", "waivers/*.yaml.sig",
    "schemas/*.schema.json", "base/*.yaml", "tests/*.yaml",
)  # fmt: skip
_MOST_FILES = 2000
_MOST_BYTES = 32 * 1024 * 1024
_MOST_LAYERS = 10
_HEAD = b"guardrails content 1\n"


class Gathered(NamedTuple):
    """A bundle's files with those of the folders that it extends, by their path from the bundle; what comes after them.

    `extends` is the starter or an address in git; it has a content of its own.
    """

    files: Mapping[str, bytes]
    extends: str = ""
    version: str = ""
    problems: tuple[Problem, ...] = ()


def gathered(tree: Tree, folder: str, shown: str) -> Gathered:
    """Everything that decides in a bundle's folder and in the folders that it extends."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    way, extends, seen = "", "", {""}
    for _ in range(_MOST_LAYERS):
        here = os.path.normpath(os.path.join(folder, *way.split("/")))
        for name, data in tree.read(here, tree.matching(here, CONTENT)):
            if isinstance(data, str) or len(data) > LIMITS.max_bytes:
                id = data if isinstance(data, str) else "file-too-large"
                problems.append(problem_of(id, posixpath.join(shown, way, name), "policy"))
            else:
                files[posixpath.join(way, name)] = data.replace(b"\r\n", b"\n")
        main = posixpath.join(way, MAIN)
        if main not in files:
            problems.append(Problem("policy-not-found", "", slots={"name": posixpath.join(shown, way)}, area="policy"))
            break
        extends = _text(files[main], "extends")
        if not extends or extends == STARTER or is_git(extends):
            break
        way = posixpath.normpath(posixpath.join(way, extends))
        if posixpath.isabs(way) or way.startswith("../..") or not tree.holds(os.path.join(folder, *way.split("/"))):
            problems.append(Problem("file-outside", posixpath.join(shown, main), Spot(path=("extends",)), area="policy"))
            break
        extends = ""
        if way in seen:
            break
        seen.add(way)
    if len(files) > _MOST_FILES or sum(map(len, files.values())) > _MOST_BYTES:
        slots = {"files": str(_MOST_FILES), "size": str(_MOST_BYTES // 1_048_576)}
        problems.append(Problem("content-too-much", "", slots={"source": shown, **slots}, area="policy"))
    return Gathered(files, extends, _text(files.get(MAIN, b""), "version"), tuple(problems))


def _text(main: bytes, key: str) -> str:
    values, _ = read(main)
    value = values[0].get(key) if values and isinstance(values[0], dict) else None
    return value if isinstance(value, str) else ""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one stretch of bytes, always the same for the same files."""
    parts = [_HEAD]
    for name in sorted(files):
        data = files[name].replace(b"\r\n", b"\n")
        path = os.fsencode(name)
        parts += (b"%d %d\n" % (len(path), len(data)), path, data)
    return b"".join(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a packed content, of which the fingerprint was compared before."""
    files: dict[str, bytes] = {}
    at = len(_HEAD)
    while at < len(data):
        end = data.index(b"\n", at)
        path, size = map(int, data[at:end].split())
        start = end + 1 + path
        at = start + size
        files[os.fsdecode(data[end + 1 : start])] = data[start:at]
    return files


def fingerprint(data: bytes) -> str:
    """The sha256 of a packed content."""
    from hashlib import sha256

    return sha256(data).hexdigest()


class PackedTree:
    """The files of a packed content, read as a folder of the disk is read; there is nothing besides them."""

    def __init__(self, top: str, files: Mapping[str, bytes]) -> None:
        self._files = {os.path.normpath(os.path.join(top, *name.split("/"))): data for name, data in files.items()}

    def holds(self, folder: str) -> bool:
        """Nothing that this bundle names lies elsewhere."""
        return True

    def has(self, folder: str, name: str) -> bool:
        """Whether a file lies there under this name."""
        return os.path.normpath(os.path.join(folder, name)) in self._files

    def obstacle(self, folder: str) -> str:
        """There are no links."""
        return ""

    def real(self, path: str) -> str:
        """The path as it is written."""
        return os.path.normpath(path)

    def matching(self, folder: str, globs: Sequence[str]) -> list[str]:
        """The files below a folder that match, in order."""
        wanted = re.compile("|".join(f"(?:{glob_regex(g)})" for g in globs) + r"\Z")
        start = os.path.normpath(folder) + os.sep
        names = (path.removeprefix(start).replace(os.sep, "/") for path in self._files if path.startswith(start))
        return sorted(name for name in names if wanted.match(name))

    def read(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, Data]]:
        """Each file with its bytes."""
        return ((name, self._files.get(os.path.normpath(os.path.join(folder, name)), "file-not-found")) for name in names)
