"""What a shell can offer while somebody types: names of manifest files and rules, read quickly and without a word on faults."""

from __future__ import annotations

import os
import re

from guardrails.files.checking import load_policies
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.workspace import find_root, load_workspace

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./@+=-]*").fullmatch
"""Only names without any character that a shell reads as more than itself: a file's name may come from anybody."""
_MOST = 2000


def manifest_files(beginning: str) -> list[str]:
    """The manifest files of the workspace around, as paths from here that begin so."""
    root = find_root(".")
    found = load_workspace(root, ParsedSchemas(shipped_schema_texts())) if root else []
    if root is None or isinstance(found, list):
        return []
    here = os.path.relpath(root).replace(os.sep, "/")
    names = (name if here == "." else f"{here}/{name}" for name in found.manifests())
    return [name for name in names if name.startswith(beginning) and (_PLAIN(name.replace("../", "")))][:_MOST]


def rule_names(beginning: str, policies: str | None = None) -> list[tuple[str, str]]:
    """The rules of the bundle in use whose name begins so, each with its title; compiled once, then kept."""
    bundle = load_policies(".", policies).bundle
    rules = bundle.rules if bundle else ()
    return [(rule.name, rule.words.title) for rule in rules if rule.name.startswith(beginning) and _PLAIN(rule.name)]
