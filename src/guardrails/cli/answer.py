"""From a finished check to the text that is printed."""

from __future__ import annotations

import os

from guardrails.cli.terminal import style_here
from guardrails.files.checking import Checked
from guardrails.model.manifest import Manifest
from guardrails.model.value import Gap
from guardrails.text.reader import Value


def answer(checked: Checked, form: str, width: int | None) -> str:
    """The whole answer in one form."""
    report = checked.report
    from guardrails.explain.briefing import brief
    from guardrails.explain.context import Context
    from guardrails.language.manifest_kinds import ManifestShapes

    context = Context(
        checked.sources,
        ManifestShapes(checked.policies.schemas),
        folder=_folder(checked.policies.workspace.root),
        held=checked.held,
        facts=lambda manifest, name: _fact(checked, manifest, name),
    )
    if form == "json":
        from guardrails.render import json_report

        return json_report.render(report, brief(report, context))
    from guardrails.render import text

    style = style_here(width)
    return text.render(brief(report, context, style.full), style)


def _folder(root: str) -> str:
    """The way from where the reader stands to the workspace, as the start of a path."""
    way = os.path.relpath(root).replace(os.sep, "/")
    return "" if way == "." else f"{way}/"


def _fact(checked: Checked, manifest: Manifest, name: str) -> Value | Gap:
    """A fact that a text names although its rule did not look at it."""
    from guardrails.language.scope import Inventory

    if checked.run is None:
        return Gap.UNANSWERED
    scope, _ = checked.run.scope(manifest, Inventory(checked.manifests))
    return scope.fact(name).value

