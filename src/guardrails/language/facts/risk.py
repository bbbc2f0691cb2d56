"""The nine signs of a plan that can hurt people (WP248 rev.01): two call for a written check (GDPR 35)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.language.facts.ads import sorter
from guardrails.language.facts.answers import (
    answer,
    elements,
    listed,
    missing,
    number,
    text,
    texts,
    unanswered,
)
from guardrails.language.facts.world import World
from guardrails.language.operators import is_under
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Path
from guardrails.text.values import Value

ENOUGH = 2
"""From so many signs on a risk check is expected, at the latest; more answers would not change that."""

PROFILES = "profiles of people"
MACHINE_DECIDES = "decisions by a machine"
WATCHING = "watching visitors"
PRIVATE = "private details"
MANY = "50,000 people or more"
MATCHED = "data from several sources"
VULNERABLE = "children, patients or staff"
NEW = "new technology such as AI"
REFUSING = "refusing people a service"
SIGNS = (PROFILES, MACHINE_DECIDES, WATCHING, PRIVATE, MANY, MATCHED, VULNERABLE, NEW, REFUSING)

_PROFILING = (
    "marketing.advertising.profiling",
    "personalize.content.profiling",
    "personalize.content.profiled",
)
_REFUSING = ("essential.fraud_detection",)
_WATCHERS = frozenset({"session_replay", "visitor_identification"})
_PRIVATE = frozenset({"sensitive", "government_id", "precise_location"})
_LARGE = frozenset({"50k_250k", "gt250k"})
_VULNERABLE = frozenset({"employees", "patients", "job_applicants"})
_OTHER_SOURCES = frozenset({"partner", "purchased"})
_GROWN_UP = 16


@dataclass(frozen=True, slots=True)
class _Clue:
    """A sign with the place that shows it, or (`asks`) the answer without which we can't tell."""

    sign: str
    path: Path
    asks: bool = False


def dpia_signs(world: World) -> FactResult:
    """The signs found, in the order of WP248.

    Asks for more only while an answer could bring the first or second sign.
    """
    clues = [c for find in (_people, _data, _uses, _tools, _machines) for c in find(world)]
    shown = {c.sign for c in clues if not c.asks}
    open_clues = [c for c in clues if c.asks and c.sign not in shown]
    if open_clues and len(shown) < ENOUGH:
        return unanswered(open_clues[0].path)
    found: list[Value] = [sign for sign in SIGNS if sign in shown]
    message = ("fact.dpia_signs.none", "fact.dpia_signs.one", "fact.dpia_signs")[min(len(found), ENOUGH)]
    slots: dict[str, Value] = {"signs": ", ".join(map(str, found)), "count": str(len(found))}
    return FactResult(found, message, slots, tuple(dict.fromkeys(c.path for c in clues if not c.asks)))


def _open(world: World, sign: str, *keys: str) -> _Clue:
    return _Clue(sign, missing(world.manifest.fields, *keys), asks=True)


def _data(world: World) -> Iterator[_Clue]:
    """What is seen: private details, and whose."""
    fields = world.manifest.fields
    buckets = texts(fields, "data", "buckets")
    if buckets is None:
        yield _open(world, PRIVATE, "data", "buckets")
        yield _open(world, VULNERABLE, "data", "buckets")
    elif "children" in buckets:
        yield _Clue(VULNERABLE, ("data", "buckets"))
    if buckets is not None and _PRIVATE.intersection(buckets):
        yield _Clue(PRIVATE, ("data", "buckets"))
    for path, page in elements(fields, "pages"):
        topic = text(page, "topic_sensitive")
        if topic != "none":
            yield _Clue(PRIVATE, (*path, "topic_sensitive"), asks=topic is None)


def _people(world: World) -> Iterator[_Clue]:
    """How many people, and how well they can look after themselves."""
    fields = world.manifest.fields
    size = text(fields, "audience", "size")
    if size is None:
        yield _open(world, MANY, "audience", "size")
    elif size in _LARGE:
        yield _Clue(MANY, ("audience", "size"))
    sort = text(fields, "audience", "type")
    if sort is None:
        yield _open(world, VULNERABLE, "audience", "type")
    elif sort in _VULNERABLE:
        yield _Clue(VULNERABLE, ("audience", "type"))
    youngest = number(fields, "audience", "min_age")
    if youngest is None:
        yield _open(world, VULNERABLE, "audience", "min_age")
    elif youngest < _GROWN_UP:
        yield _Clue(VULNERABLE, ("audience", "min_age"))


def _uses(world: World) -> Iterator[_Clue]:
    """What the data is used for, and where it comes from."""
    fields = world.manifest.fields
    if listed(fields, "data", "uses") is None:
        for sign in (PROFILES, REFUSING, MATCHED):
            yield _open(world, sign, "data", "uses")
    for path, row in (*elements(fields, "data", "uses"), *elements(fields, "tags")):
        use = text(row, "use")
        if use is None:
            yield _Clue(PROFILES, (*path, "use"), asks=True)
        elif is_under(use, _PROFILING):
            yield _Clue(PROFILES, (*path, "use"))
        elif is_under(use, _REFUSING):
            yield _Clue(REFUSING, (*path, "use"))
        if text(row, "source") in _OTHER_SOURCES:
            yield _Clue(MATCHED, (*path, "source"))
    for path, audience in elements(fields, "audiences"):
        source = text(audience, "source")
        if source != "first_party":
            yield _Clue(MATCHED, (*path, "source"), asks=source is None)


def _tools(world: World) -> Iterator[_Clue]:
    """Tools that watch visitors or add what others know about them."""
    fields, sort_of = world.manifest.fields, sorter(world)
    named: list[tuple[str | None, Path]]
    if world.manifest.kind == "Tool":
        named = [(text(fields, "category"), ("category",))]
        identifies = text(fields, "privacy", "identifies_visitors")
        if identifies is None:
            yield _open(world, WATCHING, "privacy", "identifies_visitors")
        elif identifies == "person":
            yield _Clue(WATCHING, ("privacy", "identifies_visitors"))
    else:
        named = [(sort_of(name), ("tools", at)) for at, name in enumerate(texts(fields, "tools") or ())]
        named += [(sort_of(text(tag, "product") or ""), path) for path, tag in elements(fields, "tags")]
    for sort, path in named:
        if sort is None:
            yield _Clue(WATCHING, path, asks=True)
        elif sort in _WATCHERS:
            yield _Clue(WATCHING, path)
        elif sort == "data_enrichment":
            yield _Clue(MATCHED, path)


def _machines(world: World) -> Iterator[_Clue]:
    """AI: new by itself, and more so where it decides about people."""
    fields = world.manifest.fields
    used = answer(fields, "ai", "used")
    if used is None:
        yield _open(world, NEW, "ai", "used")
        yield _open(world, MACHINE_DECIDES, "ai", "used")
    elif used is True:
        yield _Clue(NEW, ("ai", "used"))
        decides = text(fields, "ai", "decides_about_people")
        if decides is None:
            yield _open(world, MACHINE_DECIDES, "ai", "decides_about_people")
        elif decides == "yes":
            yield _Clue(MACHINE_DECIDES, ("ai", "decides_about_people"))
