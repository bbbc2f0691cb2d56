"""What a lane hangs on and where one lands without it: the answers its reasons looked at, and the next lane's promise."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.explain.labels import label, shape_at
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.sentences import say, sentence
from guardrails.judge.lanes import LaneFinder
from guardrails.judge.run import terms_of
from guardrails.language.evidence import Weigher
from guardrails.language.scope import Scope
from guardrails.model.evidence import Combined, Defined, Evidence, Quantified, Referred, Tested
from guardrails.model.report import ManifestReport, Report
from guardrails.model.rule import Lane, Trigger
from guardrails.model.shape import Shape, trail
from guardrails.model.truth import Truth
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

_MOST = 3


def lane_reach(answer: ManifestReport, lane: Lane, report: Report, scope: Scope, shape: Shape) -> tuple[str, ...]:
    """A line about the answers that count here, and one about the lane that the manifest lands in without them."""
    triggers = [t for t in lane.triggers if t.title in answer.lane_reasons]
    counts = list(dict.fromkeys(text for t in triggers for text in _looked_at(t, report, scope, shape)))[:_MOST]
    lines = [say("ways.lane.counts", {"found": listed(counts)})] if counts else []
    below = _below(answer, lane, report, scope)
    if below is not None:
        id = "ways.lane.then" if below.promise else "ways.lane.then.only"
        lines.append(say(id, {"lane": below.title, "promise": sentence(below.promise)}))
    return tuple(lines)


def _below(answer: ManifestReport, lane: Lane, report: Report, scope: Scope) -> Lane | None:
    """The lane without the reasons of this one; None where an answer that is missing could change that."""
    if report.bundle is None or answer.lane_open:
        return None
    lower = report.bundle.lanes[report.bundle.lanes.index(lane) + 1 :]
    if not lower:
        return None
    found = LaneFinder(report.bundle._replace(lanes=lower), terms_of(report.bundle, report.as_of)).find(
        answer.manifest.kind, scope
    )
    return None if found.perhaps else found.lane


def _looked_at(trigger: Trigger, report: Report, scope: Scope, shape: Shape) -> Iterator[str]:
    """What a reason found, as "kinds of AI output (text)": answers that can be changed, no facts about the world."""
    if report.bundle is None:
        return
    evidence = Weigher(scope, terms_of(report.bundle, report.as_of)).weigh(trigger.when, scope.root, ())
    for path, found in _held(evidence):
        if path[0] == "org" or any(step is not None and step.attested for step in trail(shape, path)):
            continue
        words = plain(found, shape_at(shape, path))
        yield say("ways.lane.found", {"label": label(shape, path), "found": words})


def _held(evidence: Evidence) -> Iterator[tuple[Path, Value]]:
    """The places that made a condition hold, with what stands there; of a list only what counts."""
    if evidence.truth is not Truth.YES:
        return
    match evidence:
        case Tested(field=field, document=None):
            value = _telling(evidence)
            if value is not None:
                yield field, value
        case Combined(parts=parts):
            for part in parts:
                yield from _held(part)
        case Defined(part=part):
            yield from _held(part)
        case Quantified(field=field, elements=elements):
            names: list[Value] = [e.name for e in elements if e.require is not None and e.require.truth is Truth.YES]
            if names:
                yield field, names
        case Referred(field=field, found=found) if isinstance(found, str):
            yield field, found
        case _:
            return


def _telling(test: Tested) -> Value:
    """The answer, or what a list shares with the one it is compared with.

    None where it says no more than the reason itself: a yes or no, or that something is not on a list.
    """
    found, wanted, operator = test.found, test.wanted, test.condition.operator
    if isinstance(found, Gap | bool | dict) or found in ("yes", "no", []) or operator.startswith(("not_", "is_not")):
        return None
    if operator == "includes_any" and isinstance(found, list) and isinstance(wanted, list):
        return [value for value in found if value in wanted]
    return found
