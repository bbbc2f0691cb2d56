"""A rule as a page: what it asks, when it counts, why, what to do, examples, sources and history. Plain data, no markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guardrails.explain.condition_words import Ground, Line, below, clause
from guardrails.explain.counting import kinds_word, stage_word
from guardrails.explain.labels import team_in_a_sentence
from guardrails.explain.plain_values import day_in_words, plain
from guardrails.explain.retelling import retold_span
from guardrails.explain.sentences import knows, say, sentence
from guardrails.model.condition import Condition
from guardrails.model.rule import Bundle, Rule
from guardrails.model.shape import Shape
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import Fields
from guardrails.text.values import Value


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything about one rule, in the order in which it is read. `id` is its full name (and its code, if any)."""

    id: str
    title: str
    sections: tuple[Section, ...]


def rule_page(
    rule: Rule,
    bundle: Bundle,
    shapes: Mapping[str, Shape],
    examples: Sequence[Fields] = (),
    glossary: Mapping[str, str] | None = None,
) -> RulePage:
    """The page of a rule. `shapes` by kind; `examples` as written in the pack; `glossary`: term -> its meaning."""
    sections = (
        _section("asks", [*concerns(rule, shapes), *holds(rule, shapes)]),
        _section("counts", _counts(rule, shapes)),
        _section("why", [Line(rule.words.why)] if rule.words.why else []),
        _section("fix", [Line(step) for step in rule.words.fix]),
        _section("faster", [Line(rule.words.faster)] if rule.words.faster else []),
        _section("ask", [Line(_ask(rule))]),
        _section("examples", [line for example in examples for line in _example(example)]),
        _section("waiver", [Line(_waiver(rule))]),
        _section("sources", _sources(rule)),
        _section("words", _words(rule, glossary or {})),
        _section("history", _history(rule, bundle)),
    )
    name = say("page.id", {"name": rule.name, "code": rule.code}) if rule.code else rule.name
    return RulePage(name, rule.words.title, tuple(s for s in sections if s.lines))


def concerns(rule: Rule, shapes: Mapping[str, Shape]) -> list[Line]:
    """Whom the rule concerns."""
    kinds = kinds_word(rule.applies_to)
    if rule.when is None:
        return [Line(say("page.concerns.all", {"kinds": kinds}))]
    return _stated("page.concerns.when", "page.concerns.list", rule.when, rule, shapes, {"kinds": kinds})


def holds(rule: Rule, shapes: Mapping[str, Shape]) -> list[Line]:
    """What must hold."""
    return _stated("page.holds.one", "page.holds.list", rule.require, rule, shapes, {})


def _stated(
    one: str,
    many: str,
    condition: Condition,
    rule: Rule,
    shapes: Mapping[str, Shape],
    slots: Mapping[str, str],
) -> list[Line]:
    """A condition in one sentence where it fits, else as an outline below a heading."""
    ground = _ground(rule, shapes)
    short = clause(condition, ground)
    if short:
        return [Line(say(one, {**slots, "clause": short}))]
    return [Line(say(many, slots)), *below(condition, ground, 1)]


def _ground(rule: Rule, shapes: Mapping[str, Shape]) -> Ground:
    kind = rule.applies_to[0] if rule.applies_to else ""
    return Ground(shapes.get(kind, Shape("object")), shapes)


def _section(id: str, lines: Sequence[Line]) -> Section:
    return Section(say(f"page.section.{id}"), tuple(lines))


def _counts(rule: Rule, shapes: Mapping[str, Shape]) -> list[Line]:
    lines = [
        Line(say(f"page.stage.{stage.value}", {"severity": severity_words(rule.severity[stage])}))
        for stage in Stage
        if stage in rule.severity
    ]
    if rule.raised_when is not None and rule.raised_severity:
        severities = ", ".join(
            say("page.raised.stage", {"stage": stage_word(stage.value), "severity": severity_words(severity)})
            for stage, severity in rule.raised_severity.items()
        )
        lines += _stated("page.raised", "page.raised.list", rule.raised_when, rule, shapes, {"severities": severities})
    days = ((step, day) for step, day in zip(rule.rollout._fields, rule.rollout, strict=True) if day)
    lines += [Line(say(f"page.rollout.{step}", {"day": day_in_words(day) or day})) for step, day in days]
    return [*lines, *_goes_first(rule, shapes)]


def _goes_first(rule: Rule, shapes: Mapping[str, Shape]) -> list[Line]:
    """Who tries the rule before the others, from when, and whose plans those are."""
    group = rule.goes_first
    if group is None:
        return []
    days = (("warn", group.rollout.warn), ("block", group.rollout.block))
    steps = [say(f"page.first.{step}", {"day": day_in_words(day) or day}) for step, day in days if day]
    slots = {"group": group.title, "steps": ", ".join(steps) or say("page.first.start")}
    return [Line(say("page.first.from", slots)), *_stated("page.first", "page.first.list", group.when, rule, shapes, {})]


def severity_words(severity: Severity) -> str:
    """The status word of a severity: "Must fix"."""
    return say(f"page.severity.{severity.value}")


def _ask(rule: Rule) -> str:
    owner = rule.owner
    where = ", ".join(part for part in (owner.chat, owner.contact) if part)
    id = "page.ask.soon" if owner.replies_within else "page.ask"
    return say(id, {"team": owner.team, "where": where, "time": retold_span(owner.replies_within)})


def _example(example: Fields) -> list[Line]:
    """An example by its title, with the change that makes it so."""
    expect = str(example.get("expect"))
    id = f"page.example.{expect}" if knows(f"page.example.{expect}") else "page.example.pass"
    head = Line(say(id, {"title": str(example.get("title", ""))}))
    others = example.get("others")
    elsewhere = others.items() if isinstance(others, dict) else ()
    lines = [*_changes(example.get("change"), ""), *(line for kind, change in elsewhere for line in _changes(change, kind))]
    return [head, *(Line(line, 1) for line in lines)]


def _changes(change: Value, kind: str) -> list[str]:
    """Some changes, one a line; those of another file behind its kind."""
    listed = change.items() if isinstance(change, dict) else ()
    return [_change(f"{kind} {path}".strip(), value) for path, value in listed]


def _change(path: str, value: Value) -> str:
    if value is None:
        return say("page.example.removed", {"path": path})
    return say("page.example.change", {"path": path, "value": typed(value)})


def typed(value: Value) -> str:
    """A value as it is typed in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(typed(v) for v in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k}: {typed(v)}' for k, v in value.items())}}}"
    return plain(None) if value is None else str(value)


def _waiver(rule: Rule) -> str:
    if not rule.waivable:
        return say("page.not_waivable")
    return say("page.waivable", {"team": team_in_a_sentence(rule.owner.team)})


def _sources(rule: Rule) -> list[Line]:
    lines: list[Line] = []
    for title, url, read in rule.words.sources:
        id = f"page.source.{read}"
        lines.append(Line(say(id if knows(id) else "page.source.other", {"title": title})))
        if url:
            lines.append(Line(url, 1))
    if not rule.verified:
        lines.append(Line(say("page.unverified")))
    return [*lines, Line(sentence(rule.words.note))] if rule.words.note else lines


def _words(rule: Rule, glossary: Mapping[str, str]) -> list[Line]:
    """The glossary's terms that the rule's texts use."""
    texts = " ".join((rule.words.title, rule.words.headline, rule.words.why, *rule.words.fix, rule.words.faster))
    return [
        Line(say("page.word", {"term": term, "meaning": meaning}))
        for term, meaning in sorted(glossary.items())
        if re.search(rf"\b{re.escape(term)}\b", texts, re.IGNORECASE)
    ]


def _history(rule: Rule, bundle: Bundle) -> list[Line]:
    lines: list[Line] = []
    if rule.since:
        lines.append(Line(say("page.since", {"since": rule.since})))
    pack = next((p for p in bundle.packs if p.name == rule.pack), None)
    if pack is not None:
        reviewed = day_in_words(pack.reviewed) or pack.reviewed
        lines.append(Line(say("page.pack", {"title": pack.title, "version": pack.version, "reviewed": reviewed})))
    if rule.review_by:
        lines.append(Line(say("page.review_by", {"day": day_in_words(rule.review_by) or rule.review_by})))
    if rule.retired is not None:
        day = day_in_words(rule.retired.on) or rule.retired.on
        lines.append(Line(say("page.retired", {"day": day, "why": rule.retired.why})))
    if rule.replaced_by:
        lines.append(Line(say("page.replaced_by", {"rule": rule.replaced_by})))
    return lines
