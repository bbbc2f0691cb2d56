"""The sentences about a comparison that its formats share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrails.model.rule import Waiver
from guardrails.model.stage import Severity
from guardrails.workshop.difference.comparison import Comparison
from guardrails.workshop.difference.effects import Effect, Hit
from guardrails.workshop.difference.rule_changes import Step

_MOST_HITS = 5
_VERDICTS = {"ready": "ready", "ready-with-advice": "ready, with advice", "not-yet": "not yet"}


def sums(found: Comparison) -> str:
    """Of so many manifests, how many come out otherwise."""
    seen = found.effects.changed
    if found.same:
        return "Both have the same content, so there is nothing to compare."
    if not found.effects.judged:
        return "No manifests were looked at: name a workspace with --manifests."
    if not seen:
        return f"All {found.effects.judged} manifests come out as before."
    stricter = sum(effect.is_stricter for effect in seen)
    newly = sum(effect.verdicts[1] == "not-yet" != effect.verdicts[0] for effect in seen)
    moved = sum(effect.lanes[0] != effect.lanes[1] for effect in seen)
    later = sum(effect.blocks_later for effect in seen)
    told = (
        (stricter, f"{stricter} with a stricter verdict" + (f", {newly} of them not yet ready any more" if newly else "")),
        (later, f"{later} not yet ready once the days of the roll-out have come"),
        (moved, f"{moved} in another lane"),
    )
    parts = ", ".join(words for count, words in told if count)
    return f"{len(seen)} of {found.effects.judged} manifests come out otherwise{parts and ': ' + parts}."


def by_workspace(found: Comparison) -> Iterator[str]:
    """Where several workspaces were looked at: of each, how many manifests come out otherwise."""
    if len(found.effects.places) > 1:
        yield from (f"{place.name}: {place.changed} of {place.judged}" for place in found.effects.places)


def of_waiver(waiver: Waiver) -> str:
    """Which waiver it is: its file, and what it covers now."""
    return f"{waiver.file} ({waiver.rule} on {waiver.manifest})"


def of_effect(effect: Effect) -> Iterator[str]:
    """What changes for one manifest, in parts of a sentence."""
    if effect.verdicts[0] != effect.verdicts[1]:
        yield f"{_VERDICTS[effect.verdicts[0]]} becomes {_VERDICTS[effect.verdicts[1]]}"
    if effect.lanes[0] != effect.lanes[1]:
        yield f"lane {effect.lanes[0] or 'none'} becomes {effect.lanes[1] or 'none'}"
    for words, hits in (("newly", effect.fails), ("no longer", effect.passes)):
        if hits:
            yield f"{words}: {_hits(hits)}"


def _hits(hits: Sequence[Hit]) -> str:
    named = [h.rule + (f" ({told})" if (told := ", ".join(_counts(h))) else "") for h in hits[:_MOST_HITS]]
    rest = len(hits) - _MOST_HITS
    return ", ".join(named) + (f" and {rest} more" if rest > 0 else "")


def _counts(hit: Hit) -> Iterator[str]:
    """How much a rule counts: now, and on which days it gets stricter."""
    if hit.severity is not None:
        yield hit.severity.value
    for severity, day in ((Severity.WARN, hit.warns_from), (Severity.BLOCK, hit.blocks_from)):
        if day:
            yield f"{severity.value} from {day}"


def advice(found: Comparison) -> str:
    """The version number that the change needs, and whether it has it."""
    why = {
        Step.MAJOR: "a verdict can get stricter",
        Step.MINOR: "there is new advice, or less is asked",
        Step.PATCH: "the rules ask for the same",
        Step.NONE: "nothing changes",
    }[found.needs]
    if found.needs is Step.NONE:
        return "Nothing changes, so the version can stay."
    if found.enough:
        return f"Version: a {found.needs.word} step is needed ({why}), and {found.new} makes one."
    return f"Version: a {found.needs.word} step is needed ({why}). Make it {found.next_version}."


def by_owner(changed: Sequence[Effect]) -> Iterator[tuple[str, list[Effect]]]:
    """The manifests by whom they belong to; whoever has the worst comes first."""
    found: dict[str, list[Effect]] = {}
    for effect in changed:
        found.setdefault(effect.owner or "nobody named", []).append(effect)
    yield from found.items()
