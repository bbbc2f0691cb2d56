"""What explaining a finished check needs: the texts as typed, the shapes, and facts on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guardrails.explain.context import Context
from guardrails.files.checking import Checked
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.value import Gap

if TYPE_CHECKING:
    from guardrails.model.repair import Repair
    from guardrails.model.report import Finding
    from guardrails.repair.rehearsal import Rehearsal

_MOST_REPAIRS = 60
"""For so many findings of a run the smallest change is looked for, in the order in which they are told."""


def context_of(checked: Checked, folder: str = "") -> Context:
    """The context for a briefing; `folder` leads from where the reader stands to the workspace ("" or "examples/")."""
    return Context(
        checked.sources,
        ManifestShapes(checked.policies.schemas),
        folder=folder,
        held=checked.held,
        facts=lambda manifest, name: _fact(checked, manifest, name),
        repair=_repairs(checked),
    )


def _repairs(checked: Checked) -> Callable[[Finding], Repair | None] | None:
    """The search for the smallest change of a finding: for the first of them, as each takes some milliseconds."""
    run = checked.run
    if run is None:
        return None
    known: dict[tuple[str, str, int], Repair | None] = {}
    rehearsals: list[Rehearsal] = []

    def repair(finding: Finding) -> Repair | None:
        key = (finding.rule.name, finding.manifest.file, finding.manifest.document)
        if key not in known and len(known) < _MOST_REPAIRS:
            from guardrails.judge.manifests import Checker
            from guardrails.repair.rehearsal import Rehearsal
            from guardrails.repair.search import smallest_change

            if not rehearsals:
                rehearsals.append(Rehearsal(run, checked.manifests, Checker(checked.policies.schemas).fits))
            known[key] = smallest_change(finding, rehearsals[0], ManifestShapes(checked.policies.schemas))
        return known.get(key)

    return repair


def _fact(checked: Checked, manifest: Manifest, name: str) -> FactResult:
    """A fact that a text names although its rule did not look at it."""
    from guardrails.language.scope import Inventory

    if checked.run is None:
        return FactResult(Gap.UNANSWERED)
    scope, _ = checked.run.scope(manifest, Inventory(checked.manifests))
    return scope.fact(name)
