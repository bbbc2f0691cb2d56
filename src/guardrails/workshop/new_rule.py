"""A first version of a rule from a few plain answers: laid out like the others, with examples that were tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from guardrails.judge.manifests import manifest_of
from guardrails.judge.rulings import rule_outcome
from guardrails.language.evidence import Weigher
from guardrails.language.scope import Inventory
from guardrails.model.problem import Problem
from guardrails.model.repair import Edit
from guardrails.model.stage import Outcome
from guardrails.model.value import Fields, Gap, Path
from guardrails.repair.applying import applied
from guardrails.repair.options import Ground
from guardrails.repair.settings import settings
from guardrails.text.editing import rewritten
from guardrails.text.reader import read
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench, bench_of
from guardrails.workshop.examples import DEFAULT_DAY, Example
from guardrails.workshop.layout.layout import lay_out
from guardrails.workshop.material import Document, Material, documents, of_kind

_TRIAL = timedelta(days=30)
_LONGER = timedelta(days=90)


class Answers(NamedTuple):
    """What the author says. `require` is a condition on one field: (path, operator, value). `owner` may stay empty."""

    id: str
    code: str
    title: str
    headline: str
    kind: str
    require: tuple[str, str, Value]
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


def new_rule(answers: Answers, pack: Document, material: Material, today: date) -> NewRule:
    """The rule at the end of its pack, announced today, warning in a month, blocking in three."""
    rule = _fields(answers, today)
    first = _with_rule(pack, {**rule, "examples": [{"title": "as it should be", "expect": "pass"}]})
    bench, problems = _bench(material, pack.file, first)
    if bench is None or any(not problem.warning for problem in problems):
        return NewRule(pack.file, first, tuple(problems))
    examples = list(_examples(bench, f"{pack.fields.get('name')}/{answers.id}", answers.kind, pack))
    text = _with_rule(pack, {**rule, "examples": [example for example in examples if example]})
    return NewRule(pack.file, _like_the_pack(text, pack, material), shown=tuple(str(example["expect"]) for example in examples))


def _fields(answers: Answers, today: date) -> Fields:
    path, operator, value = answers.require
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
        "require": {"field": path, operator: value},
        "why": answers.why,
        "fix": list(answers.fix),
        "faster": answers.faster,
        **({"ask": dict(answers.owner)} if answers.owner else {}),
        "sources": [{"title": "Our own judgement", "read": "judgement"}],
    }


def _with_rule(pack: Document, rule: Fields) -> str:
    """The pack's text with the rule behind its last one."""
    rules = pack.fields.get("rules")
    at: Path = ("rules", len(rules) if isinstance(rules, list) else 0)
    changed = rewritten(pack.source.text, pack.number, [(at, rule)])
    if changed is None:
        raise ValueError(f"the rules of {pack.file} are laid out in a way that nothing can be added to")
    return changed


def _like_the_pack(text: str, pack: Document, material: Material) -> str:
    """The text in our layout, if the pack was in it before; else the author's own."""
    before, after = (lay_out(pack.file, one.encode(), material.schemas) for one in (pack.source.text, text))
    return text if before.differs or before.stuck else after.after.decode()


def _bench(material: Material, file: str, text: str) -> tuple[Bench | None, list[Problem]]:
    texts = material.texts._replace(files={**material.texts.files, file: text.encode()})
    return bench_of(replace(material, texts=texts))


def _examples(bench: Bench, name: str, kind: str, pack: Document) -> Iterator[Fields]:
    """One manifest that passes and one that does not, as changes of the base manifest; each was tried."""
    of_pack, _, rule = name.partition("/")
    day = date.fromisoformat(DEFAULT_DAY)
    example = Example(of_pack, rule, 1, "", "", kind, "", day, {}, {}, "", (), pack, ())
    run = bench.run_for(example)
    prepared = next(p for p in run.rules[kind] if p.rule.name == name)
    base, file = bench.bases[kind].fields, bench.bases[kind].file

    def comes_out(fields: Fields) -> Outcome | None:
        if not bench.checker.fits(kind, fields):
            return None
        manifest = manifest_of(file, 0, fields)
        return rule_outcome(prepared, run.scope(manifest, Inventory([manifest]))[0])

    manifest = manifest_of(file, 0, base)
    scope, _ = run.scope(manifest, Inventory([manifest]))
    ground = Ground(manifest, Inventory([manifest]), bench.shapes, run.terms.today.isoformat(), scope.fact)
    evidence = Weigher(scope, run.terms).weigh(prepared.rule.require, scope.root, ())
    edits = [edit for setting in settings(evidence, ground, any_field=True) for edit in setting.edits]
    tried = [(comes_out(base), None), *((comes_out(applied(base, [edit])), edit) for edit in edits)]
    for outcome, expect in ((Outcome.PASSED, "pass"), (Outcome.FAILED, "fail")):
        found = next((edit for came, edit in tried if came is outcome), _NONE)
        if found is not _NONE:
            yield _example(found, expect)


_NONE = Edit((), Gap.NOTHING)


def _example(edit: Edit | None, expect: str) -> Fields:
    titles = {"pass": "as it should be", "fail": "not yet"}
    example: Fields = {"title": titles[expect], "expect": expect}
    if edit is not None:
        path = ".".join(map(str, edit.path))
        example["change"] = {path: None if isinstance(edit.value, Gap) else edit.value}
        if expect == "fail":
            example["at"] = path
    return example


def value_typed(text: str) -> Value:
    """A value as somebody types it on a command line: a word, a number, yes or no, `[a, b]`."""
    values, fault = read(f"value: {text}\n".encode())
    first = values[0] if values and fault is None else None
    return first.get("value") if isinstance(first, dict) else text
