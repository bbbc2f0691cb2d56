"""Tags that record the screen, and tags on pages where people sign in."""

from __future__ import annotations

from guardrails.language.facts.ads import is_on, sorter
from guardrails.language.facts.answers import elements, text, unanswered
from guardrails.language.facts.hosts import listed
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Path


def screen_recorders(world: World) -> FactResult:
    """The tags that record the screen: of that sort of tool, or with something said about what they hide."""
    sort_of = sorter(world)
    found: list[tuple[str, Path]] = []
    for path, tag in elements(world.manifest.fields, "tags"):
        product = text(tag, "product")
        if product and (tag.get("masking") is not None or sort_of(product) == "session_replay"):
            found.append((product, path))
    return listed("screen_recorders", found)


def tags_on_sign_in_pages(world: World) -> FactResult:
    """The tags that run on a page where people sign in or open an account, by product."""
    found: list[tuple[str, Path]] = []
    asks: Path | None = None
    for page_path, page in elements(world.manifest.fields, "pages"):
        purpose = text(page, "form", "purpose")
        if page.get("form") is None or purpose not in (None, "account"):
            continue
        for path, tag in elements(world.manifest.fields, "tags"):
            product = text(tag, "product")
            if product and is_on(tag, page):
                if purpose is None:
                    asks = asks or (*page_path, "form", "purpose")
                else:
                    found.append((product, path))
    return unanswered(asks) if asks is not None and not found else listed("tags_on_sign_in_pages", found)
