"""The answer for a terminal: summary first, the worst findings in full, the rest one line each, one next step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guardrails.explain.counting import kind_word, stage_word
from guardrails.explain.discretion import file_shown
from guardrails.explain.explanation import GOOD_TO_KNOW, MUST_FIX, SHOULD_FIX, UNCHECKED
from guardrails.explain.local_forms import decimal
from guardrails.explain.sentences import say, template
from guardrails.render.plain import cut, defused, in_ascii, shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guardrails.explain.explanation import Alternative, Briefing, Excerpt, Explanation, ManifestAnswer
    from guardrails.render.style import Style
    from guardrails.render.told import Told

_FEW_WORDS = 9
_FEW_BEFORE_NEED = 3
_STATUS_COLOURS = {MUST_FIX: "1;31", SHOULD_FIX: "1;33", UNCHECKED: "1;35", GOOD_TO_KNOW: "36"}
_VERDICT_COLOURS = {"not-yet": "1;31", "ready-with-advice": "1;32", "ready": "1;32"}
_COMING_COLOUR = "36"
_PARTS = ("why", "fix", "faster", "ask", "when", "note", "more", "lane", "next", "instead")
_SETTLED = ("live", "retiring", "retired")
_MOST_QUIET = 20
_MOST_WAY_LINES = 4
_LAST = "file-more-problems"
"""It speaks of the problems above it."""


def answer(told: Told) -> str:
    """The answer for a terminal."""
    return render(told.briefing(told.style.full), told.style)


def render(briefing: Briefing, style: Style) -> str:
    """The whole answer, ending with one line end; no line is wider than the style's columns."""
    only = briefing.manifests[0] if len(briefing.manifests) == 1 else None
    lines = [*_paragraph(only.lead, style), ""] if only and only.lead else []
    for text in briefing.summary:
        lines += _paragraph(text, style)
    for problem in sorted(briefing.problems, key=lambda e: (e.file, e.id == _LAST, e.line, e.column)):
        lines += _finding(problem, style)
    quiet = [answer for answer in briefing.manifests if _is_quiet(answer)]
    for answer in briefing.manifests:
        if not _is_quiet(answer):
            lines += _manifest(answer, style, answer is not only)
    lines += _quiet(quiet, style)
    if briefing.notices:
        lines.append("")
        for text in briefing.notices:
            lines += _part("note", text, style, indent="")
    if briefing.next_step:
        lines += ["", *_part("next", briefing.next_step, style, indent="")]
    return "".join(f"{line}\n" for line in _finished(lines, style, _colours(briefing) if style.colour else {}))


def _finished(lines: list[str], style: Style, colours: Mapping[str, str]) -> Iterator[str]:
    """No runner commands, no blank lines in a row or at either end, colour where it was asked for."""
    blank = True
    for raw in lines:
        line = defused(raw if style.unicode else in_ascii(raw), style.unicode).rstrip()
        if line or not blank:
            yield _coloured(line, colours) if colours else line
        blank = not line


def _colours(briefing: Briefing) -> dict[str, str]:
    """The words of this answer that are coloured, by what they stand for: statuses, verdicts, what comes later."""
    words = {say(f"status.{status}"): colour for status, colour in _STATUS_COLOURS.items()}
    words[template("ahead.heading").partition("{")[0].strip()] = _COMING_COLOUR
    for answer in briefing.manifests:
        words[re.split("[:,]", answer.verdict_line)[0]] = _VERDICT_COLOURS.get(answer.verdict, "")
    return {word: colour for word, colour in words.items() if word and colour}


def _coloured(line: str, colours: Mapping[str, str]) -> str:
    """A line with its status word in colour; only words that stand at the very start count."""
    bare = line.lstrip()
    for word, code in colours.items():
        if bare.startswith(word) and len(line) - len(bare) <= 2:
            return f"{line[: len(line) - len(bare)]}\x1b[{code}m{word}\x1b[0m{bare[len(word) :]}"
    return line


def _is_quiet(answer: ManifestAnswer) -> bool:
    return not answer.explanations and not answer.coming and answer.stage in _SETTLED


def _quiet(answers: Sequence[ManifestAnswer], style: Style) -> list[str]:
    """A line for each manifest about which there is nothing to say; of very many only the first few."""
    shown_ones = answers if len(answers) <= _MOST_QUIET else answers[: _MOST_QUIET // 2]
    lines = [""] if answers else []
    for answer in shown_ones:
        lines += _paragraph(f"{answer.verdict_line}: {_about(answer)}", style, rest="  ")
        lines += _part("note", answer.known, style)
    untold = [answer.verdict_line for answer in answers[len(shown_ones) :]]
    for verdict in dict.fromkeys(untold):
        lines.append(say("quiet.more", {"verdict": verdict, "count": decimal(untold.count(verdict))}))
    return lines


def _about(answer: ManifestAnswer) -> str:
    words = {"kind": kind_word(answer.kind), "stage": stage_word(answer.stage)}
    return say("manifest.head", {"title": answer.title, "file": file_shown(answer.file), **words})


def _manifest(answer: ManifestAnswer, style: Style, with_lead: bool) -> list[str]:
    """Everything about one tool or campaign, below its name; the lead of an only one has been told before."""
    lines = ["", *_paragraph(_about(answer), style, rest="  ")]
    if answer.lead and with_lead:
        lines += _paragraph(answer.lead, style, "  ", "  ")
    lines += _paragraph(answer.verdict_line, style, "  ", "  ")
    for number, text in enumerate(answer.lane_lines):
        lines += _part("" if number else "lane", text, style)
    lines += _part("note", answer.known, style)
    lines += _ways(answer.ways, style)
    lines += [] if not answer.explanations or answer.explanations[0].in_full else [""]
    told = [e for e in answer.explanations if e.headline]
    for explanation in told:
        lines += _finding(explanation, style, answer.file)
    if len(told) < len(answer.explanations):
        rest = str(len(answer.explanations) - len(told))
        lines.append(f"  {say('untold.more' if told else 'untold', {'count': rest})}")
    return [*lines, *_later(answer, style), ""]


def _ways(ways: Sequence[Alternative], style: Style) -> list[str]:
    """What is open today, in a few lines; a way is told whole or not at all."""
    lines: list[str] = []
    labels = {"slot": "faster", "part": "faster", "tool": "instead"}
    before = ""
    for way in ways:
        label = labels[way.kind]
        more = _part(label if label != before else "", way.text, style)
        if len(lines) + len(more) > _MOST_WAY_LINES:
            continue
        lines += more
        before = label
    return lines


def _finding(explanation: Explanation, style: Style, below: str = "") -> list[str]:
    """One finding, in full or as one line; `below` is the file whose name stands above."""
    if not explanation.in_full:
        return [_one_line(explanation, style, below)]
    start = f"{explanation.status_text}  "
    lines = ["", *_paragraph(explanation.headline, style, start, " " * len(start)), ""]
    for text in _unsaid(explanation, style):
        lines += _paragraph(text, style, "  ", "  ")
    lines += _places(explanation, style)
    for text in explanation.why:
        lines += _part("why", text, style)
    lines += _steps(explanation.fix, style)
    lines += _change(explanation, style)
    for part, text in (("faster", explanation.faster), ("ask", explanation.ask), ("when", explanation.when)):
        lines += _part(part, text, style)
    for text in explanation.notes:
        lines += _part("note", text, style)
    return [*lines, *_part("more", explanation.more, style), ""]


def _unsaid(explanation: Explanation, style: Style) -> tuple[str, ...]:
    """What the marked lines and their labels do not say already; nothing is told twice on a small screen."""
    if len(explanation.what) == 1 and len(explanation.excerpts) == 1 and _shown(explanation.what[0], explanation.excerpts[0]):
        return ()
    from guardrails.render.excerpt import label_fits

    needs = [_need(excerpt) for excerpt in explanation.excerpts if label_fits(excerpt, style)]
    return tuple(_without_need(said, needs) for said in explanation.what)


def _shown(said: str, excerpt: Excerpt) -> bool:
    """Whether a text says little more than the value that is marked and the need at its caret."""
    line = next((text for number, text in excerpt.lines if number == excerpt.caret_line), "")
    found, need = line[excerpt.caret_start - 1 : excerpt.caret_end - 1].strip("\"'"), _need(excerpt)
    if not found or not need or found not in said or need not in said:
        return False
    return len(said.replace(found, "", 1).replace(need, "", 1).split()) <= _FEW_WORDS


def _need(excerpt: Excerpt) -> str:
    """What a label says is needed."""
    return excerpt.label.partition(": ")[2]


def _without_need(said: str, needs: Sequence[str]) -> str:
    """The text without its last sentence, where that holds no more than what a label says is needed."""
    for need in needs:
        head = said.removesuffix(f"{need}.") if need else said
        start = head.rfind(". ") + 1
        if head != said and start and len(head[start:].split()) <= _FEW_BEFORE_NEED:
            return said[:start]
    return said


def _told(excerpt: Excerpt, explanation: Explanation, style: Style) -> bool:
    """Whether the text above says what the caret's label says."""
    need = _need(excerpt)
    return bool(need) and any(need in text for text in _unsaid(explanation, style))


def _one_line(explanation: Explanation, style: Style, below: str) -> str:
    """A finding in one line; below the name of its file only the line is told."""
    place = say("place.line_only", {"line": str(explanation.line)}) if explanation.line else ""
    if explanation.file != below:
        file = file_shown(explanation.file)
        place = f"{file}:{explanation.line}" if explanation.line else file
    parts = [explanation.status_text, place, explanation.headline]
    return cut(shown("  ".join(part for part in parts if part), style.unicode), style.columns)


def _places(explanation: Explanation, style: Style) -> list[str]:
    """Where it stands, and the lines as typed; one place line for all excerpts of one file."""
    from guardrails.render.excerpt import excerpt_lines, place_line

    if not explanation.excerpts:
        return _paragraph(place_line(explanation), style, "  ", "    ") if explanation.file else []
    lines: list[str] = []
    file = ""
    for excerpt in explanation.excerpts:
        if excerpt.file != file:
            file = excerpt.file
            lines += _paragraph(place_line(explanation, file), style, "  ", "    ")
        lines += excerpt_lines(excerpt, style, bare=_told(excerpt, explanation, style))
    return lines


def _steps(steps: tuple[str, ...], style: Style) -> list[str]:
    """The steps, numbered when there are several; a line to type keeps its own line where it does not fit."""
    if len(steps) == 1:
        return _part("fix", steps[0], style)
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        part = "fix" if number == 1 else ""
        lines += _part(part, step, style, mark=f"{number}. ")
    return lines


def _change(explanation: Explanation, style: Style) -> list[str]:
    """The lines that change, as a diff, below the steps; where they stand is told above them."""
    if explanation.change is None:
        return []
    start = " " * (_label_width() + 2)
    return [cut(start + shown(line, style.unicode), style.columns) for line in explanation.change.lines if line[:2] != "@@"]


def _part(part: str, text: str, style: Style, indent: str = "  ", mark: str = "") -> list[str]:
    """A labelled paragraph with its text in a column of its own; the widest label of the language makes room."""
    if not text:
        return []
    start = f"{indent}{say(f'part.{part}') if part else '':<{_label_width()}}"
    return _paragraph(text, style, start + mark, " " * (len(start) + len(mark)))


def _label_width() -> int:
    """The columns of the widest label, and a blank."""
    return max(len(say(f"part.{part}")) for part in _PARTS) + 1


def _paragraph(text: str, style: Style, first: str = "", rest: str = "") -> list[str]:
    """Cleaned and wrapped text, behind `first` on its first line and `rest` on the others."""
    return wrapped(shown(text, style.unicode), first, rest, style.columns) if text else []


def _later(answer: ManifestAnswer, style: Style) -> list[str]:
    """What is needed later, by when, and the command that writes the letters."""
    lines: list[str] = []
    for outlook in answer.outlook:
        lines += ["", *_paragraph(outlook.heading, style, "  ", "  ")]
        for text in outlook.lines:
            lines += _paragraph(text, style, "  - ", "    ")
    return [*lines, "", *_paragraph(answer.letters, style, "  ", "    ")] if answer.letters else lines
