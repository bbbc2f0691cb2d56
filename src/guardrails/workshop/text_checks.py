"""What any text that people read is checked for: P03, P06, P07, P14, P15, P17 and P19, sentence by sentence.

The texts of rules, packs, lanes and glossaries go through it, and so does every sentence that comes with guardrails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guardrails.workshop import word_lists as lists
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.reading import sentences, spoken, words
from guardrails.workshop.remark import Level

MUST, SHOULD = Level.MUST, Level.SHOULD
_LINK = re.compile(r"https?://\S+")
_BY_ITSELF = 3


class Flaw(NamedTuple):
    """One thing in a text that is not right yet. `told` follows the text's name: "The why of vendor/x" has …"""

    id: str
    level: Level
    told: str
    suggestion: str
    quote: str


def flaws_in(text: str) -> Iterator[Flaw]:
    """Everything to say about one text."""
    for sentence in sentences(text):
        for check in _SENTENCE_CHECKS:
            yield from check(sentence)
    yield from links_in(text)


def trade_words(text: str, glossary: Glossary) -> list[tuple[str, str]]:
    """P08: the words of a trade in a text that no glossary explains, each with what everybody understands."""
    read = spoken(text, "")
    hits = ((hit[0], plain) for pattern, plain in lists.JARGON for hit in pattern.finditer(read))
    return [(hit, plain) for hit, plain in hits if not glossary.explains(hit)]


def two_terms(text: str, glossary: Glossary) -> Iterator[Flaw]:
    """P17: one word for one thing."""
    for one, other in glossary.doubles(spoken(text, "")):
        told = f'has "{one}" and "{other}", which mean the same'
        yield Flaw("P17", SHOULD, told, "Choose one and keep to it.", text)


def _length(sentence: str) -> Iterator[Flaw]:
    """P03: no sentence that has to be read twice."""
    count = len(words(sentence))
    if count > 20:
        told = f"has a sentence of {count} words; 25 is the ceiling, 20 the aim"
        yield Flaw("P03", MUST if count > 25 else SHOULD, told, "Make two sentences of it.", sentence)


def _lists(sentence: str) -> Iterator[Flaw]:
    """P06 and P07: words that no reader should meet, and phrases that put the blame on them."""
    read = spoken(sentence, "")
    for id, table in (("P06", lists.BANNED), ("P07", lists.BLAME)):
        for pattern, instead in table:
            for found in pattern.finditer(read):
                yield Flaw(id, MUST, f'has the words "{found[0]}"', instead, sentence)


def _tone(sentence: str) -> Iterator[Flaw]:
    """P14: no questions, no shouting."""
    for mark, name in (("?", "a question"), ("!", "an exclamation mark")):
        if mark in spoken(sentence, ""):
            yield Flaw("P14", SHOULD, f"has {name}", "Say it as a plain statement.", sentence)


def _double_negative(sentence: str) -> Iterator[Flaw]:
    """P15: one negative a sentence."""
    read = spoken(sentence, "")
    first, second = lists.NEGATION.search(read), lists.REVERSAL.search(read)
    if first and second:
        told = f'has "{first[0]}" and "{second[0]}" in one sentence'
        yield Flaw("P15", MUST, told, "Say what is, not what is not.", sentence)


def links_in(text: str) -> Iterator[Flaw]:
    """P19: links are safe, say where they lead, and nothing hangs on them: people read offline too."""
    for found in re.finditer(r"http://\S+|\bclick here\b|\[(?:click )?here\]", text, re.IGNORECASE):
        yield Flaw("P19", MUST, f'has "{found[0]}"', "Use https, and say where the link leads.", text)
    if _LINK.search(text) and len(words(_LINK.sub("", text))) < _BY_ITSELF:
        yield Flaw("P19", MUST, "is a link and little more", "Say what the reader needs; the link is for more.", text)


_SENTENCE_CHECKS = (_length, _lists, _tone, _double_negative)
