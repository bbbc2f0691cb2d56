"""A rule's page in the handbook: what `guardrails explain` says about it, with its examples as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.counting import kinds_word
from guardrails.explain.handbook_page import (
    GLOSSARY,
    Block,
    Item,
    Outline,
    Page,
    Sample,
    Section,
    Tag,
    Term,
    Terms,
    anchor,
    outline,
    outward,
    words,
)
from guardrails.explain.plain_values import day_in_words
from guardrails.explain.rule_page import Section as Told
from guardrails.explain.rule_page import rule_page, severity_words
from guardrails.explain.rule_texts import glossary_for
from guardrails.explain.sentences import fill, say
from guardrails.model.rule import Rule
from guardrails.model.shape import Shape
from guardrails.workshop.examples import DEFAULT_DAY, Example
from guardrails.workshop.handbook_index import HOME, pack_id, rule_id
from guardrails.workshop.handbook_shelf import Shelf
from guardrails.workshop.handbook_yaml import example_yaml

_SECTIONS = ("asks", "counts", "why", "fix", "faster", "ask", "waiver", "sources", "words", "history")
_GOOD_TO_BAD = ("pass", "fail", "ask")


def handbook_rule(rule: Rule, shelf: Shelf) -> Page:
    """The page of a rule."""
    rule = shelf.spoken(rule)
    told = rule_page(rule, shelf.bundle, shelf.shapes, glossary=glossary_for(rule, shelf.bundle))
    headings = {say(f"page.section.{key}"): key for key in _SECTIONS}
    sections = [_section(headings[section.heading], section, rule, shelf) for section in told.sections]
    before = next(i for i, section in enumerate(sections) if section.key == "ask")
    sections[before:before] = _shown(rule, shelf)
    pack = next((p.title for p in shelf.bundle.packs if p.name == rule.pack), rule.pack)
    trail = (HOME, *words(pack, pack_id(rule.pack)))
    return Page(rule_id(rule), rule.words.title, tuple(_tags(rule)), trail, rule.name, tuple(sections))


def _tags(rule: Rule) -> Iterator[Tag]:
    if rule.code:
        yield Tag(rule.code)
    yield Tag(kinds_word(rule.applies_to).capitalize())
    for stage, severity in rule.severity.items():
        slots = {"stage": stage.value.capitalize(), "severity": severity_words(severity)}
        yield Tag(fill(SENTENCES["tag.stage"], slots), severity.value)
    if not rule.verified:
        yield Tag(SENTENCES["tag.unverified"], "warn")
    if rule.retired is not None:
        yield Tag(SENTENCES["tag.retired"], "warn")
    if rule.replaced_by:
        yield Tag(SENTENCES["tag.replaced"], "warn")


def _section(key: str, told: Told, rule: Rule, shelf: Shelf) -> Section:
    """A section of the rule's page, with links where its lines lead somewhere."""
    block: Block = outline(told.lines)
    if key == "fix":
        block = Outline(tuple(Item(words(line.text)) for line in told.lines), steps=True)
    elif key == "sources":
        block = _sources(told)
    elif key == "words":
        block = _terms(rule, shelf)
    elif key == "history" and isinstance(block, Outline):
        block = Outline((*block.items, *_replacement(rule, shelf)))
    return Section(key, words(told.heading), (block,))


def _sources(told: Told) -> Outline:
    """Each source as a link to its address, which stands on the line below it."""
    items: list[Item] = []
    for line in told.lines:
        if line.depth and items and outward(line.text):
            items[-1] = Item(words("".join(run.text for run in items[-1].words), outward(line.text)))
        else:
            items.append(Item(words(line.text)))
    return Outline(tuple(items))


def _terms(rule: Rule, shelf: Shelf) -> Terms:
    listed = shelf.bundle.vocabulary.get("glossary", {}).get("entries")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    keys = {str(entry.get("plain")): str(entry.get("key", "")) for entry in entries}
    found = sorted(glossary_for(rule, shelf.bundle).items())
    return Terms(tuple(Term(f"{GLOSSARY}#{anchor(keys[plain])}", term, words(plain)) for term, plain in found))


def _replacement(rule: Rule, shelf: Shelf) -> Iterator[Item]:
    for other in shelf.bundle.rules:
        if rule.replaced_by in (other.name, other.id) and rule.replaced_by:
            yield Item(words(SENTENCES["rule.replaced"], rule_id(other)))


def _shown(rule: Rule, shelf: Shelf) -> Iterator[Section]:
    """The examples, good before bad, then those that the rule does not concern."""
    headings = {"examples": (say("page.section.examples"), _GOOD_TO_BAD), "skips": (SENTENCES["rule.skips"], ("skip",))}
    for key, (heading, expected) in headings.items():
        samples = _samples(rule, shelf, expected)
        if samples:
            yield Section(key, words(heading), samples)


def _samples(rule: Rule, shelf: Shelf, expected: tuple[str, ...]) -> tuple[Sample, ...]:
    """The rule's examples that come out so, in this order."""
    all_of_it = shelf.examples.get(rule.name, ())
    return tuple(_sample(example, shelf) for expect in expected for example in all_of_it if example.expect == expect)


def _sample(example: Example, shelf: Shelf) -> Sample:
    lines = _lines(example, shelf)
    for kind, change in example.others.items():
        heading = fill(SENTENCES["yaml.other"], {"kind": kind.lower()})
        lines += f"# {heading}\n{_lines(replace(example, kind=kind, stage='', change=change), shelf)}"
    remarks = [] if lines else [SENTENCES["sample.unchanged"]]
    if example.as_of.isoformat() != DEFAULT_DAY:
        remarks.append(fill(SENTENCES["sample.as_of"], {"day": day_in_words(example.as_of)}))
    return Sample(example.expect, example.title, tuple(remarks), lines)


def _lines(example: Example, shelf: Shelf) -> str:
    """What an example changes in the manifest of its kind, as YAML."""
    shape = shelf.shapes.get(example.kind, Shape("open"))
    return example_yaml(example, shelf.bases.get(example.kind, {}), shape, shelf.bundle.organisation)
