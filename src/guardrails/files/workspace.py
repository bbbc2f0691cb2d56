"""The workspace: the repository that is checked, described by its `guardrails.yaml`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.files.globs import matching
from guardrails.files.reading import problem_of
from guardrails.files.trees import DISK, Tree
from guardrails.language.quick import quick_check
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem, Spot
from guardrails.text.reader import read
from guardrails.text.values import Value

WORKSPACE_FILE = "guardrails.yaml"
LOCK_FILE = "guardrails.lock"
_DEFAULT_GLOBS = ("**/*.yaml", "**/*.yml")


class Workspace(NamedTuple):
    """A workspace: its folder, the policies it uses, what it sets, and where its manifests lie.

    `file` is empty where there is no guardrails.yaml: then the starter bundle judges whatever is named.
    """

    root: str
    file: str = ""
    source: str = "starter"
    parameters: Mapping[str, Value] = MappingProxyType({})
    globs: tuple[str, ...] = _DEFAULT_GLOBS
    allowed_signers: str = ""

    def manifests(self) -> list[str]:
        """The names of all manifest files, in order."""
        waivers = re.compile(r"waivers/[^/]+\.yaml") if self.file else None
        return [n for n in matching(self.root, self.globs) if n != self.file and not (waivers and waivers.fullmatch(n))]


def find_root(start: str, tree: Tree = DISK) -> str | None:
    """The nearest folder upwards that has a guardrails.yaml, not beyond the repository."""
    here = os.path.abspath(start)
    while True:
        if tree.has(here, WORKSPACE_FILE):
            return here
        above = os.path.dirname(here)
        if above == here or os.path.lexists(os.path.join(here, ".git")):
            return None
        here = above


def load_workspace(root: str, schemas: Mapping[str, Json], tree: Tree = DISK) -> Workspace | list[Problem]:
    """The workspace described in `root`, or what is the matter with its description."""
    _, data = next(tree.read(root, (WORKSPACE_FILE,)))
    if isinstance(data, str):
        return [problem_of(data, WORKSPACE_FILE, "policy")]
    values, fault = read(data)
    if fault is not None:
        return [Problem(fault.id, WORKSPACE_FILE, Spot(fault.start, fault.end), fault.slots, "policy")]
    fields = values[0] if values else None
    if len(values) != 1 or not isinstance(fields, dict) or not quick_check(schemas, "workspace.schema.json")(fields):
        from guardrails.language.schema_faults import schema_faults, validator

        check = validator(schemas, "workspace.schema.json")
        found = schema_faults(check, fields if isinstance(fields, dict) else {}, WORKSPACE_FILE, 0, "policy")
        return found or [
            Problem("workspace-malformed", WORKSPACE_FILE, Spot(document=1 if len(values) > 1 else 0), area="policy")
        ]
    policies = fields["policies"]
    assert isinstance(policies, dict)
    parameters, globs = policies.get("parameters"), fields["manifests"]
    return Workspace(
        root,
        WORKSPACE_FILE,
        str(policies["source"]),
        parameters if isinstance(parameters, dict) else {},
        tuple(str(g) for g in globs) if isinstance(globs, list) else (),
        str(policies.get("allowed_signers", "")),
    )
