"""Laying out a bundle's own files: found like `policy lint` finds them, laid out in memory, written only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guardrails.files.bundles import load_bundle
from guardrails.files.contents import CONTENT
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.locks import NO_LOCK
from guardrails.files.policy_sources import Meant, bundle_meant
from guardrails.files.reading import problem_of
from guardrails.files.trees import DISK
from guardrails.files.waivers import SIGNATURE
from guardrails.files.writing import Written, goes_through_a_link, write_over
from guardrails.model.problem import Problem
from guardrails.workshop.layout.layout import Laid, lay_out, unread


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a bundle in a folder, laid out in memory; `shown` is what the folder is called."""

    folder: str
    shown: str
    files: tuple[Laid, ...]


def plan_layout(meant: Meant) -> Plan | list[Problem]:
    """Look at every YAML file of the bundle itself, not of those that it extends. Problems where there is no such bundle.

    What is not right with a bundle as a whole does not matter here.
    """
    loaded = load_bundle(meant.source, meant.root, meant.file, DISK, NO_LOCK)
    if not loaded.places:
        return list(loaded.problems)
    tree, folder, shown = loaded.places[0]
    schemas = ParsedSchemas(loaded.schemas)
    names = [name for name in tree.matching(folder, CONTENT) if name.endswith(".yaml")]
    files: list[Laid] = []
    for name, data in tree.read(folder, names):
        if isinstance(data, str) or goes_through_a_link(folder, name):
            id = data if isinstance(data, str) else "file-link"
            files.append(unread(f"{shown}/{name}", problem_of(id, f"{shown}/{name}", "policy")))
        elif tree.has(folder, f"{name}{SIGNATURE}"):
            files.append(Laid(f"{shown}/{name}", data, data, signed=True))
        else:
            files.append(lay_out(f"{shown}/{name}", data, schemas))
    return Plan(folder, shown, tuple(files))


def write_layout(plan: Plan) -> Sequence[str]:
    """Write what differs; the names of the files that could not be written, or that have changed since."""
    outcomes = {
        file.name: write_over(plan.folder, file.name.removeprefix(f"{plan.shown}/"), file.before, file.after)
        for file in plan.files
        if file.differs
    }
    return tuple(name for name, outcome in outcomes.items() if outcome is not Written.CHANGED)


def lay_out_typed(name: str, data: bytes) -> Laid:
    """One text that comes from elsewhere, by the schemas of the bundle at work here."""
    return lay_out(name, data, _schemas_here())


def _schemas_here() -> ParsedSchemas:
    meant = bundle_meant(None)
    return ParsedSchemas(load_bundle(*meant).schemas if isinstance(meant, Meant) else shipped_schema_texts())
