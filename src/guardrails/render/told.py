"""All that a format gets to write: the report, its words as full as wanted, the texts as typed, and where things lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from guardrails.explain.explanation import Briefing
from guardrails.judge.verdict import Exit
from guardrails.model.report import Report
from guardrails.model.stage import Severity
from guardrails.render.style import Style


class Told(NamedTuple):
    """A finished check, for any format.

    `briefing(full)` has so many explanations in full (None: all). `sources` gives a file's text by the report's name for it
    (KeyError, OSError or ValueError where there is none). `folder` leads from where the reader stands to the workspace,
    `home` from the top of the repository ("" or "examples/"): formats that others read name files from there. `code` is
    the exit code of the run, `command` starts every command line that is shown. What is as serious as `fail_on` or more counts
    for the exit code.
    """

    report: Report
    briefing: Callable[[int | None], Briefing]
    sources: Callable[[str], str]
    style: Style
    code: Exit
    folder: str = ""
    home: str = ""
    command: str = "guardrails"
    fail_on: Severity = Severity.BLOCK
