"""A comparison as text for a terminal, and as Markdown for the pull request on the policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from guardrails.text.clean import visible
from guardrails.workshop.difference.comparison import Comparison
from guardrails.workshop.difference.effects import Effect, Hit
from guardrails.workshop.difference.rule_changes import RuleChange, Step

_MOST_HITS = 5
_MOST_EFFECTS = 200
_VERDICTS = {"ready": "ready", "ready-with-advice": "ready, with advice", "not-yet": "not yet"}


def comparison_text(found: Comparison, width: int) -> str:
    """The whole comparison for a terminal, ending with one line end."""
    lines = [f"{found.old} to {found.new}", ""]
    lines += [line for change in found.rules for line in _rule(change, width)] or ["No rule changes."]
    lines += ["", *_wrapped("Also changed: " + ", ".join(found.data) + ".", width)] if found.data else []
    lines += ["", *_effects(found, width)]
    lines += ["", *_wrapped(_advice(found), width)]
    return "\n".join(map(visible, lines)) + "\n"


def comparison_markdown(found: Comparison) -> str:
    """The whole comparison for a pull request."""
    lines = [f"### {_md(found.old)} → {_md(found.new)}", "", _md(_advice(found)), ""]
    if found.rules:
        lines += ["| rule | what | in which way | owner |", "| --- | --- | --- | --- |"]
        lines += [f"| {_md(c.name)} | {c.kind.value} | {_md('; '.join(c.details))} | {_md(c.owner.team)} |" for c in found.rules]
    lines += ["", _md("Also changed: " + ", ".join(found.data) + ".")] if found.data else []
    lines += ["", f"**{_md(_sums(found))}**", ""]
    for owner, some in _by_owner(found.effects.changed[:_MOST_EFFECTS]):
        lines += [f"- {_md(owner)}"]
        for effect in some:
            lines += [f"  - {_md(effect.manifest.title)} ({_md(effect.manifest.file)}): {_md('; '.join(_of_effect(effect)))}"]
    lines += [f"- {len(found.effects.changed) - _MOST_EFFECTS} more"] if len(found.effects.changed) > _MOST_EFFECTS else []
    lines += [f"- waiver no longer needed: {_md(w.file)}" for w in found.effects.orphaned]
    return "\n".join(lines).rstrip() + "\n"


def _rule(change: RuleChange, width: int) -> Iterator[str]:
    step = f" ({change.step.word})" if change.step is not Step.NONE else ""
    yield f"{change.kind.value.capitalize():<10}{change.name}{step}"
    for text in (change.title, *change.details):
        yield from wrap(text, width, initial_indent=" " * 10, subsequent_indent=" " * 12)


def _effects(found: Comparison, width: int) -> Iterator[str]:
    yield from _wrapped(_sums(found), width)
    for owner, some in _by_owner(found.effects.changed[:_MOST_EFFECTS]):
        yield ""
        yield owner
        for effect in some:
            yield from wrap(
                f"{effect.manifest.title}, {effect.manifest.file}: {'; '.join(_of_effect(effect))}",
                width,
                initial_indent="  ",
                subsequent_indent="    ",
            )
    if len(found.effects.changed) > _MOST_EFFECTS:
        yield f"And {len(found.effects.changed) - _MOST_EFFECTS} more."
    for waiver in found.effects.orphaned:
        yield from _wrapped(f"A waiver is no longer needed: {waiver.file}", width)


def _sums(found: Comparison) -> str:
    """Of so many manifests, how many come out otherwise."""
    seen = found.effects.changed
    if not found.effects.judged:
        return "No manifests were looked at: name a workspace with --manifests."
    if not seen:
        return f"All {found.effects.judged} manifests come out as before."
    stricter = sum(effect.is_stricter for effect in seen)
    newly = sum(effect.verdicts[1] == "not-yet" != effect.verdicts[0] for effect in seen)
    moved = sum(effect.lanes[0] != effect.lanes[1] for effect in seen)
    parts = [f"{stricter} with a stricter verdict", f"{newly} of them not yet ready any more", f"{moved} in another lane"]
    return f"{len(seen)} of {found.effects.judged} manifests come out otherwise: {', '.join(parts)}."


def _of_effect(effect: Effect) -> Iterator[str]:
    if effect.verdicts[0] != effect.verdicts[1]:
        yield f"{_VERDICTS[effect.verdicts[0]]} becomes {_VERDICTS[effect.verdicts[1]]}"
    if effect.lanes[0] != effect.lanes[1]:
        yield f"lane {effect.lanes[0] or 'none'} becomes {effect.lanes[1] or 'none'}"
    for words, hits in (("newly", effect.fails), ("no longer", effect.passes)):
        if hits:
            yield f"{words}: {_hits(hits)}"


def _hits(hits: Sequence[Hit]) -> str:
    named = [f"{h.rule} ({h.severity.value})" if h.severity is not None else h.rule for h in hits[:_MOST_HITS]]
    rest = len(hits) - _MOST_HITS
    return ", ".join(named) + (f" and {rest} more" if rest > 0 else "")


def _advice(found: Comparison) -> str:
    """The version number that the change needs, and whether it has it."""
    why = {
        Step.MAJOR: "a verdict can get stricter",
        Step.MINOR: "there is new advice, or less is asked",
        Step.PATCH: "only words change",
        Step.NONE: "nothing changes",
    }[found.needs]
    if found.needs is Step.NONE:
        return "Nothing changes, so the version can stay."
    if found.enough:
        return f"Version: a {found.needs.word} step is needed ({why}), and {found.new} makes one."
    return f"Version: a {found.needs.word} step is needed ({why}). Make it {found.next_version}."


def _by_owner(changed: Sequence[Effect]) -> Iterator[tuple[str, list[Effect]]]:
    ordered = sorted(changed, key=lambda e: e.owner)
    for owner, some in groupby(ordered, key=lambda e: e.owner):
        yield owner or "nobody named", list(some)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _md(text: str) -> str:
    """A text that is nothing but text in Markdown: no links, no mentions, no HTML, no table cells."""
    shown = visible(text).replace("\n", " ")
    for mark in "\\`*_{}[]()#+!|~":
        shown = shown.replace(mark, f"\\{mark}")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
