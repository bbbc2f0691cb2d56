"""What was already there when a repository took the rules on, and what became of it since."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.model.stage import Severity


class Key(NamedTuple):
    """What one entry is about, told by names and never by lines or wording.

    `subject` is a rule's full name, or the path of an open question ("contract.dpa.status"); `element` is the name of the
    list element concerned, "" where it is about the whole manifest.
    """

    kind: str
    manifest: str
    subject: str
    element: str = ""

    @property
    def is_question(self) -> bool:
        """Whether it is about a question; only a rule's name has a slash."""
        return "/" not in self.subject


class Entry(NamedTuple):
    """Something that does not count as long as it is no more serious than it was on the day when it was recorded."""

    key: Key
    severity: Severity
    recorded: str


class Baseline(NamedTuple):
    """A baseline file as it was read; `gone` entries were left out, as no rule has their name any more."""

    file: str
    entries: tuple[Entry, ...]
    gone: int = 0


class BaselineState(NamedTuple):
    """A baseline after a run; `unneeded` are the entries for which nothing was found any more."""

    baseline: Baseline
    unneeded: tuple[Entry, ...] = ()
