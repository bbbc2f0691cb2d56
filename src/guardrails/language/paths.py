"""Paths as policy authors write them, resolved against the shapes they lead through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guardrails.language.facts import FACTS
from guardrails.model.condition import FieldPath
from guardrails.model.shape import Shape
from guardrails.text.nearest import nearest


class Ground(NamedTuple):
    """What paths start in: the shapes of "here" and of the whole manifest, per kind, and of the organisation's data."""

    here: tuple[tuple[str, Shape], ...]
    root: tuple[tuple[str, Shape], ...]
    organisation: Shape


class Lost(NamedTuple):
    """A path that leads nowhere: the known name nearest to it and the kind in which it was looked for."""

    id: str
    slots: dict[str, str]


class Found(NamedTuple):
    """A path and the shapes it ends on (one for each kind)."""

    path: FieldPath
    shapes: tuple[Shape, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of value that can stand there."""
        return frozenset(s.kind for s in self.shapes)


def find_path(text: str, ground: Ground, pluck: bool = False) -> Found | Lost:
    """Resolve `text`; with `pluck` it may cross lists and then gathers the values (an operand)."""
    words = text.split(".")
    if words[0] == "facts":
        return _fact(words[1:], text)
    if words[0] == "org":
        return _walk("org", words[1:], (("organisation", ground.organisation),), text, pluck)
    if words[0] == "root":
        return _walk("root", words[1:], ground.root, text, pluck)
    return _walk("here", [] if words == ["it"] else words, ground.here, text, pluck)


def _fact(words: Sequence[str], text: str) -> Found | Lost:
    name = ".".join(words)
    fact = FACTS.get(name)
    if fact is None:
        return Lost("policy-unknown-fact", {"name": name, "nearest": nearest(name, FACTS) or "", "known": ", ".join(FACTS)})
    items = Shape("text") if fact.kind == "list" else None
    shape = Shape(fact.kind, title=fact.title, unit=fact.unit, items=items)
    return Found(FieldPath("facts", (name,), (False,), fact.kind == "list"), (shape,))


def _walk(start: str, words: Sequence[str], grounds: tuple[tuple[str, Shape], ...], text: str, pluck: bool) -> Found | Lost:
    ends: list[Shape] = []
    nothings: list[tuple[bool, ...]] = []
    plucks: tuple[int, ...] = ()
    for kind, shape in grounds:
        here, nothing, crossed = shape, [], []
        for at, word in enumerate(words):
            if here.kind == "list" and here.items is not None:
                if not pluck:
                    return Lost("policy-crosses-list", {"path": text, "list": ".".join(words[:at]) or "it"})
                crossed.append(at)
                here = here.items
            inner = here.fields.get(word) or (here.items if here.kind == "open" else None)
            if inner is None:
                known = ["it"] if not here.fields else list(here.fields)
                near = nearest(word, known)
                first = [] if start == "here" else [start]
                better = ".".join([*first, *words[:at], near, *words[at + 1 :]]) if near else ""
                return Lost("policy-unknown-path", {"path": text, "kind": kind, "nearest": better})
            here = inner
            nothing.append(here.absent_none or start == "org")
        ends.append(here)
        nothings.append(tuple(nothing))
        plucks = tuple(crossed)
    together = tuple(all(flags) for flags in zip(*nothings, strict=True))
    is_list = any(s.kind == "list" for s in ends)
    return Found(FieldPath(start, tuple(words), together, is_list, plucks), tuple(ends))
