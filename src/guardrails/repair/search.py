"""The smallest change that makes a rule pass: options from the evidence first, every field by itself if they miss.

A change is shown only if the rule passes with it and nothing else begins to fail; so each is judged before it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations, count, product
from typing import NamedTuple

from guardrails.language.evidence import Weigher
from guardrails.language.negation import negated
from guardrails.model.evidence import Evidence
from guardrails.model.manifest import Manifest
from guardrails.model.repair import Edit, Repair, Sort
from guardrails.model.report import Finding
from guardrails.model.rule import Rule
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome
from guardrails.repair.applying import merged
from guardrails.repair.options import MOST, NOTHING_TO_DO, Ground, Option, Weight, options
from guardrails.repair.rehearsal import Rehearsal
from guardrails.repair.settings import leaves, settings

_MOST_TRIES = 200
_MOST_SETTINGS = 3000
_MOST_FIELDS = 2
_DEEPEST = 4
_FINE = (Outcome.PASSED, Outcome.SKIPPED)


class Search(NamedTuple):
    """A search for one finding."""

    rehearsal: Rehearsal
    rule: Rule
    manifest: Manifest
    shapes: Mapping[str, Shape]
    heaviest: Sort

    def knows(self, rule: str) -> bool:
        """Whether a rule speaks of manifests of this kind."""
        return any(p.rule.name == rule for p in self.rehearsal.run.rules.get(self.manifest.kind, ()))

    @property
    def ground(self) -> Ground:
        """What options are looked for on."""
        return self.ground_after(NOTHING_TO_DO)

    def ground_after(self, so_far: Option) -> Ground:
        """The same after an option that is not enough."""
        rehearsal = self.rehearsal
        changed = rehearsal.changed(self.manifest, so_far.edits) or {}
        own = changed.get((self.manifest.file, self.manifest.document), self.manifest)
        scope, _ = rehearsal.run.scope(own, rehearsal.inventory)
        return Ground(own, rehearsal.inventory, self.shapes, rehearsal.run.terms.today.isoformat(), scope.fact)

    def tried(self, option: Option) -> Repair | None:
        """The option as a repair, if the rule passes with it."""
        changed = self.rehearsal.changed(self.manifest, option.edits)
        if changed is None or self.rehearsal.outcome(self.rule.name, self.manifest, changed) not in _FINE:
            return None
        result = self.rehearsal.full(self.rule.name, self.manifest, changed)
        if not result.passes:
            return None
        breaks = result.breaks or (("questions",) if result.more_questions and option.sort is Sort.CHOICE else ())
        return Repair(option.edits, option.sort, result.clears, breaks)

    def after(self, option: Option, rule: str) -> Evidence | None:
        """What is the matter with a rule after an option."""
        changed = self.rehearsal.changed(self.manifest, option.edits)
        return None if changed is None else self.rehearsal.weigh(rule, self.manifest, changed)


def smallest_change(
    finding: Finding, rehearsal: Rehearsal, shapes: Mapping[str, Shape], heaviest: Sort = Sort.DROP
) -> Repair | None:
    """The lightest change with which the finding's rule passes and nothing else breaks; none heavier than `heaviest`.

    Where every change breaks something, the lightest that makes the rule pass, with what it breaks; None where there is none.
    """
    if finding.evidence is None or finding.outcome is Outcome.UNJUDGED:
        return None
    search = Search(rehearsal, finding.rule, finding.manifest, shapes, heaviest)
    found = _by_evidence(finding.evidence, search)
    if (found is None or found.sort is not Sort.CHOICE) and _hangs_on_a_fact_with_a_way(finding):
        aside = _by_not_concerning(finding, search)
        if aside is not None and aside.sort is Sort.CHOICE and not aside.breaks:
            return aside
    if found is not None and not found.breaks and (found.sort > Sort.PICK or len(found.edits) == 1):
        return found
    fewer = len(found.edits) - 1 if found is not None and not found.breaks else _MOST_FIELDS
    better = _by_settings(finding.evidence, search, min(fewer, _MOST_FIELDS))
    return better or found or _by_not_concerning(finding, search)


def _hangs_on_a_fact_with_a_way(finding: Finding) -> bool:
    """Whether a rule concerns the manifest because of something that can be moved out of its way, such as a launch."""
    return finding.when is not None and any(leaf.fact is not None and leaf.fact.ways for leaf in leaves(finding.when))


def _by_not_concerning(finding: Finding, search: Search) -> Repair | None:
    """Where nothing meets a rule: what would make it one that does not concern this manifest."""
    if finding.rule.when is None:
        return None
    scope, _ = search.rehearsal.run.scope(search.manifest, search.rehearsal.inventory)
    unconcerned = Weigher(scope, search.rehearsal.run.terms).weigh(negated(finding.rule.when), scope.root, ())
    return _by_evidence(unconcerned, search)


def _by_evidence(evidence: Evidence, search: Search) -> Repair | None:
    """Best first over repair sets; a set that is not enough goes on from what is then the matter."""
    order = count()
    waiting: list[tuple[Weight, int, int, Option]] = []

    def push(found: Sequence[Option], depth: int) -> None:
        for one in found:
            if one.edits and one.sort <= search.heaviest:
                heappush(waiting, (one.weight, next(order), depth, one))

    push(options(evidence, search.ground), 1)
    breaking: Repair | None = None
    for _ in range(_MOST_TRIES):
        if not waiting:
            break
        _, _, depth, one = heappop(waiting)
        repair = search.tried(one)
        if repair is not None and not repair.breaks:
            return repair
        breaking = breaking or repair
        if depth < _DEEPEST:
            still = repair.breaks if repair is not None else (search.rule.name,)
            push(_further(one, search, still), depth + 1)
    return breaking


def _further(so_far: Option, search: Search, rules: Sequence[str]) -> list[Option]:
    """The option with what is still needed after it: for its own rule, or for those that fail only with it."""
    ground = search.ground_after(so_far)
    found = [so_far]
    for rule in rules:
        still = search.after(so_far, rule) if search.knows(rule) else None
        if still is None:
            return []
        found = [_then(one, more) for one in found for more in options(still, ground)][:MOST]
    return found


def _then(first: Option, more: Option) -> Option:
    edits = _over(first.edits, more.edits)
    return Option(max(first.sort, more.sort), len(edits), first.distance + more.distance, edits)


def _over(first: Sequence[Edit], then: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits on top of others: the later one holds where both speak of the same value."""
    later = {(e.document, e.path): e for e in then}
    return (*(later.pop((e.document, e.path), e) for e in first), *later.values())


def _by_settings(evidence: Evidence, search: Search, most: int) -> Repair | None:
    """Every field that the rule reads set by itself, then two of them: for what the evidence does not lead to."""
    fields = settings(evidence, search.ground)
    tries = 0
    for size in range(1, most + 1):
        for chosen in combinations(fields, size):
            for edits in product(*(field.edits for field in chosen)):
                tries += 1
                if tries > _MOST_SETTINGS:
                    return None
                together = _all(edits)
                if together is None:
                    continue
                repair = search.tried(Option(max(f.sort for f in chosen), size, 0, together))
                if repair is not None and not repair.breaks:
                    return repair
    return None


def _all(edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    together: tuple[Edit, ...] | None = ()
    for edit in edits:
        together = merged(together, (edit,)) if together is not None else None
    return together
