"""One missing answer, one explanation: findings and questions that wait for the same answer come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guardrails.model.report import Finding, Question
from guardrails.model.stage import Outcome, Severity
from guardrails.model.value import Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that is not there yet, and everything that waits for it. `severity` is the worst of them."""

    path: Path
    findings: tuple[Finding, ...]
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Groups:
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
    tops = _tops(path for f in waits for path in f.asks)
    asking = {top: [f for f in waits if any(_below(path, top) for path in f.asks)] for top in tops}
    shared = {top for top, some in asking.items() if len(some) > 1 or any(f.asks_when or not fits(f) for f in some)}
    moved = {id(f) for top in shared for f in asking[top]}
    # What a moved finding asks besides must not get lost.
    shared |= {top for top, some in asking.items() if any(id(f) in moved for f in some)}
    moved = {id(f) for top in shared for f in asking[top]}
    own = tuple(f for f in findings if id(f) not in moved)
    asked = [path for f in own for path in f.asks]
    left = tuple(q for q in questions if not any(_below(q.path, top) for top in (*shared, *asked)))
    waiting = tuple(_waiting(top, asking[top], questions) for top in tops if top in shared)
    return Groups(waiting, own, left)


def _waiting(top: Path, findings: list[Finding], questions: Sequence[Question]) -> Waiting:
    severities = [f.severity for f in findings if f.severity]
    severities += [q.severity for q in questions if _below(q.path, top)]
    return Waiting(top, tuple(findings), min(severities, key=lambda s: s.rank, default=None))


def _tops(paths: Iterable[Path]) -> list[Path]:
    """The shortest paths, in the order in which they came: if `contract` is missing, nothing below it is asked for."""
    unique = list(dict.fromkeys(paths))
    return [path for path in unique if not any(_below(path, other) and path != other for other in unique)]


def _below(path: Path, top: Path) -> bool:
    return path[: len(top)] == top
