"""Rules, packs and the bundle they come in, after compiling.

Texts are in the default language of their bundle; `…_in` holds those of other languages by their code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guardrails.model.condition import Condition
    from guardrails.model.stage import Severity, Stage
    from guardrails.model.value import Fields


class Owner(NamedTuple):
    """Whom to ask: a team, an address, a chat channel, and how soon they reply."""

    team: str
    contact: str
    chat: str = ""
    replies_within: str = ""


class Words(NamedTuple):
    """What a rule says to people; `{slots}` are filled once. `sources` are (title, url, how it was read)."""

    title: str
    headline: str
    lead: str
    why: str
    fix: tuple[str, ...]
    faster: str
    sources: tuple[tuple[str, str, str], ...]
    note: str


class Retirement(NamedTuple):
    """The day from which a rule is no longer asked (an ISO date), and why."""

    on: str
    why: str


class Rollout(NamedTuple):
    """The days from which a rule is announced, warns and blocks (ISO dates); "" is from the start."""

    announce: str = ""
    warn: str = ""
    block: str = ""


class FirstGroup(NamedTuple):
    """Who goes first with a new rule (its pilot group): a name, what their manifests have in common, and their days."""

    title: str
    when: Condition
    rollout: Rollout
    title_in: Mapping[str, str] = {}


class Rule(NamedTuple):
    """One expectation. `severity` and `raised_severity` map stage names to severities.

    `words_in` holds whole sets of words: a text that a language lacks is there in the default one.
    """

    pack: str
    id: str
    code: str
    applies_to: tuple[str, ...]
    severity: Mapping[Stage, Severity]
    when: Condition | None
    require: Condition
    raised_when: Condition | None
    raised_severity: Mapping[Stage, Severity]
    owner: Owner
    words: Words
    rollout: Rollout
    review_by: str
    waivable: bool
    hide_value: bool
    verified: bool
    replaced_by: str
    since: str
    words_in: Mapping[str, Words] = {}
    retired: Retirement | None = None
    goes_first: FirstGroup | None = None

    @property
    def name(self) -> str:
        """The full, stable name."""
        return f"{self.pack}/{self.id}"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that it has: what it requires, whom it concerns, when it counts for more, who goes first."""
        given = (self.require, self.when, self.raised_when, self.goes_first and self.goes_first.when)
        return tuple(condition for condition in given if condition is not None)


class Pack(NamedTuple):
    """A file of rules with one owner."""

    name: str
    version: str
    title: str
    owner: Owner
    reviewed: str
    review_by: str
    file: str
    title_in: Mapping[str, str] = {}


class Trigger(NamedTuple):
    """One reason for a lane, and what to change so that it no longer holds."""

    id: str
    title: str
    applies_to: tuple[str, ...]
    when: Condition
    drop: str
    title_in: Mapping[str, str] = {}
    drop_in: Mapping[str, str] = {}


class Lane(NamedTuple):
    """How much review a manifest needs, and what IT promises in return.

    `promise_in` holds the parts of the promise in every language: ("answer", "within 3 workdays").
    """

    name: str
    title: str
    promise: str
    lead_workdays: int
    triggers: tuple[Trigger, ...]
    title_in: Mapping[str, str] = {}
    promise_in: Mapping[str, tuple[tuple[str, str], ...]] = {}


class FastTrack(NamedTuple):
    """A pre-approved pattern that makes named triggers not count."""

    name: str
    title: str
    applies_to: tuple[str, ...]
    when: Condition
    turns: tuple[str, ...]
    title_in: Mapping[str, str] = {}


class Waiver(NamedTuple):
    """A dated exception for one rule on one manifest (or one of its elements).

    `hold` is why it covers nothing whatever its dates say: "requested" (nobody approved it), "orphaned" (no such rule), or
    what is the matter with its signature. "" where nothing stands in the way.
    """

    rule: str
    manifest: str
    element: str
    reason: str
    kind: str
    risk_owner: str
    requested_by: str
    approved_by: str
    instead: str
    granted: str
    expires: str
    file: str
    reason_kind: str = ""
    hold: str = ""


class WaiverTerms(NamedTuple):
    """What a bundle asks of waivers: the most days, who approves (anybody, if empty), and if its own need a signature."""

    max_days: int = 180
    approvers: tuple[str, ...] = ()
    signed: bool = False


class Bundle(NamedTuple):
    """What IT publishes, compiled and ready to judge with."""

    name: str
    version: str
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    lanes: tuple[Lane, ...]
    fast_tracks: tuple[FastTrack, ...]
    waivers: tuple[Waiver, ...]
    organisation: Fields
    vocabulary: Mapping[str, Fields]
    notice_days: int
    waiver_terms: WaiverTerms = WaiverTerms()
