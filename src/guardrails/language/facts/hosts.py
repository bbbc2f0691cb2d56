"""Which other companies' addresses the pages of a campaign load code from, and whether we know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guardrails.language.facts.answers import elements, text, texts
from guardrails.language.facts.once import Once
from guardrails.language.facts.products import declared_tools
from guardrails.language.facts.world import World
from guardrails.language.sites import host_of, site
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.value import Path
from guardrails.text.values import Value


def unnamed_tools_on_pages(world: World) -> FactResult:
    """The declared tools that the pages load code from and that the campaign does not name."""
    named, owners = named_tools(world), _owners(world.inventory)
    found: list[tuple[str, Path]] = []
    for path, host in outside_scripts(world):
        tools = owners.get(site(host), [])
        if tools and not any(tool in named for tool in tools):
            found.append((text(tools[0].fields, "product") or tools[0].name, path))
    return listed("unnamed_tools_on_pages", found)


def unknown_script_hosts(world: World) -> FactResult:
    """The hosts that the pages load code from and that no declared tool loads from."""
    owners = _owners(world.inventory)
    scripts = outside_scripts(world)
    return listed("unknown_script_hosts", [(host, path) for path, host in scripts if site(host) not in owners])


def outside_hosts(world: World) -> FactResult:
    """The hosts of other companies: those of the scripts, and those of the tools behind the tags."""
    found = [(host, path) for path, host in outside_scripts(world)]
    known, ours = declared_tools(world), own_sites(world)
    for path, tag in elements(world.manifest.fields, "tags"):
        tool = known.get((text(tag, "product") or "").casefold())
        hosts = texts(tool.fields, "domains") if tool else None
        found += [(host.lower(), path) for host in hosts or () if site(host) not in ours]
    return listed("outside_hosts", found)


def outside_scripts(world: World) -> Iterator[tuple[Path, str]]:
    """Each script that a page loads from another site than ours, with its place and host."""
    ours = own_sites(world)
    for path, page in elements(world.manifest.fields, "pages"):
        for keys in (("scripts",), ("payment", "scripts")):
            for below, script in elements(page, *keys):
                src = text(script, "src") or ""
                if "//" in src and site(src) not in ours:
                    yield (*path, *below, "src"), host_of(src)


def own_sites(world: World) -> set[str]:
    """The sites of the organisation and of the campaign's own pages."""
    own = list(texts(world.organisation, "domains") or ())
    for _, page in elements(world.manifest.fields, "pages"):
        own += [address for key in ("url", "host") if (address := text(page, key))]
    return {site(address) for address in own}


def named_tools(world: World) -> list[Manifest]:
    """The declared tools that a campaign names: as a tool, a tag, the banner, a payment company, or where a form sends to."""
    fields = world.manifest.fields
    names = [*(texts(fields, "tools") or ()), text(fields, "consent", "platform")]
    names += [text(tag, "product") for _, tag in elements(fields, "tags")]
    for _, page in elements(fields, "pages"):
        names += [text(page, "payment", "provider"), text(page, "form", "submits_to")]
    known = declared_tools(world)
    return [known[name.casefold()] for name in names if name and name.casefold() in known]


def sites_of(tools: list[Manifest]) -> set[str]:
    """The sites that these tools load from."""
    return {site(host) for tool in tools for host in texts(tool.fields, "domains") or ()}


def _tools_by_site(inventory: Sequence[Manifest]) -> Mapping[str, list[Manifest]]:
    owners: dict[str, list[Manifest]] = {}
    for tool in inventory:
        if tool.kind == "Tool":
            for of_tool in sites_of([tool]):
                owners.setdefault(of_tool, []).append(tool)
    return owners


_owners = Once(_tools_by_site)


def listed(name: str, found: list[tuple[str, Path]]) -> FactResult:
    """A list of texts with the sentence that names them and the places that they stand at."""
    distinct: list[Value] = list(dict.fromkeys(words for words, _ in found))
    message = f"fact.{name}" if distinct else f"fact.{name}.none"
    about = tuple(dict.fromkeys(path for _, path in found))
    return FactResult(distinct, message, {"found": ", ".join(map(str, distinct))}, about)
