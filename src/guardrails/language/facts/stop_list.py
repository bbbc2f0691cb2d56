"""What the organisation says about a vendor that it had to leave: why, and what to use instead."""

from __future__ import annotations

from guardrails.language.facts.answers import nothing
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Gap, Path

_VENDOR: Path = ("vendor", "name")


def stop_list_reason(world: World) -> FactResult:
    """Why the vendor is on the stop list; nothing where it is not on it."""
    return _entry(world, "reason")


def stop_list_instead(world: World) -> FactResult:
    """What to use in place of a vendor on the stop list; nothing where it is not on it or nothing is named."""
    return _entry(world, "instead")


def _entry(world: World, key: str) -> FactResult:
    vendor = world.manifest.fields.get("vendor")
    name = vendor.get("name") if isinstance(vendor, dict) else None
    if world.manifest.kind == "Tool" and not isinstance(name, str):
        return FactResult(Gap.UNANSWERED, asks=_VENDOR)
    listed = world.organisation.get("blocked_vendors")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict) and entry.get("name") == name and isinstance(entry.get(key), str):
            slots = {"vendor": name, "words": entry[key]}
            return FactResult(entry[key], f"fact.stop_list_{key}", slots, (_VENDOR,))
    return nothing()
