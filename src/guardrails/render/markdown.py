"""The answer as Markdown, for the summary of a job or a comment on a pull request: a table first, then each answer in full.

It is cut at a whole tool or campaign, and says how many it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guardrails.explain.counting import kind_word, stage_word
from guardrails.explain.explanation import GOOD_TO_KNOW, WAIVED, Briefing, Explanation, ManifestAnswer
from guardrails.explain.sentences import say, say_counted
from guardrails.render.cleaned import cleaned
from guardrails.render.entries import lane_title, path_from, summary
from guardrails.render.markdown_text import cell, code, fenced, in_html, inline
from guardrails.render.plain import cut
from guardrails.render.told import Told

MARK = "<!-- guardrails -->"
"""The first line. By it, who keeps one comment up to date finds it again."""
_MOST_BYTES = 900_000
"""A runner drops a summary of more than 1 MiB as a whole."""
_FOLDED = (GOOD_TO_KNOW, WAIVED)
_LONGEST_TITLE = 100
_MOST_TRIED = 10
"""So many blocks are written to see that they do not fit; the others are only counted."""
_RESERVE = 300
"""Bytes for the line that counts what was left out."""


def answer(told: Told) -> str:
    """The answer for the summary of a job."""
    return page(told, _MOST_BYTES)


def page(told: Told, most: int) -> str:
    """The answer in at most so many bytes of UTF-8. A third of them is for the table."""
    briefing = told.briefing(None)
    parts = [MARK, *_head(told, briefing)]
    parts += _table(told, briefing, most // 3)
    last = list(_notices(briefing))
    room = _Room(most - _RESERVE - len("\n\n".join((*parts, *last)).encode()))
    parts += room.fitting([_finding(problem, told, "###") for problem in briefing.problems])
    parts += [say("untold.more", {"count": str(room.left)})] if room.left else []
    parts += room.fitting([_manifest(answer, told) for answer in briefing.manifests if _has_more(answer)])
    parts += [say_counted("sheet.more_manifests", room.left)] if room.left else []
    return "\n\n".join((*parts, *last)) + "\n"


@dataclass
class _Room:
    """Bytes that are free, and how many blocks did not fit."""

    bytes: int
    left: int = 0

    def fitting(self, blocks: Sequence[Iterable[str]]) -> list[str]:
        """The blocks that fit, in order; a small one after a large one still does. Once some have not, no more are written."""
        found: list[str] = []
        self.left = 0
        for block in blocks:
            text = "\n\n".join(block) if self.left < _MOST_TRIED else ""
            size = len(text.encode()) + 2
            if not text or size > self.bytes:
                self.left += 1
            else:
                self.bytes -= size
                found.append(text)
        return found


def _head(told: Told, briefing: Briefing) -> Iterator[str]:
    first, *others = summary(told.report, briefing)
    yield f"## {inline(first)}"
    yield from map(inline, others)


def _table(told: Told, briefing: Briefing, most: int) -> Iterator[str]:
    """One row for each tool and campaign, those with the most to do first."""
    if not briefing.manifests:
        return
    head = (say("sheet.column.about"), say("sheet.column.stage"), say("sheet.column.verdict"), say("part.lane"))
    rows = [_row(head), _row(["---"] * len(head))]
    room = most
    for answer in briefing.manifests:
        title = cut(cleaned(answer.title), _LONGEST_TITLE)
        texts = (title, stage_word(answer.stage), answer.verdict_line, lane_title(answer, told.report))
        row = _row(map(cell, texts))
        room -= len(row.encode()) + 1
        if room < 0:
            break
        rows.append(row)
    yield "\n".join(rows)
    if len(rows) - 2 < len(briefing.manifests):
        yield say_counted("sheet.more_manifests", len(briefing.manifests) - len(rows) + 2)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _has_more(answer: ManifestAnswer) -> bool:
    """Whether there is more to say than its row in the table."""
    return bool(answer.explanations or answer.outlook or answer.ways or answer.lead)


def _manifest(answer: ManifestAnswer, told: Told) -> Iterator[str]:
    yield f"### {inline(answer.title)}"
    about = f"{kind_word(answer.kind)}, {stage_word(answer.stage)}"
    yield f"**{inline(answer.verdict_line)}** · {inline(about)} · {code(path_from(told.home, answer.file))}"
    if answer.lead:
        yield inline(answer.lead)
    if answer.lane_lines:
        yield f"**{say('part.lane')}:** {' '.join(map(inline, answer.lane_lines))}"
    if answer.ways:
        yield _listed(way.text for way in answer.ways)
    for entry in answer.explanations:
        if entry.status not in _FOLDED:
            yield from _finding(entry, told, "####")
    yield from _folded_findings([e for e in answer.explanations if e.status in _FOLDED], told)
    yield from _ahead(answer)


def _folded_findings(some: Sequence[Explanation], told: Told) -> Iterator[str]:
    """What stops nothing, behind its status and its number."""
    for label in dict.fromkeys(entry.status_text for entry in some):
        alike = [entry for entry in some if entry.status_text == label]
        told_ones = (line for entry in alike for line in _finding(entry, told, "####"))
        yield from _folded(say("sheet.counted", {"what": label, "count": str(len(alike))}), told_ones)


def _ahead(answer: ManifestAnswer) -> Iterator[str]:
    for outlook in answer.outlook:
        yield from _folded(outlook.heading, [_listed(outlook.lines)])
    if answer.letters:
        yield inline(answer.letters)


def _folded(heading: str, parts: Iterable[str]) -> Iterator[str]:
    """Parts that open with a click. The heading is a line of HTML."""
    yield f"<details><summary>{in_html(heading)}</summary>"
    yield from parts
    yield "</details>"


def _finding(entry: Explanation, told: Told, level: str) -> Iterator[str]:
    """Everything about one finding or problem, in the order of the other formats."""
    yield f"{level} {inline(entry.status_text)}: {inline(entry.headline)}"
    if entry.file:
        yield code(path_from(told.home, f"{entry.file}:{entry.line}" if entry.line else entry.file))
    yield from map(inline, entry.what)
    if entry.why:
        yield _part("why", " ".join(map(inline, entry.why)))
    if len(entry.fix) == 1:
        yield _part("fix", inline(entry.fix[0]))
    elif entry.fix:
        steps = "\n".join(f"{number}. {inline(step)}" for number, step in enumerate(entry.fix, 1))
        yield f"{_part('fix', '').rstrip()}\n\n{steps}"
    if entry.change:
        yield fenced(entry.change.lines, "diff")
    rest = (("faster", entry.faster), ("ask", entry.ask), ("when", entry.when), *(("note", note) for note in entry.notes))
    yield from (_part(part, inline(text)) for part, text in rest if text)
    if entry.more:
        yield _part("more", code(entry.more))


def _part(part: str, text: str) -> str:
    return f"**{say(f'part.{part}')}:** {text}"


def _notices(briefing: Briefing) -> Iterator[str]:
    if briefing.notices:
        yield f"### {say('sheet.notices')}"
        yield _listed(briefing.notices)


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {inline(text)}" for text in texts)
