"""The whole reasoning about one manifest: every rule with what was looked at, as an outline of marked lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from guardrails.explain.because import clauses
from guardrails.explain.condition_words import Line
from guardrails.explain.labels import in_words
from guardrails.explain.leaf import true_clause
from guardrails.explain.matter import points
from guardrails.explain.plain_values import day_in_words
from guardrails.explain.scene import Scene
from guardrails.explain.sentences import knows, say, sentence
from guardrails.explain.totals import survey_clause, total_clause
from guardrails.model.condition import All, Each
from guardrails.model.evidence import (
    Combined,
    Defined,
    Element,
    Evidence,
    Quantified,
    Referred,
    Surveyed,
    Tallied,
    Tested,
)
from guardrails.model.report import Finding
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome
from guardrails.model.truth import Truth

MARKS: Mapping[Truth, str] = {
    Truth.YES: "passed",
    Truth.NO: "not-yet",
    Truth.UNANSWERED: "not-known",
    Truth.UNJUDGED: "unchecked",
}
_OUTCOME_MARKS: Mapping[Outcome, str] = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "not-yet",
    Outcome.UNJUDGED: "unchecked",
    Outcome.SKIPPED: "skipped",
    Outcome.WAIVED: "waived",
}


@dataclass(frozen=True, slots=True)
class Reasoning:
    """One rule on one manifest. `mark`: passed, not-yet, not-known, unchecked, skipped or waived; lines carry the same."""

    rule: str
    title: str
    mark: str
    outcome: str
    reason: str
    lines: tuple[Line, ...]


def reasoning(finding: Finding, shapes: Mapping[str, Shape]) -> Reasoning:
    """Why this rule came out so on this manifest. `shapes` by kind."""
    shape = shapes.get(finding.manifest.kind, Shape("object"))
    scene = Scene(shape, shapes, finding.rule.hide_value)
    lines: list[Line] = []
    if finding.when is not None:
        lines += [Line(say("reasoning.when")), *outline(finding.when, scene._replace(wants=False), 1)]
    if finding.evidence is not None and finding.outcome is not Outcome.SKIPPED:
        lines += [Line(say("reasoning.require")), *outline(finding.evidence, scene, 1)]
    asks = finding.outcome is Outcome.FAILED and finding.asks_when
    return Reasoning(
        rule=finding.rule.name,
        title=finding.rule.words.title,
        mark="not-known" if asks else _OUTCOME_MARKS[finding.outcome],
        outcome=say("outcome.asked" if asks else f"outcome.{finding.outcome.value}"),
        reason=reason(finding),
        lines=tuple(lines),
    )


def reasonings(findings: Iterable[Finding], shapes: Mapping[str, Shape], rule: str = "") -> tuple[Reasoning, ...]:
    """The reasoning for every finding, or for those of one rule (by its full or short name)."""
    return tuple(reasoning(finding, shapes) for finding in findings if rule in ("", finding.rule.name, finding.rule.id))


def reason(finding: Finding) -> str:
    """Why a rule was skipped, softened or waived; empty where it counts in full."""
    if finding.waiver is not None:
        expires = finding.waiver.expires
        return say("reason.waived", {"expires": day_in_words(expires) or expires})
    if not finding.because:
        return ""
    id = f"reason.{finding.because}"
    day = finding.rule.rollout.announce
    slots = {"because": in_words(finding.because), "day": day_in_words(day) or day}
    return say(id if knows(id) else "reason.other", slots)


def outline(evidence: Evidence, scene: Scene, depth: int = 0) -> list[Line]:
    """The evidence as lines: what holds with the value found, what does not with what is needed."""
    mark = MARKS[evidence.truth]
    match evidence:
        case Tested():
            return [Line(_leaf(evidence, scene), depth, mark)]
        case Combined(condition=condition, parts=parts):
            if len(parts) == 1:
                return outline(parts[0], scene, depth)
            head = say("reasoning.all" if isinstance(condition, All) else "reasoning.any")
            return [
                Line(head, depth, mark),
                *(line for part in parts for line in outline(part, scene, depth + 1)),
            ]
        case Quantified():
            return _quantified(evidence, scene, depth)
        case Tallied():
            holds = evidence.truth is Truth.YES and evidence.total is not None
            text = sentence(total_clause(evidence, scene, holds=True)) if holds else _points(evidence, scene)
            return [Line(text, depth, mark)]
        case Referred():
            return _referred(evidence, scene, depth)
        case Surveyed():
            holds = evidence.truth is Truth.YES
            return [
                Line(
                    sentence(survey_clause(evidence, holds=True)) if holds else _points(evidence, scene),
                    depth,
                    mark,
                )
            ]
        case Defined(condition=condition, part=part):
            id = "reasoning.definition.not" if condition.negated else "reasoning.definition"
            head = say(id, {"name": in_words(condition.name)})
            return [Line(head, depth, mark), *outline(part, scene, depth + 1)]
        case _:
            assert_never(evidence)


def _leaf(leaf: Tested, scene: Scene) -> str:
    if leaf.truth is Truth.YES:
        return sentence(true_clause(leaf, scene))
    return _points(leaf, scene._replace(names=()))


def _points(evidence: Evidence, scene: Scene) -> str:
    found = points(evidence, scene)
    return " ".join(point.sentence if scene.wants else point._replace(need="", extra="").sentence for point in found)


def _quantified(evidence: Quantified, scene: Scene, depth: int) -> list[Line]:
    mark = MARKS[evidence.truth]
    if not evidence.elements:
        holds = evidence.truth is Truth.YES
        text = sentence(say("reasoning.empty", scene.words(evidence.field))) if holds else _points(evidence, scene)
        return [Line(text, depth, mark)]
    named_by = evidence.condition.named_by
    head = say(
        "reasoning.each" if isinstance(evidence.condition, Each) else "reasoning.some",
        scene.words(evidence.field),
    )
    return [
        Line(head, depth, mark),
        *(line for e in evidence.elements for line in _element(e, scene.inside(e.name, named_by), depth + 1)),
    ]


def _element(element: Element, inner: Scene, depth: int) -> list[Line]:
    name = inner.names[-1]
    if element.where is not None and element.where.truth is Truth.NO:
        return [Line(say("reasoning.left_out", {"name": name}), depth, "skipped")]
    parts = [part for part in (element.where, element.require) if part is not None]
    below = [line for part in parts for line in outline(part, inner, depth + 1)]
    truth = element.require.truth if element.require is not None else Truth.YES
    if element.where is not None and element.where.truth is not Truth.YES and truth is not Truth.YES:
        truth = element.where.truth
    return [Line(say("reasoning.element", {"name": name}), depth, MARKS[truth]), *below]


def _referred(evidence: Referred, scene: Scene, depth: int) -> list[Line]:
    mark = MARKS[evidence.truth]
    if evidence.target is None or evidence.that is None:
        holds = evidence.truth is Truth.YES
        text = " ".join(map(sentence, clauses(evidence, scene))) if holds else _points(evidence, scene)
        return [Line(text or sentence(say("found.nothing", scene.words(evidence.field))), depth, mark)]
    inner = scene.within(evidence.target, evidence.condition.kind)
    head = say("reasoning.there", {**scene.words(evidence.field), "name": inner.names[-1]})
    return [Line(head, depth, mark), *outline(evidence.that, inner, depth + 1)]
