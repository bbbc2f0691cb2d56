"""The answer as annotations: workflow commands that a GitHub runner turns into marks on the lines of a pull request.

A runner keeps ten of a type for a step, the first to come. So the worst come first, and the tenth says how many are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guardrails.explain.explanation import GOOD_TO_KNOW, MUST_FIX, SHOULD_FIX, UNCHECKED, Briefing, Explanation
from guardrails.explain.sentences import say, say_counted
from guardrails.render.cleaned import cleaned
from guardrails.render.entries import LEVELS, counts, path_from, verdict
from guardrails.render.plain import defused
from guardrails.render.told import Told

_MOST = 9
_LONGEST = 4096
"""UTF-16 units that a runner keeps of a message."""
_TYPES: Mapping[str, str] = {MUST_FIX: "error", UNCHECKED: "error", SHOULD_FIX: "warning", GOOD_TO_KNOW: "notice"}
_URGENCY = tuple(LEVELS)


def answer(told: Told) -> str:
    """The annotations, the worst first, then the counts as plain lines."""
    briefing = told.briefing(None)
    lines = [line for type, some in _by_type(briefing).items() for line in _annotations(type, some, told.home)]
    return "".join(f"{line}\n" for line in (*lines, *(defused(cleaned(text)) for text in briefing.summary)))


def outputs(told: Told, sarif_file: str) -> dict[str, str]:
    """What later steps of a workflow can ask for, by name."""
    number = counts(told.briefing(None))
    return {
        "verdict": verdict(told.report),
        "blocking": str(number.block),
        "warnings": str(number.warn),
        "advice": str(number.advise),
        "unchecked": str(number.unchecked),
        "exit-code": str(int(told.code)),
        "sarif-file": sarif_file,
    }


def output_lines(values: Mapping[str, str], mark: str) -> str:
    """The values as a runner reads them: each between two lines with a mark that nobody could have foreseen."""
    assert not any(mark in value for value in values.values())
    return "".join(f"{name}<<{mark}\n{value}\n{mark}\n" for name, value in values.items())


def command(type: str, properties: Mapping[str, str | int], message: str) -> str:
    """A workflow command, escaped like `@actions/core` does it; empty properties are left out."""
    said = ",".join(f"{name}={_in_property(str(value))}" for name, value in properties.items() if value)
    return f"::{type}{' ' if said else ''}{said}::{_in_message(message)}"


def _in_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")


def _by_type(briefing: Briefing) -> dict[str, list[Explanation]]:
    """Errors, warnings and notices; what is waived stays out. A problem that stops nothing is a warning all the same."""
    found: dict[str, list[Explanation]] = {type: [] for type in ("error", "warning", "notice")}
    for problem in briefing.problems:
        found["warning" if problem.status == GOOD_TO_KNOW else _TYPES[problem.status]].append(problem)
    for entry in (e for answer in briefing.manifests for e in answer.explanations if e.status in _TYPES):
        found[_TYPES[entry.status]].append(entry)
    return {type: sorted(some, key=lambda e: _URGENCY.index(e.status)) for type, some in found.items()}


def _annotations(type: str, some: list[Explanation], home: str) -> Iterator[str]:
    for entry in some[:_MOST]:
        yield command(type, _properties(entry, home), _cut(_message(entry)))
    left = len(some) - _MOST
    if left > 0:
        yield command(type, {"title": "guardrails"}, say_counted("annotations.more", left))


def _properties(entry: Explanation, home: str) -> dict[str, str | int]:
    """In the order of `@actions/core`; the columns where the marked stretch lies on one line."""
    title, file = defused(cleaned(f"{entry.status_text}: {entry.id}")), defused(path_from(home, entry.file))
    if not entry.file or not entry.line:
        return {"title": title, "file": file}
    width = next((e.caret_end - e.caret_start for e in entry.excerpts if _marks(e.file, e.caret_line, entry)), 0)
    last = {"endLine": entry.line, "col": entry.column, "endColumn": entry.column + width}
    start: dict[str, str | int] = {"title": title, "file": file, "line": entry.line}
    return {**start, **(last if width else {"col": entry.column})}


def _marks(file: str, line: int, entry: Explanation) -> bool:
    return (file, line) == (entry.file, entry.line)


def _message(entry: Explanation) -> str:
    """The whole answer as plain text, a line for each part; no line is a command of the log."""
    return "\n".join(defused(cleaned(line)) for line in (entry.headline, *entry.what, *_parts(entry)))


def _parts(entry: Explanation) -> Iterator[str]:
    yield from _labelled("why", entry.why)
    if len(entry.fix) > 1:
        yield from (f"{say('part.fix')}: {number}. {step}" for number, step in enumerate(entry.fix, 1))
    else:
        yield from _labelled("fix", entry.fix)
    for part, text in (("faster", entry.faster), ("ask", entry.ask), ("when", entry.when)):
        yield from _labelled(part, (text,))
    yield from _labelled("note", entry.notes)
    yield from _labelled("more", (entry.more,))


def _labelled(part: str, texts: Iterable[str]) -> Iterator[str]:
    return (f"{say(f'part.{part}')}: {text}" for text in texts if text)


def _cut(text: str) -> str:
    """As much as a runner keeps, with an ellipsis where something is left out."""
    if len(text) * 2 <= _LONGEST or len(text.encode("utf-16-le")) <= 2 * _LONGEST:
        return text
    return text.encode("utf-16-le")[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
