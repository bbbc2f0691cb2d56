"""A manifest's text with its slips mended: every edit is made in memory, read and checked again, and kept only if nothing
else has changed.

File mistakes come first, as they hide everything else. Their corrections count only if the whole text then reads, and
reads in one way. Then come keys, choices and forms, in rounds: a misspelt block hides what is inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guardrails.explain.line_edits import INDENTS, corrections, moved_lines, other_indents
from guardrails.explain.safe_edits import Edit, Page, applied, edit_for, intended
from guardrails.judge.manifests import Checker, read_quickly, reading_of
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.schema_faults import MOST_FAULTS
from guardrails.model.problem import Problem
from guardrails.model.shape import Shape
from guardrails.model.value import Path
from guardrails.text.places import places
from guardrails.text.reader import read
from guardrails.text.source import Source
from guardrails.text.values import Fault, Value

_MOST_LINES = 100
_MOST_TRIES = 5
_MOST_READ = 6_000_000
"""So many characters are read again for one file; a larger or wilder one is left to its author."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a text: how it reads now, in how many places it changed, and what is left for a person."""

    name: str
    before: str
    after: str
    changes: int = 0
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """A text, what it reads as, and what is the matter with it."""

    text: str
    values: Sequence[Value]
    fault: Fault | None
    problems: tuple[Problem, ...]


class _TooMuchError(Exception):
    """More reading than one file is worth."""


class Mender:
    """Mends texts by the schemas of all kinds of manifest."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.shapes: Mapping[str, Shape] = dict(ManifestShapes(checker.schemas))
        shapes = [inner for shape in self.shapes.values() for inner in _inside(shape)]
        self.keys = frozenset(key for shape in shapes for key in shape.fields)
        self.words = frozenset(word.casefold() for word in (*self.keys, *(c for shape in shapes for c in shape.choices)))

    def mend(self, name: str, data: bytes) -> Mended:
        """The text of a file with every safe edit made; as it was where anything is in doubt."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return Mended(name, "", "", left=reading_of(name, data, self.checker).problems)
        if read_quickly(data, self.checker) is not None:
            return Mended(name, text, text)
        try:
            return _Bench(self, name).mend(text)
        except _TooMuchError:
            return Mended(name, text, text, left=reading_of(name, data, self.checker).problems)


class _Bench:
    """One file's texts in the making; counts what it reads."""

    def __init__(self, mender: Mender, name: str) -> None:
        self.mender = mender
        self.name = name
        self.spent = 0

    def mend(self, text: str) -> Mended:
        first = self.look(text)
        start, lines = (first, 0) if first.fault is None else self.readable(first)
        if start.fault is not None or not self.is_ours(start):
            return Mended(self.name, text, text, left=first.problems)
        banned: set[tuple[int, Path]] = set()
        for _ in range(_MOST_TRIES):
            done, edits = self.rounds(start, banned)
            at = {(p.spot.document, p.spot.path) for p in done.problems}
            doubtful = {(e.document, e.path) for e in edits if e.key and (e.document, e.lands) in at}
            if not doubtful:
                break
            banned |= doubtful
        else:
            done, edits = start, []
        if not self.all_manifests(done):
            return Mended(self.name, text, text, left=first.problems)
        return Mended(self.name, text, done.text, lines + len(edits), done.problems)

    def look(self, text: str) -> _Look:
        """Read and check a text."""
        self.count(text)
        data = text.encode()
        values, fault = read(data)
        return _Look(text, values, fault, reading_of(self.name, data, self.mender.checker).problems)

    def fault(self, text: str) -> Fault | None:
        """The first thing that stands in the way of reading a text."""
        self.count(text)
        return read(text.encode())[1]

    def count(self, text: str) -> None:
        self.spent += len(text)
        if self.spent > _MOST_READ:
            raise _TooMuchError

    def readable(self, first: _Look) -> tuple[_Look, int]:
        """The text with every mistake of a line corrected; as it was, if it then still can't be read, or in two ways."""
        text, fault, lines = first.text, first.fault, 0
        groups: list[tuple[int, ...]] = []
        while fault is not None and fault.start is not None and lines < _MOST_LINES:
            better = self.corrected(text, fault)
            if better is None:
                return first, 0
            if fault.id in INDENTS:
                groups.append(moved_lines(text, better[0]))
            lines += len(moved_lines(text, better[0]))
            text, fault = better
        if fault is not None:
            return first, 0
        mended = self.look(text)
        for other in other_indents(first.text, text, groups):
            if other != text and self.fault(other) is None:
                look = self.look(other)
                if repr(look.values) != repr(mended.values) and len(look.problems) <= len(mended.problems):
                    return first, 0
        return mended, lines

    def corrected(self, text: str, fault: Fault) -> tuple[str, Fault | None] | None:
        """The text after the first correction that gets further, and what then stands in the way."""
        line = Source("", text).position(fault.start or 0)[0]
        for trial in corrections(text, fault, self.mender.keys):
            after = self.fault(trial)
            if after is None:
                return trial, None
            if after.start is None or (after.id, after.start) == (fault.id, fault.start):
                continue
            there = Source("", trial).position(after.start)[0]
            if there > line or after.id == fault.id or (there == line and fault.id != "file-smart-quotes"):
                return trial, after
        return None

    def is_ours(self, look: _Look) -> bool:
        """Whether every document is a manifest, or is one with a misspelt kind: policies and waivers are never touched."""
        return all(isinstance(value, dict) and isinstance(value.get("kind"), str) for value in look.values) and bool(look.values)

    def all_manifests(self, look: _Look) -> bool:
        """Whether every document is of a kind that is mended."""
        return all(isinstance(value, dict) and value.get("kind") in self.mender.shapes for value in look.values)

    def rounds(self, look: _Look, banned: Iterable[tuple[int, Path]]) -> tuple[_Look, list[Edit]]:
        """Round after round of edits, until nothing more can be mended."""
        made: list[Edit] = []
        while True:
            page = Page(look.text, look.values, places(look.text), self.mender.shapes, self.mender.words)
            found = [edit_for(problem, page) for problem in look.problems]
            edits = _apart(edit for edit in found if edit is not None and (edit.document, edit.path) not in banned)
            look, taken = self.kept(look, edits)
            if not taken:
                return look, made
            made += taken

    def kept(self, look: _Look, edits: Sequence[Edit]) -> tuple[_Look, Sequence[Edit]]:
        """The edits that do what they mean and no more: all of them, or those that do so one by one."""
        whole = self.tried(look, edits) if edits else None
        if whole is not None:
            return whole, edits
        best, taken = look, list[Edit]()
        for edit in edits if len(edits) > 1 else ():
            trial = self.tried(look, [*taken, edit])
            if trial is not None:
                best, taken = trial, [*taken, edit]
        return best, taken

    def tried(self, look: _Look, edits: Sequence[Edit]) -> _Look | None:
        """The text after some edits, if it means what they mean and no problem is new."""
        meaning = intended(look.values, edits)
        after = self.look(applied(look.text, edits))
        if meaning is None or after.fault is not None or repr(after.values) != repr(meaning):
            return None
        return after if _no_worse(look, after, edits) else None


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits without those that would give two keys one name."""
    edits = list(edits)
    names = [(edit.document, edit.lands) for edit in edits]
    return [edit for edit in edits if names.count((edit.document, edit.lands)) == 1]


def _no_worse(before: _Look, after: _Look, edits: Sequence[Edit]) -> bool:
    """Whether every problem was there before, or was hidden by what an edit put right."""
    known = {(p.id, p.spot.document, p.spot.path) for p in before.problems}
    cut_off = len(before.problems) >= MOST_FAULTS
    for problem in after.problems:
        spot = problem.spot
        if (problem.id, spot.document, spot.path) in known:
            continue
        near = [e for e in edits if e.document == spot.document]
        hidden = any(e.path == ("kind",) or (e.key and spot.path[: len(e.lands)] == e.lands) for e in near)
        close = any(spot.path[: len(e.lands)] == e.lands or spot.path[:-1] == e.lands[:-1] for e in near)
        if not hidden and (close or not cut_off):
            return False
    return True


def _inside(shape: Shape) -> Iterable[Shape]:
    yield shape
    for inner in (*shape.fields.values(), *([shape.items] if shape.items else [])):
        yield from _inside(inner)
