"""Random rules over five fields with four choices each, and the exact answer by trying all 1,024 manifests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from itertools import product
from operator import and_, or_
from random import Random

from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory
from guardrails.model.condition import All, AnyOf, Condition, FieldPath, Given, Test
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding
from guardrails.model.rule import Bundle, Owner, Rollout, Rule, Words
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.value import Fields
from guardrails.repair.rehearsal import Rehearsal
from guardrails.text.values import Value

FIELDS = ("a", "b", "c", "d", "e")
CHOICES = ("one", "two", "three", "four")
SHAPE = Shape("object", fields={field: Shape("choice", field, choices=CHOICES) for field in FIELDS})
_OWNER = Owner("Team", "team@brand.example")
_WORDS = Words("title", "", "", "why", ("Change it.",), "", (), "")


ALL = tuple(product(CHOICES, repeat=len(FIELDS)))
_EVERYTHING = (1 << len(ALL)) - 1


@dataclass(frozen=True, slots=True)
class Case:
    """A manifest on which the rule `t/wanted` fails, beside another rule that a change may break.

    `fewest`: so many fields have to change at least, counted over all manifests there are; None where nothing helps.
    `good` holds the manifests on which the rule passes and the other one does not begin to fail; `ever`: whether any
    manifest at all passes the rule.
    """

    finding: Finding
    rehearsal: Rehearsal
    fewest: int | None
    good: int
    ever: bool

    def helps(self, fields: Mapping[str, Value]) -> bool:
        """Whether these answers pass the rule and break nothing else."""
        return bool(self.good >> ALL.index(tuple(str(fields[f]) for f in FIELDS)) & 1)


def cases(count: int, seed: int) -> Iterator[Case]:
    """So many random cases in which the rule fails."""
    random = Random(seed)
    found = 0
    while found < count:
        wanted, other = _tree(random, 3), _tree(random, 2)
        answers = tuple(random.choice(CHOICES) for _ in FIELDS)
        here = ALL.index(answers)
        passing = _table(wanted)
        if not passing >> here & 1:
            found += 1
            kept = _table(other)
            good = passing & (kept if kept >> here & 1 else _EVERYTHING)
            yield _case((_rule("wanted", wanted), _rule("other", other)), answers, good, passing != 0)


def _case(rules: tuple[Rule, Rule], answers: tuple[str, ...], good: int, ever: bool) -> Case:
    given: Fields = dict(zip(FIELDS, answers, strict=True))
    fields: Fields = {"kind": "Tool", "metadata": {"name": "x", "stage": "live"}, **given}
    manifest = Manifest("Tool", "x", "x", Stage.LIVE, "x.yaml", 0, fields)
    bundle = Bundle("t", "1.0.0", (), rules, (), (), (), {}, {}, 30)
    run = Run(bundle, Questions({}), Day(date(2026, 11, 23)), waivers=False)
    scope, _ = run.scope(manifest, Inventory([manifest]))
    finding = weighed(rules[0], Outcome.FAILED, manifest, scope, run.terms)
    rings = _rings(answers)
    fewest = next((size for size, ring in enumerate(rings) if ring & good), None)
    return Case(finding, Rehearsal(run, [manifest], lambda kind, value: True), fewest, good, ever)


@cache
def _rings(answers: tuple[str, ...]) -> tuple[int, ...]:
    """The manifests that differ in 0, 1, 2 … fields, each as a set of bits."""
    rings = [0] * (len(FIELDS) + 1)
    for at, other in enumerate(ALL):
        rings[sum(a != b for a, b in zip(answers, other, strict=True))] |= 1 << at
    return tuple(rings)


def _table(condition: Condition) -> int:
    """The manifests on which a condition holds, by sets alone: nothing of the language is asked."""
    match condition:
        case All(parts):
            return reduce(and_, map(_table, parts), _EVERYTHING)
        case AnyOf(parts):
            return reduce(or_, map(_table, parts), 0)
        case Test(path, operator, Given(value)):
            values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            holding = reduce(or_, (_column(path.keys[0], str(v)) for v in values), 0)
            return _EVERYTHING & ~holding if operator in ("is_not", "not_in") else holding
        case _:
            raise AssertionError(condition)


@cache
def _column(field: str, choice: str) -> int:
    at = FIELDS.index(field)
    return sum(1 << number for number, values in enumerate(ALL) if values[at] == choice)


def _rule(id: str, condition: Condition) -> Rule:
    return Rule(
        pack="t",
        id=id,
        code=id,
        applies_to=("Tool",),
        severity={Stage.LIVE: Severity.BLOCK},
        when=None,
        require=condition,
        raised_when=None,
        raised_severity={},
        owner=_OWNER,
        words=_WORDS,
        rollout=Rollout(),
        review_by="",
        waivable=True,
        hide_value=False,
        verified=True,
        replaced_by="",
        since="",
    )


def _tree(random: Random, depth: int) -> Condition:
    if depth == 0 or random.random() < 0.3:
        return _leaf(random)
    parts = tuple(_tree(random, depth - 1) for _ in range(random.randint(2, 3)))
    return All(parts) if random.random() < 0.5 else AnyOf(parts)


def _leaf(random: Random) -> Test:
    path, operator = _path(random.choice(FIELDS)), random.choice(("is", "is_not", "in", "not_in"))
    if operator in ("is", "is_not"):
        return Test(path, operator, Given(random.choice(CHOICES)))
    return Test(path, operator, Given(list(random.sample(CHOICES, random.randint(1, 2)))))


@cache
def _path(field: str) -> FieldPath:
    return FieldPath("here", (field,), (False,))
