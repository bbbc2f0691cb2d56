"""Tools that we have for the same work, with the person to ask: approved ones first, then those in use that are in order.

A tool is named only if it can be used today: its maker is not on the stop list, its contract has not ended, and it is
not waiting for something itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from guardrails.explain.explanation import Alternative
from guardrails.explain.plain_values import bare
from guardrails.explain.sentences import say
from guardrails.language.facts.answers import day, elements, text, texts
from guardrails.language.facts.products import catalogue_categories
from guardrails.language.facts.world import World
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport
from guardrails.model.stage import Stage
from guardrails.model.value import Fields

MOST = 3


class OtherTools:
    """What a run knows about tools; `verdicts` gives the answer about a declared tool."""

    def __init__(self, world: World, inventory: Inventory, verdicts: Verdicts) -> None:
        self._world = world
        self._inventory = inventory
        self._verdicts = verdicts
        blocked = (text(entry, "name") for _, entry in elements(world.organisation, "blocked_vendors"))
        self._blocked = {name.casefold() for name in blocked if name}

    def in_place_of(self, tool: Manifest) -> list[Alternative]:
        """For a tool that is not ready yet: what we have of the same sort."""
        category = text(tool.fields, "category")
        return [] if category is None else [_alternative(one) for one in self._like(category, tool.fields)[:MOST]]

    def for_campaign(self, campaign: Manifest) -> list[Alternative]:
        """For each tool that a campaign names and that is not ready or not declared; one each, before a second one of any."""
        rows = [
            [_alternative(one, old) for one in self._like(category, fields)] for old, category, fields in self._unready(campaign)
        ]
        longest = max(map(len, rows), default=0)
        dealt = [row[turn] for turn in range(longest) for row in rows if turn < len(row)]
        return dealt[:MOST]

    def _unready(self, campaign: Manifest) -> Iterator[tuple[str, str, Fields]]:
        """The names of tools that can't be used yet, each with its sort and what is declared about it."""
        known = catalogue_categories(self._world)
        named = {
            (tool.name if (tool := self._inventory.named("Tool", n)) else n.casefold()): n for n in tools_named(campaign.fields)
        }
        for name in named.values():
            tool = self._inventory.named("Tool", name)
            category = text(tool.fields, "category") if tool else known.get(name.casefold())
            if category and not (tool and self._is_ready(tool, campaign.stage)):
                yield (tool.title if tool else name), category, tool.fields if tool else {"product": name}

    def _is_ready(self, tool: Manifest, stage: Stage) -> bool:
        early_enough = tool.stage is Stage.LIVE or (tool.stage is Stage.PILOT and stage is not Stage.LIVE)
        return early_enough and self._verdicts.of(tool) != "not-yet"

    def _like(self, category: str, fields: Fields) -> list[_Candidate]:
        """The usable tools of a sort besides the one with these fields, the best fit first."""
        found: dict[str, _Candidate] = {}
        for one in (*self._approved(category), *self._in_use(category)):
            found.setdefault(one.product.casefold(), one)
        wanted = set(texts(fields, "data", "buckets") or ())
        others = (one for one in found.values() if not _same(one, fields))
        ranked = sorted(others, key=lambda one: (not one.approved, *_misfit(wanted, one), one.product.casefold()))
        return [one for one in ranked if self._usable(one)]

    def _approved(self, category: str) -> Iterator[_Candidate]:
        for _, entry in elements(self._world.organisation, "approved_products"):
            product = text(entry, "product")
            if product and text(entry, "category") == category:
                asked = _who(text(entry, "owner"), text(entry, "contact"))
                yield _Candidate(product, asked, self._inventory.named("Tool", product), approved=True)

    def _in_use(self, category: str) -> Iterator[_Candidate]:
        for tool in self._inventory.of_kind("Tool"):
            if tool.stage is Stage.LIVE and text(tool.fields, "category") == category:
                yield _Candidate(text(tool.fields, "product") or tool.title, text(tool.fields, "metadata", "owner") or "", tool)

    def _usable(self, one: _Candidate) -> bool:
        """Whether it may be named: nothing that the run knows stands against it."""
        if one.product.casefold() in self._blocked:
            return False
        if one.tool is None:
            return True
        vendor = text(one.tool.fields, "vendor", "name") or ""
        end = day(one.tool.fields, "contract", "end")
        if one.tool.stage is not Stage.LIVE or vendor.casefold() in self._blocked or (end and end < self._world.today):
            return False
        return self._verdicts.of(one.tool) != "not-yet"


class Verdicts:
    """The verdict on each declared tool: from the report where it is there, else by judging it, once."""

    def __init__(self, known: Iterable[ManifestReport], judge: Callable[[Manifest], ManifestReport]) -> None:
        self._known = {(m.manifest.kind, m.manifest.name): m.verdict for m in known}
        self._judge = judge

    def of(self, tool: Manifest) -> str:
        """ "ready", "ready-with-advice" or "not-yet"."""
        name = (tool.kind, tool.name)
        if name not in self._known:
            self._known[name] = self._judge(tool).verdict
        return self._known[name]


class _Candidate(NamedTuple):
    product: str
    ask: str
    tool: Manifest | None
    approved: bool = False


def tools_named(fields: Fields) -> list[str]:
    """The tools that a campaign names: in its list, as tags, and as places that lists of people go to."""
    tags = (text(tag, "product") for _, tag in elements(fields, "tags"))
    lists = (text(audience, "destination") for _, audience in elements(fields, "audiences"))
    once = {name.casefold(): name for name in (*(texts(fields, "tools") or ()), *tags, *lists) if name}
    return list(once.values())


def _who(owner: str | None, contact: str | None) -> str:
    if owner and contact and owner != contact:
        return say("ways.who", {"owner": bare(owner), "contact": bare(contact)})
    return owner or contact or ""


def _same(one: _Candidate, fields: Fields) -> bool:
    """Whether it is the tool itself, or comes from the same maker."""
    product, vendor = text(fields, "product"), text(fields, "vendor", "name")
    theirs = text(one.tool.fields, "vendor", "name") if one.tool else None
    same_maker = bool(vendor and theirs and vendor.casefold() == theirs.casefold())
    return same_maker or one.product.casefold() == (product or "").casefold()


def _misfit(wanted: set[str], one: _Candidate) -> tuple[int, int]:
    """How much of the information it would have to see it does not see yet, and how much it sees beside that."""
    seen = set(texts(one.tool.fields, "data", "buckets") or ()) if one.tool else set()
    return len(wanted - seen), len(seen - wanted)


def _alternative(one: _Candidate, old: str = "") -> Alternative:
    id = f"ways.tool.{'for.' if old else ''}{'approved' if one.approved else 'in_use'}{'' if one.ask else '.nobody'}"
    slots = {"tool": bare(one.product), "ask": bare(one.ask) if one.ask else "", "old": bare(old) if old else ""}
    return Alternative("tool", slots["tool"], say(id, slots), slots["ask"])
