"""How a bundle can be named: the starter, a folder, or an address in git. Nothing else is imported for that."""

from __future__ import annotations

STARTER = "starter"
MAIN = "bundle.yaml"
GIT = "git+"


def is_git(source: str) -> bool:
    """Whether a source is meant as an address, and not as the name of a folder."""
    return source.startswith(GIT) or "://" in source
