"""The ways to a green answer that are open today: a free slot, the part that may go ahead, tools that we have already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guardrails.explain.context import Context
from guardrails.explain.explanation import Alternative, ManifestAnswer
from guardrails.explain.free_launch import free_launch
from guardrails.explain.other_tools import OtherTools, Verdicts
from guardrails.explain.ready_part import ready_part
from guardrails.language.scope import Scope
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport, Report
from guardrails.model.shape import Shape

_EARLY = ("idea", "pilot")


def may_have_ways(answer: ManifestAnswer) -> bool:
    """Whether it is on its way and something waits, and the answer is told in full."""
    waits = answer.stage in _EARLY or (answer.stage == "live" and answer.verdict == "not-yet")
    return waits and (not answer.explanations or any(e.in_full for e in answer.explanations))


def with_ways(
    answers: Sequence[ManifestAnswer], reports: Sequence[ManifestReport], report: Report, context: Context
) -> list[ManifestAnswer]:
    """The answers with the ways that are open; `reports` are about the same manifests in the same order."""
    if context.scope is None or context.judge_again is None:
        return list(answers)
    finder = _Finder(report, context, context.scope, context.judge_again)
    pairs = zip(answers, reports, strict=True)
    return [a._replace(ways=tuple(finder.ways(a, r))) if may_have_ways(a) else a for a, r in pairs]


class _Finder:
    """Finds ways for the manifests of one run; what it learns about a tool it keeps."""

    def __init__(
        self, report: Report, context: Context, scope: Callable[[Manifest], Scope], judge: Callable[[Manifest], ManifestReport]
    ) -> None:
        self._shapes = context.shapes
        self._scope = scope
        self._judge = judge
        self._verdicts = Verdicts(report.manifests, judge)

    def ways(self, answer: ManifestAnswer, found: ManifestReport) -> Iterator[Alternative]:
        """The quickest first; what the answer tells anyway is left out."""
        manifest, told = found.manifest, _told(answer)
        scope = self._scope(manifest)
        slot = free_launch(found, scope.world, self._judge, told)
        if slot:
            yield slot
        part = ready_part(
            found,
            self._shapes.get(manifest.kind, Shape("object")),
            lambda fact: scope.fact(fact).about,
            lambda name: scope.inventory.named("Tool", name),
            self._judge,
        )
        if part:
            yield part
        tools = OtherTools(scope.world, scope.inventory, self._verdicts)
        yield from (one for one in self._tools(tools, manifest, found.verdict) if one.name.casefold() not in told)

    def _tools(self, tools: OtherTools, manifest: Manifest, verdict: str) -> list[Alternative]:
        if manifest.kind == "Tool":
            return tools.in_place_of(manifest)
        return tools.for_campaign(manifest) if verdict == "not-yet" else []


def _told(answer: ManifestAnswer) -> str:
    """All that the answer says to do, in small letters."""
    texts = [answer.lead]
    for explanation in answer.explanations:
        if explanation.in_full:
            texts += [explanation.headline, *explanation.what, *explanation.fix, explanation.faster]
            texts += explanation.change.lines if explanation.change else ()
    return "\n".join(texts).casefold()
