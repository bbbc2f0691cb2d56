"""What a run found out, before a word is written about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guardrails.model.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guardrails.model.baseline import BaselineState
    from guardrails.model.evidence import Evidence
    from guardrails.model.manifest import Manifest
    from guardrails.model.origin import RulesFrom, Since
    from guardrails.model.problem import Problem
    from guardrails.model.rule import Bundle, Rule, Waiver
    from guardrails.model.stage import Outcome, Severity, Stage
    from guardrails.model.value import Path


class Finding(NamedTuple):
    """One rule on one manifest.

    `severity` is what it does today (None where it passed or was skipped). `because` tells why it was skipped or
    softened: "not-concerned", "not-at-this-stage", "not-announced", "announced", "past-review", "trial" … `asks` holds the
    answers that are missing (shortest paths). `blocks_from` is the date or stage from which it blocks, `warns_from` the
    date from which it warns, where it does not yet. `goes_first`: the manifest is one of those that go first with the rule.
    """

    rule: Rule
    manifest: Manifest
    outcome: Outcome
    severity: Severity | None = None
    because: str = ""
    asks: tuple[Path, ...] = ()
    evidence: Evidence | None = None
    when: Evidence | None = None
    waiver: Waiver | None = None
    blocks_from: str = ""
    asks_when: bool = False
    warns_from: str = ""
    goes_first: bool = False

    @property
    def only_asks(self) -> bool:
        """Whether nothing is known to be the matter: all it does is ask for answers. At the idea stage that never blocks."""
        return self.asks_when or (self.evidence is not None and self.evidence.truth is Truth.UNANSWERED)


class Question(NamedTuple):
    """An answer that the manifest's stage asks for and that is not there yet; what it does today."""

    path: Path
    needed: Stage
    severity: Severity


class ManifestReport(NamedTuple):
    """All about one manifest. `findings` holds what did not pass and was not skipped; `counts` counts every rule once.

    `lane_open` are reasons for a stricter lane that hang on an answer: the lane is not certain before it is there.
    `known` and `known_questions` are in the baseline (since `known_since`): they stand in neither of the others.
    """

    manifest: Manifest
    verdict: str
    lane: str
    lane_reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    coming: tuple[Finding, ...]
    counts: Mapping[Outcome, int]
    lane_open: tuple[str, ...] = ()
    known: tuple[Finding, ...] = ()
    known_questions: tuple[Question, ...] = ()
    known_since: str = ""


class WaiverState(NamedTuple):
    """What became of a waiver: in-force, expiring, expired, unused, orphaned, not-yet (granted from a later day),
    overlapping (`other`, for the same scope, decides when it ends), or what holds it back (`Waiver.hold`)."""

    waiver: Waiver
    state: str
    other: Waiver | None = None


class Report(NamedTuple):
    """The whole run; `as_of_given` marks a preview for another day than today.

    `rules_from` and `since` are there where somebody asked for the rules of a commit, or for what changed since one.
    """

    as_of: date
    as_of_given: bool
    bundle: Bundle | None
    manifests: tuple[ManifestReport, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[WaiverState, ...]
    stale_packs: tuple[str, ...]
    baseline: BaselineState | None = None
    rules_from: RulesFrom | None = None
    since: Since | None = None
