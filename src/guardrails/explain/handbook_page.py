"""The pages of a bundle's handbook as plain data: what stands on them and where it leads, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from guardrails.explain.condition_words import Line
from guardrails.text.clean import visible

INDEX = "index"
GLOSSARY = "glossary"
"""The two pages that every handbook has."""

# Rule texts write field names in backticks. Only what looks like one becomes code; all other backticks are letters.
_FIELD = re.compile(r"(?<!`)`([\w.@/{}\[\]-]+(?:: [\w.@/-]+)?)`(?!`)")
_OUTWARD = re.compile(r"https?://[^\s/]\S*\Z").match


class Run(NamedTuple):
    """A stretch of text: plain, `code`, or a link `to` a page (`rules/vendor/owner`, `glossary#word-tag`) or an address."""

    text: str
    to: str = ""
    code: bool = False


Words: TypeAlias = tuple[Run, ...]


class Item(NamedTuple):
    """A point of an outline, with the points below it."""

    words: Words
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Sentences with the points below them; `steps` are numbered."""

    items: tuple[Item, ...]
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """An example: what becomes of it (pass, fail, ask or skip), its title, remarks, and the lines of the file as YAML."""

    expect: str
    title: str
    remarks: tuple[str, ...]
    yaml: str


class Term(NamedTuple):
    """A word with its meaning and the words that experts use for it. `anchor` is where links lead to."""

    anchor: str
    word: str
    meaning: Words
    also: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and their meanings."""

    terms: tuple[Term, ...]


Block: TypeAlias = Outline | Table | Sample | Terms


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. `key` is its anchor within the page."""

    key: str
    heading: Words
    blocks: tuple[Block, ...]


class Tag(NamedTuple):
    """A few words at the top of a page; `tone` is block, warn, advise or empty."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `id` is its place (`rules/vendor/owner`), `trail` are the pages above it."""

    id: str
    title: str
    tags: tuple[Tag, ...]
    trail: Words
    lead: str
    sections: tuple[Section, ...]


class Entry(NamedTuple):
    """What the search finds: a title with a line about it, where it leads, and the words it is found by."""

    title: str
    about: str
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """All pages, the index first, and what the search finds."""

    title: str
    pages: tuple[Page, ...]
    entries: tuple[Entry, ...]


def words(text: str, to: str = "") -> Words:
    """A text as runs: field names in backticks become code; whatever leads somewhere stays in one piece."""
    text = visible(" ".join(text.split()))
    if to:
        return (Run(text, to),)
    runs: list[Run] = []
    done = 0
    for found in _FIELD.finditer(text):
        runs += [Run(text[done : found.start()]), Run(found[1], code=True)]
        done = found.end()
    return tuple(run for run in (*runs, Run(text[done:])) if run.text)


def outward(address: str) -> str:
    """The address if it leads to the web, else nothing."""
    return address if _OUTWARD(address) else ""


def anchor(key: str) -> str:
    """A key of the glossary as the name of a place on its page."""
    return "word-" + re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def outline(lines: Iterable[Line]) -> Outline:
    """Lines with their depth as an outline."""
    listed = list(lines)
    return Outline(_items(listed, 0, min((line.depth for line in listed), default=0)))


def _items(lines: list[Line], at: int, depth: int) -> tuple[Item, ...]:
    items: list[Item] = []
    while at < len(lines) and lines[at].depth >= depth:
        below = at + 1
        while below < len(lines) and lines[below].depth > depth:
            below += 1
        items.append(Item(words(lines[at].text), _items(lines[:below], at + 1, depth + 1)))
        at = below
    return tuple(items)
