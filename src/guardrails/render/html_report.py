"""One run as one page: for the screen, a phone and paper, in light and dark, without a script and without anything from outside.

Every value is escaped by the template, which is ours alone. The style stands in the page and is named by its hash.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from guardrails.explain.counting import counted, kind_word, stage_word
from guardrails.explain.days import short_day
from guardrails.explain.explanation import Excerpt
from guardrails.explain.handbook_page import Run, Words, words
from guardrails.explain.sentences import knows, say
from guardrails.explain.tongue import spoken
from guardrails.model.report import Report, WaiverState
from guardrails.render.cleaned import cleaned
from guardrails.render.entries import LEVELS, lane_title, path_from, summary
from guardrails.render.html_page import hashed, page_environment, source
from guardrails.render.told import Told
from guardrails.version import VERSION

_TO_TYPE = ":  "
_SIGNS = {"+": "added", "-": "removed"}


class Line(NamedTuple):
    """A line of code: its number or sign, its text in three parts of which the middle one is marked, and a label."""

    start: str
    before: str
    marked: str = ""
    after: str = ""
    label: str = ""
    kind: str = ""


class WaiverRow(NamedTuple):
    """A waiver: which rule, on what, and what became of it."""

    rule: str
    manifest: str
    state: str
    tone: str


def answer(told: Told) -> str:
    """The whole page."""
    environment = page_environment(_shown)
    environment.filters["runs"] = _runs
    style = source(environment, "colours.css", "report.css")
    briefing = told.briefing(None)
    return environment.get_template("report.html").render(
        language=spoken().code,
        policy=_policy(style),
        style=style,
        title=say("sheet.title", {"day": short_day(told.report.as_of.isoformat())}),
        summary=summary(told.report, briefing),
        briefing=briefing,
        waivers=[_waiver(state, told.report) for state in told.report.waivers],
        made_by=_made_by(told.report),
        say=say,
        place=lambda file: path_from(told.folder, file),
        kind_word=kind_word,
        stage_word=stage_word,
        lane=lambda one: lane_title(one, told.report),
        levels=LEVELS,
        source_lines=_source_lines,
        change_line=_change_line,
    )


def _shown(value: object) -> object:
    """A text with everything visible and nothing secret; what is markup already stays as it is."""
    return cleaned(value) if type(value) is str else value


def _policy(style: Markup) -> Markup:
    """The Content-Security-Policy: our style, and nothing else. It goes in as it is: a hash looks like a secret."""
    return escape(f"default-src 'none'; style-src {hashed(style)}; img-src data:; base-uri 'none'; form-action 'none'")


def _runs(text: str) -> Words:
    """A text as stretches, of which some are code: field names in backticks, and a line to type."""
    head, gap, typed = cleaned(text).partition(_TO_TYPE)
    if not gap or not typed.strip():
        return words(head + gap + typed)
    return (*words(head), Run(": "), Run(typed.strip(), code=True))


def _source_lines(excerpt: Excerpt) -> list[Line]:
    """The lines as typed, with the stretch that matters marked."""
    return [_source_line(number, text, excerpt) for number, text in excerpt.lines]


def _source_line(number: int, text: str, excerpt: Excerpt) -> Line:
    """A line is cleaned as a whole, as half a secret has no telling look; a mark counts only in a line that was clean."""
    clean = cleaned(text)
    label = excerpt.label if number == excerpt.caret_line else ""
    if number != excerpt.caret_line or clean != text:
        return Line(str(number), clean, label=label)
    start, end = excerpt.caret_start - 1, excerpt.caret_end - 1
    return Line(str(number), text[:start], text[start:end] or " ", text[end:], label)


def _change_line(text: str) -> Line:
    """A line of a diff: its sign is kept, and a word says what the sign means."""
    kind = "" if text.startswith(("+++", "---")) else _SIGNS.get(text[:1], "")
    return Line(text[:1], text[1:], label=say(f"sheet.{kind}") if kind else "", kind=kind)


def _waiver(state: WaiverState, report: Report) -> WaiverRow:
    waiver = state.waiver
    rules = report.bundle.rules if report.bundle else ()
    rule = next((rule.words.title for rule in rules if rule.name == waiver.rule), waiver.rule)
    manifest = next((m.manifest.title for m in report.manifests if m.manifest.name == waiver.manifest), waiver.manifest)
    tone = "fine" if state.state == "in-force" else "warn"
    id = f"sheet.waiver.{state.state}"
    told = say(id if knows(id) else f"waiver.state.{state.state}", {"day": short_day(waiver.expires)})
    return WaiverRow(rule, manifest, told, tone)


def _made_by(report: Report) -> str:
    if report.bundle is None:
        return f"guardrails {VERSION}"
    rules = counted(len(report.bundle.rules), "rule")
    slots = {"version": VERSION, "rules": rules, "bundle": report.bundle.name, "bundle_version": report.bundle.version}
    return say("sheet.rules", slots)
