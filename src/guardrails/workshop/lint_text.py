"""What lint found, as text: a line for each remark that editors can jump to, then the words and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from guardrails.workshop.lint import Linted
from guardrails.workshop.remark import Level, Remark


def lint_text(linted: Linted, width: int) -> str:
    """The whole answer, ending with one line end."""
    lines = [line for remark in linted.remarks for line in _remark(remark, width)]
    return "\n".join([*lines, *([""] if lines else []), _summary(linted)]) + "\n"


def _remark(remark: Remark, width: int) -> Iterator[str]:
    mark = "" if remark.level is Level.MUST else " (advice)"
    yield f"{remark.file}:{remark.line}:{remark.column} {remark.id}{mark} {remark.sentence}"
    for text in (f"“{remark.quote}”" if remark.quote else "", remark.suggestion):
        yield from wrap(text, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)


def _summary(linted: Linted) -> str:
    must, should = linted.count(Level.MUST), linted.count(Level.SHOULD)
    what = f"{linted.rules} rule{'' if linted.rules == 1 else 's'}"
    if not must and not should:
        return f"{what}: all in order"
    return f"{what}: {must} to mend, {should} to think about"
