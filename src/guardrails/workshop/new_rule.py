"""A first version of a rule from a few plain answers: laid out like the others, with examples that were tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from guardrails.model.problem import Problem
from guardrails.model.value import Fields, Path
from guardrails.text.editing import rewritten
from guardrails.text.reader import read
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.first_examples import first_examples
from guardrails.workshop.layout.layout import lay_out
from guardrails.workshop.material import Document, Material, documents, of_kind

_TRIAL = timedelta(days=30)
_LONGER = timedelta(days=90)


class Answers(NamedTuple):
    """What the author says. `require`, and `when` if there is one, is a condition on one field: (path, operator, value).

    `owner` may stay empty.
    """

    id: str
    code: str
    title: str
    headline: str
    kind: str
    require: tuple[str, str, Value]
    when: tuple[str, str, Value] | None
    why: str
    fix: tuple[str, ...]
    faster: str
    owner: Mapping[str, Value]


class NewRule(NamedTuple):
    """The pack with the rule in it, or the problems that keep it from being used. `shown`: what the examples show."""

    file: str
    text: str
    problems: tuple[Problem, ...] = ()
    shown: tuple[str, ...] = ()


def pack_named(material: Material, name: str) -> Document | None:
    """The bundle's own pack of this name."""
    packs = of_kind(documents(material.texts.files), "PolicyPack")
    return next((pack for pack in packs if pack.fields.get("name") == name), None)


def new_rule(answers: Answers, pack: Document, material: Material, today: date) -> NewRule | None:
    """The rule at the end of its pack, announced today, warning in a month, blocking in three.

    None where the pack's rules are laid out in a way that nothing can be added to.
    """
    rule = _fields(answers, today)
    first = _with_rule(pack, {**rule, "examples": [{"title": "as it should be", "expect": "pass"}]})
    if first is None:
        return None
    bench, problems = _bench(material, pack.file, first)
    if bench is None or any(not problem.warning for problem in problems):
        return NewRule(pack.file, first, tuple(problems))
    examples = first_examples(bench, f"{pack.fields.get('name')}/{answers.id}", answers.kind, pack)
    text = _with_rule(pack, {**rule, "examples": [*examples]}) or first
    return NewRule(pack.file, _like_the_pack(text, pack, material), shown=tuple(str(example["expect"]) for example in examples))


def _fields(answers: Answers, today: date) -> Fields:
    return {
        "id": answers.id,
        "code": answers.code,
        "title": answers.title,
        "headline": answers.headline,
        "applies_to": answers.kind,
        "severity": {"pilot": "warn", "live": "block"},
        "rollout": {
            "announce": today.isoformat(),
            "warn": (today + _TRIAL).isoformat(),
            "block": (today + _LONGER).isoformat(),
        },
        **({"when": _condition(answers.when)} if answers.when else {}),
        "require": _condition(answers.require),
        "why": answers.why,
        "fix": list(answers.fix),
        "faster": answers.faster,
        **({"ask": dict(answers.owner)} if answers.owner else {}),
        "sources": [{"title": "Our own judgement", "read": "judgement"}],
    }


def _condition(said: tuple[str, str, Value]) -> Fields:
    path, operator, value = said
    return {"field": path, operator: value}


def _with_rule(pack: Document, rule: Fields) -> str | None:
    """The pack's text with the rule behind its last one."""
    rules = pack.fields.get("rules")
    at: Path = ("rules", len(rules) if isinstance(rules, list) else 0)
    return rewritten(pack.source.text, pack.number, [(at, rule)])


def _like_the_pack(text: str, pack: Document, material: Material) -> str:
    """The text in our layout, if the pack was in it before; else the author's own."""
    before, after = (lay_out(pack.file, one.encode(), material.schemas) for one in (pack.source.text, text))
    return text if before.differs or before.stuck else after.after.decode()


def _bench(material: Material, file: str, text: str) -> tuple[Bench | None, list[Problem]]:
    texts = material.texts._replace(files={**material.texts.files, file: text.encode()})
    return bench_of(replace(material, texts=texts))


def value_typed(text: str) -> Value:
    """A value as somebody types it on a command line: a word, a number, yes or no, `[a, b]`."""
    values, fault = read(f"value: {text}\n".encode())
    first = values[0] if values and fault is None else None
    return first.get("value") if isinstance(first, dict) else text
