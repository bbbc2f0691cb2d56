"""The registrable domain of a host: "news.brand.co.uk" and "shop.brand.co.uk" are the same site."""

from __future__ import annotations

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(text: str) -> str:
    """The host in a web address, an e-mail address or a bare host name, in lower case."""
    host = text.strip().split("//", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
    return host.split(":", 1)[0].rstrip(".").lower()


@lru_cache(maxsize=4096)
def site(text: str) -> str:
    """The part of a host that one owner registered, by the public suffix list; the host itself if there is none."""
    host = host_of(text)
    return _suffixes().privatesuffix(host) or host
