"""A rule's page as text for a terminal."""

from __future__ import annotations

from guardrails.explain.rule_page import RulePage
from guardrails.render.outline import outline_lines, painted
from guardrails.render.plain import defused, shown, wrapped
from guardrails.render.style import Style


def render(page: RulePage, style: Style) -> str:
    """The page: title, name, then each section below its heading."""
    lines = [painted(line, "bold", style) for line in wrapped(shown(page.title, style.unicode), "", "", style.columns)]
    lines.append(painted(shown(page.id, style.unicode), "dim", style))
    for section in page.sections:
        lines += ["", painted(shown(section.heading, style.unicode), "bold", style)]
        lines += outline_lines(section.lines, style, indent=2)
    return "\n".join(defused(line, style.unicode) for line in lines) + "\n"
