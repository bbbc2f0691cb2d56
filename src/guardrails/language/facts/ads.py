"""Which tools advertise, and whether one of them looks over the shoulder on a private page."""

from __future__ import annotations

from collections.abc import Callable

from guardrails.language.facts.answers import elements, missing, text, texts, unanswered
from guardrails.language.facts.products import catalogue_categories, declared_tools
from guardrails.language.facts.world import World
from guardrails.language.operators import is_under
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

AD_USES = ("marketing.advertising", "analytics.reporting.ad_performance")
AD_CATEGORIES = frozenset({"ad_pixel", "ad_platform", "retargeting"})
# A recording of what somebody types on such a page tells as much as a pixel does.
_WATCHING = AD_CATEGORIES | {"session_replay"}


def ad_tools(world: World) -> FactResult:
    """The tools and tags whose purpose is advertising, by their names as written."""
    sort_of = sorter(world)
    if world.manifest.kind == "Tool":
        return _own(world)
    found: dict[str, tuple[str, Path]] = {}
    asks: Path | None = None
    for path, tag in elements(world.manifest.fields, "tags"):
        product, use = text(tag, "product"), text(tag, "use")
        if product and (is_ad_use(use) or sort_of(product) in AD_CATEGORIES):
            found.setdefault(product.casefold(), (product, path))
        elif use is None and asks is None:
            asks = (*path, "use")
    known = declared_tools(world)
    for at, name in enumerate(texts(world.manifest.fields, "tools") or ()):
        tool = known.get(name.casefold())
        if sort_of(name) in AD_CATEGORIES or (tool is not None and _advertises(tool)):
            product = (text(tool.fields, "product") if tool else None) or name
            found.setdefault(product.casefold(), (product, ("tools", at)))
    if not found and asks is not None:
        return unanswered(asks)
    return _listed("ad_tools", [name for name, _ in found.values()], [path for _, path in found.values()])


def _own(world: World) -> FactResult:
    """A tool manifest speaks for itself."""
    fields = world.manifest.fields
    if text(fields, "category") is None and not _advertises(world.manifest):
        return unanswered(missing(fields, "category"))
    name = text(fields, "product") or world.manifest.title
    return _listed("ad_tools", [name] if _advertises(world.manifest) else [], [("category",)])


def ad_tools_on_private_pages(world: World) -> FactResult:
    """Each ad tool (or recording of visits) on a page about something private, as "product on page"."""
    sort_of = sorter(world)
    pages = elements(world.manifest.fields, "pages")
    found: list[str] = []
    about: list[Path] = []
    asks: Path | None = None
    for path, tag in elements(world.manifest.fields, "tags"):
        use, product = text(tag, "use"), text(tag, "product") or "a tag"
        watches = is_ad_use(use) or sort_of(product) in _WATCHING
        if not watches and use is not None:
            continue
        for page_path, page in pages:
            topic = text(page, "topic_sensitive")
            if topic == "none" or not is_on(tag, page):
                continue
            if topic is None or not watches:
                asks = asks or ((*page_path, "topic_sensitive") if topic is None else (*path, "use"))
                continue
            found.append(f"{product} on {text(page, 'name') or text(page, 'url') or 'a page'}")
            about += [path, (*page_path, "topic_sensitive")]
    if not found and asks is not None:
        return unanswered(asks)
    return _listed("ad_tools_on_private_pages", found, about)


def is_ad_use(use: str | None) -> bool:
    """Whether a use of data is advertising, or measures it."""
    return use is not None and is_under(use, AD_USES)


def sorter(world: World) -> Callable[[str], str]:
    """What sort of tool a product is: an ad platform of ours, or as declared, or as the catalogue has it."""
    known, catalogue = declared_tools(world), catalogue_categories(world)
    platforms = {name.casefold() for name in texts(world.organisation, "ad_platforms") or ()}

    def sort_of(product: str) -> str:
        name = product.casefold()
        tool = known.get(name)
        names = {name, (text(tool.fields, "product") or "").casefold()} if tool else {name}
        if names & platforms:
            return "ad_platform"
        declared = text(tool.fields, "category") if tool else None
        return declared or catalogue.get(name, "")

    return sort_of


def _advertises(tool: Manifest) -> bool:
    return text(tool.fields, "category") in AD_CATEGORIES or any(
        is_ad_use(text(row, "use")) for _, row in elements(tool.fields, "data", "uses")
    )


def is_on(tag: Fields, page: Fields) -> bool:
    """A tag without pages is on all of them; a page can be named by its name, address or host."""
    where = texts(tag, "pages")
    if where is None or "all" in where:
        return True
    return any(text(page, key) in where for key in ("name", "url", "host"))


def _listed(name: str, found: list[str], about: list[Path]) -> FactResult:
    distinct: list[Value] = list(dict.fromkeys(found))
    message = f"fact.{name}" if distinct else f"fact.{name}.none"
    return FactResult(distinct, message, {"tools": ", ".join(map(str, distinct))}, tuple(dict.fromkeys(about)))
