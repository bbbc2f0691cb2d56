"""The texts of one rule as written, each with its place: what the checks of words look at.

A text may be a map of languages. The default language is what most checks look at; `RuleTexts.told_in` has the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from guardrails.language.pack_words import WORDS
from guardrails.language.text_maps import ENGLISH, languages
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value
from guardrails.workshop.material import Document

_FINDING = ("headline", "why", "fix", "faster")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text: what it is called ("why", "fix step 2"), where it stands, and its words."""

    part: str
    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """One rule of a pack, as written in one language. `default`: the language of texts without a map."""

    pack: Document
    fields: Fields
    path: Path
    language: str = ENGLISH
    default: str = ENGLISH

    @property
    def name(self) -> str:
        """The rule's full name, with the language of a translation."""
        name = f"{self.pack.fields.get('name')}/{self.fields.get('id')}"
        return f"{name} ({self.language})" if self.translated else name

    @property
    def translated(self) -> bool:
        """Whether this is the rule in another language than that of its bundle."""
        return self.language != self.default

    def at(self, key: str) -> Path:
        """Where the text under a key stands in this rule's language."""
        told = self.fields.get(key)
        return (*self.path, key, self.language) if isinstance(told, dict) else (*self.path, key)

    def of(self, key: str) -> list[Passage]:
        """The passages under one key in this rule's language; a list has one for each item."""
        return passages(self.fields, key, self.path, self.language, self.default)

    @property
    def translations(self) -> list[RuleTexts]:
        """The rule in each other language that it has texts in."""
        codes = languages(self.fields.get(key) for key in WORDS)
        return [self.told_in(code) for code in codes if code != self.default]

    def told_in(self, language: str) -> RuleTexts:
        """The rule in a language; what is not told there is not there."""
        return replace(self, language=language)

    def text(self, key: str) -> str:
        """The text under a key, or nothing."""
        return " ".join(passage.text for passage in self.of(key))

    @property
    def finding(self) -> list[Passage]:
        """What a finding says in full."""
        return [passage for key in _FINDING for passage in self.of(key)]

    @property
    def everything(self) -> list[Passage]:
        """Every text that some reader meets."""
        return [passage for key in WORDS for passage in self.of(key)]


def passages(block: Fields, key: str, at: Path, language: str, default: str) -> list[Passage]:
    """The text under a key in one language, with its place; nothing where it is not told in that language."""
    value, path = block.get(key), (*at, key)
    if isinstance(value, dict):
        value, path = value.get(language), (*path, language)
    elif language != default:
        return []
    if isinstance(value, str):
        return [Passage(key, path, value)]
    items = value if isinstance(value, list) else []
    return [Passage(f"{key} step {i + 1}", (*path, i), text) for i, text in enumerate(items) if isinstance(text, str)]


def rules_of(pack: Document, language: str = ENGLISH) -> Iterator[RuleTexts]:
    """The rules of a pack in the default language of its bundle."""
    rules = pack.fields.get("rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict):
            yield RuleTexts(pack, rule, ("rules", index), language, language)


class Block(NamedTuple):
    """A part of a bundle file that speaks to people under some of its keys; `of` says what it is."""

    of: str
    path: Path
    fields: Fields
    keys: tuple[str, ...]

    def passages(self, key: str, language: str, default: str) -> list[Passage]:
        """The text under one of its keys in a language."""
        return passages(self.fields, key, self.path, language, default)


def lane_blocks(lanes: Document) -> Iterator[Block]:
    """Lanes with their promises, triggers and fast tracks."""
    for group in ("lanes", "fast_tracks"):
        for index, lane in _mappings(lanes.fields.get(group)):
            at: Path = (group, index)
            yield Block(str(lane.get("name")), at, lane, ("title",))
            promise = lane.get("promise")
            if isinstance(promise, dict):
                yield Block(f"The promise of {lane.get('name')}", (*at, "promise"), promise, tuple(promise))
            for number, trigger in _mappings(lane.get("triggers")):
                yield Block(str(trigger.get("id")), (*at, "triggers", number), trigger, ("title", "drop"))


def pack_blocks(pack: Document, language: str) -> Iterator[Block]:
    """A pack's own title, its parameters and patterns, and its rules."""
    yield Block(f"The pack {pack.fields.get('name')}", (), pack.fields, ("title",))
    for group, keys in (("parameters", ("title", "unit")), ("patterns", ("title",))):
        named = pack.fields.get(group)
        for name, block in (named if isinstance(named, dict) else {}).items():
            if isinstance(block, dict):
                yield Block(name, (group, name), block, keys)
    for rule in rules_of(pack, language):
        yield Block(rule.name, rule.path, rule.fields, WORDS)


def meaning_passages(vocabulary: Document) -> Iterator[Passage]:
    """What the entries of a vocabulary are called and mean in plain words."""
    for index, entry in _mappings(vocabulary.fields.get("entries")):
        for key in ("title", "plain"):
            text = entry.get(key)
            if isinstance(text, str):
                yield Passage(key, ("entries", index, key), text)


def _mappings(value: Value) -> list[tuple[int, Fields]]:
    return [(i, block) for i, block in enumerate(value) if isinstance(block, dict)] if isinstance(value, list) else []
