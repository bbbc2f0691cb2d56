"""What we own already that does the same sort of work as a tool that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.language.facts.answers import elements, nothing, text, unanswered
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.stage import Stage


def tool_we_own(world: World) -> FactResult:
    """A tool of the same sort that we own, with its owner: one in use that is approved, else an approved one, else one in use."""
    if world.manifest.kind != "Tool":
        return nothing()
    category = text(world.manifest.fields, "category")
    if category is None:
        return unanswered(("category",))
    approved = dict(_approved(world, category))
    in_use = dict(_in_use(world, category))
    both = [tool for product, tool in in_use.items() if product in approved]
    found = next(iter((*both, *approved.values(), *in_use.values())), None)
    if found is None:
        return nothing()
    return FactResult(found, "fact.tool_we_own", {"tool": found}, (("category",),))


def _approved(world: World, category: str) -> Iterator[tuple[str, str]]:
    """The approved tools of this sort, by product in lower case."""
    for _, entry in elements(world.organisation, "approved_products"):
        product = text(entry, "product")
        if product and text(entry, "category") == category and product.casefold() != _product(world):
            yield product.casefold(), _with_owner(product, text(entry, "contact") or text(entry, "owner"))


def _in_use(world: World, category: str) -> Iterator[tuple[str, str]]:
    """The other live tools of this sort, by product in lower case."""
    for tool in world.inventory:
        product = text(tool.fields, "product") or tool.title
        same = tool.name == world.manifest.name or product.casefold() == _product(world)
        if tool.kind == "Tool" and tool.stage is Stage.LIVE and text(tool.fields, "category") == category and not same:
            yield product.casefold(), _with_owner(product, text(tool.fields, "metadata", "owner"))


def _product(world: World) -> str:
    return (text(world.manifest.fields, "product") or "").casefold()


def _with_owner(product: str, owner: str | None) -> str:
    return f"{product} (owner {owner})" if owner else product
