"""A comparison as Markdown, for the summary of a job or a comment on the pull request that changes the rules.

It is cut at a whole rule, manifest or waiver, the worst first, and says how many it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from guardrails.workshop.difference.comparison import Comparison, Named
from guardrails.workshop.difference.comparison_words import advice, by_owner, by_workspace, of_effect, of_waiver, sums
from guardrails.workshop.difference.effects import Effect
from guardrails.workshop.difference.rule_changes import RuleChange

Escape: TypeAlias = "Callable[[str], str]"
"""Makes a text one that Markdown shows letter for letter, also in a cell of a table."""

MARK = "<!-- guardrails policy diff -->"
"""The first line. By it, who keeps one comment up to date finds it again."""
MOST = 60_000
"""A comment holds 65,536 characters; the rest is for whoever writes a line around it."""
_FOR_RULES, _FOR_DATA, _FOR_PLACES, _FOR_WAIVERS = MOST // 3, MOST // 20, MOST // 20, MOST // 20
_RESERVE = 300
"""Characters for the lines that count what was left out."""
_LONGEST = 160
_LONGEST_ENTRY = 600


def comparison_markdown(found: Comparison, escape: Escape) -> str:
    """The whole comparison in at most `MOST` characters. A third of them is for the rules."""
    parts = [MARK, f"### {_named(found.old, escape)} → {_named(found.new, escape)}"]
    if found.same:
        return "\n\n".join((*parts, escape(sums(found)))) + "\n"
    parts.append(escape(advice(found)))
    if found.rules:
        rows, left = fitting((_row(change, escape) for change in found.rules), _FOR_RULES)
        parts.append("\n".join(("| rule | what | in which way | owner |", "| --- | --- | --- | --- |", *rows)))
        parts += [_more(left, "rule")] if left else []
    if found.data:
        names, left = fitting((escape(_short(name)) for name in found.data), _FOR_DATA)
        parts.append(f"Also changed: {', '.join(names)}{f' and {left} more' if left else ''}.")
    parts.append(f"**{escape(sums(found))}**")
    names, left = fitting((f"- {escape(_short(line))}" for line in by_workspace(found)), _FOR_PLACES)
    parts += ["\n".join(names)] if names else []
    parts += [_more(left, "workspace")] if left else []
    files, left = fitting((f"- {escape(_short(of_waiver(w), _LONGEST_ENTRY))}" for w in found.effects.orphaned), _FOR_WAIVERS)
    waivers = ["\n".join(("Waivers that cover nothing any more:", "", *files)), *([_more(left, "waiver")] if left else [])]
    last = waivers if files else []
    room = MOST - _RESERVE - len("\n\n".join((*parts, *last)))
    return "\n\n".join((*parts, *_effects(found.effects.changed, escape, room), *last)) + "\n"


def fitting(entries: Iterable[str], room: int) -> tuple[list[str], int]:
    """The first entries that fit into so many characters, and how many are left out."""
    kept: list[str] = []
    left = 0
    for entry in entries:
        room -= len(entry) + 2
        if room < 0 or left:
            left += 1
        else:
            kept.append(entry)
    return kept, left


def _effects(changed: Sequence[Effect], escape: Escape, room: int) -> Iterator[str]:
    """The manifests that fit, the worst first, by owner. An owner's line is counted with each of their manifests."""
    heads = (f"- {escape(_short(effect.owner or 'nobody named'))}\n" for effect in changed)
    kept, left = fitting((head + _entry(effect, escape) for head, effect in zip(heads, changed, strict=True)), room)
    lines: list[str] = []
    for owner, some in by_owner(changed[: len(kept)]):
        lines += [f"- {escape(_short(owner))}", *(_entry(effect, escape) for effect in some)]
    if lines:
        yield "\n".join(lines)
    if left:
        yield _more(left, "manifest")


def _entry(effect: Effect, escape: Escape) -> str:
    told = _short("; ".join(of_effect(effect)), _LONGEST_ENTRY)
    return f"  - {escape(_short(effect.manifest.title))} ({escape(_short(effect.manifest.file))}): {escape(told)}"


def _row(change: RuleChange, escape: Escape) -> str:
    told = (_short(change.name), change.kind.value, _short("; ".join(change.details), _LONGEST_ENTRY), _short(change.owner.team))
    return f"| {' | '.join(map(escape, told))} |"


def _named(named: Named, escape: Escape) -> str:
    read = ", ".join(escape(_short(part)) for part in named.read)
    return escape(_short(str(named))) + (f" ({read})" if read else "")


def _more(left: int, what: str) -> str:
    return f"and {left} more {what}{'s' if left > 1 else ''}"


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
