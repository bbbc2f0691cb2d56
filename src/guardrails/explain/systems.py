"""Our own systems and who looks after them, from the organisation's list."""

from __future__ import annotations

from typing import NamedTuple

from guardrails.explain.discretion import masked
from guardrails.model.value import Fields


class SystemOwner(NamedTuple):
    """What a system is called, who looks after it and where to write to; owner and contact are empty where nobody says."""

    title: str
    name: str = ""
    contact: str = ""


def owner_of(system: str, organisation: Fields) -> SystemOwner:
    """The owner of a system by its short name or its title."""
    systems = organisation.get("systems")
    for entry in systems if isinstance(systems, list) else ():
        if isinstance(entry, dict) and system.casefold() in (str(entry.get(key, "")).casefold() for key in ("key", "title")):
            title, name, contact = (masked(str(entry.get(key) or "")) for key in ("title", "owner", "contact"))
            return SystemOwner(title or masked(system), name, contact)
    return SystemOwner(masked(system))
