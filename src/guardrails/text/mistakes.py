"""The mistakes that make a text unreadable for the parser, told apart by the lines around its mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml.error import YAMLError
from yaml.tokens import ScalarToken, StreamEndToken

from guardrails.text.breaches import BLANK_AFTER_COLON, glued_key
from guardrails.text.characters import CURLY_QUOTES, STRAIGHT, named
from guardrails.text.corrections import certain, closed, quoted
from guardrails.text.letters import ODD_BLANK
from guardrails.text.parser import PARSER_ERRORS, tokens
from guardrails.text.source import Source, Span
from guardrails.text.values import LIMITS, Fault

_TAB_IN_FRONT = re.compile(r"[ ]*(?:-[ ]*)*(\t)")
_TAB_AFTER_DASH = re.compile("- ?\t")
_BLANK_IN_FRONT = re.compile(f"[ \t]*(?:- *)*({ODD_BLANK.pattern})")
_BLANK_IN_KEY = re.compile(f"[^:'\"#\\[{{]*({ODD_BLANK.pattern})[^:'\"#]*: ")
_CURLY_OPENING = re.compile(f"(?:^|[:,\\[{{-])[ \t]*([{CURLY_QUOTES}])")
_FIRST_KEY = re.compile(r"[ ]*(?:-[ ]+)*(\"[^\"]*\"|'[^']*'|[^\s#:'\"\[{-][^:]*?):[ ]+(?=\S)")
_ITEM = re.compile(r"[ ]*(-)(?:[ ]|$)")
_VALUE = re.compile(r"[ ]*(?:-[ ]+)*([^\s#:][^:]*):[ ]+(?![|>#])\S")
_COLUMNS = re.compile(r"[ ]*(?:-[ ]+)*")
_HALF_CHARACTER = re.compile(r"\\[uU](?:0000)?([dD][89a-fA-F][0-9a-fA-F]{2})")
_LINES_BACK = 8
_LEVELS_BACK = 2000


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Where the parser gave up, and what it was busy with."""

    source: Source
    at: int
    began: int | None
    busy: str
    problem: str

    @property
    def number(self) -> int:
        return self.source.position(self.at)[0]

    def focus(self) -> list[int]:
        """The lines that are most likely at fault, best first."""
        if self.began is not None and "simple key" in self.busy:
            return [self.source.position(self.began)[0], self.number]
        return [self.number]

    def lines_back(self, number: int) -> list[int]:
        """The lines above one that hold something, nearest first."""
        lines = []
        for above in range(number - 1, max(0, number - _LEVELS_BACK), -1):
            text = self.source.line(above).strip()
            if text and not text.startswith("#"):
                lines.append(above)
                if len(lines) == _LINES_BACK:
                    break
        return lines

    def start(self, number: int) -> int:
        return self.source.line_span(number).start


def mistake(body: str, error: YAMLError) -> Fault:
    """The fault behind what the parser raised on a text without byte order mark."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Fault("file-unreadable", None, None, {"what": "other"})
    began = getattr(error, "context_mark", None)
    trouble = _Trouble(
        Source("", body),
        min(mark.index, len(body)),
        None if began is None else began.index,
        getattr(error, "context", None) or "",
        getattr(error, "problem", None) or "",
    )
    for look in _LOOKS:
        fault = look(trouble)
        if fault:
            return fault
    return _unreadable(trouble)


def _quote_without_end(trouble: _Trouble) -> Fault | None:
    if trouble.began is None or "quoted scalar" not in trouble.busy or "unexpected" not in trouble.problem:
        return None
    return _unclosed(trouble, trouble.began)


def _tab(trouble: _Trouble) -> Fault | None:
    for number in trouble.focus():
        line = trouble.source.line(number)
        found = _TAB_IN_FRONT.match(line)
        if found:
            at = trouble.start(number) + found.start(1)
            head = line[: len(line) - len(line.lstrip(" \t-"))]
            spaced = _TAB_AFTER_DASH.sub("- ", head).replace("\t", "  ")
            is_field = ":" in line or "-" in head
            write = certain(trouble.source, number, spaced + line[len(head) :]) if is_field else {}
            return Fault("file-tab", at, at + 1, write)
    return None


def _odd_blank(trouble: _Trouble) -> Fault | None:
    for number in trouble.focus():
        line = trouble.source.line(number)
        found = _BLANK_IN_FRONT.match(line) or BLANK_AFTER_COLON.search(line) or _BLANK_IN_KEY.match(line)
        if found:
            at = trouble.start(number) + found.start(1)
            write = certain(trouble.source, number, ODD_BLANK.sub(" ", line))
            return Fault("file-nonbreaking-space", at, at + 1, {**named(found[1]), **write})
    return None


def _smart_quotes(trouble: _Trouble) -> Fault | None:
    for number in trouble.focus():
        line = trouble.source.line(number)
        found = _CURLY_OPENING.search(line)
        if found:
            at = trouble.start(number) + found.start(1)
            write = certain(trouble.source, number, line.translate(STRAIGHT))
            return Fault("file-smart-quotes", at, at + 1, {**named(found[1]), **write})
    return None


def _second_document(trouble: _Trouble) -> Fault | None:
    for number in trouble.lines_back(trouble.number)[:1]:
        if trouble.source.line(number).rstrip() == "..." and "document start" in trouble.problem:
            start = trouble.start(number)
            return Fault("file-second-document", start, start + 3, {"marker": "..."})
    return None


def _quotes_that_do_not_pair(trouble: _Trouble) -> Fault | None:
    """A quoted text that ends on the line of the mark, but began earlier, or stops inside a word."""
    text, last = trouble.source.text, None
    try:
        for token in tokens(text.encode("utf-8"), LIMITS.max_events):
            if type(token) is StreamEndToken or token.start_mark.index >= trouble.at:
                break
            if type(token) is ScalarToken and token.style in ("'", '"'):
                last = Span(token.start_mark.index, token.end_mark.index)
    except PARSER_ERRORS:
        pass  # the same place that is being looked into
    if last is None or trouble.source.position(last.end)[0] != trouble.number:
        return None
    if trouble.source.position(last.start)[0] < trouble.number:
        return _unclosed(trouble, last.start)
    between = text[last.end : trouble.at]
    if "did not find" not in trouble.problem and "expected <block end>" not in trouble.problem:
        return None
    stops_inside = not between.strip() and text[trouble.at : trouble.at + 1].strip()
    return _unclosed(trouble, last.start) if stops_inside else None


def _two_colons(trouble: _Trouble) -> Fault | None:
    if not trouble.problem.startswith("mapping values are not allowed"):
        return None
    line = trouble.source.line(trouble.number)
    found = _FIRST_KEY.match(line)
    if not found or trouble.start(trouble.number) + found.end() > trouble.at:
        return None
    slots = {"key": found[1].strip("'\""), **quoted(trouble.source, trouble.number, found.end())}
    return Fault("file-two-colons", trouble.at, trouble.at + 1, slots)


def _list_under_value(trouble: _Trouble) -> Fault | None:
    line = trouble.source.line(trouble.number)
    item = _ITEM.match(line)
    if not item:
        return None
    for number in trouble.lines_back(trouble.number)[:1]:
        above = _VALUE.match(trouble.source.line(number))
        if above and item.start(1) >= _indent(trouble.source.line(number)):
            at = trouble.start(trouble.number) + item.start(1)
            slots = {"key": above[1].strip("'\""), "line": str(number)}
            return Fault("file-list-under-value", at, at + 1, slots)
    return None


def _missing_blank(trouble: _Trouble) -> Fault | None:
    first = trouble.focus()[0]
    for number in [first, *trouble.lines_back(first)]:
        span, line = trouble.source.line_span(number), trouble.source.line(number)
        head = _COLUMNS.match(line)
        start = span.start + (head.end() if head else 0)
        fault = glued_key(trouble.source, Span(start, span.end))
        if fault:
            return fault
        if number != first and (": " in line or line.rstrip().endswith(":")):
            return None
    return None


def _wrong_indent(trouble: _Trouble) -> Fault | None:
    if "flow" in trouble.busy:
        return None
    number, line = trouble.number, trouble.source.line(trouble.number)
    found = _indent(line)
    levels = _levels(trouble, number)
    if not line.strip() or not levels or found in levels:
        return None
    near = sorted(levels, key=lambda level: (abs(level - found), -level))
    slots = {"found": str(found), "wanted": str(near[0])}
    unique = len(near) == 1 or abs(near[1] - found) > abs(near[0] - found)
    if unique and found > min(levels):
        slots |= certain(trouble.source, number, " " * near[0] + line.lstrip(" "))
    start = trouble.start(number)
    return Fault("file-wrong-indent", start, start + max(found, 1), slots)


def _levels(trouble: _Trouble, number: int) -> set[int]:
    """The columns that the lines above leave open for this line, or have just closed."""
    opened: list[int] = []
    for above in range(max(1, number - _LEVELS_BACK), number):
        line = trouble.source.line(above)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        head = _COLUMNS.match(line)
        opened = [level for level in opened if level < _indent(line)]
        opened.append(_indent(line))
        if head and head.end() > _indent(line):
            opened.append(head.end())
    return set(opened)


def _unreadable(trouble: _Trouble) -> Fault:
    """The last resort: where it stops, and the little that is known about it."""
    source, at = trouble.source, trouble.at
    if trouble.began is not None and source.text[trouble.began : trouble.began + 1] in ("[", "{"):
        began = trouble.began
        slots = {"what": "open-bracket", "character": source.text[began : began + 1]}
        return Fault("file-unreadable", began, began + 1, slots)
    if trouble.began is not None and "simple key" in trouble.busy:
        number = source.position(trouble.began)[0]
        end = source.line_span(number).end
        return Fault("file-unreadable", trouble.began, max(end, trouble.began + 1), {"what": "no-colon"})
    began = trouble.began if trouble.began is not None else at
    first = source.text[began : began + 1]
    if first and first in "@`%&*!|>":
        line = source.position(began)[0]
        slots = {"what": "character", **named(first)}
        slots |= quoted(trouble.source, line, began - trouble.start(line))
        return Fault("file-unreadable", began, began + 1, slots)
    half = _HALF_CHARACTER.match(source.text, max(at - 2, 0))
    if half:
        return Fault("file-hidden-character", half.start(), half.end(), named(chr(int(half[1], 16))))
    what = "escape" if "quoted scalar" in trouble.busy else "other"
    end = min(at + 1, len(source.text))
    return Fault("file-unreadable", min(at, end), end, {"what": what})


_LOOKS: tuple[Callable[[_Trouble], Fault | None], ...] = (
    _quote_without_end,
    _tab,
    _odd_blank,
    _smart_quotes,
    _second_document,
    _quotes_that_do_not_pair,
    _two_colons,
    _list_under_value,
    _missing_blank,
    _wrong_indent,
)


def _unclosed(trouble: _Trouble, start: int) -> Fault:
    slots = {"quote": trouble.source.text[start], **closed(trouble.source, start)}
    return Fault("file-unclosed-quote", start, start + 1, slots)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
