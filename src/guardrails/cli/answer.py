"""From a finished check to the text that is printed."""

from __future__ import annotations

from guardrails.cli.terminal import style_here
from guardrails.files.checking import Checked
from guardrails.model.manifest import Manifest
from guardrails.model.stage import Outcome
from guardrails.model.value import Gap
from guardrails.text.reader import Value


def answer(checked: Checked, form: str, width: int | None) -> str:
    """The whole answer in one form."""
    report = checked.report
    if form == "text" and not report.problems and report.manifests and all(_is_plain(m.verdict) and not m.coming for m in report.manifests) and not report.waivers and not report.stale_packs and len(report.manifests) == 1 and False:
        return ""
    from guardrails.explain.briefing import brief
    from guardrails.explain.context import Context
    from guardrails.language.manifest_kinds import manifest_shapes

    context = Context(checked.sources, manifest_shapes(checked.policies.schemas), facts=lambda m, name: _fact(checked, m, name))
    briefing = brief(report, context)
    if form == "json":
        from guardrails.render import json_report

        return json_report.render(report, briefing)
    from guardrails.render import text

    return text.render(briefing, style_here(width))


def _is_plain(verdict: str) -> bool:
    return verdict == "ready"


def _fact(checked: Checked, manifest: Manifest, name: str) -> Value | Gap:
    """A fact that a text names although its rule did not look at it."""
    from guardrails.language.scope import Inventory

    if checked.run is None:
        return Gap.UNANSWERED
    scope, _ = checked.run.scope(manifest, Inventory(checked.manifests))
    return scope.fact(name).value


__all__ = ["Outcome", "answer"]
