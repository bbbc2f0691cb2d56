"""One thing that is the matter, with its place: what `matter` finds and what findings, carets and lists are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from guardrails.explain.grammar import grammar
from guardrails.explain.plain_values import listed
from guardrails.explain.sentences import say, sentence
from guardrails.model.value import Path


class Point(NamedTuple):
    """What is the matter at one place.

    `path`: where the caret goes, in the judged manifest, or in `document` (the name of a manifest it refers to).
    `label`: the few words at the caret. `clause`: what was found; `need`: what follows "we need" (both may be empty).
    `names`: the list elements it is about. `state`: "differs", "missing", "unknown", "unjudged" or "ways".
    `ways`: for "ways" the alternatives, nearest first; each is a group of points that belong together.
    `via`: where the judged manifest names that `document`. `extra`: a sentence more, such as the nearest name.
    `attested`: a fact about the world, never an edit to offer. `lacks`: where nothing is there, "is" or "are" and what.
    """

    path: Path
    label: str
    clause: str
    need: str = ""
    names: tuple[str, ...] = ()
    state: str = "differs"
    question: str = ""
    attested: bool = False
    document: str | None = None
    via: Path = ()
    extra: str = ""
    ways: tuple[tuple[Point, ...], ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it in one line: "The data agreement status is sent. We need signed."."""
        if self.ways:
            return " ".join((say("one_is_enough"), *(say("way", {"way": line}) for line in self._way_lines())))
        found = sentence(say("for_element", {"names": listed(self.names), "clause": self.clause}) if self.names else self.clause)
        need = say("we_need", {"need": self.need}) if self.need else ""
        return " ".join(part for part in (found, need, self.extra) if part)

    def _way_lines(self) -> list[str]:
        return [" ".join(p.sentence for p in _about_once(lacking_together(way))) for way in self.ways]

    @property
    def lines(self) -> tuple[str, ...]:
        """The same in lines, one for each alternative."""
        if not self.ways:
            return (self.sentence,)
        return (say("one_is_enough"), *(say("way", {"way": line}) for line in self._way_lines()))


def lines(points: Iterable[Point]) -> tuple[str, ...]:
    """What to say about several points: those that differ only in their element share a line, nothing is said twice."""
    told = lacking_together(_needing_together(merged(points)))
    return tuple(dict.fromkeys(line for point in told for line in point.lines))


def _about_once(points: Sequence[Point]) -> Iterator[Point]:
    """The points with the element named once, where several in a row are about the same."""
    before: tuple[str, ...] = ()
    for point in points:
        yield point._replace(names=()) if point.names and point.names == before else point
        before = point.names


def _needing_together(points: Iterable[Point]) -> list[Point]:
    """What was found is said once: "Texts go out from 07:00 to 22:00. We need … and …"."""
    groups: dict[object, list[Point]] = {}
    for point in points:
        own = id(point) if point.ways or not point.need or point.state == "missing" else None
        groups.setdefault((point.clause, point.names, point.document, own), []).append(point)
    return [
        some[0]._replace(need=listed([p.need for p in some]), extra=" ".join(p.extra for p in some if p.extra))
        if len(some) > 1
        else some[0]
        for some in groups.values()
    ]


def lacking_together(points: Iterable[Point]) -> list[Point]:
    """Several things of which nothing is there become one sentence, if nothing more is needed than that they are there."""
    asked = {"", *(say("need.present", grammar().verbs(plural)) for plural in (False, True))}
    groups: dict[object, list[Point]] = {}
    for point in points:
        own = None if point.lacks and point.need in asked and not point.extra else id(point)
        groups.setdefault((point.names, point.document, own), []).append(point)
    return [_lacking(some) if len(some) > 1 else some[0] for some in groups.values()]


def _lacking(group: Sequence[Point]) -> Point:
    gaps = listed([say("missing.one_of_several", {"nothing": point.lacks[1]}) for point in group])
    need = say("need.present.both" if len(group) == 2 else "need.present.all")
    return group[0]._replace(clause=say("missing.several", {"is": group[0].lacks[0], "gaps": gaps}), need=need)


def merged(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points with those that say the same about different elements put together (the first one's place stays)."""
    groups: dict[tuple[str, str, str, object], list[Point]] = {}
    for point in points:
        own = id(point) if point.ways or not point.names else None
        groups.setdefault((point.clause, point.need, point.extra, own), []).append(point)
    return tuple(_one(group) for group in groups.values())


def _one(group: Sequence[Point]) -> Point:
    names = tuple(dict.fromkeys(name for point in group for name in point.names))
    return group[0] if len(group) == 1 else group[0]._replace(names=names)
