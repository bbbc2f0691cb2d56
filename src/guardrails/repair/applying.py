"""Edits applied to a manifest's fields: a copy along the changed paths, everything else shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guardrails.model.repair import Edit
from guardrails.model.value import Fields, Gap, Path
from guardrails.text.values import Value


def applied(fields: Fields, edits: Iterable[Edit]) -> Fields:
    """The fields after the edits. Entries of a list are taken out last first, so that every path means what it meant."""
    order = sorted(edits, key=lambda e: (e.value is Gap.NOTHING, [-s if isinstance(s, int) else 0 for s in e.path]))
    changed: Value = fields
    for edit in order:
        changed = _set(changed, edit.path, edit.value)
    return changed if isinstance(changed, dict) else fields


def _set(here: Value, path: Path, value: Value | Gap) -> Value:
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(here) if isinstance(here, list) else []
        if value is Gap.NOTHING and not rest:
            return entries[:step] + entries[step + 1 :]
        before = entries[step] if step < len(entries) else None
        after = _set(before, rest, value) if rest else value
        return [*entries[:step], _value(after), *entries[step + 1 :]]
    fields = dict(here) if isinstance(here, dict) else {}
    if value is Gap.NOTHING and (not rest or step not in fields):
        fields.pop(step, None)
        return fields
    fields[step] = _value(_set(fields.get(step), rest, value) if rest else value)
    return fields


def _value(value: Value | Gap) -> Value:
    return None if isinstance(value, Gap) else value


def merged(one: Sequence[Edit], other: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Both sets of edits together; None where they speak of the same value or of one inside the other differently."""
    result = list(one)
    for edit in other:
        if edit in result:
            continue
        if any(e.document == edit.document and _overlap(e.path, edit.path) for e in result):
            return None
        result.append(edit)
    return tuple(result)


def _overlap(one: Path, other: Path) -> bool:
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def value_at(fields: Mapping[str, Value], path: Path) -> Value | Gap:
    """What stands at a path; Gap.UNANSWERED where nothing does."""
    here: Value = dict(fields)
    for step in path:
        if isinstance(step, int):
            if not isinstance(here, list) or step >= len(here):
                return Gap.UNANSWERED
            here = here[step]
        elif isinstance(here, dict) and step in here:
            here = here[step]
        else:
            return Gap.UNANSWERED
    return here
