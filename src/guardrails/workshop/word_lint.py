"""The checks of the words that people read, P01 to P19: complete, short, plain, without blame, and leading on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.language.text_maps import ENGLISH, languages
from guardrails.workshop import shape_checks, tone_checks
from guardrails.workshop import word_lists as lists
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.material import Document
from guardrails.workshop.reading import sentences, spoken
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Passage, RuleTexts, lane_blocks


def rule_words(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """Everything to say about one rule's words, in the default language of its bundle and in all others.

    The word lists and the reading grade know English only: a bundle in another language is not held to them.
    """
    english = (*shape_checks.SHAPE_CHECKS, *tone_checks.TONE_CHECKS)
    other = (*shape_checks.IN_ANY_LANGUAGE, *tone_checks.IN_ANY_LANGUAGE)
    own = english if rule.language == ENGLISH else (*other, *tone_checks.ABOUT_THE_RULE)
    for told, checks in [(rule, own), *((translation, other) for translation in rule.translations)]:
        for check in checks:
            yield from check(told, glossary)
        for passage in told.everything:
            yield from passage_words(rule.pack, passage, told.name, told.language)


def lane_words(lanes: Document, default: str) -> Iterator[Remark]:
    """Everything to say about the words of a lanes file, in every language that it has."""
    for block in lane_blocks(lanes):
        for key in block.keys:
            for code in dict.fromkeys((default, *languages([block.fields.get(key)]))):
                for passage in block.passages(key, code, default):
                    yield from passage_words(lanes, passage, "the lanes", code)


def passage_words(document: Document, passage: Passage, of: str, language: str) -> Iterator[Remark]:
    """P06, P07 and the part of P19 that holds for any text: words that no reader should meet."""
    text = spoken(passage.text, "")
    for id, table in (("P06", lists.BANNED), ("P07", lists.BLAME)) if language == ENGLISH else ():
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
