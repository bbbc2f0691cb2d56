"""In which respects a rule is not as it was, as parts of a sentence; its conditions aside, which have to be tried."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.model.condition import Given
from guardrails.model.rule import Rollout, Rule
from guardrails.model.stage import Severity, Stage

_WORDS = ("title", "headline", "lead", "why", "fix", "faster", "sources", "note")


def of_severities(old: Rule, new: Rule) -> Iterator[str]:
    """Stages at which the rule counts more or less than before."""
    for which in ("severity", "raised_severity"):
        for stage in Stage:
            was, now = getattr(old, which).get(stage), getattr(new, which).get(stage)
            if was is not now:
                name = "" if which == "severity" else ", raised"
                yield f"{stage.value}{name}: {_severity(was)} is now {_severity(now)}"


def _severity(severity: Severity | None) -> str:
    return severity.value if severity is not None else "silent"


def of_kinds(old: Rule, new: Rule) -> Iterator[str]:
    """The kinds of manifests that it concerns."""
    if old.applies_to != new.applies_to:
        yield f"concerns {' and '.join(new.applies_to)}, before {' and '.join(old.applies_to)}"


def of_dates(old: Rule, new: Rule) -> Iterator[str]:
    """The days from which the rule is announced, warns, blocks, and is no longer asked; those of who goes first, too."""
    yield from _between(old, old.rollout, new, new.rollout, "")
    yield from _of_group(old, new)
    if old.retired != new.retired:
        before = f", before on {old.retired.on}" if old.retired else ""
        yield f"retires on {new.retired.on}{before}" if new.retired else f"no longer retires{before}"


def _of_group(old: Rule, new: Rule) -> Iterator[str]:
    """Those who go first: other days for them, or others who do. A group of nobody has the days of everybody."""
    was, now = old.goes_first, new.goes_first
    if was is None and now is not None:
        yield f"goes first: {now.title}"
        yield from _between(old, old.rollout, new, now.rollout, "for them, ")
    elif was is not None and now is None:
        yield f"nobody goes first any more, before {was.title}"
        yield from _between(old, was.rollout, new, new.rollout, "for them, ")
    elif was is not None and now is not None:
        yield from _between(old, was.rollout, new, now.rollout, "who goes first, ")
        if not same_group(old, new):
            yield "others go first"


def _between(old: Rule, was: Rollout, new: Rule, now: Rollout, whose: str) -> Iterator[str]:
    for step, before, after in zip(Rollout._fields, was, now, strict=True):
        if before != after:
            yield f"{whose}{step}: {_from(new, step, after)}, before {_from(old, step, before)}"


def _from(rule: Rule, step: str, day: str) -> str:
    """From when on; without a day that is from the start, for a rule that does so at all."""
    never = step == "block" and worst(rule) is not Severity.BLOCK
    return day or ("never" if never else "from the start")


def of_words(old: Rule, new: Rule) -> Iterator[str]:
    """What it says to people, and what is noted about it."""
    words = [key for key in _WORDS if getattr(old.words, key) != getattr(new.words, key)]
    if words:
        yield f"words: {', '.join(words)}"
    if old.words_in != new.words_in and not words:
        yield "words in other languages"
    if old.goes_first and new.goes_first and old.goes_first.title != new.goes_first.title:
        yield "words: who goes first"
    for key in ("owner", "review_by", "code", "replaced_by", "verified", "hide_value"):
        if getattr(old, key) != getattr(new, key):
            yield f"{key.replace('_', ' ')}"


def severities_of(rule: Rule) -> Iterator[str]:
    """How serious it is at each stage, and from when."""
    for stage, severity in rule.severity.items():
        yield f"{stage.value}: {severity.value}"
    for step, day in (("warns", rule.rollout.warn), ("blocks", rule.rollout.block)):
        if day:
            yield f"{step} from {day}"
    if rule.goes_first is not None:
        yield f"goes first: {rule.goes_first.title}"


def same_group(old: Rule, new: Rule) -> bool:
    """Whether the same manifests go first by both."""
    was, now = old.goes_first, new.goes_first
    return bare(was and was.when) == bare(now and now.when)


def worst(rule: Rule) -> Severity | None:
    """The most serious that it can get."""
    every = [*rule.severity.values(), *rule.raised_severity.values()]
    return min(every, key=lambda s: s.rank, default=None)


def bare(node: object) -> object:
    """A condition without what the company's data put into it: that is not the rule's change."""
    if isinstance(node, Given) and node.source is not None and node.source.startswith("org."):
        return node.source
    if isinstance(node, Given):
        return repr(node.value)
    return (type(node).__name__, *map(bare, node)) if isinstance(node, tuple) else node
