"""What is said about the baseline: how much of it a manifest still holds, and what is no longer needed."""

from __future__ import annotations

from guardrails.explain.context import Context
from guardrails.explain.days import short_day
from guardrails.explain.discretion import masked
from guardrails.explain.plain_values import listed
from guardrails.explain.sentences import say, say_counted
from guardrails.explain.typed import typed
from guardrails.model.baseline import Entry
from guardrails.model.report import ManifestReport, Report

_MOST_NAMED = 3


def known_line(report: ManifestReport) -> str:
    """`3 things are in the baseline since 23 Nov 2026.`; "" where there are none."""
    count = len(report.known) + len(report.known_questions)
    return say_counted("baseline.known", count, {"day": short_day(report.known_since)}) if count else ""


def known_in_all(report: Report) -> int:
    """How many things of all manifests are in the baseline."""
    return sum(len(m.known) + len(m.known_questions) for m in report.manifests)


def unneeded_line(report: Report, context: Context) -> str:
    """Which entries are no longer needed, and how they are taken out; "" where all are."""
    if report.baseline is None or not report.baseline.unneeded:
        return ""
    entries = report.baseline.unneeded
    names = listed(list(dict.fromkeys(_named(entry, report) for entry in entries)), most=_MOST_NAMED)
    file = typed(masked(context.folder + report.baseline.baseline.file))
    return say_counted("baseline.unneeded", len(entries), {"names": names, "command": context.command, "file": file})


def _named(entry: Entry, report: Report) -> str:
    """An entry for people: what it is about, and whose."""
    rules = report.bundle.rules if report.bundle else ()
    titles = {m.manifest.name: m.manifest.title for m in report.manifests if m.manifest.kind == entry.key.kind}
    subject = next((rule.words.title for rule in rules if rule.name == entry.key.subject), entry.key.subject)
    slots = {"subject": masked(subject), "manifest": masked(titles.get(entry.key.manifest, entry.key.manifest))}
    return say("baseline.entry", slots)
