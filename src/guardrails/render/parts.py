"""The answer of `explain` as text for a terminal."""

from __future__ import annotations

from typing import assert_never

from guardrails.explain.explanation import Briefing
from guardrails.explain.parts import Outline, Part, ReasonedManifest
from guardrails.explain.rule_page import RulePage
from guardrails.render import reasoning, rule_page, text
from guardrails.render.outline import outline_lines, painted
from guardrails.render.plain import defused, shown, wrapped
from guardrails.render.style import Style


def render(parts: tuple[Part, ...], style: Style) -> str:
    """All parts, a blank line between them."""
    return "\n".join(_part(part, style).rstrip("\n") + "\n" for part in parts)


def _part(part: Part, style: Style) -> str:
    match part:
        case Outline():
            return "\n".join(map(defused, outline_lines(part.lines, style)))
        case RulePage():
            return rule_page.render(part, style)
        case ReasonedManifest(head, rules):
            lines = [line for one in head for line in wrapped(shown(one, style.unicode), "", "", style.columns)]
            lines[0] = painted(defused(lines[0]), "bold", style)
            return "\n".join([*map(defused, lines), "", reasoning.render(rules, style)])
        case Briefing():
            return text.render(part, style)
        case _:
            assert_never(part)
