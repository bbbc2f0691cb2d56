"""The texts of one rule as written, each with its place: what the checks of words look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    """One rule of a pack, as written."""

    pack: Document
    fields: Fields
    path: Path

    @property
    def name(self) -> str:
        """The rule's full name."""
        return f"{self.pack.fields.get('name')}/{self.fields.get('id')}"

    def of(self, key: str) -> list[Passage]:
        """The passages under one key; a list has one for each item."""
        value = self.fields.get(key)
        if isinstance(value, str):
            return [Passage(key, (*self.path, key), value)]
        items = value if isinstance(value, list) else []
        return [Passage(f"{key} step {i + 1}", (*self.path, key, i), t) for i, t in enumerate(items) if isinstance(t, str)]

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
        return [passage for key in ("title", "headline", "lead", "why", "fix", "faster", "note") for passage in self.of(key)]


def rules_of(pack: Document) -> Iterator[RuleTexts]:
    """The rules of a pack."""
    rules = pack.fields.get("rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict):
            yield RuleTexts(pack, rule, ("rules", index))


def lane_passages(lanes: Document) -> Iterator[Passage]:
    """The titles and hints of a lanes file."""
    for group in ("lanes", "fast_tracks"):
        for index, lane in _mappings(lanes.fields.get(group)):
            yield from _titled(lane, (group, index))
            for number, trigger in _mappings(lane.get("triggers")):
                yield from _titled(trigger, (group, index, "triggers", number))


def _titled(block: Fields, at: Path) -> Iterator[Passage]:
    for key in ("title", "drop"):
        text = block.get(key)
        if isinstance(text, str):
            yield Passage(key, (*at, key), text)


def _mappings(value: Value) -> list[tuple[int, Fields]]:
    return [(i, block) for i, block in enumerate(value) if isinstance(block, dict)] if isinstance(value, list) else []
