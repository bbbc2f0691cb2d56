"""P01 to P05: a rule's text has all its parts, and each is short enough to be read to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.language.text_maps import ENGLISH
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.reading import grade, hardest, sentences, spoken, words
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import RuleTexts

MUST, SHOULD = Level.MUST, Level.SHOULD
_FILLED_SLOT = "x" * 10


def _parts(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P01: every part is there, and says something of its own."""
    seen: dict[str, str] = {}
    for key in ("title", "headline", "why", "fix"):
        text = re.sub(r"\W+", " ", rule.text(key)).strip().casefold()
        if not text:
            if not rule.translated:  # what a translation lacks is told for the whole file
                yield remark("P01", MUST, rule.pack, rule.path, f"{rule.name} has no {key}.", f"Write a {key}.")
            continue
        if text in seen:
            sentence = f"The {key} of {rule.name} repeats its {seen[text]}."
            yield remark("P01", MUST, rule.pack, rule.at(key), sentence, "Let each part say something of its own.")
        seen.setdefault(text, key)


def _headline(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P02: a headline can be read at a glance and stands alone."""
    for passage in rule.of("headline"):
        text, about = passage.text, f"The headline of {rule.name}"
        count, length = len(words(text)), len(spoken(text, _FILLED_SLOT))
        # How long a word is differs too much between languages to count letters in each.
        english = rule.language == ENGLISH
        if count > 12 or (english and length > 70):
            has = f"{count} words and {length} characters; 12 and 70 are" if english else f"{count} words; 12 are"
            long = f"{about} has {has} the ceiling."
            yield remark("P02", MUST, rule.pack, passage.path, long, "Leave the details to the reason.", text)
        if text.endswith("."):
            yield remark("P02", MUST, rule.pack, passage.path, f"{about} ends with a full stop.", "Take it away.", text)
        if "{title}" not in text:
            unnamed = f"{about} does not name the tool or campaign."
            yield remark("P02", SHOULD, rule.pack, passage.path, unnamed, "Work in {title}.", text)


def _sentence_length(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P03: sentences that are short on average."""
    counts = [len(words(sentence)) for passage in rule.finding for sentence in sentences(passage.text)]
    mean = sum(counts) / len(counts) if counts else 0
    if mean > 14:
        long = f"The sentences of {rule.name} have {mean:.0f} words on average; 14 is the aim."
        yield remark("P03", SHOULD, rule.pack, rule.path, long, "Split the longest.")


def _reading_grade(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P04: nine years of school are enough to read it, the whole finding as well as its reason alone."""
    for part, passages in (("text", rule.finding), ("why", rule.of("why"))):
        texts = [p.text for p in passages]
        found = grade(texts, sorted(glossary.terms))
        if found is None or found <= 8:
            continue
        worst = hardest(texts, sorted(glossary.terms))
        place = next((p.path for p in passages if worst in p.text), rule.path)
        sentence = f"The {part} of {rule.name} reads at grade {found:.1f}; 9 is the ceiling, 8 the aim."
        level = MUST if found > 9 else SHOULD
        yield remark("P04", level, rule.pack, place, sentence, "Use shorter words and shorter sentences.", worst)


def _length(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P05: short enough to be read to the end."""
    reasons, steps = sentences(rule.text("why")), rule.of("fix")
    if len(reasons) > 3:
        long = f"The why of {rule.name} has {len(reasons)} sentences; 3 is the ceiling."
        yield remark("P05", MUST, rule.pack, rule.at("why"), long, "Keep the consequence, drop the rest.")
    if len(steps) > 3:
        long = f"The fix of {rule.name} has {len(steps)} steps; 3 is the ceiling."
        yield remark("P05", MUST, rule.pack, rule.at("fix"), long, "Link to a page with the details.")
    count = sum(len(words(p.text)) for p in rule.finding)
    if count > 80:
        long = f"The text of {rule.name} has {count} words; 95 is the ceiling, 80 the aim."
        level = MUST if count > 95 else SHOULD
        yield remark("P05", level, rule.pack, rule.path, long, "Drop what the reader need not know now.")


SHAPE_CHECKS = (_parts, _headline, _sentence_length, _reading_grade, _length)
IN_ANY_LANGUAGE = (_parts, _headline, _length)
"""Those that count what can be counted in any language."""
