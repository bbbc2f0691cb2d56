"""Where the rules came from, what they would say once a change is in force, and what was left out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.explain.counting import joined
from guardrails.explain.discretion import masked
from guardrails.explain.problems import few
from guardrails.explain.sentences import say, say_counted
from guardrails.model.origin import RulesFrom, Shift, Since
from guardrails.model.report import Report

_MOST_LINES = 12
_MOST_RULES = 3


def origin_notices(report: Report) -> tuple[str, ...]:
    """Nothing for a run by the rules of the checkout about everything."""
    rules = rules_lines(report.rules_from) if report.rules_from else ()
    since = since_lines(report.since) if report.since else ()
    return (*rules, *since)


def rules_lines(told: RulesFrom) -> Iterator[str]:
    """Whose rules these are; then the preview of those that the change brings."""
    yield say("origin.rules", {"commit": short(told.commit)})
    if not told.edited:
        return
    yield say("origin.edited", {"files": few(list(told.edited))})
    if not told.usable:
        yield say("origin.unusable")
        return
    grouped = _grouped(told.shifts)
    for (title, becomes), names in list(grouped.items())[:_MOST_LINES]:
        yield say(f"origin.{becomes}", {"manifest": title, "rules": _rules(names)})
    rest = sum(len(names) for names in list(grouped.values())[_MOST_LINES:])
    if rest:
        yield say_counted("origin.more", rest)
    for id, files in (("dropped", told.dropped), ("taken_up", told.taken_up)):
        if files:
            yield say(f"origin.{id}", {"files": few(list(files))})
    if not (told.shifts or told.dropped or told.taken_up):
        yield say("origin.same")


def _grouped(shifts: tuple[Shift, ...]) -> dict[tuple[str, str], list[str]]:
    """The rules by manifest and by what they become; where two have one title, the file tells them apart."""
    files: dict[str, set[str]] = {}
    for shift in shifts:
        files.setdefault(shift.title, set()).add(shift.file)
    found: dict[tuple[str, str], list[str]] = {}
    for shift in shifts:
        title = shift.title if len(files[shift.title]) == 1 else f"{shift.title} ({shift.file})"
        found.setdefault((masked(title), shift.becomes), []).append(shift.rule)
    return found


def _rules(names: list[str]) -> str:
    return joined(names) if len(names) <= _MOST_RULES else few(names)


def since_lines(told: Since) -> Iterator[str]:
    """What is reported, and how many others are not."""
    slots = {"commit": short(told.commit), "ref": masked(told.ref)}
    yield say("origin.everything" if told.everything else "origin.since", slots)
    if told.left_out:
        yield say_counted("origin.left_out", told.left_out)


def short(commit: str) -> str:
    """A commit's id as people quote it."""
    return commit[:7]
