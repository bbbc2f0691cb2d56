"""What lies on the bench: a bundle's documents as written, with the places of everything in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem
from guardrails.model.value import Fields, Path
from guardrails.text.places import Place, find, places
from guardrails.text.reader import read
from guardrails.text.source import Source


class OwnersFile(NamedTuple):
    """A CODEOWNERS file that a service (github or gitlab) reads: its path from the top of the repository, its name as shown
    here, and its text; None where it can't be read."""

    service: str
    path: str
    shown: str
    text: str | None


class Guarded(NamedTuple):
    """Files of a bundle by their path in it, the way to it from the top of its repository, and who is asked about a change.

    `service` is the one that checks the changes there, as far as files tell.
    """

    way: str
    files: tuple[str, ...]
    owners: tuple[OwnersFile, ...]
    service: str = "github"


@dataclass(frozen=True, slots=True)
class Material:
    """A bundle to work on: its texts, all schemas (parsed, and as bytes), the manifests that its examples change, its list
    of released rules, the test files of it and of each bundle that it extends, with those that can't be read, and what
    guards it in its repository."""

    texts: BundleTexts
    schemas: Mapping[str, Json]
    bases: Mapping[str, bytes] = field(default_factory=dict)
    schema_texts: Mapping[str, bytes] = field(default_factory=dict)
    released: Mapping[str, bytes] = field(default_factory=dict)
    tests: tuple[Mapping[str, bytes], ...] = ()
    unread_tests: tuple[Problem, ...] = ()
    guarded: Guarded | None = None

    def layers(self) -> Iterator[Material]:
        """The bundle and each one that it extends, as bundles of their own, nearest first."""
        return (replace(self, texts=texts, tests=self.tests[n:]) for n, texts in enumerate(self.texts.layers()))

    @property
    def own_tests(self) -> Mapping[str, bytes]:
        """The test files of the bundle itself."""
        return self.tests[0] if self.tests else {}


@dataclass(frozen=True)
class Document:
    """One document of one file; a place is looked up only when something is said about it."""

    file: str
    number: int
    fields: Fields
    source: Source

    @cached_property
    def _place(self) -> Place:
        return places(self.source.text)[self.number]

    def at(self, path: Path) -> tuple[int, int]:
        """Line and column of the deepest part of a path that is there, both counted from 1."""
        return self.source.position(find(self._place, path).place.value.start)


def documents(files: Mapping[str, bytes]) -> list[Document]:
    """All documents that hold fields, in the order of the files' names."""
    found: list[Document] = []
    for file, data in sorted(files.items()):
        values, _ = read(data)
        source = Source.of(file, data)
        found += [Document(file, number, v, source) for number, v in enumerate(values) if isinstance(v, dict)]
    return found


def of_kind(found: list[Document], kind: str) -> list[Document]:
    """The documents of one kind."""
    return [d for d in found if d.fields.get("kind") == kind]
