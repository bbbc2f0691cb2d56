"""The reasoning about one manifest as text for a terminal: an outline with ticks and crosses."""

from __future__ import annotations

from collections.abc import Sequence

from guardrails.explain.reasoning import Reasoning
from guardrails.render.outline import mark_of, outline_lines, painted
from guardrails.render.plain import defused, shown, wrapped
from guardrails.render.style import Style


def render(page: Sequence[Reasoning], style: Style) -> str:
    """Every rule with its mark, its reason and what was looked at."""
    lines: list[str] = []
    for one in page:
        if lines:
            lines.append("")
        mark = mark_of(one.mark, style)
        title = wrapped(
            f"{shown(one.title, style.unicode)}: {shown(one.outcome, style.unicode)}",
            f"{mark} ",
            "  ",
            style.columns,
        )
        lines += [painted(line, one.mark, style) for line in title]
        lines.append(painted(f"  {shown(one.rule, style.unicode)}", "dim", style))
        if one.reason:
            lines += wrapped(shown(one.reason, style.unicode), "  ", "  ", style.columns)
        lines += outline_lines(one.lines, style, indent=2)
    return "\n".join(defused(line, style.unicode) for line in lines) + "\n" if lines else ""
