"""The answer as SARIF 2.1.0, as code scanning services read it: rules with their help, results, and what was not read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from guardrails.explain.explanation import Excerpt
from guardrails.explain.sentences import say
from guardrails.explain.tongue import spoken
from guardrails.judge.verdict import Exit
from guardrails.model.problem import Problem
from guardrails.render.cleaned import cleaned
from guardrails.render.hunks import Hunk, hunks
from guardrails.render.listing import Item, Place, file_from_top, items
from guardrails.render.markdown_text import inline
from guardrails.render.passages import headline, markdown, plain
from guardrails.render.sarif_rules import Json, described, level_of
from guardrails.render.told import Told
from guardrails.text.source import Source
from guardrails.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "pkg:pypi/martech-guardrails"
"""Where to learn more: the package by its own kind of address, as an organisation may keep it anywhere."""
_ROOT = "%SRCROOT%"
_FINGERPRINT = "guardrailsFinding/v1"
_MOST_RESULTS = 25_000
"""GitHub takes no file with more."""


def answer(told: Told) -> str:
    """The whole run as one SARIF log."""
    found = items(told)
    rules: dict[str, Item] = {}
    for item in found:
        rules.setdefault(item.rule, item)
    index = {rule: number for number, rule in enumerate(rules)}
    placed = [item for item in found if item.place.file]
    shown = sorted(placed, key=_rank)[:_MOST_RESULTS] if len(placed) > _MOST_RESULTS else placed
    left = len(placed) - len(shown)
    log: Json = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver([described(told, rule, item) for rule, item in rules.items()])},
                "invocations": [_invocation(told, found, left)],
                "originalUriBaseIds": {_ROOT: {"description": {"text": say("sarif.root")}}},
                "automationDetails": {"id": "guardrails/"},
                "columnKind": "unicodeCodePoints",
                "language": spoken().code,
                "results": [_result(told, item, index[item.rule]) for item in shown],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _rank(item: Item) -> int:
    """What stops the change first, waived ones last."""
    return 4 if item.waived else 0 if item.severity is None else item.severity.rank


def _driver(rules: Sequence[Json]) -> Json:
    return {
        "name": "guardrails",
        "version": VERSION,
        "semanticVersion": VERSION,
        "informationUri": _HOME,
        "rules": list(rules),
    }


def _invocation(told: Told, found: Sequence[Item], left: int) -> Json:
    """How the run ended, with all that it could not read, and what owners should know."""
    notes = [_notification(item, item.problem) for item in found if item.problem]
    said = [*told.briefing(None).notices, *([say("untold", {"count": str(left)})] if left else [])]
    notes += [{"level": "note", "message": {"text": _in_text(cleaned(text))}} for text in said]
    return {
        "executionSuccessful": told.code in (Exit.FINE, Exit.BLOCKED),
        "exitCode": int(told.code),
        "toolExecutionNotifications": list(notes),
    }


def _notification(item: Item, problem: Problem) -> Json:
    note: Json = {
        "descriptor": {"id": item.rule},
        "level": "note" if problem.warning else "error",
        "message": {"text": _in_text(plain(item.explanation))},
    }
    return {**note, "locations": [_location(item.place)]} if item.place.file else note


def _result(told: Told, item: Item, index: int) -> Json:
    """One entry; a waived one is there too, as suppressed."""
    related = _related(told, item)
    links = [(_bracketed(name), number) for number, (name, _) in enumerate(related, 1)]
    text, marked = _in_text(plain(item.explanation)), markdown(item.explanation)
    text = "\n".join([text, *(f"[{name}]({number})" for name, number in links)])
    marked = "\n\n".join([marked, *(f"[{inline(name)}]({number})" for number, (name, _) in enumerate(related, 1))])
    result: Json = {
        "ruleId": item.rule,
        "ruleIndex": index,
        # Not every service reads suppressions: as an error it would stop a change that a waiver lets pass.
        "level": "note" if item.waived else level_of(item.severity),
        "message": {"text": text, "markdown": marked},
        "locations": [_location(item.place, _snippet(told, item), item)],
        "partialFingerprints": {_FINGERPRINT: item.key},
    }
    if related:
        result["relatedLocations"] = [{"id": n, **_location(place)} for n, (_, place) in enumerate(related, 1)]
    if item.waived and item.finding is not None and item.finding.waiver is not None:
        reason = _in_text(cleaned(item.finding.waiver.reason))
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    fix = _fix(told, item)
    return {**result, "fixes": [fix]} if fix else result


def _location(place: Place, snippet: str = "", item: Item | None = None) -> Json:
    """A place as SARIF writes it; a file of which no line is known is marked at its beginning."""
    line, column, end = (place.line, place.column, place.end_column) if place.line else (1, 1, 2)
    region: Json = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end}
    if snippet:
        region["snippet"] = {"text": snippet}
    location: Json = {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}
    if item is not None and item.manifest is not None:
        name, element = cleaned(item.manifest.name), cleaned(item.element)
        path = f"{name}/{element}" if element else name
        location["logicalLocations"] = [{"name": element or name, "fullyQualifiedName": path, "kind": "object"}]
    return location


def _artifact(file: str) -> Json:
    return {"uri": quote(file, safe="/"), "uriBaseId": _ROOT}


def _snippet(told: Told, item: Item) -> str:
    """What is marked, as typed; nothing where its line holds a secret or anything that nobody can see."""
    source = _source(told, item.explanation.file)
    if source is None or not item.place.line or (item.finding is not None and item.finding.rule.hide_value):
        return ""
    line = source.line(item.place.line)
    return line[item.place.column - 1 : item.place.end_column - 1] if cleaned(line) == line else ""


def _source(told: Told, file: str) -> Source | None:
    try:
        return Source(file, told.sources(file))
    except (KeyError, OSError, ValueError):
        return None


def _related(told: Told, item: Item) -> list[tuple[str, Place]]:
    """Further places that the explanation shows, such as one in a manifest that this one refers to."""
    here = (item.explanation.file, item.place.line)
    found: list[tuple[str, Place]] = []
    for excerpt in item.explanation.excerpts:
        file = file_from_top(told, excerpt.file)
        if file and (excerpt.file, excerpt.caret_line) != here:
            name = say("place.line", {"file": file, "line": str(excerpt.caret_line)})
            found.append((name, _marked(told, excerpt, file)))
    return found


def _marked(told: Told, excerpt: Excerpt, file: str) -> Place:
    """The stretch that is marked in an excerpt; the whole line where it is shown otherwise than typed."""
    source = _source(told, excerpt.file)
    line = source.line(excerpt.caret_line) if source else ""
    if (excerpt.caret_line, line) in excerpt.lines:
        return Place(file, excerpt.caret_line, excerpt.caret_start, excerpt.caret_end)
    return Place(file, excerpt.caret_line, 1, len(line) + 1 if line else 2)


def _fix(told: Told, item: Item) -> Json | None:
    """The change that an editor can offer, as whole lines."""
    change = item.explanation.change
    source = _source(told, change.file) if change is not None else None
    replaced = hunks(change, source) if change is not None and source is not None else []
    if source is None or not replaced:
        return None
    changed: Json = {
        "artifactLocation": _artifact(item.place.file),
        "replacements": [_replacement(hunk, source) for hunk in replaced],
    }
    return {"description": {"text": _in_text(headline(item.explanation))}, "artifactChanges": [changed]}


def _replacement(hunk: Hunk, source: Source) -> Json:
    """Lines by other lines; where none take their place, their line end goes too."""
    region: Json = {"startLine": hunk.first, "startColumn": 1, "endLine": hunk.last, "endColumn": len(source.line(hunk.last)) + 1}
    if not hunk.lines:
        return {"deletedRegion": {**region, "endLine": hunk.last + 1, "endColumn": 1}}
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    return {"deletedRegion": region, "insertedContent": {"text": line_end.join(hunk.lines)}}


def _in_text(text: str) -> str:
    """A plain message in which nothing is a link or a placeholder: SARIF reads `[a](b)` and `{0}` in every text."""
    text = _bracketed(text) if "](" in text else text
    return text.replace("{", "{{").replace("}", "}}") if any(f"{{{digit}" in text for digit in "0123456789") else text


def _bracketed(text: str) -> str:
    """A text whose brackets are letters."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
