"""The answer in the Reviewdog Diagnostic Format, whose messages become comments on a change: they are Markdown."""

from __future__ import annotations

import json

from guardrails.model.stage import Severity
from guardrails.render.hunks import hunks
from guardrails.render.listing import Item, items
from guardrails.render.passages import markdown
from guardrails.render.told import Told
from guardrails.text.source import Source
from guardrails.text.values import Value

Json = dict[str, Value]

_SEVERITIES = {Severity.BLOCK: "ERROR", Severity.WARN: "WARNING", Severity.ADVISE: "INFO"}


def answer(told: Told) -> str:
    """The whole run; what a waiver covers is settled, and what stands in no file of the repository can't be commented."""
    found = [_diagnostic(told, item) for item in items(told) if item.place.file and not item.waived]
    result: Json = {"source": {"name": "guardrails"}, "severity": "ERROR", "diagnostics": list(found)}
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(told: Told, item: Item) -> Json:
    source = _source(told, item.explanation.file)
    location: Json = {"path": item.place.file}
    if item.place.line:
        location["range"] = {
            "start": {"line": item.place.line, "column": _in_bytes(source, item.place.line, item.place.column)},
            "end": {"line": item.place.line, "column": _in_bytes(source, item.place.line, item.place.end_column)},
        }
    diagnostic: Json = {
        "message": markdown(item.explanation),
        "location": location,
        "severity": _SEVERITIES[item.severity] if item.severity is not None else "ERROR",
        "code": {"value": item.rule},
    }
    suggestions = _suggestions(item, source)
    return {**diagnostic, "suggestions": suggestions} if suggestions else diagnostic


def _source(told: Told, file: str) -> Source:
    try:
        return Source(file, told.sources(file))
    except (KeyError, OSError, ValueError):
        return Source(file, "")


def _in_bytes(source: Source, line: int, column: int) -> int:
    """A column in this format: it counts the bytes of the line in UTF-8, from 1."""
    before = source.line(line)[: column - 1]
    return column + len(before.encode("utf-8", "replace")) - len(before)


def _suggestions(item: Item, source: Source) -> list[Value]:
    """The change that settles it, with a button: whole lines, so no columns."""
    change = item.explanation.change
    found = hunks(change, source) if change is not None and change.file == source.name else []
    return [
        {"range": {"start": {"line": hunk.first}, "end": {"line": hunk.last}}, "text": "\n".join(hunk.lines)} for hunk in found
    ]
