"""What explaining a finished check needs: the texts as typed, the shapes, and facts on demand."""

from __future__ import annotations

from guardrails.explain.context import Context
from guardrails.files.checking import Checked
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.value import Gap


def context_of(checked: Checked, folder: str = "") -> Context:
    """The context for a briefing; `folder` leads from where the reader stands to the workspace ("" or "examples/")."""
    return Context(
        checked.sources,
        ManifestShapes(checked.policies.schemas),
        folder=folder,
        held=checked.held,
        facts=lambda manifest, name: _fact(checked, manifest, name),
    )


def _fact(checked: Checked, manifest: Manifest, name: str) -> FactResult:
    """A fact that a text names although its rule did not look at it."""
    from guardrails.language.scope import Inventory

    if checked.run is None:
        return FactResult(Gap.UNANSWERED)
    scope, _ = checked.run.scope(manifest, Inventory(checked.manifests))
    return scope.fact(name)
