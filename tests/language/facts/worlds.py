"""Small worlds for the tests of facts: one manifest, an organisation, and a day."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

from guardrails.language.facts import fact_function
from guardrails.language.facts.world import World
from guardrails.model.evidence import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.stage import Stage
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value

TODAY = date(2026, 11, 23)

ORGANISATION: Fields = {
    "timezone": "Europe/Berlin",
    "currency": "EUR",
    "holidays": [{"date": "2026-12-25", "title": "Christmas Day"}, {"date": "2027-01-01"}],
    "quiet_windows": [
        {"title": "the weekend", "from": "Fri 15:00", "to": "Mon 08:00"},
        {"title": "the night", "daily_from": "20:00", "daily_to": "07:00"},
    ],
    "freezes": [{"title": "Year-end freeze", "from": "2026-12-14", "to": "2027-01-03"}],
    "launch_slots": {"earliest": "10:00", "weekdays": ["Tue", "Wed", "Thu"]},
    "money": {"day_rate": 600},
    "max_retention": [{"use": "analytics", "days": 425}, {"use": "analytics.reporting.system", "days": 30}],
    "form_needs": [
        {"purpose": "newsletter", "needs": ["user.contact.email"]},
        {"purpose": "delivery", "needs": ["user.name", "user.contact.address"]},
    ],
    "ad_platforms": ["AudienceDeck"],
}


@cache
def vocabulary() -> dict[str, Fields]:
    """The starter's own list of regions, so that the facts and the data are tested together."""
    file = Path(__file__).parents[3] / "policies" / "vocabulary" / "regions.yaml"
    documents, fault = read(file.read_bytes())
    assert fault is None
    (document,) = documents
    assert isinstance(document, dict)
    return {"regions": document}


def changed(fields: Fields, changes: Fields) -> Fields:
    """The fields with dotted paths set; None takes a key away."""
    result = deepcopy(fields)
    for path, value in changes.items():
        *way, last = path.split(".")
        here = result
        for key in way:
            below = here.setdefault(key, {})
            assert isinstance(below, dict)
            here = below
        if value is None:
            here.pop(last, None)
        else:
            here[last] = value
    return result


def manifest(kind: str, fields: Fields, stage: Stage = Stage.LIVE, name: str = "thing") -> Manifest:
    """A manifest as the judge hands it over."""
    return Manifest(kind, name, "Thing", stage, f"{name}.yaml", 0, fields)


def tool(name: str, **fields: Value) -> Manifest:
    """A declared tool for the inventory."""
    return manifest("Tool", dict(fields), name=name)


def world(
    kind: str,
    fields: Fields,
    *,
    stage: Stage = Stage.LIVE,
    organisation: Fields | None = None,
    inventory: Sequence[Manifest] = (),
    today: date = TODAY,
    lane: str = "light-review",
    lead: int = 5,
    reasons: tuple[str, ...] = (),
) -> World:
    """Everything that a fact may look at."""
    org = ORGANISATION if organisation is None else organisation
    return World(manifest(kind, fields, stage), org, vocabulary(), inventory, today, lane, lead, reasons)


def value(name: str, given: World) -> object:
    """A fact's value."""
    return fact(name, given).value


def fact(name: str, given: World) -> FactResult:
    """A fact's whole result."""
    return fact_function(name)(given)


def said(result: FactResult) -> str:
    """The sentence that explains a result."""
    from guardrails.explain.sentences import say

    return say(result.message, {key: str(slot) for key, slot in result.slots.items()})
