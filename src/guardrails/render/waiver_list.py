"""The list of waivers as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from guardrails.explain.days import counted_day, short_day
from guardrails.explain.sentences import say, say_counted
from guardrails.explain.waiver_rows import Row
from guardrails.render.markdown_text import escaped
from guardrails.render.plain import columns, defused, shown, wrapped
from guardrails.render.style import Style

_COLUMNS = ("state", "rule", "manifest", "end", "left", "risk", "file")
_FIELDS = ("rule", "manifest", "element", "granted", "expires", "reason", "reason_kind", "risk_owner", "requested_by",
           "approved_by", "instead", "file")  # fmt: skip


def as_text(rows: Sequence[Row], today: date, style: Style) -> str:
    """One paragraph a waiver: what became of it, what it covers, until when, who carries the risk, where it lies."""
    head = say_counted("waiver.list.head", len(rows), {"day": short_day(today.isoformat())}) if rows else say("waiver.list.none")
    width = max((columns(row.word) for row in rows), default=0) + 2
    lines = [head]
    for row in rows:
        first, rest = row.word + " " * (width - columns(row.word)), " " * width
        lines.append("")
        for number, text in enumerate(_told(row, today)):
            lines += wrapped(shown(text, style.unicode), first if number == 0 else rest, rest, style.columns)
    return "".join(f"{defused(line, style.unicode)}\n" for line in lines)


def _told(row: Row, today: date) -> list[str]:
    waiver = row.waiver
    end = "waiver.list.ended" if row.left < 0 else "waiver.list.until"
    risk = say("waiver.list.risk", {"risk_owner": waiver.risk_owner})
    until = say(end, {"day": counted_day(waiver.expires, today)})
    return [_scope(row), f"{until}. {risk}.", waiver.file, *([row.note] if row.note else [])]


def _scope(row: Row) -> str:
    waiver = row.waiver
    slots = {"rule": waiver.rule, "manifest": waiver.manifest, "element": waiver.element}
    return say("waiver.list.scope.element" if waiver.element else "waiver.list.scope", slots)


def as_markdown(rows: Sequence[Row], today: date, style: Style) -> str:
    """A table, for a wiki or a monthly meeting."""
    if not rows:
        return say("waiver.list.none") + "\n"
    lines = [[say(f"waiver.column.{name}") for name in _COLUMNS], ["---"] * len(_COLUMNS)]
    for row in rows:
        waiver = row.waiver
        part = f"{waiver.manifest}, {waiver.element}" if waiver.element else waiver.manifest
        cells = (row.word, waiver.rule, part, waiver.expires, str(max(row.left, 0)), waiver.risk_owner, waiver.file)
        lines.append([escaped(cell) for cell in cells])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def as_json(rows: Sequence[Row], today: date, style: Style) -> str:
    """The same for programs, with every field of the file."""
    waivers = [
        {"state": row.state, "days_left": row.left, "type": row.waiver.kind, **{k: getattr(row.waiver, k) for k in _FIELDS}}
        for row in rows
    ]
    whole = {"tool": "guardrails", "schema_version": 1, "as_of": today.isoformat(), "waivers": waivers}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Row], date, Style], str]] = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""The forms of the list."""
