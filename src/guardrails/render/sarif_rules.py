"""The rules of a SARIF log: what each is called, how serious it is by itself, and its help."""

from __future__ import annotations

import re

from guardrails.explain.finding_words import ask_line
from guardrails.explain.problems import words_for
from guardrails.explain.sentences import fill, say, slots_in
from guardrails.model.problem import Problem
from guardrails.model.rule import Rule
from guardrails.model.stage import Severity
from guardrails.render.cleaned import cleaned
from guardrails.render.listing import OURS, Item
from guardrails.render.passages import Passage, markdown_passages, plain_passages
from guardrails.render.plain import cut
from guardrails.render.told import Told
from guardrails.text.values import Value

Json = dict[str, Value]

_LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.ADVISE: "note"}
_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}
_MOST_NAME = 255
_MOST_DESCRIPTION = 1024
_MOST_TAGS = 10


def level_of(severity: Severity | None) -> str:
    """How serious, in SARIF's words; what could not be checked lets nothing pass."""
    return _LEVELS[severity] if severity is not None else "error"


def described(told: Told, name: str, item: Item) -> Json:
    """A rule with its help: the bundle's own, or one that stands for a problem or for open questions."""
    if item.finding is not None:
        return _of_bundle(told, item.finding.rule)
    return _of_problem(name, item.problem, item) if item.problem is not None else _of_questions(name, item)


def _of_bundle(told: Told, rule: Rule) -> Json:
    words = rule.words
    parts = [_part("why", words.why), _part("fix", *words.fix), _part("faster", words.faster), _part("ask", ask_line(rule.owner))]
    parts.append(_part("more", f"{told.command} explain {rule.name}")._replace(typed=True))
    strongest = min(rule.severity.values(), key=lambda s: s.rank, default=Severity.ADVISE)
    tags = [rule.pack, *rule.applies_to, *([rule.code] if rule.code else [])]
    return _rule(rule.name, words.title, words.why or words.title, parts, level_of(strongest), tags)


def _of_problem(name: str, problem: Problem, item: Item) -> Json:
    """What a problem is about, without the values of this one: services keep one text for all of a kind."""
    words = words_for(problem.id)
    title = _bare(words.headline[-1]) if words else item.explanation.headline
    more = _part("more", item.explanation.more)._replace(typed=True)
    return _rule(name, title, title, [_part("ask", item.explanation.ask), more], level_of(item.severity), [OURS])


def _of_questions(name: str, item: Item) -> Json:
    why = say("questions.why")
    return _rule(name, why, why, [_part("ask", item.explanation.ask)], level_of(item.severity), [OURS])


def _rule(name: str, title: str, description: str, parts: list[Passage], level: str, tags: list[str]) -> Json:
    told = [part for part in parts if any(part.texts)] or [Passage("", (cleaned(title),))]
    shown: list[Value] = [cleaned(tag) for tag in tags[:_MOST_TAGS]]
    return {
        "id": name,
        "name": _pascal(name)[:_MOST_NAME],
        "shortDescription": {"text": _short(title)},
        "fullDescription": {"text": _short(description)},
        "help": {"text": plain_passages(iter(told)), "markdown": markdown_passages(iter(told))},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": shown, "precision": "very-high", "problem": {"severity": _SEVERITIES[level]}},
    }


def _part(name: str, *texts: str) -> Passage:
    return Passage(say(f"part.{name}"), tuple(cleaned(_bare(text)) for text in texts))


def _bare(text: str) -> str:
    """A rule's text without the values of one manifest."""
    return fill(text, dict.fromkeys(slots_in(text), "…"))


def _short(text: str) -> str:
    return cut(cleaned(_bare(text)), _MOST_DESCRIPTION)


def _pascal(name: str) -> str:
    """`vendor/data-agreement-signed` as `VendorDataAgreementSigned`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))
