"""A workspace with a secret in every field, key, comment and file name, and in the name of the branch."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from guardrails.text.reader import read
from tests.canary.secrets import SECRETS

ROOT = Path(__file__).parents[2]
GUARDRAILS = (
    "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: [tools/**/*.yaml, campaigns/**/*.yaml]\n"
)


def paths(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path of a document: blocks, lists and single values."""
    if at:
        yield at
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from paths(inner, (*at, key))


def _inside(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def in_every_field(document: Any) -> Iterator[Any]:
    """The document with a secret in place of one value; once for each value."""
    secrets = cycle(SECRETS.values())
    for path in paths(document):
        if path in (("apiVersion",), ("kind",), ("metadata",)):
            continue
        changed = copy.deepcopy(document)
        _inside(changed, path[:-1])[path[-1]] = next(secrets)
        yield changed


def in_every_key(document: Any) -> Iterator[Any]:
    """The document with a secret in place of one key; once for each key."""
    secrets = cycle(SECRETS.values())
    for path in paths(document):
        if isinstance(path[-1], str):
            changed = copy.deepcopy(document)
            block = _inside(changed, path[:-1])
            block[next(secrets)] = block.pop(path[-1])
            yield changed


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _named(document: Any, before: str, name: str) -> Any:
    metadata = document.get("metadata")
    if isinstance(metadata, dict) and metadata.get("name") == before:
        metadata["name"] = name
    return document


def furnish(root: Path) -> None:
    """Write the workspace."""
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "HEAD").write_text(f"ref: refs/heads/{SECRETS['code host token']}\n")
    (root / "guardrails.yaml").write_text(GUARDRAILS + "".join(f"# {secret}\n" for secret in SECRETS.values()))
    for kind in ("tool", "campaign"):
        base: Any = read((ROOT / "policies" / "base" / f"{kind}.yaml").read_bytes())[0][0]
        folder = root / f"{kind}s"
        folder.mkdir()
        for number, document in enumerate([*in_every_field(base), *list(in_every_key(base))[::3]]):
            (folder / f"{kind}-{number}.yaml").write_text(_text(_named(document, base["metadata"]["name"], f"{kind}-{number}")))
        for sort, secret in SECRETS.items():
            _write_around(folder, kind, base, sort.replace(" ", "-"), secret)


def _write_around(folder: Path, kind: str, base: Any, sort: str, secret: str) -> None:
    """A secret in comments on every line (of a file that is fine, and of two that are not), and in a file's name."""
    plain = (ROOT / "policies" / "base" / f"{kind}.yaml").read_text()
    name = base["metadata"]["name"]
    commented = "".join(f"{line}   # {secret}\n" for line in plain.replace(f"name: {name}", f"name: {sort}").splitlines())
    (folder / f"{sort}.yaml").write_text(commented)
    (folder / f"{sort}-idle.yaml").write_text(commented.replace("metadata:", "metadta:", 1))
    (folder / f"{sort}-tab.yaml").write_text(commented.replace("  name:", "\tname:", 1))
    (folder / f"{sort}-slip.yaml").write_text(
        commented.replace(f"name: {sort}", f"name: {sort}-slip").replace("title:", "titel:", 1)
    )
    block = "".join(f"  {line}\n" for line in secret.replace("- ", "-\n").replace(" -", "\n-").splitlines())
    (folder / f"{sort}-block.yaml").write_text(f"{plain}notes: |\n{block}")
    (folder / f"{sort}-typed.yaml").write_text(f"{plain}\n{secret}\n  {secret}: {secret}\n")
    odd = secret.replace("https://", "").replace("/", "_")
    (folder / f"{odd}.yaml").write_text(
        plain.replace(f"name: {name}", f"name: {sort}-file").replace("stage: live", "stage: idea")
    )
    (folder / f"{odd}-broken.yaml").write_text("\tx\n")
