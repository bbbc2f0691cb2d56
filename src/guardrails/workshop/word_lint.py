"""The checks of the words that people read: complete, short, plain, without blame, and leading on (P01 to P17, P19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrails.language.text_maps import ENGLISH, languages
from guardrails.workshop import shape_checks, tone_checks
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.material import Document
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Block, Passage, RuleTexts
from guardrails.workshop.text_checks import flaws_in, links_in, trade_words, two_terms


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
            yield from _flaws(rule.pack, passage, told.name, told.language)


def block_words(document: Document, blocks: Iterable[Block], of: str, default: str, glossary: Glossary) -> Iterator[Remark]:
    """Everything to say about the texts of a file besides its rules, in every language that they have."""
    for block in blocks:
        for key in block.keys:
            for code in dict.fromkeys((default, *languages([block.fields.get(key)]))):
                for passage in block.passages(key, code, default):
                    yield from passage_words(document, passage, of, code, glossary)


def passage_words(document: Document, passage: Passage, of: str, language: str, glossary: Glossary) -> Iterator[Remark]:
    """Everything to say about a text that belongs to no rule: of a pack, a lane, a glossary."""
    yield from _flaws(document, passage, of, language)
    if language != ENGLISH:
        return
    named = f"The {passage.part} of {of}"
    for hit, plain in trade_words(passage.text, glossary):
        sentence, suggestion = f'{named} has the trade word "{hit}".', f'Write "{plain}", or explain it in the glossary.'
        yield remark("P08", Level.SHOULD, document, passage.path, sentence, suggestion)
    for flaw in two_terms(passage.text, glossary):
        yield remark(flaw.id, flaw.level, document, passage.path, f"{named} {flaw.told}.", flaw.suggestion, passage.text)


def _flaws(document: Document, passage: Passage, of: str, language: str) -> Iterator[Remark]:
    """What is to say about single sentences; of those in another language only about their links."""
    for flaw in flaws_in(passage.text) if language == ENGLISH else links_in(passage.text):
        sentence = f"The {passage.part} of {of} {flaw.told}."
        yield remark(flaw.id, flaw.level, document, passage.path, sentence, flaw.suggestion, flaw.quote)
