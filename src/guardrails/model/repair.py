"""A change of manifests that makes a rule pass: what to set where, and what kind of change that is."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from guardrails.model.value import Gap, Path
from guardrails.text.values import Value


class Sort(IntEnum):
    """What a change asks of its author, the lightest first; a change is as heavy as its heaviest edit.

    CHOICE: an answer that the author is free to give. PICK: several answers would do, and the author picks one (a person, a
    date, a name). ACT: a fact about the world, so something has to be done first; never offered as an edit. DROP: leaving
    out an entry of a list. RELABEL: another description of what is there, true only if this one is not; never offered.
    """

    CHOICE = 0
    PICK = 1
    ACT = 2
    DROP = 3
    RELABEL = 4


class Edit(NamedTuple):
    """One value set (or taken out: Gap.NOTHING) at a path of a manifest: the judged one, or another by its name."""

    path: Path
    value: Value | Gap
    document: str | None = None


class Repair(NamedTuple):
    """The smallest change found. `clears`: other rules' names that it meets as well. `breaks`: rules that fail only then."""

    edits: tuple[Edit, ...]
    sort: Sort
    clears: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
