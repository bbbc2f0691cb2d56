"""Where the rules of a run came from, and which part of a change it reports on."""

from __future__ import annotations

from typing import NamedTuple


class Shift(NamedTuple):
    """What one rule would come to on one manifest, once the rules of a change are in force.

    `becomes`: "fails", "passes" (it no longer comes up), "waived", "softer" or "stricter".
    """

    kind: str
    name: str
    title: str
    file: str
    rule: str
    rule_title: str
    becomes: str


class RulesFrom(NamedTuple):
    """The rules are those of a commit, not of the checkout.

    `edited` are the files that decide and that the change edits: not in force, and judged only as a preview. `usable` tells
    whether anything could be judged with them. `shifts` are the answers that would change; `dropped` and `taken_up` are the
    manifest files that would no longer, or newly, be looked at.
    """

    ref: str
    commit: str
    edited: tuple[str, ...] = ()
    usable: bool = True
    shifts: tuple[Shift, ...] = ()
    dropped: tuple[str, ...] = ()
    taken_up: tuple[str, ...] = ()


class Since(NamedTuple):
    """Only what a change touches is reported: what differs from a commit, and what names it.

    `left_out` counts the other manifests. `everything`: the rules differ too, so all is reported.
    """

    ref: str
    commit: str
    left_out: int = 0
    everything: bool = False


class Declared(NamedTuple):
    """A manifest as it was before the change, as far as its text tells: no schema has accepted it."""

    file: str
    document: int
    kind: str
    name: str
    product: str
    stage: str
