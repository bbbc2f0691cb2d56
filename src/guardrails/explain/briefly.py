"""An answer cut down to what counts: for `--quiet`, hooks and people who only want to know what to do."""

from __future__ import annotations

from guardrails.explain.explanation import UNCHECKED, Briefing, Explanation, ManifestAnswer
from guardrails.model.stage import Severity


def briefly(briefing: Briefing, fail_on: Severity) -> Briefing:
    """The summary, what could not be checked, and the findings that count for the exit code; nothing about later."""
    answers = tuple(cut for answer in briefing.manifests if (cut := _cut(answer, fail_on)).explanations)
    problems = tuple(problem for problem in briefing.problems if problem.status == UNCHECKED)
    return Briefing(briefing.summary, problems, answers, (), briefing.next_step)


def _cut(answer: ManifestAnswer, fail_on: Severity) -> ManifestAnswer:
    kept = tuple(e for e in answer.explanations if _counts(e, fail_on))
    return answer._replace(explanations=kept, coming=(), outlook=(), letters="", ways=(), lane_lines=(), known="")


def _counts(explanation: Explanation, fail_on: Severity) -> bool:
    """Whether it makes the check end with another code than 0."""
    severity = explanation.severity
    return explanation.status == UNCHECKED or (severity is not None and severity.rank <= fail_on.rank)
