"""The handbook of a bundle: one page a rule, one a pack, one a lane, the glossary, and an index, as plain data.

Everything on its pages comes from the bundle as it judges, and from the texts that it was compiled from. Nothing
depends on the day or the machine: the same bundle gives the same handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.handbook_page import GLOSSARY, Entry, Handbook, Page, Run, Section, Term, Terms, anchor, words
from guardrails.explain.sentences import fill
from guardrails.model.problem import Problem
from guardrails.model.value import Fields
from guardrails.workshop.handbook_index import HOME, index_page, lane_id, pack_id, pack_page, rule_id
from guardrails.workshop.handbook_lanes import lane_page
from guardrails.workshop.handbook_rules import handbook_rule
from guardrails.workshop.handbook_shelf import Shelf, shelf_of
from guardrails.workshop.material import Material

_NOT_SEARCHED = re.compile(r"‹[^›]*›|`")


def handbook(material: Material) -> tuple[Handbook | None, list[Problem]]:
    """The handbook of a bundle, or the problems that keep it from being used."""
    shelf, problems = shelf_of(material)
    if shelf is None:
        return None, problems
    bundle = shelf.bundle
    entries = glossary_entries(shelf)
    pages = (
        index_page(shelf, len(entries)),
        *(pack_page(pack, shelf) for pack in bundle.packs),
        *(handbook_rule(rule, shelf) for rule in bundle.rules),
        *(lane_page(lane, shelf) for lane in bundle.lanes),
        *([glossary_page(entries)] if entries else []),
    )
    return Handbook(shelf.title, pages, tuple(search_entries(shelf, entries))), problems


def glossary_entries(shelf: Shelf) -> list[Fields]:
    """The words that the bundle explains, by the alphabet."""
    listed = shelf.bundle.vocabulary.get("glossary", {}).get("entries")
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return sorted(entries, key=lambda entry: (str(entry.get("title", "")).casefold(), str(entry.get("key", ""))))


def glossary_page(entries: list[Fields]) -> Page:
    """All words of the glossary with their meaning and what experts call them."""
    terms = tuple(
        Term(
            anchor(str(entry.get("key", ""))),
            str(entry.get("title", "")),
            words(str(entry.get("plain", ""))),
            fill(SENTENCES["glossary.also"], {"words": also}) if (also := _also(entry)) else "",
        )
        for entry in entries
    )
    section = Section("words", (Run(SENTENCES["index.words"]),), (Terms(terms),))
    return Page(GLOSSARY, SENTENCES["glossary.title"], (), (HOME,), SENTENCES["glossary.lead"], (section,))


def search_entries(shelf: Shelf, glossary: list[Fields]) -> Iterator[Entry]:
    """What the search finds: every rule, pack, lane and word."""
    titles = {pack.name: pack.title for pack in shelf.bundle.packs}
    for plain_rule in shelf.bundle.rules:
        rule = shelf.spoken(plain_rule)
        about = " · ".join(part for part in (rule.code, titles.get(rule.pack, rule.pack)) if part)
        texts = (rule.name, rule.words.headline, rule.words.why, *rule.words.fix, rule.words.faster, *rule.applies_to)
        yield Entry(rule.words.title, about, rule_id(rule), _NOT_SEARCHED.sub("", " ".join(texts)))
    for pack in shelf.bundle.packs:
        yield Entry(pack.title, SENTENCES["head.pack"], pack_id(pack.name), f"{pack.name} {pack.owner.team}")
    for lane in shelf.bundle.lanes:
        texts = (lane.name, *(t.title for t in lane.triggers), *(t.drop for t in lane.triggers))
        yield Entry(lane.title, SENTENCES["head.lane"], lane_id(lane.name), " ".join(texts))
    for entry in glossary:
        to = f"{GLOSSARY}#{anchor(str(entry.get('key', '')))}"
        yield Entry(str(entry.get("title", "")), str(entry.get("plain", "")), to, _also(entry))


def _also(entry: Fields) -> str:
    also = entry.get("also")
    return ", ".join(map(str, also)) if isinstance(also, list) else ""
