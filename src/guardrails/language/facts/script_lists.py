"""What the pages' lists of allowed senders (content security policies) let in."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.language.facts.answers import elements, text
from guardrails.language.facts.hosts import listed, named_tools, own_sites, sites_of
from guardrails.language.facts.world import World
from guardrails.language.sites import host_of, site
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Path

_DIRECTIVES = ("script-src-elem", "script-src", "default-src")
"""The first of these that a list holds is the one that counts for scripts."""
_SEALS = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")
_ANYWHERE = frozenset({"*", "http:", "https:"})
_TRUSTED_CHAIN = "'strict-dynamic'"


def loose_script_lists(world: World) -> FactResult:
    """The pages whose list lets any script in, each as "page (what lets it in)"."""
    found: list[tuple[str, Path]] = []
    for path, name, senders in _lists(world):
        gaps = ["no line for scripts"] if senders is None else _gaps(senders)
        if gaps:
            found.append((f"{name} ({', '.join(gaps)})", path))
    return listed("loose_script_lists", found)


def unknown_allowed_hosts(world: World) -> FactResult:
    """The hosts on a page's list that are neither ours nor those of a tool that the campaign names."""
    known = own_sites(world) | sites_of(named_tools(world))
    found: list[tuple[str, Path]] = []
    for path, _, senders in _lists(world):
        if senders and _TRUSTED_CHAIN not in senders:
            hosts = [host_of(s.removeprefix("*.")) for s in senders if _is_host(s)]
            found += [(host, path) for host in hosts if site(host) not in known]
    return listed("unknown_allowed_hosts", found)


def _lists(world: World) -> Iterator[tuple[Path, str, list[str] | None]]:
    """Each page that has a list: its place, its name, and who may send scripts."""
    for path, page in elements(world.manifest.fields, "pages"):
        written = text(page, "csp")
        if written and written != "none":
            yield (*path, "csp"), text(page, "name") or "a page", _senders(written)


def _senders(written: str) -> list[str] | None:
    """The words of the line that counts for scripts, in lower case; of two equal lines browsers read the first."""
    lines: dict[str, list[str]] = {}
    for line in written.lower().split(";"):
        if words := line.split():
            lines.setdefault(words[0], words[1:])
    return next((lines[name] for name in _DIRECTIVES if name in lines), None)


def _gaps(senders: list[str]) -> list[str]:
    """What lets any script in; browsers pass over `unsafe-inline` beside a seal, and over hosts in a trusted chain."""
    chain = _TRUSTED_CHAIN in senders
    sealed = chain or any(s.startswith(_SEALS) for s in senders)
    return [s for s in senders if (s == "'unsafe-inline'" and not sealed) or (s in _ANYWHERE and not chain)]


def _is_host(sender: str) -> bool:
    return "." in sender and not sender.startswith("'")
