"""Whether data about people leaves their region, and whether it has a legal route where it does.

The exporter's region chooses the list (EEA, United Kingdom, Switzerland: three lists, dated), and each
country needs a route for each region. Law: GDPR 44 to 49, and their UK and Swiss counterparts; onward routes
are the vendor's to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from guardrails.language.facts.answers import (
    answer,
    day,
    elements,
    missing,
    text,
    texts,
    unanswered,
    unjudged,
)
from guardrails.language.facts.products import used_tools
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

EXPORTERS = ("EEA", "UK", "CH")

# Which route covers data from which region. The UK wants its addendum to the EU clauses or its own agreement;
# the Swiss authority recognises the EU clauses and group rules. A derogation (GDPR 49) is for single cases,
# never for hosting.
ROUTES: Mapping[str, frozenset[str]] = {
    "scc_2021": frozenset({"EEA", "CH"}),
    "bcr": frozenset({"EEA", "CH"}),
    "uk_idta": frozenset({"UK"}),
    "uk_addendum": frozenset({"EEA", "UK", "CH"}),
    "code_of_conduct": frozenset({"EEA"}),
    "certification": frozenset({"EEA"}),
    "own_clauses": frozenset({"EEA"}),
}
_NOT_PERSONAL = frozenset({"none", "anonymous_stats"})


def countries_without_route(world: World) -> FactResult:
    """The hosting countries outside a served region that are not adequate for it today and have no route.

    For a campaign these are the countries of its declared tools, against the campaign's own regions.
    """
    fields = world.manifest.fields
    buckets = texts(fields, "data", "buckets")
    if buckets is not None and _NOT_PERSONAL.issuperset(buckets):
        return FactResult([], "fact.countries_without_route.no_people", {}, (("data", "buckets"),))
    served = texts(fields, "audience", "regions")
    if served is None:
        return unanswered(missing(fields, "audience", "regions"))
    exporters = [r for r in EXPORTERS if r in served or "GLOBAL" in served]
    if not exporters:
        return FactResult([], "fact.countries_without_route.other_regions", {}, (("audience", "regions"),))
    if world.manifest.kind == "Campaign":
        hosted = [tool.fields for tool in used_tools(world)]
    elif texts(fields, "hosting", "countries") is None:
        return unanswered(missing(fields, "hosting", "countries"))
    else:
        hosted = [fields]
    regions = _regions(world.vocabulary)
    if any(exporter not in regions for exporter in exporters):
        return unjudged("fact.countries_without_route.no_list", regions=", ".join(exporters))
    return _result(world, hosted, [regions[exporter] for exporter in exporters])


def _result(world: World, hosted: Iterable[Fields], exporters: Sequence[Fields]) -> FactResult:
    gaps: dict[str, list[str]] = {}
    for fields in hosted:
        for country in texts(fields, "hosting", "countries") or ():
            for region in exporters:
                key = text(region, "key") or ""
                if not has_route(fields, region, country, world.today) and key not in gaps.setdefault(country, []):
                    gaps[country].append(key)
    found: list[Value] = [country for country, regions in gaps.items() if regions]
    about: tuple[Path, ...] = (("tools",),) if world.manifest.kind == "Campaign" else (("hosting", "countries"),)
    if not found:
        return FactResult([], "fact.countries_without_route.none", {}, about)
    regions_hit = [r for r in EXPORTERS if any(r in regions for regions in gaps.values())]
    slots: dict[str, Value] = {"countries": ", ".join(map(str, found)), "regions": ", ".join(regions_hit)}
    if world.manifest.kind == "Campaign":
        return FactResult(found, "fact.countries_without_route.campaign", slots, about)
    transfer = world.manifest.fields.get("transfer")
    if not texts(world.manifest.fields, "transfer", "mechanism"):
        return FactResult(found, "fact.countries_without_route.no_route_yet", slots, about)
    about = (*about, ("transfer", "mechanism") if isinstance(transfer, dict) else ("transfer",))
    slots["route"] = ", ".join(texts(world.manifest.fields, "transfer", "mechanism") or ())
    return FactResult(found, "fact.countries_without_route", slots, about)


def has_route(fields: Fields, exporter: Fields, country: str, today: date) -> bool:
    """Whether data may go from a region to a country: at home, adequate today, or on a route that counts."""
    key = text(exporter, "key") or ""
    routes = [*(texts(fields, "transfer", "mechanism") or ()), *(texts(fields, "transfer", "fallback") or ())]
    if country in (texts(exporter, "countries") or ()) or any(key in ROUTES.get(route, ()) for route in routes):
        return True
    entry = adequacy(exporter, country, today)
    if entry is None:
        return False
    needs = text(entry, "needs")
    if needs is None:
        return True
    return "dpf" in routes and needs in (texts(fields, "transfer", "evidence", "covers") or ())


def adequacy(exporter: Fields, country: str, today: date) -> Fields | None:
    """The line of the exporter's list about a country, where it is in force today.

    `needs` in it names the listing that a firm there must have: eu_us, uk_extension or swiss_us.
    """
    for _, entry in elements(exporter, "adequate"):
        first, last = day(entry, "from"), day(entry, "until")
        if answer(entry, "country") == country and (first or today) <= today <= (last or today):
            return entry
    return None


def _regions(vocabulary: Mapping[str, Fields]) -> dict[str, Fields]:
    """The entries of the vocabulary "regions" that have a list of their own."""
    found = (entry for _, entry in elements(vocabulary.get("regions", {}), "entries"))
    return {str(entry["key"]): entry for entry in found if "key" in entry and "adequate" in entry}
