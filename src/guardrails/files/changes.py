"""What the checkout changes against a commit: files by their content, and what those files declared before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from guardrails.files.commits import Commit
from guardrails.files.git import same_content
from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes
from guardrails.files.workspace import Workspace
from guardrails.model.manifest import Manifest
from guardrails.model.origin import Declared
from guardrails.text.reader import read
from guardrails.text.values import Value

_MOST_STRAYS = 2000
"""So many new files outside the check are looked through for a manifest that was moved there."""


class Changes(NamedTuple):
    """Manifest files that were added or edited, that are gone, and what the edited and the gone ones declared before."""

    edited: frozenset[str]
    gone: frozenset[str]
    before: tuple[Declared, ...]


def changes(workspace: Workspace, commit: Commit) -> Changes:
    """What differs between a commit and the files that lie there now, committed or not."""
    root, globs = workspace.root, workspace.globs
    then = {name for name in commit.matching(root, globs) if name != workspace.file}
    now = workspace.manifests()

    def differs(name: str) -> bool:
        data = read_bytes(root, name) if name in then else ""
        entry = commit.entry(root, name)
        return isinstance(data, str) or entry is None or not same_content(data, entry.id)

    edited = frozenset(name for name in now if differs(name))
    missing = frozenset(then - set(now))
    read_then = commit.read(root, sorted((edited & then) | missing))
    before = tuple(one for name, data in read_then if isinstance(data, bytes) for one in declared(name, data))
    return Changes(edited, missing, before)


def declared(file: str, data: bytes) -> Iterator[Declared]:
    """What a file declares, as far as its text tells."""
    values, _ = read(data)
    for number, fields in enumerate(values or ()):
        metadata = fields.get("metadata") if isinstance(fields, dict) else None
        if isinstance(fields, dict) and isinstance(metadata, dict):
            known = (fields.get("kind"), metadata.get("name"), fields.get("product"), metadata.get("stage"))
            yield Declared(file, number, *(value if isinstance(value, str) else "" for value in known))


def touched(found: Changes, manifests: Sequence[Manifest]) -> frozenset[str]:
    """The files that a change touches: the edited ones, and those that name what an edited or a gone one declares."""
    names = {name.casefold() for old in found.before for name in (old.name, old.product) if name}
    for manifest in manifests:
        if manifest.file in found.edited:
            product = manifest.fields.get("product")
            names |= {manifest.name.casefold(), *([product.casefold()] if isinstance(product, str) else [])}
    return found.edited | {m.file for m in manifests if _names_any(m.fields, names)}


def _names_any(value: Value, names: Collection[str]) -> bool:
    """Whether one of the names stands anywhere as a value: that is how one manifest refers to another."""
    if isinstance(value, str):
        return value.casefold() in names
    if isinstance(value, dict):
        return any(_names_any(inner, names) for inner in value.values())
    return isinstance(value, list) and any(_names_any(inner, names) for inner in value)


def moved(workspace: Workspace, missing: Sequence[Declared], commit: Commit, head: Commit) -> dict[Declared, str]:
    """Where manifests that left the check lie now: in a new file that no pattern covers, or behind another repository."""
    found: dict[Declared, str] = {}
    for old in missing:
        folder = old.file.rpartition("/")[0]
        if folder and head.obstacle(f"{workspace.root}/{folder}"):
            found[old] = folder
    there = commit.below(workspace.root)
    looked_at = {*there, *workspace.manifests()}
    strays = [name for name in matching(workspace.root, ("**/*",)) if name not in looked_at]
    for name in strays[:_MOST_STRAYS]:
        data = read_bytes(workspace.root, name)
        if not isinstance(data, bytes):
            continue
        inside = {(one.kind, one.name) for one in declared(name, data)}
        for old in missing:
            if (old.kind, old.name) in inside or same_content(data, there[old.file].id):
                found.setdefault(old, name)
    return found
