"""P08 to P19: a rule's text is plain, leads on, and sounds like a colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.model.value import Fields
from guardrails.workshop import word_lists as lists
from guardrails.workshop.glossary import Glossary
from guardrails.workshop.reading import spoken, words
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Passage, RuleTexts
from guardrails.workshop.text_checks import trade_words, two_terms

MUST, SHOULD = Level.MUST, Level.SHOULD
_CONSEQUENCE = "Say what happens to customers, money or the launch."
_SLOTS_WORK_IN = ("headline", "lead", "why", "fix", "faster")


def _jargon(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P08: words of a trade, unless the glossary explains them."""
    found = [(passage, *hit) for passage in (*rule.of("title"), *rule.finding) for hit in trade_words(passage.text, glossary)]
    level = MUST if len(found) > 2 else SHOULD
    for passage, hit, plain in found:
        sentence = f'The {passage.part} of {rule.name} has the trade word "{hit}".'
        yield remark("P08", level, rule.pack, passage.path, sentence, f'Write "{plain}", or explain it in the glossary.')


def _hidden_value(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P09: a finding shows the value found; a rule that hides it says why."""
    reason = rule.text("hide_value")
    if "hide_value" in rule.fields and len(words(reason)) < 3:
        sentence = f"{rule.name} hides the value found and gives no reason."
        suggestion = "Say in a few words why it stays hidden."
        yield remark("P09", MUST, rule.pack, (*rule.path, "hide_value"), sentence, suggestion, reason)


def _steps(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P10: a step begins with what to do."""
    for passage in rule.of("fix"):
        text = passage.text.removeprefix("Then ").removeprefix("Or ")
        if text.startswith("To "):
            text = text.partition(",")[2]
        first = re.match(r"\s*([A-Za-z]+)", text)
        if first is None or first[1].lower() not in lists.VERBS:
            sentence = f"The {passage.part} of {rule.name} does not begin with what to do."
            yield _on(passage, rule, "P10", MUST, sentence, 'Begin with a verb, or with "To …," and a verb.')


def _circular(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P12: the reason says more than the headline."""
    for passage in rule.of("why"):
        if lists.CIRCULAR.search(passage.text):
            sentence = f"The why of {rule.name} names a rule as its reason."
            yield _on(passage, rule, "P12", MUST, sentence, _CONSEQUENCE)
            return
        reason, headline = _content(passage.text), _content(rule.text("headline"))
        fresh = [word for word in reason if word not in headline]
        if reason and len(fresh) < 0.6 * len(reason):
            sentence = f"The why of {rule.name} repeats its headline."
            yield _on(passage, rule, "P12", MUST, sentence, _CONSEQUENCE)


def _help(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
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


def _manner(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P14: active steps, and no shouting in capitals."""
    for passage in rule.of("fix"):
        passive = lists.PASSIVE.search(lists.SUBORDINATE.sub("", spoken(passage.text)))
        if passive:
            sentence = f'The {passage.part} of {rule.name} says "{passive[0]}" and leaves open who does it.'
            yield _on(passage, rule, "P14", SHOULD, sentence, "Say who does it.")
    loud = [word for p in rule.finding for word in lists.CAPITALS.findall(spoken(p.text, "")) if not glossary.reads(word)]
    if len(set(loud)) >= 2:
        sentence = f"The text of {rule.name} has words in capitals: {', '.join(dict.fromkeys(loud))}."
        yield remark("P14", SHOULD, rule.pack, rule.path, sentence, "Write them out, or explain them in the glossary.")


def _terms(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P17: one word for one thing, from the headline to the faster way."""
    for flaw in two_terms(" ".join(passage.text for passage in rule.finding), glossary):
        yield remark(flaw.id, flaw.level, rule.pack, rule.path, f"The text of {rule.name} {flaw.told}.", flaw.suggestion)


def _slots(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P16: slots stand only where they are filled; the compiler checks the names of the others."""
    for passage in rule.everything:
        if passage.part.partition(" ")[0] not in _SLOTS_WORK_IN and re.search(r"[{}]", passage.text):
            sentence = f"The {passage.part} of {rule.name} has a slot, and nothing fills it there."
            yield _on(passage, rule, "P16", MUST, sentence, f"Slots work in {', '.join(_SLOTS_WORK_IN)}.")


def _links(rule: RuleTexts, glossary: Glossary) -> Iterator[Remark]:
    """P19: sources are linked safely and say what they are."""
    listed = rule.fields.get("sources")
    for index, source in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(source, dict):
            continue
        path = (*rule.path, "sources", index)
        url, title = str(source.get("url", "")), str(source.get("title", ""))
        if url and not url.startswith("https://"):
            sentence = f"A source of {rule.name} is not linked with https."
            yield remark("P19", MUST, rule.pack, (*path, "url"), sentence, "Use the https address.", url)
        if title.strip(" .").casefold() in ("here", "click here", "link", "source"):
            sentence = f"A source of {rule.name} does not say what it is."
            yield remark("P19", MUST, rule.pack, path, sentence, "Name the text and its part.", title)


def _on(passage: Passage, rule: RuleTexts, id: str, level: Level, sentence: str, suggestion: str) -> Remark:
    """A remark about a whole passage."""
    return remark(id, level, rule.pack, passage.path, sentence, suggestion, passage.text)


def _content(text: str) -> list[str]:
    """The words with a meaning, without their endings."""
    read = (word.lower() for word in words(spoken(text, "")))
    return [re.sub(r"(?:'s|ing|ed|es|s)$", "", word) for word in read if word not in lists.STOP_WORDS]


TONE_CHECKS = (_jargon, _hidden_value, _steps, _circular, _help, _manner, _slots, _terms, _links)
IN_ANY_LANGUAGE = (_slots,)
ABOUT_THE_RULE = (_hidden_value, _help, _links)
"""Those that look at no sentence at all."""
