"""What `guardrails fix` shows: the changed lines of each file as a unified diff, and the sums in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.explain.counting import counted
from guardrails.explain.discretion import file_shown
from guardrails.explain.mending import Mended
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say, say_counted
from guardrails.render.outline import painted
from guardrails.render.plain import defused
from guardrails.render.style import Style
from guardrails.text.clean import visible
from guardrails.text.source import Source

_AROUND = 3
_MOST_NAMED = 3
_COMMAND = "guardrails"


def render(files: Sequence[Mended], folder: str, style: Style) -> str:
    """What changes in all files, and what is left for a person; `folder` leads from the reader to the workspace."""
    lines = [line for file in files if file.after != file.before for line in _file(file, folder, style)]
    changed = sum(file.after != file.before for file in files)
    slots = {"changes": counted(sum(f.changes for f in files), "change"), "files": counted(changed, "file")}
    left = _left_over(files, folder)
    blocks = ["\n".join(lines), say("mend.changed", slots)] if changed else [say("mend.nothing")] if not left else []
    return "\n\n".join([*blocks, left] if left else blocks)


def outcome(stuck: Sequence[str]) -> str:
    """What became of the changes; `stuck` are the files that could not be written."""
    return "\n".join(say("mend.stuck", {"file": file_shown(name)}) for name in stuck) or say("mend.done")


def _left_over(files: Sequence[Mended], folder: str) -> str:
    """What a person still has to put right, and the command that shows it; empty if there is nothing."""
    names = [file.name for file in files if any(not p.warning for p in file.left)]
    count = sum(not problem.warning for file in files for problem in file.left)
    named = " ".join(_argument(folder + name) for name in names) if len(names) <= _MOST_NAMED else ""
    slots = {"files": counted(len(names), "file"), "command": _COMMAND, "names": named}
    return say_counted("mend.left", count, slots).rstrip() if names else ""


def unusable() -> str:
    """That the rules can't be used, and the command that tells why."""
    return say("mend.unusable", {"command": _COMMAND})


def _argument(name: str) -> str:
    shown = visible(file_shown(name))
    return f'"{shown}"' if " " in shown else shown


def _file(file: Mended, folder: str, style: Style) -> Iterator[str]:
    """One file. No line comes or goes, so that lines of the same number belong together."""
    before, after = _lines(file.before), _lines(file.after)
    differ = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    yield painted(defused(f"--- {visible(file_shown(folder + file.name))}"), "bold", style)
    yield painted(defused(f"+++ {visible(file_shown(folder + file.name))}"), "bold", style)
    for hunk in _hunks(differ):
        start, end = max(hunk[0] - _AROUND, 0), min(hunk[-1] + _AROUND + 1, len(before))
        yield painted(f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@", "dim", style)
        yield from _hunk(before, after, start, end, style)


def _hunk(before: Sequence[str], after: Sequence[str], start: int, end: int, style: Style) -> Iterator[str]:
    waiting: list[str] = []
    for number in range(start, end):
        if before[number] != after[number]:
            yield painted(_shown("-", before[number]), "not-yet", style)
            waiting.append(painted(_shown("+", after[number]), "passed", style))
            continue
        yield from waiting
        waiting = []
        yield _shown(" ", before[number])
    yield from waiting


def _hunks(differ: Sequence[int]) -> list[list[int]]:
    """Changed lines that are near enough to share their surroundings."""
    hunks: list[list[int]] = []
    for number in differ:
        if hunks and number - hunks[-1][-1] <= 2 * _AROUND:
            hunks[-1].append(number)
        else:
            hunks.append([number])
    return hunks


def _lines(text: str) -> list[str]:
    source = Source("", text)
    lines = [source.line(number) for number in range(1, source.line_count + 1)]
    return lines if lines[-1] else lines[:-1]


def _shown(sign: str, line: str) -> str:
    return defused(sign + masked(visible(line)))
