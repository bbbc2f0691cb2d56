"""What a misspelt name costs: the rules that find an answer missing only because its name is not known."""

from __future__ import annotations

from guardrails.explain.context import Context
from guardrails.explain.grammar import quoted
from guardrails.explain.plain_values import listed
from guardrails.explain.sentences import say
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.repair import Edit
from guardrails.model.report import ManifestReport
from guardrails.model.value import Gap, Path
from guardrails.repair.applying import applied, value_at

_MOST_NAMED = 2


def also_settled(problem: Problem, context: Context) -> tuple[str, ...]:
    """A sentence with the rules that pass once the name is put right; nothing where the file has more to mend by hand."""
    nearest, path = problem.slots.get("nearest", ""), problem.spot.path
    if not nearest or not path or problem.area != "manifest" or context.mended is None or context.judge_again is None:
        return ()
    mended = context.mended(problem.source)
    whole = next((m for m in mended[1] if m.document == problem.spot.document), None) if mended else None
    meant: Path = (*path[:-1], nearest) if problem.spot.on_key else path
    if whole is None or isinstance(value_at(whole.fields, meant), Gap):
        return ()
    without = whole._replace(fields=applied(whole.fields, [Edit(meant, Gap.NOTHING)]))
    still = _told(whole, context.judge_again(whole))
    titles = [title for title in _told(without, context.judge_again(without)) if title not in still]
    return (say("change.settles", {"rules": listed([quoted(t) for t in titles], most=_MOST_NAMED)}),) if titles else ()


def can_be_mended(problem: Problem, context: Context) -> bool:
    """Whether `guardrails fix` puts this right."""
    mended = context.mended(problem.source) if context.mended is not None and problem.area == "manifest" else None
    return mended is not None and mended[0].changes > 0 and all(_place(left) != _place(problem) for left in mended[0].left)


def _place(problem: Problem) -> tuple[str, object]:
    return problem.id, problem.spot


def _told(manifest: Manifest, report: ManifestReport) -> list[str]:
    """The titles of the rules that have something to say today."""
    return [finding.rule.words.title for finding in report.findings if finding.manifest is manifest]
