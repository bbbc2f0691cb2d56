"""Finding the declared tool behind a product's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guardrails.language.facts.answers import text, texts
from guardrails.language.facts.once import Once
from guardrails.language.facts.world import World
from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields


def declared_tools(world: World) -> Mapping[str, Manifest]:
    """The declared tools by short name and by product name, in lower case; the short name wins."""
    return _by_name(world.inventory)


def _tools_by_name(inventory: Sequence[Manifest]) -> Mapping[str, Manifest]:
    tools = [m for m in inventory if m.kind == "Tool"]
    by_product = {product.casefold(): m for m in tools if (product := text(m.fields, "product"))}
    return by_product | {m.name.casefold(): m for m in tools}


_by_name = Once(_tools_by_name)


def used_tools(world: World) -> list[Manifest]:
    """The declared tools that a campaign lists under `tools`."""
    known = declared_tools(world)
    names = texts(world.manifest.fields, "tools") or []
    return [known[name.casefold()] for name in names if name.casefold() in known]


def catalogue_categories(world: World) -> Mapping[str, str]:
    """The sort of tool that the catalogue of products knows for a product, by its name in lower case."""
    return _by_product(world.vocabulary)


def _categories(vocabulary: Mapping[str, Fields]) -> Mapping[str, str]:
    entries = vocabulary.get("products", {}).get("entries")
    found: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and (category := text(entry, "category")):
            names = (text(entry, "key"), text(entry, "title"), text(entry, "product"))
            found.update((name.casefold(), category) for name in names if name)
    return found


_by_product = Once(_categories)
