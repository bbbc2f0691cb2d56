"""The answer to one finding, problem or question, in parts, ready for any renderer: plain text, never markup."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.model.stage import Severity
from guardrails.model.value import Path

MUST_FIX = "must-fix"
SHOULD_FIX = "should-fix"
GOOD_TO_KNOW = "good-to-know"
UNCHECKED = "unchecked"
"""The status of what could not be judged."""
WAIVED = "waived"


class Excerpt(NamedTuple):
    """A stretch of a source as typed: `lines` are (number, text); the caret marks columns [start, end) of `caret_line`.

    Lines and columns are 1-based. `label` says at the caret what is wanted there.
    """

    file: str
    lines: tuple[tuple[int, str], ...]
    caret_line: int
    caret_start: int
    caret_end: int
    label: str


class Change(NamedTuple):
    """A change of one file: the lines of a unified diff, from the first `@@` on."""

    file: str
    lines: tuple[str, ...]


class Explanation(NamedTuple):
    """Parts in the order in which they are shown (design §6). Empty parts are left out by renderers.

    `status` is one of the ids above and `status_text` its word; `more` is a command; `rules` are full rule names ("" for
    problems and questions is an empty tuple); `id` is the rule name, the problem id or "questions". Where `in_full` is
    false only the headline and the place were worked out, for a line of its own. `change` is an edit of the file that
    was judged and passes. `end_column` is the one after what is marked in `line` (0 where `line` is).
    """

    id: str
    status: str
    severity: Severity | None
    headline: str
    file: str
    line: int
    column: int
    excerpts: tuple[Excerpt, ...] = ()
    what: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    faster: str = ""
    ask: str = ""
    when: str = ""
    notes: tuple[str, ...] = ()
    more: str = ""
    rules: tuple[str, ...] = ()
    in_full: bool = True
    change: Change | None = None
    status_text: str = ""
    end_column: int = 0


class ToDo(NamedTuple):
    """Something for a later stage or date.

    `before` says until when, in words; `until` is that stage ("pilot", "live") or date, `due` its day (ISO, "" where nobody
    has said), `by` the day on which to ask at the latest. `kind` is review, answers (of which `who` has the `paths`), rule
    or perhaps (rules that hang on the `paths`); `ask` is the team or person.
    """

    before: str
    text: str
    ask: str
    rules: tuple[str, ...]
    kind: str = "rule"
    until: str = ""
    due: str = ""
    by: str = ""
    who: str = ""
    paths: tuple[Path, ...] = ()


class Outlook(NamedTuple):
    """The things to do until one stage or date, in a few lines."""

    heading: str
    lines: tuple[str, ...]


class Alternative(NamedTuple):
    """A way to a green answer that is open today.

    `kind`: "slot" (a free launch slot), "part" (what may go ahead now) or "tool" (one that we have for the same work).
    `name`: the tool, or the slot as a file says it. `text` is the whole sentence. `ask`: who gives a seat, where somebody does.
    """

    kind: str
    name: str
    text: str
    ask: str = ""


class ManifestAnswer(NamedTuple):
    """All that is said about one manifest. `lead` is the one line that comes before everything else.

    `coming` holds everything that is needed later, `outlook` the same in short; `letters` says for whom letters are ready.
    `known` says how much of it is in the baseline.
    """

    kind: str
    name: str
    title: str
    file: str
    stage: str
    lead: str
    verdict: str
    verdict_line: str
    lane: str
    lane_lines: tuple[str, ...]
    explanations: tuple[Explanation, ...]
    coming: tuple[ToDo, ...]
    outlook: tuple[Outlook, ...] = ()
    letters: str = ""
    ways: tuple[Alternative, ...] = ()
    known: str = ""


class Briefing(NamedTuple):
    """All a renderer gets: `summary` lines first; `problems` about files; `manifests`; `notices` for owners; next step."""

    summary: tuple[str, ...]
    problems: tuple[Explanation, ...]
    manifests: tuple[ManifestAnswer, ...]
    notices: tuple[str, ...]
    next_step: str
