"""A comparison as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from guardrails.text.clean import visible
from guardrails.workshop.difference.comparison import Comparison
from guardrails.workshop.difference.comparison_words import advice, by_owner, by_workspace, of_effect, of_waiver, sums
from guardrails.workshop.difference.rule_changes import RuleChange, Step

_MOST_EFFECTS = 200


def comparison_text(found: Comparison, width: int) -> str:
    """The whole comparison for a terminal, ending with one line end."""
    lines = [*_wrapped(f"{found.old.whole} to {found.new.whole}", width), ""]
    if found.same:
        lines += _wrapped(sums(found), width)
    else:
        lines += [line for change in found.rules for line in _rule(change, width)] or ["No rule changes."]
        lines += ["", *_wrapped("Also changed: " + ", ".join(found.data) + ".", width)] if found.data else []
        lines += ["", *_effects(found, width), "", *_wrapped(advice(found), width)]
    return "\n".join(map(visible, lines)) + "\n"


def _rule(change: RuleChange, width: int) -> Iterator[str]:
    step = f" ({change.step.word})" if change.step is not Step.NONE else ""
    yield f"{change.kind.value.capitalize():<10}{change.name}{step}"
    for text in (change.title, *change.details):
        yield from wrap(text, width, initial_indent=" " * 10, subsequent_indent=" " * 12)


def _effects(found: Comparison, width: int) -> Iterator[str]:
    yield from _wrapped(sums(found), width)
    yield from (f"  {line}" for line in by_workspace(found))
    for owner, some in by_owner(found.effects.changed[:_MOST_EFFECTS]):
        yield ""
        yield owner
        for effect in some:
            yield from wrap(
                f"{effect.manifest.title}, {effect.manifest.file}: {'; '.join(of_effect(effect))}",
                width,
                initial_indent="  ",
                subsequent_indent="    ",
            )
    if len(found.effects.changed) > _MOST_EFFECTS:
        yield f"And {len(found.effects.changed) - _MOST_EFFECTS} more."
    if found.effects.orphaned:
        yield from ("", "Waivers that cover nothing any more:")
    for waiver in found.effects.orphaned:
        yield from wrap(of_waiver(waiver), width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)
