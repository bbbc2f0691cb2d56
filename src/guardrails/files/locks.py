"""guardrails.lock: what each source of the rules led to when `policy update` looked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.files.reading import problem_of
from guardrails.files.trees import Tree
from guardrails.files.workspace import LOCK_FILE, Workspace
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read

_HEAD = """\
# What the rules of guardrails.yaml led to. `guardrails policy update` writes this file; check it in, and leave it as it is.
apiVersion: guardrails/v1
kind: Lock
sources:
"""
_KEYS = ("source", "version", "tag", "commit", "sha256", "signed_by")


class Locked(NamedTuple):
    """One source, and what it led to. `tag`, `commit` and `signed_by` are of git, and empty elsewhere."""

    source: str
    version: str
    sha256: str
    tag: str = ""
    commit: str = ""
    signed_by: str = ""


class Lock(NamedTuple):
    """The sources by name, the workspace's own first. `binding`: folders and the starter are held to it too.

    `signed`: what comes from git must have been signed.
    """

    sources: Mapping[str, Locked] = MappingProxyType({})
    binding: bool = False
    signed: bool = False


NO_LOCK = Lock()


def read_lock(root: str, schemas: Mapping[str, Json], tree: Tree) -> Lock | list[Problem]:
    """The lock beside guardrails.yaml, or what is the matter with it; an empty one where there is none."""
    if not tree.has(root, LOCK_FILE):
        return NO_LOCK
    _, data = next(iter(tree.read(root, (LOCK_FILE,))))
    if isinstance(data, str):
        return [problem_of(data, LOCK_FILE, "policy")]
    values, fault = read(data)
    if fault is not None:
        return [Problem(fault.id, LOCK_FILE, Spot(fault.start, fault.end), fault.slots, "policy")]
    fields = values[0] if len(values) == 1 and isinstance(values[0], dict) else {}
    from guardrails.language.quick import quick_check

    if not quick_check(schemas, "lock.schema.json")(fields):
        from guardrails.language.schema_faults import schema_faults, validator

        return list(schema_faults(validator(schemas, "lock.schema.json"), fields, LOCK_FILE, 0, "policy"))
    listed = fields["sources"]
    found = [_locked(entry) for entry in (listed if isinstance(listed, list) else []) if isinstance(entry, dict)]
    return Lock({entry.source: entry for entry in found}, binding=True)


def lock_for(workspace: Workspace, schemas: Mapping[str, Json], tree: Tree, named: bool = False) -> Lock | list[Problem]:
    """The lock as a check of this workspace is held to it; of a bundle `named` instead, only what comes from git is."""
    lock = read_lock(workspace.root, schemas, tree) if workspace.file else NO_LOCK
    if isinstance(lock, list):
        return lock
    return lock._replace(binding=lock.binding and not named, signed=bool(workspace.allowed_signers))


def _locked(entry: Mapping[str, object]) -> Locked:
    return Locked(**{key: str(entry[key]) for key in _KEYS if key in entry})


def lock_text(sources: Iterable[Locked]) -> str:
    """The lock as it is written."""
    lines = [_HEAD]
    for locked in sources:
        told = [f"{key}: {json.dumps(getattr(locked, key), ensure_ascii=False)}\n" for key in _KEYS if getattr(locked, key)]
        lines += [("  - " if number == 0 else "    ") + line for number, line in enumerate(told)]
    return "".join(lines)
