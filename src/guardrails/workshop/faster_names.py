"""P18: a faster way leads to something that is approved here, and never to a vendor that we left.

Whether what it names meets the rules is what a check of its own file says; a text can't be judged by rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guardrails.model.value import Fields
from guardrails.text.values import Value
from guardrails.workshop.material import Document
from guardrails.workshop.reading import sentences, spoken
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import RuleTexts
from guardrails.workshop.word_lists import CALENDAR, ORDINARY_CAPITALS

_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w-]+|\b[A-Z]\w*[a-z][A-Z]\w*")
_CAPITAL = re.compile(r"\b[A-Z][\w-]+")


class FasterNames:
    """The names that an organisation knows: those it left, and everything else that its own files speak of."""

    def __init__(self, organisation: Fields, vocabularies: Iterable[Document]) -> None:
        left, approved = organisation.get("blocked_vendors"), organisation.get("approved_products")
        blocks = [block for block in (left if isinstance(left, list) else []) if isinstance(block, dict)]
        self._left = [str(block.get("name")) for block in blocks]
        self._lists_approved = bool(approved or organisation.get("approved_vendors"))
        spoken_of = {key: value for key, value in organisation.items() if key != "blocked_vendors"}
        texts = [*_texts(spoken_of), *(text for document in vocabularies for text in _texts(document.fields))]
        self._known = {word for text in texts for word in _CAPITAL.findall(text)} | ORDINARY_CAPITALS | CALENDAR

    def remarks(self, rule: RuleTexts) -> Iterator[Remark]:
        """What a rule's faster way names and should not; without a list of what is approved, only who was left is known."""
        for passage in rule.of("faster"):
            for name in self._left:
                if re.search(rf"\b{re.escape(name)}\b", passage.text, re.IGNORECASE):
                    told = f"The faster of {rule.name} names {name}, whom we left."
                    suggestion = "Name something from the list of approved products."
                    yield remark("P18", Level.MUST, rule.pack, passage.path, told, suggestion, passage.text)
            found = [name for sentence in sentences(spoken(passage.text, "")) for name in _NAME.findall(sentence)]
            for name in dict.fromkeys(found if self._lists_approved else []):
                if name not in self._known and not any(name in other.split() for other in self._left):
                    told = f'The faster of {rule.name} names "{name}", which is on no list of ours.'
                    suggestion = "Name an approved product, or put this one on the list once it is approved."
                    yield remark("P18", Level.SHOULD, rule.pack, passage.path, told, suggestion, passage.text)


def _texts(value: Value) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
