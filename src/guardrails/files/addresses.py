"""Addresses of bundles in git: `git+https://host/team/policies@v3.2.0`, with `#folder` where the bundle is not at the top."""

from __future__ import annotations

import re
from typing import NamedTuple

from guardrails.files.source_names import GIT
from guardrails.model.problem import Problem

_SCHEMES = ("https", "ssh", "file")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}")
_FOLDER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_PLAIN = re.compile(r"[!-~]+")


class AddressError(Exception):
    """An address that can't be used, as the problem to tell; `what` is the part that is the matter."""

    def __init__(self, source: str, what: str) -> None:
        super().__init__(what)
        self.problem = Problem("source-address", "", slots={"source": source, "what": what}, area="policy")


class Address(NamedTuple):
    """What git is asked for: a repository, a tag (or the id of a commit), and the bundle's folder in it."""

    url: str
    tag: str
    folder: str = ""

    @property
    def shown(self) -> str:
        """A short name for file names that people see: it/policies@v3.2.0."""
        path = self.url.partition("://")[2].partition("/")[2].removesuffix(".git")
        name = "/".join([part for part in path.split("/") if part][-2:])
        return f"{name}@{self.tag}{'/' if self.folder else ''}{self.folder}"


def address_of(source: str) -> Address:
    """The parts of an address. Raises AddressError where it can't be used, which is found without asking anybody."""
    scheme, separator, rest = source.removeprefix(GIT).partition("://")
    if not source.startswith(GIT) or not separator or scheme not in _SCHEMES or not _PLAIN.fullmatch(source):
        raise AddressError(source, "scheme")
    rest, marked, folder = rest.partition("#")
    host, slash, way = rest.partition("/")
    path, at, tag = way.rpartition("@")
    if ":" in host.rpartition("@")[0]:
        raise AddressError("", "password")
    if not slash or not at or not path or host.startswith("-") or "?" in path:
        raise AddressError(source, "tag")
    if not _TAG.fullmatch(tag) or ".." in tag or tag.endswith(("/", ".", ".lock")) or "//" in tag:
        raise AddressError(source, "tag")
    if marked and not _FOLDER.fullmatch(folder):
        raise AddressError(source, "folder")
    return Address(f"{scheme}://{host}/{path}", tag, folder)
