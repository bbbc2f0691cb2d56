"""The first examples of a new rule: one that passes, one that does not, one that asks, one it does not concern; each tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, product
from typing import TypeAlias

from guardrails.judge.manifests import manifest_of
from guardrails.judge.rulings import PreparedRule, severity_at
from guardrails.judge.run import Run
from guardrails.language.evidence import Weigher
from guardrails.language.scope import Inventory, Scope
from guardrails.model.condition import Condition
from guardrails.model.shape import Shape, trail
from guardrails.model.stage import Stage
from guardrails.model.value import UNKNOWN, Fields, Gap, Path
from guardrails.repair.offers import samples
from guardrails.repair.settings import both_ways, leaves
from guardrails.text.values import Value
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import DEFAULT_DAY, Example
from guardrails.workshop.material import Document
from guardrails.workshop.trial import Trial, tried

_TITLES = {"pass": "as it should be", "fail": "not as it should be yet", "ask": "no answer yet", "skip": "it is about others"}
_MOST = 600
"""So many changes are tried at the most; a rule on one field needs a handful."""

_Change: TypeAlias = dict[str, Value]


def first_examples(bench: Bench, name: str, kind: str, pack: Document) -> list[Fields]:
    """Changes of the base manifest, the fewest fields first, as examples of the rule called `name`: those that were found."""
    of_pack, _, rule = name.partition("/")
    plain = Example(of_pack, rule, 1, "", "", kind, "", date.fromisoformat(DEFAULT_DAY), {}, {}, "", (), pack, ())
    run, base = bench.run_for(plain), bench.bases[kind]
    prepared = next(p for p in run.rules[kind] if p.rule.name == name)
    manifest = manifest_of(base.file, 0, base.fields)
    scope, _ = run.scope(manifest, Inventory([manifest]))
    silent = severity_at(prepared, manifest.stage, scope) is None
    plain = replace(plain, stage=Stage.LIVE.value if silent else "")
    found: dict[str, Fields] = {}
    for change in islice(_changes(prepared, scope, run, bench.shapes[kind]), _MOST):
        trial = tried(replace(plain, change=change), bench)
        if trial.came in _TITLES and trial.came not in found:
            found[trial.came] = _example(trial)
        if len(found) == len(_TITLES):
            break
    return [found[expect] for expect in _TITLES if expect in found]


def _example(trial: Trial) -> Fields:
    """The example as it is written, pointing to what it changed if the finding does so too."""
    change, stage = trial.example.change, trial.example.stage
    at = next((path for path in (*change, *trial.places) if path in trial.places), "")
    return {
        "title": _TITLES[trial.came],
        "expect": trial.came,
        **({"stage": stage} if stage else {}),
        **({"change": dict(change)} if change else {}),
        **({"at": at} if at else {}),
    }


def _changes(prepared: PreparedRule, scope: Scope, run: Run, shape: Shape) -> Iterator[_Change]:
    """Nothing, then one field, then one that makes it concern the manifest together with one of those that it asks for."""
    rule = prepared.rule
    asked = _settings(rule.require, scope, run, shape)
    concerns = [] if rule.when is None else _settings(rule.when, scope, run, shape)
    yield {}
    yield from asked
    yield from concerns
    for one, other in product(concerns, asked):
        if one.keys() != other.keys():
            yield {**one, **other}


def _settings(condition: Condition, scope: Scope, run: Run, shape: Shape) -> list[_Change]:
    """One field that the condition reads, set otherwise: to what would make a difference, taken out, or not known."""
    found: list[_Change] = []
    for leaf in leaves(Weigher(scope, run.terms).weigh(condition, scope.root, ())):
        if leaf.document is None and leaf.field and leaf.condition.path.start in ("here", "root"):
            values = [one.value for one in both_ways(leaf, shape, run.terms.today.isoformat())]
            found += [_change(leaf.field, value) for value in (*values, *_of_its_shape(leaf.field, leaf.found, shape))]
    return [change for index, change in enumerate(found) if change not in found[:index]]


def _of_its_shape(path: Path, found: Value | Gap, shape: Shape) -> Iterator[Value | Gap]:
    """What could stand at a place by its schema alone."""
    own = trail(shape, path)[-1]
    if own is None:
        return
    if own.kind == "list":
        yield []
    yield from (value for value, _ in samples(None if isinstance(found, Gap) else found, own))
    yield Gap.NOTHING
    if own.unknown:
        yield UNKNOWN


def _change(path: Path, value: Value | Gap) -> _Change:
    return {".".join(map(str, path)): None if isinstance(value, Gap) else value}
