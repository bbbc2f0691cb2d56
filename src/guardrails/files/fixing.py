"""Mending the manifests of a workspace: found and read like `check` does, mended in memory, written only when asked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from guardrails.explain.mending import Mended, Mender
from guardrails.files.checking import chosen_names, load_policies
from guardrails.files.reading import problem_of, read_bytes
from guardrails.files.workspace import WORKSPACE_FILE, Workspace
from guardrails.files.writing import Written, goes_through_a_link, write_over
from guardrails.judge.manifests import Checker


@dataclass(frozen=True, slots=True)
class Plan:
    """The manifests that were looked at, mended in memory. `usable`: whether the workspace's own files can be used."""

    root: str
    files: tuple[Mended, ...] = ()
    usable: bool = True

    @property
    def changed(self) -> tuple[Mended, ...]:
        """The files that would change."""
        return tuple(file for file in self.files if file.after != file.before)

    @property
    def left(self) -> int:
        """How many things only a person can put right."""
        return sum(not problem.warning for file in self.files for problem in file.left)


def plan_fixes(paths: Sequence[str], start: str) -> Plan:
    """What can be mended in the manifests of the workspace around `start` (only in `paths`, if any)."""
    loaded = load_policies(start)
    workspace = loaded.workspace
    if loaded.bundle is None:
        return Plan(workspace.root, usable=False)
    everything = workspace.manifests() if workspace.file and not paths else []
    names = sorted({*chosen_names(workspace, start, paths, {}), *everything})
    mender = Mender(Checker(loaded.schemas))
    return Plan(workspace.root, tuple(_mended(workspace, name, mender) for name in names if not _is_policy(workspace, name)))


def write_fixes(plan: Plan) -> tuple[str, ...]:
    """Write what changed; the names of the files where something was in the way, or that have changed since."""
    outcomes = {f.name: write_over(plan.root, f.name, f.before.encode(), f.after.encode()) for f in plan.changed}
    return tuple(name for name, outcome in outcomes.items() if outcome is not Written.CHANGED)


def _mended(workspace: Workspace, name: str, mender: Mender) -> Mended:
    data = read_bytes(workspace.root, name)
    if isinstance(data, bytes) and not goes_through_a_link(workspace.root, name):
        return mender.mend(name, data)
    return Mended(name, "", "", left=(problem_of(data if isinstance(data, str) else "file-link", name),))


def _is_policy(workspace: Workspace, name: str) -> bool:
    """Whether a file belongs to IT: the workspace file, or anything in the folder of the bundle.

    Packs and waivers that lie elsewhere are known by their kind, when they are read.
    """
    bundle = os.path.relpath(os.path.join(workspace.root, workspace.source), workspace.root).replace(os.sep, "/")
    return os.path.basename(name) == WORKSPACE_FILE or (workspace.source != "starter" and name.startswith(f"{bundle}/"))
