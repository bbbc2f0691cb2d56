"""The corrected line, offered only when the text can be read past it once it stands there."""

from __future__ import annotations

import re

from yaml.error import YAMLError
from yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent

from guardrails.text.parser import PARSER_ERRORS, events
from guardrails.text.source import Source
from guardrails.text.values import LIMITS

_STEPS: dict[object, int] = {
    MappingStartEvent: 1,
    SequenceStartEvent: 1,
    MappingEndEvent: -1,
    SequenceEndEvent: -1,
}
_COMMENT = re.compile(r"(?:^|[ \t])#")


def certain(source: Source, number: int, line: str) -> dict[str, str]:
    """The slot `write` with the line in place of line `number`; no slot when the text still stops there."""
    span, text = source.line_span(number), source.text
    corrected = f"{text[: span.start]}{line}{text[span.end :]}"
    end = span.start + len(line)
    depth = 0
    try:
        for event in events(corrected.encode("utf-8"), LIMITS.max_events):
            if event is None or event.start_mark.index > end:
                break
            depth += _STEPS.get(type(event), 0)
            if depth > LIMITS.max_depth:
                return {}
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # The parser may notice only on the next line that something was wrong on this one.
        if mark is None or mark.index <= end or mark.line <= number:
            return {}
    except PARSER_ERRORS:
        return {}
    return {"write": line}


def quoted(source: Source, number: int, column: int, value: str | None = None) -> dict[str, str]:
    """The slot `write` with the value from a column on in quotes; no slot when quotes do not settle it."""
    line = source.line(number)
    value = line[column:].rstrip() if value is None else value
    quote = next((quote for quote in "\"'" if quote not in value), None)
    if quote is None or "\\" in value or _COMMENT.search(value):
        return {}
    return certain(source, number, f"{line[:column]}{quote}{value}{quote}")


def closed(source: Source, start: int) -> dict[str, str]:
    """The slot `write` for a quote that opens at `start` and has no partner, or one too early."""
    number, column = source.position(start)
    line, quote = source.line(number), source.text[start]
    value = line[column - 1 :].rstrip()
    if value.count(quote) == 1 and not _COMMENT.search(value):
        return certain(source, number, line.rstrip() + quote)
    if value.count(quote) > 2 and value.endswith(quote):
        return quoted(source, number, column - 1, value[1:-1])
    return {}
