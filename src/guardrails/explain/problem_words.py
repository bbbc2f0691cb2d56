"""What the catalogue holds for one problem: sentences with slots, and how they are picked."""

from __future__ import annotations

from typing import NamedTuple


class ProblemWords(NamedTuple):
    """The sentences for one problem id.

    Of `headline` and `label` the first complete one is taken; of `what` and `fix` every complete one, or with `one_fix`
    the first complete fix only; `why` where it is complete. `unread_note`: say that the rest of the file
    was not checked. `drop_what_with`: a slot that makes `what` needless when it is filled. `keeper`: IT mends this, not
    the file's author.
    """

    headline: tuple[str, ...]
    fix: tuple[str, ...]
    label: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    why: str = ""
    one_fix: bool = False
    unread_note: bool = True
    drop_what_with: str = ""
    keeper: bool = False
