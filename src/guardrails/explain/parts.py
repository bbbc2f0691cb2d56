"""What `explain` can answer with: an outline, a rule's page, the reasoning about a manifest, or a problem in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from guardrails.explain.condition_words import Line
from guardrails.explain.explanation import Briefing
from guardrails.explain.reasoning import Reasoning
from guardrails.explain.rule_page import RulePage


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines below each other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReasonedManifest:
    """A manifest's name and counts, then every rule."""

    head: tuple[str, ...]
    rules: tuple[Reasoning, ...]


Part: TypeAlias = Outline | RulePage | ReasonedManifest | Briefing
