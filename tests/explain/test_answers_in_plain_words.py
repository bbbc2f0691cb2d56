"""No answer holds a word of the banned lists, whatever was found: all kinds of answers, written out in full.

Rendered are every example of every rule of the starter that has something to say, every problem on its sample, and the
workspace of examples. What was quoted from a file or chosen from a schema may hold anything, so that is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import guardrails
from guardrails.explain.briefing import brief
from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.context import Context
from guardrails.explain.explanation import Briefing
from guardrails.explain.problem_page import problem_page
from guardrails.files.answering import context_of
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.policy_sources import Meant, read_material
from guardrails.judge.rulings import rule_outcome
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport, Report
from guardrails.model.stage import Outcome
from guardrails.model.value import Fields
from guardrails.render.parts import render as render_parts
from guardrails.render.style import Style
from guardrails.render.text import render
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import Example, changed
from guardrails.workshop.proving import bundle_examples
from guardrails.workshop.text_checks import flaws_in
from guardrails.workshop.trial import other_manifests

ROOT = Path(__file__).parents[2]
STYLE = Style(80, full=99)
NAMES = re.compile(r"\b(?:file|field|policy|waiver|workspace)-[a-z-]+\b|\b[a-z]+/[a-z][a-z-]+\b")
"""Names of problems and rules stand in commands, for searching and not for reading."""


def banned(text: str, others: Callable[[], Iterable[str]] = tuple) -> list[str]:
    """The words of lists A and B in an answer, besides the lines as typed, the names of rules and problems, and the values
    of `others`, which are only asked for where there is something to find."""
    ours = [line for line in text.splitlines() if not re.match(r" +\d+ \|", line)]
    read = NAMES.sub("it", " ".join(" ".join(ours).split()))
    return _banned(values_of(others()).sub("it", read)) if _banned(read) else []


@cache
def _banned(text: str) -> list[str]:
    return [f"{flaw.told}: {flaw.quote}" for flaw in flaws_in(text) if flaw.id in ("P06", "P07")]


def values_in(*values: Value) -> Iterator[str]:
    """Every text inside values."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from values_in(*(value.values() if isinstance(value, dict) else value))


@cache
def choices() -> frozenset[str]:
    """Every choice of every schema."""

    def of(node: Value) -> Iterator[str]:
        if isinstance(node, dict):
            yield from values_in(node.get("enum"))
            yield from (text for inner in node.values() for text in of(inner))
        elif isinstance(node, list):
            yield from (text for inner in node for text in of(inner))

    return frozenset(text for schema in shipped_schema_texts().values() for text in of(json.loads(schema)))


def values_of(others: Iterable[str]) -> re.Pattern[str]:
    """What to leave out: the values of others that hold a banned word, and the choices that are one."""
    held = {text for text in (*others, *choices()) if _banned(text)}
    by_length = sorted(held, key=lambda text: (-len(text), text))
    return re.compile("|".join(rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)" for text in by_length))


def answered(example: Example, bench: Bench) -> tuple[str, Fields] | None:
    """The whole answer to an example, with its lines, and the changed manifest; None where there is nothing to say."""
    run = bench.run_for(example)
    manifest = bench.manifest(example, changed(bench.bases[example.kind].fields, example))
    inventory = Inventory([manifest, *other_manifests(example, bench)])
    prepared = next(p for p in run.rules[example.kind] if p.rule.name == f"{example.pack}/{example.rule}")
    scope, _ = run.scope(manifest, inventory)
    outcome = rule_outcome(prepared, scope)
    if outcome in (Outcome.PASSED, Outcome.SKIPPED):
        return None
    finding = weighed(prepared.rule, outcome, manifest, scope, run.terms)
    counts = dict.fromkeys(Outcome, 0)
    told = ManifestReport(manifest, "not-yet", "", (), (finding,), (), (), counts)
    texts = {m.file: json.dumps(m.fields, indent=1) for m in inventory.manifests}

    def fact(of: Manifest, name: str) -> FactResult:
        return run.scope(of, inventory)[0].fact(name)

    report = Report(run.day.today, True, run.bundle, (told,), (), (), ())
    return render(brief(report, Context(texts.__getitem__, bench.shapes, facts=fact)), STYLE), manifest.fields


def test_no_answer_to_an_example_holds_a_banned_word() -> None:
    material, _ = read_material(Meant("policies", str(ROOT)))
    assert material is not None
    asked, odd = set[str](), list[str]()
    for example, bench in bundle_examples(material):
        answer = answered(example, bench)
        if answer is not None:
            text, fields = answer
            others = tuple(values_in(fields, bench.bundle.organisation, dict(example.change)))
            odd += [f"{example.name}: {said}" for said in banned(text, others.__iter__)]
            asked.add(f"{example.pack}/{example.rule}")
    rules = {rule.name for rule in bench.bundle.rules}
    assert len(rules - asked) < 3, "nearly every rule has an example that it has something to say about"
    assert odd == []


def test_no_answer_about_a_problem_holds_a_banned_word() -> None:
    schemas = ParsedSchemas(shipped_schema_texts())
    said = {id: render_parts(problem_page(id, schemas, "guardrails"), STYLE) for id in PROBLEMS}
    assert [(id, word) for id, text in said.items() for word in banned(text)] == []


def test_no_answer_about_our_examples_holds_a_banned_word() -> None:
    checked = guardrails.check(start=str(ROOT / "examples"), today=date(2026, 11, 23), as_of_given=True)
    assert checked.policies.bundle is not None
    others = (
        *values_in(*(m.fields for m in checked.manifests), checked.policies.bundle.organisation),
        *(rule.id for rule in checked.policies.bundle.rules),  # a name to type
    )
    text = render(brief(checked.report, context_of(checked)), STYLE)
    assert text.count("  Fix  ") > 50
    assert banned(text, others.__iter__) == []


def test_these_checks_can_fail() -> None:
    told = Briefing(("It failed to load.", 'The "invalid" one is denied.'), (), (), (), "")
    assert len(banned(render(told, STYLE))) == 1
    assert len(banned("   12 | auth: wrong\n      | ^^^^ we need: no wrong way")) == 1
    assert banned("The name is Wrong Turn Ltd.", lambda: ["Wrong Turn Ltd"]) == []
