"""The checks of the words that people read, P01 to P19: complete, short, plain, without blame, and leading on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.workshop import word_lists as lists
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.material import Document
from guardrails.workshop.reading import sentences, spoken
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Passage, RuleTexts
from guardrails.workshop.shape_checks import SHAPE_CHECKS
from guardrails.workshop.tone_checks import TONE_CHECKS


def rule_words(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """Everything to say about one rule's words."""
    for check in (*SHAPE_CHECKS, *TONE_CHECKS):
        yield from check(rule, glossary)
    for passage in rule.everything:
        yield from passage_words(rule.pack, passage, rule.name)


def passage_words(document: Document, passage: Passage, of: str) -> Iterator[Remark]:
    """P06, P07 and the part of P19 that holds for any text: words that no reader should meet."""
    text = spoken(passage.text, "")
    for id, table in (("P06", lists.BANNED), ("P07", lists.BLAME)):
        for pattern, instead in table:
            for found in pattern.finditer(text):
                sentence = f'The {passage.part} of {of} has the words "{found[0]}".'
                yield remark(id, Level.MUST, document, passage.path, sentence, instead, _around(passage.text, found[0]))
    for found in re.finditer(r"http://\S+|\bclick here\b", passage.text, re.IGNORECASE):
        sentence = f'The {passage.part} of {of} has "{found[0]}".'
        yield remark("P19", Level.MUST, document, passage.path, sentence, "Use https, and say where the link leads.")


def _around(text: str, found: str) -> str:
    """The sentence in which some words stand."""
    return next((s for s in sentences(text) if found in s), text)
