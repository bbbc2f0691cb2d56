"""What a layout changes, as text: the names of the files, or the lines as a unified diff, and the sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from guardrails.workshop.layout.layout import Laid


def layout_text(files: Sequence[Laid], in_the_way: Sequence[str], *, only_look: bool, diff: bool) -> str:
    """The answer; `in_the_way` are the files that could not be written, `only_look` says that none was to be."""
    lines: list[str] = []
    for file in files:
        if file.differs:
            lines += layout_diff(file) if diff else [file.name]
    for name in in_the_way:
        lines.append(f"{name}: can't be written, or has changed since; it stays as it is")
    lines += [stuck(file) for file in files if file.stuck]
    return "\n".join([*lines, *([""] if lines else []), _sum(files, in_the_way, only_look)])


def layout_diff(file: Laid) -> Iterator[str]:
    """The lines of a file that change, with three around them."""
    before, after = (data.decode("utf-8").splitlines() for data in (file.before, file.after))
    return unified_diff(before, after, file.name, file.name, lineterm="")


def stuck(file: Laid) -> str:
    """That a file stays as it is, and what it holds that we can't lay out yet."""
    line, column = file.stuck or (1, 1)
    return f"{file.name}:{line}:{column} guardrails can't lay this out yet; the file stays as it is"


def _sum(files: Sequence[Laid], in_the_way: Sequence[str], only_look: bool) -> str:
    left = sum(file.problem is not None or file.stuck is not None for file in files) + len(in_the_way)
    signed = sum(file.signed for file in files)
    changed = sum(file.differs for file in files) - len(in_the_way)
    fine = len(files) - left
    parts = [f"{fine} file{'' if fine == 1 else 's'}: {_done(changed, only_look) if fine else 'nothing to lay out'}"]
    parts += [f"{left} can't be laid out yet, so {_stay(left)}"] if left else []
    parts += [f"{signed} signed, so {_stay(signed)}"] if signed else []
    return "; ".join(parts)


def _done(changed: int, only_look: bool) -> str:
    if not changed:
        return "all laid out"
    return f"{changed} {'to lay out' if only_look else 'laid out now'}"


def _stay(number: int) -> str:
    return "it stays as it is" if number == 1 else "they stay as they are"
