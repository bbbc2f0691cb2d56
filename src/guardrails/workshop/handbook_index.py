"""The handbook's index and its pages of packs: all rules, by pack and by code."""

from __future__ import annotations

import re

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.condition_words import Line
from guardrails.explain.counting import counted, kinds_word
from guardrails.explain.handbook_page import (
    GLOSSARY,
    INDEX,
    Block,
    Item,
    Outline,
    Page,
    Run,
    Section,
    Table,
    Tag,
    Words,
    outline,
    words,
)
from guardrails.explain.plain_values import day_in_words, plain
from guardrails.explain.rule_page import severity_words
from guardrails.explain.sentences import fill, sentence
from guardrails.model.rule import Pack, Rule
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.text.values import Value
from guardrails.workshop.handbook_shelf import Setting, Shelf

HOME = Run(SENTENCES["home"], INDEX)
"""The way back to the index."""


def rule_id(rule: Rule) -> str:
    """Where a rule's page stands."""
    return f"rules/{rule.name}"


def pack_id(name: str) -> str:
    """Where a pack's page stands."""
    return f"packs/{name}"


def lane_id(name: str) -> str:
    """Where a lane's page stands."""
    return f"lanes/{name}"


def index_page(shelf: Shelf, explained: int) -> Page:
    """All rules by pack and by code, the lanes, the way to the glossary, and what changed."""
    bundle = shelf.bundle
    packs = [
        Section(f"pack-{pack.name}", words(pack.title, pack_id(pack.name)), (_rules_table(pack, shelf),)) for pack in bundle.packs
    ]
    glossary = fill(SENTENCES["glossary.link"], {"count": counted(explained, "word")})
    sections = [*packs, _section("codes", Table(_head("code", "rule", "pack"), _by_code(shelf)))]
    if bundle.lanes:
        rows = tuple((words(lane.title, lane_id(lane.name)), words(sentence(lane.promise))) for lane in bundle.lanes)
        how = outline([Line(SENTENCES["index.lanes.how"])])
        sections.append(_section("lanes", how, Table(_head("lane", "promise"), rows)))
    if explained:
        sections.append(_section("words", Outline((Item(words(glossary, GLOSSARY)),))))
    if shelf.changes:
        changes = tuple((words(c.version), words(day_in_words(c.day) or c.day), words(c.notes)) for c in shelf.changes)
        sections.append(_section("changes", Table(_head("version", "day", "notes"), changes)))
    counts = {"rules": counted(len(bundle.rules), "rule"), "packs": counted(len(bundle.packs), "pack")}
    lead = fill(SENTENCES["index.lead"], {"name": bundle.name, "version": bundle.version, **counts})
    return Page(INDEX, shelf.title, (), (), lead, tuple(sections))


def pack_page(pack: Pack, shelf: Shelf) -> Page:
    """A pack: who looks after it, its rules, its settings, and when it was looked at."""
    owner = pack.owner
    where = ", ".join(part for part in (owner.chat, owner.contact) if part)
    id = "pack.lead.soon" if owner.replies_within else "pack.lead"
    lead = fill(SENTENCES[id], {"team": owner.team, "where": where, "time": owner.replies_within})
    sections = [Section("rules", words(SENTENCES["pack.rules"]), (_rules_table(pack, shelf),))]
    settings = shelf.settings.get(pack.name, ())
    if settings:
        how = outline([Line(SENTENCES["pack.settings.how"])])
        rows = tuple(_setting(setting, pack.name) for setting in settings)
        table = Table(_head("setting", "value", "range", "name"), rows)
        sections.append(Section("settings", words(SENTENCES["pack.settings"]), (how, table)))
    days = {"reviewed": pack.reviewed, "review_by": pack.review_by}
    told = [Line(fill(SENTENCES[f"pack.{key}"], {"day": day_in_words(day) or day})) for key, day in days.items() if day]
    if told:
        sections.append(Section("upkeep", words(SENTENCES["pack.upkeep"]), (outline(told),)))
    tag = Tag(fill(SENTENCES["pack.tag"], {"name": pack.name, "version": pack.version}))
    return Page(pack_id(pack.name), pack.title, (tag,), (HOME,), lead, tuple(sections))


def _section(key: str, *blocks: Block) -> Section:
    return Section(key, words(SENTENCES[f"index.{key}"]), blocks)


def _head(*columns: str) -> tuple[str, ...]:
    return tuple(SENTENCES[f"head.{column}"] for column in columns)


def _rules_table(pack: Pack, shelf: Shelf) -> Table:
    rows = tuple(
        (words(rule.code), words(rule.words.title, rule_id(rule)), words(_about(rule)), words(_live(rule)))
        for rule in shelf.bundle.rules
        if rule.pack == pack.name
    )
    return Table(_head("code", "rule", "about", "severity"), rows)


def _about(rule: Rule) -> str:
    return kinds_word(rule.applies_to)


def _live(rule: Rule) -> str:
    """How serious the rule is for what customers use, else at its strictest stage."""
    severity = rule.severity.get(Stage.LIVE)
    if severity is not None:
        return severity_words(severity)
    stages = [f"{stage.value}: {severity_words(found)}" for stage, found in rule.severity.items()]
    return stages[-1].capitalize() if stages else ""


def _by_code(shelf: Shelf) -> tuple[tuple[Words, ...], ...]:
    titles = {pack.name: pack.title for pack in shelf.bundle.packs}
    coded = sorted(shelf.bundle.rules, key=lambda rule: (not rule.code, _natural(rule.code), rule.name))
    return tuple(
        (words(r.code), words(r.words.title, rule_id(r)), words(titles.get(r.pack, r.pack), pack_id(r.pack))) for r in coded
    )


def _natural(code: str) -> list[tuple[int, str]]:
    """A key by which VEN-2 comes before VEN-10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", code)]


def _setting(setting: Setting, pack: str) -> tuple[Words, ...]:
    name = (Run(f"{pack}.{setting.name}", code=True),)
    free = (*name, Run(f" {SENTENCES['pack.settable']}")) if setting.settable else name
    low, high = (None if end is None else _amount(end) for end in (setting.low, setting.high))
    id = "range" if low and high else "range.low" if low else "range.high" if high else "range.any"
    span = fill(SENTENCES[id], {"low": low or "", "high": high or ""})
    return words(setting.title), words(_amount(setting.value, setting.unit)), words(span), free


def _amount(value: Value, unit: str = "") -> str:
    """A value as a cell shows it; a list in full."""
    return ", ".join(plain(one) for one in value) if isinstance(value, list) else plain(value, Shape("number", unit=unit))
