"""The checks of a rule's words, P01 to P19: are all parts there, short, plain, without blame, and do they lead on?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.model.value import Fields
from guardrails.workshop import word_lists as lists
from guardrails.workshop.material import Document
from guardrails.workshop.reading import grade, hardest, sentences, spoken, words
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Passage, RuleTexts

MUST, SHOULD = Level.MUST, Level.SHOULD
_FILLED_SLOT = "x" * 10
_SLOTS_WORK_IN = ("headline", "lead", "why", "fix", "faster")


@dataclass(frozen=True, slots=True)
class WordLint:
    """Checks the texts of rules; `glossary` holds every term that the bundle explains to its readers, in small letters."""

    glossary: frozenset[str]

    def explains(self, word: str) -> bool:
        """Whether the glossary has a word, one or many of it."""
        low = word.casefold()
        return low in self.glossary or low.removesuffix("s") in self.glossary or f"{low}s" in self.glossary

    def reads(self, capitals: str) -> bool:
        """Whether a word in capitals is one that readers know, or can look up."""
        known = capitals.removesuffix("s") in lists.ORDINARY_CAPITALS or self.explains(capitals)
        return known or any(capitals.casefold() in term.split() for term in self.glossary)

    def rule(self, rule: RuleTexts) -> Iterator[Remark]:
        """Everything to say about one rule's words."""
        for check in _CHECKS:
            yield from check(self, rule)
        for passage in rule.everything:
            yield from self.passage(rule.pack, passage, rule.name)

    def passage(self, document: Document, passage: Passage, of: str) -> Iterator[Remark]:
        """P06, P07 and the part of P19 that holds for any text: words that no reader should meet."""
        text = spoken(passage.text, "")
        for id, table in (("P06", lists.BANNED), ("P07", lists.BLAME)):
            for pattern, instead in table:
                for found in pattern.finditer(text):
                    sentence = f'The {passage.part} of {of} has the word "{found[0]}".'
                    yield remark(id, MUST, document, passage.path, sentence, instead, _around(passage.text, found[0]))
        for found in re.finditer(r"http://\S+|\b(?:click )here\b", passage.text):
            sentence = f'The {passage.part} of {of} has "{found[0]}".'
            yield remark("P19", MUST, document, passage.path, sentence, "Use https, and say where the link leads.")


def _parts(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P01: every part is there, and says something of its own."""
    seen: dict[str, str] = {}
    for key in ("title", "headline", "why", "fix"):
        text = re.sub(r"\W+", " ", rule.text(key)).strip().casefold()
        if not text:
            yield remark("P01", MUST, rule.pack, rule.path, f"{rule.name} has no {key}.", f"Write a {key}.")
        elif text in seen:
            sentence = f"The {key} of {rule.name} repeats its {seen[text]}."
            yield remark("P01", MUST, rule.pack, (*rule.path, key), sentence, "Let each part say something of its own.")
        seen.setdefault(text, key)


def _headline(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P02: a headline can be read at a glance and stands alone."""
    for passage in rule.of("headline"):
        text, about = passage.text, f"The headline of {rule.name}"
        count, length = len(words(text)), len(spoken(text, _FILLED_SLOT))
        if count > 12 or length > 70:
            long = f"{about} has {count} words and {length} characters; 12 and 70 are the ceiling."
            yield remark("P02", MUST, rule.pack, passage.path, long, "Leave the details to the reason.", text)
        if text.endswith("."):
            yield remark("P02", MUST, rule.pack, passage.path, f"{about} ends with a full stop.", "Take it away.", text)
        if "{title}" not in text:
            unnamed = f"{about} does not name the tool or campaign."
            yield remark("P02", SHOULD, rule.pack, passage.path, unnamed, "Work in {title}.", text)


def _sentence_length(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P03: no sentence that has to be read twice."""
    counts: list[int] = []
    for passage in rule.finding:
        for sentence in sentences(passage.text):
            counts.append(len(words(sentence)))
            if counts[-1] > 20:
                long = f"A sentence in the {passage.part} of {rule.name} has {counts[-1]} words; 25 is the ceiling, 20 the aim."
                level = MUST if counts[-1] > 25 else SHOULD
                yield remark("P03", level, rule.pack, passage.path, long, "Make two sentences of it.", sentence)
    mean = sum(counts) / len(counts) if counts else 0
    if mean > 14:
        long = f"The sentences of {rule.name} have {mean:.0f} words on average; 14 is the aim."
        yield remark("P03", SHOULD, rule.pack, rule.path, long, "Split the longest.")


def _reading_grade(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P04: nine years of school are enough to read it, the whole finding as well as its reason alone."""
    for part, passages in (("text", rule.finding), ("why", rule.of("why"))):
        texts = [p.text for p in passages]
        found = grade(texts, sorted(lint.glossary))
        if found is None or found <= 8:
            continue
        worst = hardest(texts, sorted(lint.glossary))
        place = next((p.path for p in passages if worst in p.text), rule.path)
        sentence = f"The {part} of {rule.name} reads at grade {found:.1f}; 9 is the ceiling, 8 the aim."
        level = MUST if found > 9 else SHOULD
        yield remark("P04", level, rule.pack, place, sentence, "Use shorter words and shorter sentences.", worst)


def _length(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P05: short enough to be read to the end."""
    reasons, steps = sentences(rule.text("why")), rule.of("fix")
    if len(reasons) > 3:
        long = f"The why of {rule.name} has {len(reasons)} sentences; 3 is the ceiling."
        yield remark("P05", MUST, rule.pack, (*rule.path, "why"), long, "Keep the consequence, drop the rest.")
    if len(steps) > 3:
        long = f"The fix of {rule.name} has {len(steps)} steps; 3 is the ceiling."
        yield remark("P05", MUST, rule.pack, (*rule.path, "fix"), long, "Link to a page with the details.")
    count = sum(len(words(p.text)) for p in rule.finding)
    if count > 80:
        long = f"The text of {rule.name} has {count} words; 95 is the ceiling, 80 the aim."
        level = MUST if count > 95 else SHOULD
        yield remark("P05", level, rule.pack, rule.path, long, "Drop what the reader need not know now.")


def _jargon(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P08: words of a trade, unless the glossary explains them."""
    found: list[tuple[Passage, str, str]] = []
    for passage in rule.finding:
        for pattern, plain in lists.JARGON:
            hits = (hit[0] for hit in pattern.finditer(spoken(passage.text, "")))
            found += [(passage, hit, plain) for hit in hits if not lint.explains(hit)]
    level = MUST if len(found) > 2 else SHOULD
    for passage, hit, plain in found:
        sentence = f'The {passage.part} of {rule.name} has the trade word "{hit}".'
        yield remark("P08", level, rule.pack, passage.path, sentence, f'Write "{plain}", or explain it in the glossary.')


def _hidden_value(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P09: a finding shows the value found; a rule that hides it says why."""
    reason = rule.text("hide_value")
    if "hide_value" in rule.fields and len(words(reason)) < 3:
        sentence = f"{rule.name} hides the value found and gives no reason."
        yield remark("P09", MUST, rule.pack, (*rule.path, "hide_value"), sentence, "Say in a few words why it stays hidden.", reason)


def _steps(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P10: a step begins with what to do."""
    for passage in rule.of("fix"):
        text = passage.text.removeprefix("Then ").removeprefix("Or ")
        if text.startswith("To "):
            text = text.partition(",")[2]
        first = re.match(r"\s*([A-Za-z]+)", text)
        if first is None or first[1].lower() not in lists.VERBS:
            sentence = f"The {passage.part} of {rule.name} does not begin with what to do."
            yield remark("P10", MUST, rule.pack, passage.path, sentence, 'Begin with a verb, or with "To …," and a verb.', passage.text)


def _circular(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P12: the reason says more than the headline."""
    for passage in rule.of("why"):
        if lists.CIRCULAR.search(passage.text):
            sentence = f"The why of {rule.name} names a rule as its reason."
            yield remark("P12", MUST, rule.pack, passage.path, sentence, "Say what happens to customers, money or the launch.", passage.text)
            return
        reason, headline = _content(passage.text), _content(rule.text("headline"))
        fresh = [word for word in reason if word not in headline]
        if reason and len(fresh) < 0.6 * len(reason):
            sentence = f"The why of {rule.name} repeats its headline."
            yield remark("P12", MUST, rule.pack, passage.path, sentence, "Say what happens to customers, money or the launch.", passage.text)


def _help(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P13: whom to ask is a team that can be reached, and says how soon it answers."""
    own = rule.fields.get("ask")
    owner = own if isinstance(own, dict) else rule.pack.fields.get("owner")
    path = (*rule.path, "ask") if isinstance(own, dict) else ("owner",)
    block: Fields = owner if isinstance(owner, dict) else {}
    chat, contact = str(block.get("chat", "")), str(block.get("contact", ""))
    name = rule.name if isinstance(own, dict) else str(rule.pack.fields.get("name"))
    if not chat and (not contact or re.match(r"[a-z]+\.[a-z]+@", contact)):
        sentence = f"Whom to ask about {name} is no team that can be reached."
        yield remark("P13", MUST, rule.pack, path, sentence, "Name a channel or a team's address.", contact)
    if not block.get("replies_within"):
        sentence = f"{name} does not say how soon its owner answers."
        yield remark("P13", SHOULD, rule.pack, path, sentence, "Add `replies_within`.")


def _manner(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P14: active steps, no questions, no shouting."""
    for passage in rule.of("fix"):
        passive = lists.PASSIVE.search(lists.SUBORDINATE.sub("", spoken(passage.text)))
        if passive:
            sentence = f'The {passage.part} of {rule.name} says "{passive[0]}" and leaves open who does it.'
            yield remark("P14", SHOULD, rule.pack, passage.path, sentence, "Say who does it.", passage.text)
    for passage in (*rule.finding, *rule.of("lead")):
        for mark, name in (("?", "a question"), ("!", "an exclamation mark")):
            if mark in spoken(passage.text, ""):
                sentence = f"The {passage.part} of {rule.name} has {name}."
                yield remark("P14", SHOULD, rule.pack, passage.path, sentence, "Say it as a plain statement.", passage.text)
    loud = [word for p in rule.finding for word in lists.CAPITALS.findall(spoken(p.text, "")) if not lint.reads(word)]
    if len(set(loud)) >= 2:
        sentence = f"The text of {rule.name} has words in capitals: {', '.join(dict.fromkeys(loud))}."
        yield remark("P14", SHOULD, rule.pack, rule.path, sentence, "Write them out, or explain them in the glossary.")


def _double_negative(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P15: one negative a sentence."""
    for passage in (*rule.finding, *rule.of("title"), *rule.of("lead")):
        for sentence in sentences(passage.text):
            read = spoken(sentence, "")
            first, second = lists.NEGATION.search(read), lists.REVERSAL.search(read)
            if first and second:
                told = f'The {passage.part} of {rule.name} has "{first[0]}" and "{second[0]}" in one sentence.'
                yield remark("P15", MUST, rule.pack, passage.path, told, "Say what is, not what is not.", sentence)


def _slots(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P16: slots stand only where they are filled; the compiler checks the names of the others."""
    for passage in rule.everything:
        if passage.part.partition(" ")[0] not in _SLOTS_WORK_IN and re.search(r"[{}]", passage.text):
            sentence = f"The {passage.part} of {rule.name} has a slot, and nothing fills it there."
            yield remark("P16", MUST, rule.pack, passage.path, sentence, f"Slots work in {', '.join(_SLOTS_WORK_IN)}.", passage.text)


def _links(lint: WordLint, rule: RuleTexts) -> Iterator[Remark]:
    """P19: sources are linked safely and say what they are."""
    listed = rule.fields.get("sources")
    for index, source in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(source, dict):
            continue
        path = (*rule.path, "sources", index)
        url, title = str(source.get("url", "")), str(source.get("title", ""))
        if url and not url.startswith("https://"):
            yield remark("P19", MUST, rule.pack, (*path, "url"), f"A source of {rule.name} is not linked with https.", "Use the https address.", url)
        if title.strip(" .").casefold() in ("here", "click here", "link", "source"):
            yield remark("P19", MUST, rule.pack, path, f"A source of {rule.name} does not say what it is.", "Name the text and its part.", title)


_CHECKS = (
    _parts,
    _headline,
    _sentence_length,
    _reading_grade,
    _length,
    _jargon,
    _hidden_value,
    _steps,
    _circular,
    _help,
    _manner,
    _double_negative,
    _slots,
    _links,
)


def _content(text: str) -> list[str]:
    """The words with a meaning, without their endings."""
    read = (word.lower() for word in words(spoken(text, "")))
    return [re.sub(r"(?:'s|ing|ed|es|s)$", "", word) for word in read if word not in lists.STOP_WORDS]


def _around(text: str, found: str) -> str:
    """The sentence in which some words stand."""
    return next((s for s in sentences(text) if found in s), text)


def glossary_of(terms: Sequence[Document]) -> frozenset[str]:
    """Every term that the glossaries of a bundle explain, the plain ones and those of the trade."""
    found: set[str] = set()
    for document in terms:
        entries = document.fields.get("entries")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                also = entry.get("also")
                found.add(str(entry.get("title", "")).casefold())
                found.update(str(word).casefold() for word in (also if isinstance(also, list) else []))
    return frozenset(found - {""})
