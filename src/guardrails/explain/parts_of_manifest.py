"""The parts that a tool or campaign can be without for now: pages, tags, emails, connections; and the manifest without some."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from guardrails.language.facts.answers import elements
from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value


class Sort(NamedTuple):
    """A sort of part: where it stands; whether it is one of a list; whether it can go live by itself later."""

    at: tuple[str, ...]
    listed: bool
    alone: bool

    @property
    def id(self) -> str:
        """Its name in the catalogue."""
        return ".".join(self.at)


_CAMPAIGN = (
    Sort(("pages",), listed=True, alone=True),
    Sort(("email",), listed=False, alone=True),
    Sort(("sms",), listed=False, alone=True),
    Sort(("audiences",), listed=True, alone=True),
    Sort(("tags",), listed=True, alone=False),
    Sort(("tools",), listed=True, alone=False),
    Sort(("creative", "endorsements"), listed=True, alone=False),
    Sort(("creative", "green_claims"), listed=True, alone=False),
    Sort(("creative", "reviews"), listed=False, alone=False),
)
SORTS: Mapping[str, tuple[Sort, ...]] = {
    "Campaign": _CAMPAIGN,
    "Tool": (Sort(("integrations",), listed=True, alone=False),),
}
"""A block that describes the whole (its data, its dates, its cost) is no part: without it nothing could be judged."""
_CHANNELS = {"email": "email", "sms": "sms", "pages": "web"}
_SENDS = {"email_marketing": "email", "marketing_automation": "email", "sms": "sms"}


Declared = Callable[[str], Manifest | None]
"""The declared tool that a name stands for."""


class Part(NamedTuple):
    """One part of a manifest: its sort, and its place."""

    sort: Sort
    path: Path


def part_at(kind: str, path: Path) -> Part | None:
    """The part in which a place lies."""
    for sort in SORTS.get(kind, ()):
        depth = len(sort.at)
        if path[:depth] != sort.at:
            continue
        if not sort.listed:
            return Part(sort, path[:depth])
        if len(path) > depth and isinstance(path[depth], int):
            return Part(sort, path[: depth + 1])
    return None


def with_dependants(part: Part, fields: Fields, declared: Declared) -> frozenset[Part]:
    """A part and what can't be there without it: the tags of a page, all that a tool does. Nothing if that is not known."""
    found = {part}
    if part.sort.at == ("pages",):
        name = value_at(fields, (*part.path, "name"))
        found |= {Part(_sort("tags"), at) for at, tag in elements(fields, "tags") if tag.get("pages") == [name]}
    if part.sort.at == ("tools",):
        found |= set(_work_of(str(value_at(fields, part.path)), fields, declared))
        return frozenset(found) if len(found) > 1 else frozenset()
    return frozenset(found)


def _work_of(name: str, fields: Fields, declared: Declared) -> Iterator[Part]:
    """The messages, tags and lists of people that are a tool's work; none where nobody has declared what it does."""
    tool = declared(name)
    category = tool.fields.get("category") if tool else None
    if not isinstance(category, str):
        return
    block = _SENDS.get(category)
    if block in fields:
        yield Part(_sort(block), (block,))
    for block, key in (("tags", "product"), ("audiences", "destination")):
        for at, element in elements(fields, block):
            other = element.get(key)
            if isinstance(other, str) and declared(other) is tool:
                yield Part(_sort(block), at)


def without(manifest: Manifest, parts: Collection[Part]) -> Manifest | None:
    """The manifest without some parts; None where nothing would be left of it."""
    fields = manifest.fields
    pages = [value_at(fields, (*part.path, "name")) for part in parts if part.sort.at == ("pages",)]
    for sort in SORTS.get(manifest.kind, ()):
        gone = {part.path[-1] for part in parts if part.sort is sort}
        if gone and sort.listed:
            kept: list[Value] = [v for i, v in enumerate(_list(fields, sort.at)) if i not in gone]
            # Tools and connections have to be answered; of the other lists none is no list.
            fields = _put(fields, sort.at, kept or ("none" if sort.at in (("tools",), ("integrations",)) else None))
        elif gone:
            fields = _put(fields, sort.at, None)
    if pages and "tags" in fields:
        fields = {**fields, "tags": [_off_pages(tag, pages) for tag in _list(fields, ("tags",))]}
    left = _channels_left(fields, [sort.id for sort in {part.sort for part in parts}])
    if left is not None:
        fields = {**fields, "channels": left}
    return manifest._replace(fields=fields) if left != [] else None


def _off_pages(tag: Value, pages: Collection[Value]) -> Value:
    listed = tag.get("pages") if isinstance(tag, dict) else None
    if not isinstance(tag, dict) or not isinstance(listed, list):
        return tag
    return {**tag, "pages": [page for page in listed if page not in pages]}


def _channels_left(fields: Fields, sorts: Iterable[str]) -> list[Value] | None:
    """The channels without those of which nothing is left."""
    closed = {_CHANNELS[sort] for sort in sorts if sort in _CHANNELS and sort not in fields}
    channels = fields.get("channels")
    return [c for c in channels if c not in closed] if isinstance(channels, list) else None


def _sort(block: str) -> Sort:
    return next(sort for sort in _CAMPAIGN if sort.at == (block,))


def value_at(fields: Fields, path: Path) -> Value:
    """What stands at a place; None where nothing does."""
    here: Value = fields
    for key in path:
        if isinstance(here, dict) and isinstance(key, str):
            here = here.get(key)
        elif isinstance(here, list) and isinstance(key, int):
            here = here[key]
        else:
            return None
    return here


def _list(fields: Fields, at: Path) -> list[Value]:
    found = value_at(fields, at)
    return found if isinstance(found, list) else []


def _put(fields: Fields, at: tuple[str, ...], value: Value) -> Fields:
    """The fields with another value at a place; without it, if that is None."""
    inner = fields.get(at[0])
    if len(at) > 1 and isinstance(inner, dict):
        return {**fields, at[0]: _put(inner, at[1:], value)}
    return {k: v for k, v in fields.items() if k != at[0]} | ({} if value is None else {at[0]: value})
