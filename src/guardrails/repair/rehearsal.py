"""A changed manifest judged in place of the original, against all rules and together with all other manifests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from guardrails.judge.rulings import rule_outcome, severity_at
from guardrails.judge.run import Run
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory, names_of
from guardrails.model.evidence import Evidence
from guardrails.model.manifest import Manifest
from guardrails.model.repair import Edit
from guardrails.model.stage import Outcome
from guardrails.model.value import Fields
from guardrails.repair.applying import applied
from guardrails.text.values import Value

_FINE = (Outcome.PASSED, Outcome.SKIPPED)


class Rehearsed(NamedTuple):
    """What a change would do: whether the rule passes, which rules stop failing, which fail only then.

    `more_questions`: the stage asks for answers that it did not ask for before.
    """

    passes: bool
    clears: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    more_questions: bool = False


class Rehearsal:
    """Judges changed manifests; what is known about the unchanged ones is worked out once."""

    def __init__(
        self, run: Run, manifests: Sequence[Manifest], fits: Callable[[Value, Value], bool], unread: Collection[str] = ()
    ) -> None:
        self.run = run
        self.inventory = Inventory(manifests, unread)
        self._fits = fits
        self._before: dict[tuple[str, int], bytes] = {}
        self._at = {(m.file, m.document): at for at, m in enumerate(self.inventory.manifests)}
        self._rules = {kind: {p.rule.name: p for p in rules} for kind, rules in run.rules.items()}

    def changed(self, manifest: Manifest, edits: Sequence[Edit]) -> dict[tuple[str, int], Manifest] | None:
        """The manifests that differ after the edits, by file and document; None where one would not fit its schema."""
        result: dict[tuple[str, int], Manifest] = {}
        for document in dict.fromkeys(edit.document for edit in edits):
            original = self.named(document) if document else manifest
            if original is None:
                return None
            fields = applied(original.fields, [e for e in edits if e.document == document])
            if not self._fits(original.kind, fields):
                return None
            result[original.file, original.document] = _again(original, fields)
        return result

    def named(self, name: str) -> Manifest | None:
        """The manifest that a name stands for."""
        return next((m for m in self.inventory.manifests if m.name == name), None)

    def outcome(self, rule: str, manifest: Manifest, changed: dict[tuple[str, int], Manifest]) -> Outcome:
        """How one rule comes out on the changed manifest: the quick look before a full rehearsal."""
        scope, _ = self.run.scope(self._own(manifest, changed), self._inventory(changed))
        return rule_outcome(self._rules[manifest.kind][rule], scope)

    def weigh(self, rule: str, manifest: Manifest, changed: dict[tuple[str, int], Manifest]) -> Evidence | None:
        """The evidence for one rule after a change that was not enough."""
        own = self._own(manifest, changed)
        scope, _ = self.run.scope(own, self._inventory(changed))
        return weighed(self._rules[manifest.kind][rule].rule, Outcome.FAILED, own, scope, self.run.terms).evidence

    def full(self, rule: str, manifest: Manifest, changed: dict[tuple[str, int], Manifest]) -> Rehearsed:
        """What the change does to every rule on every manifest that it can concern."""
        inventory = self._inventory(changed)
        clears: list[str] = []
        breaks: list[str] = []
        passes, more_questions = False, False
        for original, after in self._concerned(manifest, changed):
            before, then = self._outcomes(original), self.run.outcomes(after, inventory)
            more_questions |= self._asks_more(original, after)
            for prepared, was, now in zip(self.run.rules.get(after.kind, ()), before[:-1], then[:-1], strict=True):
                name, fine = prepared.rule.name, _is_fine(now)
                own = original is manifest
                passes |= own and name == rule and fine
                if _is_fine(was) and not fine:
                    scope, _ = self.run.scope(after, inventory)
                    breaks += [name] if severity_at(prepared, after.stage, scope) is not None else []
                elif own and fine and not _is_fine(was) and name != rule:
                    clears.append(name)
        return Rehearsed(passes, tuple(clears), tuple(dict.fromkeys(breaks)), more_questions)

    def _concerned(self, manifest: Manifest, changed: dict[tuple[str, int], Manifest]) -> Iterator[tuple[Manifest, Manifest]]:
        """Each manifest with what becomes of it: those that change, and those that speak of one that changes."""
        all_of_them = self.inventory.manifests
        both = [m for key, after in changed.items() for m in (all_of_them[self._at[key]], after)]
        speakers = {at for m in both for name in names_of(m) for at in self._speakers.get(name, ())}
        own = self._at[manifest.file, manifest.document]
        for at in (own, *sorted((speakers | {self._at[key] for key in changed}) - {own})):
            other = all_of_them[at]
            yield other, changed.get((other.file, other.document), other)

    @cached_property
    def _speakers(self) -> Mapping[str, Sequence[int]]:
        """The places of the manifests in which a text stands, by the text as names compare."""
        found: dict[str, list[int]] = {}
        for at, manifest in enumerate(self.inventory.manifests):
            for text in _texts(manifest.fields):
                found.setdefault(text, []).append(at)
        return found

    def _outcomes(self, manifest: Manifest) -> bytes:
        key = (manifest.file, manifest.document)
        if key not in self._before:
            self._before[key] = self.run.outcomes(manifest, self.inventory)
        return self._before[key]

    def _asks_more(self, before: Manifest, after: Manifest) -> bool:
        if before is after:
            return False
        open_before = {q.path for q in self.run.questions.open(before.kind, before.stage, before.fields)}
        return any(q.path not in open_before for q in self.run.questions.open(after.kind, after.stage, after.fields))

    def _own(self, manifest: Manifest, changed: dict[tuple[str, int], Manifest]) -> Manifest:
        return changed.get((manifest.file, manifest.document), manifest)

    def _inventory(self, changed: dict[tuple[str, int], Manifest]) -> Inventory:
        found = self.inventory
        for key, manifest in changed.items():
            found = found.replaced(self._at[key], manifest)
        return found


def _is_fine(byte: int) -> bool:
    return _OUTCOMES[byte] in _FINE


_OUTCOMES = tuple(Outcome)


def _again(original: Manifest, fields: Fields) -> Manifest:
    """The manifest read anew from changed fields (its stage can have changed)."""
    from guardrails.judge.manifests import manifest_of

    return manifest_of(original.file, original.document, fields)


def _texts(value: Value) -> set[str]:
    """Every text in a value, as names compare; a loop, because it walks every manifest there is."""
    found: set[str] = set()
    waiting: list[Value] = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            found.add(here.casefold())
        elif isinstance(here, dict):
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
    return found
