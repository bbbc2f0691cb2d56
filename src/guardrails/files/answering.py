"""What explaining a finished check needs: the texts as typed, the shapes, facts on demand, and a second judgement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from guardrails.explain.context import Context
from guardrails.explain.tongue import ENGLISH, spoken
from guardrails.files.checking import Checked
from guardrails.judge.run import Run
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.scope import Inventory, Scope
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport
from guardrails.model.rule import Bundle
from guardrails.model.value import Gap

if TYPE_CHECKING:
    from guardrails.explain.mending import Mended, Mender
    from guardrails.model.repair import Repair
    from guardrails.model.report import Finding
    from guardrails.model.shape import Shape
    from guardrails.repair.rehearsal import Rehearsal

_MOST_REPAIRS = 60
"""For so many findings of a run the smallest change is looked for, in the order in which they are told."""


def context_of(checked: Checked, folder: str = "") -> Context:
    """The context for a briefing; `folder` leads from where the reader stands to the workspace ("" or "examples/")."""
    bench = None if checked.run is None else _Bench(checked, checked.run)
    return Context(
        checked.sources,
        _shapes_of(checked),
        folder=folder,
        held=checked.held,
        facts=_no_fact if bench is None else lambda manifest, name: bench.scope(manifest).fact(name),
        repair=None if bench is None else bench.repair,
        can_pass=None if bench is None else bench.can_pass,
        scope=None if bench is None else bench.scope,
        judge_again=None if bench is None else bench.judged,
        mended=None if bench is None else bench.mended,
    )


def _shapes_of(checked: Checked) -> Mapping[str, Shape]:
    """The shapes of all kinds, with their words in the language of this run."""
    shapes = ManifestShapes(checked.policies.schemas)
    if spoken().code == ENGLISH.code:
        return shapes
    from guardrails.explain.translated_shapes import TranslatedShapes

    return TranslatedShapes(shapes)


def told(checked: Checked) -> Checked:
    """The finished check with the texts of its bundle in the language of this run."""
    code, bundle = spoken().code, checked.report.bundle
    if bundle is None or not _has_texts_in(bundle, code):
        return checked
    from guardrails.explain.bundle_language import in_language

    return checked._replace(report=in_language(checked.report, code))


def _has_texts_in(bundle: Bundle, code: str) -> bool:
    """Whether anything was translated into a language: a look that imports nothing, as most runs speak the bundle's own.

    A language by its region ("de_AT") is left to who knows more about codes.
    """
    titles = [pack.title_in for pack in bundle.packs] + [track.title_in for track in bundle.fast_tracks]
    titles += [lane.title_in for lane in bundle.lanes] + [t.title_in for lane in bundle.lanes for t in lane.triggers]
    return not code.isalpha() or any(code in rule.words_in for rule in bundle.rules) or any(code in title for title in titles)


def _no_fact(manifest: Manifest, name: str) -> FactResult:
    return FactResult(Gap.UNANSWERED)


class _Bench:
    """The finished run, for a look at what it has not kept."""

    def __init__(self, checked: Checked, run: Run) -> None:
        self._run = run
        self._manifests = checked.manifests
        self._unread = checked.unread
        self._schemas = checked.policies.schemas
        self._shapes = ManifestShapes(checked.policies.schemas)
        self._sources = checked.sources
        self._mended: dict[str, tuple[Mended, tuple[Manifest, ...]]] = {}
        self._repairs: dict[tuple[str, str, int], Repair | None] = {}

    @cached_property
    def _inventory(self) -> Inventory:
        return Inventory(self._manifests, self._unread)

    @cached_property
    def _mender(self) -> Mender:
        from guardrails.explain.mending import Mender
        from guardrails.judge.manifests import Checker

        return Mender(Checker(self._schemas))

    @cached_property
    def _rehearsal(self) -> Rehearsal:
        from guardrails.judge.manifests import Checker
        from guardrails.repair.rehearsal import Rehearsal

        return Rehearsal(self._run, self._manifests, Checker(self._schemas).fits, self._unread)

    def repair(self, finding: Finding) -> Repair | None:
        """The smallest change that settles a finding; looked for only so many times, as each takes some milliseconds."""
        key = (finding.rule.name, finding.manifest.file, finding.manifest.document)
        if key not in self._repairs and len(self._repairs) < _MOST_REPAIRS:
            from guardrails.repair.search import smallest_change

            self._repairs[key] = smallest_change(finding, self._rehearsal, self._shapes)
        return self._repairs.get(key)

    def can_pass(self, finding: Finding) -> bool:
        """Whether any manifest could meet the finding's rule."""
        from guardrails.repair.possible import is_possible

        return is_possible(finding.rule.require, self._shapes[finding.manifest.kind], self._run.terms)

    def scope(self, manifest: Manifest) -> Scope:
        """What conditions about a manifest can reach."""
        return self._run.scope(manifest, self._inventory)[0]

    def judged(self, manifest: Manifest) -> ManifestReport:
        """A manifest judged among the others as they are declared, in place of the one of its name."""
        name = (manifest.kind, manifest.name)
        others = [m for m in self._manifests if (m.kind, m.name) != name]
        return self._run.judge(manifest, Inventory([*others, manifest], self._unread))

    def mended(self, name: str) -> tuple[Mended, tuple[Manifest, ...]] | None:
        """What `guardrails fix` would make of a file, and its manifests where nothing is left for a person."""
        if name not in self._mended:
            from guardrails.judge.manifests import reading_of

            try:
                data = self._sources(name).encode()
            except (KeyError, OSError, ValueError):
                return None
            mended = self._mender.mend(name, data)
            left = any(not problem.warning for problem in mended.left)
            manifests = () if left else reading_of(name, mended.after.encode(), self._mender.checker).manifests
            self._mended[name] = mended, manifests
        return self._mended[name]
