"""Two versions of a rule tried on the same manifests: the examples of both, and each with one answer changed.

Whether a condition asks for more or for less can't be read off it in general. It can be seen where a manifest fails with
one version only; the manifests that matter are those at the edges of what the conditions name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guardrails.judge.manifests import manifest_of
from guardrails.judge.rulings import prepare_rule, rule_outcome
from guardrails.judge.run import Run
from guardrails.language.evidence import Weigher
from guardrails.language.scope import Inventory, Scope
from guardrails.model.manifest import Manifest
from guardrails.model.rule import Rule
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth
from guardrails.model.value import Fields
from guardrails.repair.applying import applied
from guardrails.repair.options import Ground
from guardrails.repair.settings import settings
from guardrails.workshop.bench import Bench
from guardrails.workshop.difference.rule_changes import Shift
from guardrails.workshop.examples import ChangeError, Example, changed, changed_organisation, examples_of
from guardrails.workshop.resettling import resettled
from guardrails.workshop.trial import other_manifests

_FINE = (Outcome.PASSED, Outcome.SKIPPED)
_MOST_TRIED = 400


class Behaviour:
    """Tries rules of an old and a new bundle."""

    def __init__(self, old: Sequence[Bench], new: Sequence[Bench]) -> None:
        self._sides = (old, new)

    def __call__(self, old: Rule, new: Rule) -> Shift:
        """Which way the rule moved."""
        was_on, is_on = _home(self._sides[0], old.name), _home(self._sides[1], new.name)
        if was_on is None or is_on is None:
            return Shift(stricter=True, milder=True, tried=False)
        stricter = milder = False
        tried = 0
        for example in (*_examples(was_on, old.name), *_examples(is_on, new.name)):
            for world in _worlds(example, (was_on, is_on), (old, new)):
                before, after = (_comes_out(rule, example, is_on, world) for rule in (old, new))
                stricter |= after > before
                milder |= after < before
                tried += 1
                if (stricter and milder) or tried > _MOST_TRIED:
                    return Shift(stricter, milder)
        return Shift(stricter, milder) if tried else Shift(stricter=True, milder=True, tried=False)


class World(NamedTuple):
    """A manifest among others, with what conditions about it can reach, and the run that judges it."""

    manifest: Manifest
    inventory: Inventory
    run: Run

    @property
    def scope(self) -> Scope:
        """What conditions can reach."""
        return self.run.scope(self.manifest, self.inventory)[0]


def _home(benches: Sequence[Bench], rule: str) -> Bench | None:
    """The bench of the layer that a rule comes from."""
    return next((bench for bench in benches if any(p.fields.get("name") == rule.split("/")[0] for p in bench.packs())), None)


def _examples(bench: Bench, rule: str) -> Iterator[Example]:
    for pack in bench.packs():
        yield from (e for e in examples_of(pack) if f"{e.pack}/{e.rule}" == rule)


def _worlds(example: Example, benches: tuple[Bench, Bench], rules: tuple[Rule, Rule]) -> Iterator[World]:
    """The example's manifest as the new version reads it, and what it becomes with each answer that a version looks at."""
    for bench in dict.fromkeys(map(id, benches)):
        home = next(b for b in benches if id(b) == bench)
        try:
            fields = changed(home.bases[example.kind].fields, example)
        except (ChangeError, KeyError):
            continue
        first = _world(example, benches[1], fields)
        if first is None:
            continue
        yield first
        for rule in rules:
            for other in _variations(rule, first, benches[1]):
                varied = _world(example, benches[1], other)
                if varied is not None:
                    yield varied


def _variations(rule: Rule, world: World, bench: Bench) -> Iterator[Fields]:
    """The manifest with one answer changed, at the edges of what the rule's conditions name."""
    scope, terms = world.scope, world.run.terms
    weigher = Weigher(scope, terms)
    ground = Ground(world.manifest, world.inventory, bench.shapes, terms.today.isoformat(), scope.fact)
    for condition in rule.conditions:
        for setting in settings(weigher.weigh(condition, scope.root, ()), ground, any_field=True):
            yield from (applied(world.manifest.fields, [edit]) for edit in setting.edits if not edit.document)


def _world(example: Example, bench: Bench, fields: Fields) -> World | None:
    """Where a manifest of an example is judged; None where it does not fit there."""
    if not bench.checker.fits(example.kind, fields):
        return None
    try:
        manifest = manifest_of(bench.bases[example.kind].file, 0, fields)
        return World(manifest, Inventory([manifest, *other_manifests(example, bench)]), bench.run_for(example))
    except ChangeError:
        return None


def _comes_out(rule: Rule, example: Example, bench: Bench, world: World) -> int:
    """How strict a version of the rule is here, with the company's data of the example: 0 fine, 1 not, 2 not and raised."""
    if example.kind not in rule.applies_to:
        return 0
    organisation = changed_organisation(bench.bundle.organisation, example)
    settled = rule if organisation is None else resettled(bench.bundle._replace(rules=(rule,)), organisation).rules[0]
    prepared, scope = prepare_rule(settled, 0, world.run.terms), world.scope
    if rule_outcome(prepared, scope) in _FINE:
        return 0
    return 2 if prepared.raised is not None and prepared.raised(scope.root, scope) is not Truth.NO else 1
