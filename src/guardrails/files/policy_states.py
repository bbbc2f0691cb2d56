"""Two states of the files that decide: which of them differ between a commit and the checkout."""

from __future__ import annotations

from guardrails.files.bundles import load_bundle
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.locks import lock_for
from guardrails.files.trees import Data, Tree
from guardrails.files.waivers import PATTERNS
from guardrails.files.workspace import LOCK_FILE, WORKSPACE_FILE, find_root, load_workspace


def state_of(start: str, source: str | None, tree: Tree) -> dict[str, Data]:
    """Everything that decides, by the name shown: guardrails.yaml, the lock, the bundle with what it extends, its schemas.

    A file that can't be read stands there with the id of the problem.
    """
    root = find_root(start, tree)
    if root is None:
        return {}
    found: dict[str, Data] = {n: d for n in (WORKSPACE_FILE, LOCK_FILE) if tree.has(root, n) for _, d in tree.read(root, (n,))}
    shipped = shipped_schema_texts()
    workspace = load_workspace(root, ParsedSchemas(shipped), tree)
    if isinstance(workspace, list):
        return found
    lock = lock_for(workspace, ParsedSchemas(shipped), tree, named=source is not None)
    if isinstance(lock, list):
        return found | {problem.source: problem.id for problem in lock}
    loaded = load_bundle(source or workspace.source, start if source else root, WORKSPACE_FILE, tree, lock)
    for layer in loaded.texts.layers() if loaded.texts else ():
        found |= layer.files
    found |= {f"schemas/{name}": data for name, data in loaded.schemas.items() if data != shipped.get(name)}
    found |= dict(tree.read(root, tree.matching(root, PATTERNS)))
    return found | {problem.source: problem.id for problem in loaded.problems}


def differing(before: dict[str, Data], after: dict[str, Data]) -> tuple[str, ...]:
    """The names whose content differs, that were added, or that are gone; line ends of Windows make no difference."""
    return tuple(sorted(n for n in before.keys() | after.keys() if _plain(before.get(n)) != _plain(after.get(n))))


def _plain(data: Data | None) -> Data | None:
    return data.replace(b"\r\n", b"\n") if isinstance(data, bytes) else data
