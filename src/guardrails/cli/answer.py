"""From a finished check to the text that is printed."""

from __future__ import annotations

import os

from guardrails.cli.terminal import style_here
from guardrails.explain.briefing import brief
from guardrails.files.answering import context_of, told
from guardrails.files.checking import Checked


def answer(checked: Checked, form: str, width: int | None) -> str:
    """The whole answer in one form."""
    checked = told(checked)
    context = context_of(checked, folder_of(checked.policies.workspace.root))
    if form == "json":
        from guardrails.render import json_report

        return json_report.render(checked.report, brief(checked.report, context))
    from guardrails.render import text

    style = style_here(width)
    return text.render(brief(checked.report, context, style.full), style)


def folder_of(root: str) -> str:
    """The way from where the reader stands to the workspace, as the start of a path."""
    way = os.path.relpath(root).replace(os.sep, "/")
    return "" if way == "." else f"{way}/"
