"""What lint found, as text: a line for each remark that editors can jump to, then the words and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from guardrails.workshop.lint import Linted
from guardrails.workshop.remark import Level, Remark


def lint_text(linted: Linted, width: int) -> str:
    """The whole answer, ending with one line end."""
    lines: list[str] = []
    for remark, following in zip(linted.remarks, [*linted.remarks[1:], None], strict=False):
        lines += _remark(remark, width, last=following is None or following.suggestion != remark.suggestion)
    return "\n".join([*lines, *([""] if lines else []), _summary(linted)]) + "\n"


def _remark(remark: Remark, width: int, last: bool) -> Iterator[str]:
    """One remark; a way out that the next remark has too is said there."""
    marks = ", ".join(mark for mark in (remark.governs, "" if remark.level is Level.MUST else "advice") if mark)
    mark = f" ({marks})" if marks else ""
    yield f"{remark.file}:{remark.line}:{remark.column} {remark.id}{mark} {remark.sentence}"
    for text in (f"“{remark.quote}”" if remark.quote else "", remark.suggestion if last else ""):
        yield from wrap(text, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _summary(linted: Linted) -> str:
    must, should = linted.count(Level.MUST), linted.count(Level.SHOULD)
    what = f"{linted.rules} rule{'' if linted.rules == 1 else 's'}" if linted.rules else "No rules of its own"
    if not must and not should:
        return f"{what}: all in order"
    return f"{what}: {must} to mend, {should} to think about"
