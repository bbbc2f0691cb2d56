"""Every field that a rule looked at, with all values that could make a difference: for the search that tries them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.language.evidence import parts_of
from guardrails.language.operators import OPERATORS
from guardrails.model.evidence import Evidence, Tested
from guardrails.model.repair import Edit, Sort
from guardrails.model.shape import Shape
from guardrails.model.value import Path
from guardrails.repair.offers import Offer, offers
from guardrails.repair.options import Ground


class Setting(NamedTuple):
    """One field with the edits to try on it. `sort` is the lightest of them."""

    edits: tuple[Edit, ...]
    sort: Sort


def settings(evidence: Evidence, ground: Ground, any_field: bool = False) -> list[Setting]:
    """The fields that an author is free to set (or `any_field`), in the order in which the rule reads them.

    A value matters if it makes a test come out otherwise, either way: a part that holds now may have to give way.
    """
    heaviest = Sort.RELABEL if any_field else Sort.PICK
    found: dict[tuple[str | None, Path], dict[Edit, Sort]] = {}
    for leaf in leaves(evidence):
        if leaf.condition.path.start not in ("here", "root"):
            continue
        edits = found.setdefault((leaf.document, leaf.field), {})
        for one in both_ways(leaf, ground.shape(leaf.document), ground.today):
            edit = Edit(leaf.field, one.value, leaf.document)
            if one.sort <= heaviest and not isinstance(one.value, dict | list):
                edits[edit] = min(edits.get(edit, heaviest), one.sort)
    return [Setting(tuple(edits), min(edits.values())) for edits in found.values() if edits]


def both_ways(leaf: Tested, shape: Shape, today: str) -> Iterator[Offer]:
    """Values for a leaf's field that would make it hold, then those with which it would not; `shape` is its manifest's."""
    dual = OPERATORS[leaf.condition.operator].dual
    turned = leaf._replace(condition=leaf.condition._replace(operator=dual))
    yield from offers(leaf, shape, today)
    yield from offers(turned, shape, today)


def leaves(evidence: Evidence) -> Iterator[Tested]:
    """Every leaf of an evidence tree."""
    if isinstance(evidence, Tested):
        yield evidence
    for part in parts_of(evidence):
        if part is not None:
            yield from leaves(part)
