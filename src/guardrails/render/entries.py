"""All that was found, one entry after the other, for formats that tell it as a list: what it counts as, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guardrails.explain.explanation import (
    GOOD_TO_KNOW,
    MUST_FIX,
    SHOULD_FIX,
    UNCHECKED,
    WAIVED,
    Briefing,
    Explanation,
    ManifestAnswer,
)
from guardrails.model.report import Report
from guardrails.render.cleaned import cleaned

LEVELS: Mapping[str, str] = {
    MUST_FIX: "block",
    UNCHECKED: "unchecked",
    SHOULD_FIX: "warn",
    GOOD_TO_KNOW: "advise",
    WAIVED: "waived",
}
"""The word of each status, the most urgent first."""


class Counts(NamedTuple):
    """How much there is of each level, over problems and findings."""

    block: int
    warn: int
    advise: int
    unchecked: int


def entries(briefing: Briefing) -> Iterator[Explanation]:
    """Problems, then findings in the order of the briefing."""
    yield from briefing.problems
    for answer in briefing.manifests:
        yield from answer.explanations


def counts(briefing: Briefing) -> Counts:
    """The numbers behind the summary."""
    levels = [LEVELS[entry.status] for entry in entries(briefing)]
    return Counts(*map(levels.count, Counts._fields))


def summary(report: Report, briefing: Briefing) -> tuple[str, ...]:
    """The lines of the summary with the one first that says what is to be done; never none."""
    lines = briefing.summary or ("guardrails",)
    return (*lines[1:2], lines[0], *lines[2:]) if report.as_of_given else lines


def path_from(way: str, file: str) -> str:
    """A file of the workspace as seen from where `way` starts; an absolute one stays as it is, "" is none."""
    return cleaned(file if file.startswith("/") or not file else way + file)


def verdict(report: Report) -> str:
    """One word for the whole run: ready, ready-with-advice, not-yet, or not-checked where nothing could be judged."""
    stopping = [problem for problem in report.problems if not problem.warning]
    if any(problem.area == "policy" for problem in stopping):
        return "not-checked"
    verdicts = {manifest.verdict for manifest in report.manifests}
    if any(problem.area == "manifest" for problem in stopping):
        verdicts.add("not-yet")
    return next((name for name in ("not-yet", "ready-with-advice", "ready") if name in verdicts), "not-checked")


def lane_title(answer: ManifestAnswer, report: Report) -> str:
    """What people call the lane of a manifest."""
    lanes = report.bundle.lanes if report.bundle else ()
    return next((lane.title for lane in lanes if lane.name == answer.lane), answer.lane)
