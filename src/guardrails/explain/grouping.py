"""One missing answer, one explanation: findings and questions that wait for the same answer come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from guardrails.model.report import Finding, Question
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Path


class Waiting(NamedTuple):
    """An answer that is not there yet, and everything that waits for it. `severity` is the worst of them.

    `also`: the same answer about further entries of the same list.
    """

    path: Path
    findings: tuple[Finding, ...]
    severity: Severity | None
    also: tuple[Path, ...] = ()


class Groups(NamedTuple):
    """What to explain: shared answers, findings with an explanation of their own, and the questions left over."""

    waiting: tuple[Waiting, ...]
    own: tuple[Finding, ...]
    questions: tuple[Question, ...]


def grouped(
    findings: Sequence[Finding],
    questions: Sequence[Question],
    only_waits: Callable[[Finding], bool],
    fits: Callable[[Finding], bool],
) -> Groups:
    """Bring together what hangs on one answer.

    `only_waits` tells whether nothing but missing answers is the matter with a finding. A single finding whose own
    requirement misses an answer keeps its own words, where they fit a missing answer: its reason and steps say more than the
    question alone.
    """
    waits = [f for f in findings if f.asks and f.outcome is not Outcome.WAIVED and only_waits(f)]
    tops = _Tops(path for f in waits for path in f.asks)
    asking: dict[Path, list[Finding]] = {top: [] for top in tops.paths}
    for finding in waits:
        for top in dict.fromkeys(tops.above(path) for path in finding.asks):
            asking[top].append(finding)
    own_words = {id(f) for f in waits if not f.asks_when and fits(f)}
    shared = {top for top, some in asking.items() if len(some) > 1 or any(id(f) not in own_words for f in some)}
    moved = {id(f) for top in shared for f in asking[top]}
    # What a moved finding asks besides must not get lost.
    shared |= {top for top, some in asking.items() if any(id(f) in moved for f in some)}
    moved = {id(f) for top in shared for f in asking[top]}
    kept = {id(f) for f in waits} - moved
    own = tuple(_as_severe(f, questions) if id(f) in kept else f for f in findings if id(f) not in moved)
    answered = {*shared, *(path for f in own for path in f.asks)}
    left = tuple(q for q in questions if not any(q.path[:n] in answered for n in range(1, len(q.path) + 1)))
    below: dict[Path, list[Question]] = {}
    for question in questions:
        for top in tops.within(question.path):
            below.setdefault(top, []).append(question)
    waiting = [_waiting(top, asking[top], below.get(top, ())) for top in tops.paths if top in shared]
    return Groups(_by_list(waiting), own, left)


def _as_severe(finding: Finding, questions: Sequence[Question]) -> Finding:
    """A finding that speaks for a question too counts as much as the question does. No waiver lifts a question."""
    covered = [q.severity for q in questions if any(q.path[: len(path)] == path for path in finding.asks)]
    worst = min(covered, key=lambda s: s.rank, default=None)
    if worst is None or (finding.severity is not None and finding.severity.rank <= worst.rank):
        return finding
    return finding._replace(severity=worst, warns_from="", blocks_from="", rule=finding.rule._replace(waivable=False))


class _Tops:
    """The shortest of some paths, in the order in which they came: if `contract` is missing, nothing below it is asked for."""

    def __init__(self, paths: Iterable[Path]) -> None:
        known = dict.fromkeys(paths)
        self.paths = [p for p in known if not any(p[:n] in known for n in range(1, len(p)))]
        self._known = frozenset(self.paths)

    def above(self, path: Path) -> Path:
        """The shortest of the paths that leads to this one."""
        return self.within(path)[0]

    def within(self, path: Path) -> list[Path]:
        """All of the paths that lead to this one."""
        return [path[:n] for n in range(1, len(path) + 1) if path[:n] in self._known]


def _waiting(top: Path, findings: list[Finding], questions: Sequence[Question]) -> Waiting:
    severities = [f.severity for f in findings if f.severity]
    severities += [q.severity for q in questions]
    return Waiting(top, tuple(findings), min(severities, key=lambda s: s.rank, default=None))


def _by_list(waiting: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """One question about the entries of a list is asked once, for the first entry that lacks it."""
    first: dict[tuple[object, ...], Waiting] = {}
    for one in waiting:
        key = (tuple("*" if isinstance(step, int) else step for step in one.path), one.severity)
        known = first.get(key)
        first[key] = one if known is None else known._replace(also=(*known.also, one.path))
    return tuple(first.values())
