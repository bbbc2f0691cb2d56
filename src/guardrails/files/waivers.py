"""The waivers of a run: the bundle's and the workspace's, each held back unless its signature is what it has to be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from guardrails.files.reading import problem_of
from guardrails.files.trees import DISK, Tree
from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle, Waiver

FOLDER = "waivers"
SIGNERS = "allowed_signers"
SIGNATURE = ".sig"
PATTERNS = (f"{FOLDER}/*.yaml", f"{FOLDER}/*.yaml{SIGNATURE}")


class Places(NamedTuple):
    """Where waivers of a run lie: the workspace ("" for none), the bundle's folder, and the bundle's files.

    `tree` is where the workspace's are read: by the rules of a commit, a change brings no waiver of its own.
    """

    workspace: str
    bundle: str
    texts: BundleTexts
    tree: Tree = DISK


def with_waivers(bundle: Bundle, places: Places, schemas: Mapping[str, Json]) -> tuple[Bundle | None, list[Problem]]:
    """The bundle with all waivers of the run; None and the problems where a waiver of the workspace can't be used.

    A waiver of the workspace counts only with a signature. One of the bundle needs a signature where the bundle asks for
    it; where it has one, that has to fit too.
    """
    files = {name: data for layer in places.texts.layers() for name, data in layer.files.items()}
    own = [_held(w, files, places.texts, bundle.waiver_terms.signed) for w in bundle.waivers]
    there, problems = _files_of(places)
    if not there and not problems:
        return (bundle if own == list(bundle.waivers) else bundle._replace(waivers=tuple(own))), []
    from guardrails.language.workspace_waivers import workspace_waivers

    asked = {name: data for name, data in there.items() if not name.endswith(SIGNATURE)}
    waivers, more = workspace_waivers(asked, bundle, schemas)
    problems += more
    if any(not problem.warning for problem in problems):
        return None, problems
    theirs = [_held(w, there, places.texts, True) for w in waivers]
    return bundle._replace(waivers=(*own, *theirs)), problems


def signers_of(texts: BundleTexts) -> bytes | None:
    """Whose keys count: the list of the nearest bundle that has one."""
    lists = (layer.files.get(f"{layer.main.rpartition('/')[0]}/{SIGNERS}".lstrip("/")) for layer in texts.layers())
    return next((found for found in lists if found is not None), None)


def _held(waiver: Waiver, files: Mapping[str, bytes], texts: BundleTexts, needed: bool) -> Waiver:
    signature = files.get(waiver.file + SIGNATURE)
    if waiver.hold or (signature is None and not needed):
        return waiver
    from guardrails.files.signatures import hold_of

    hold = hold_of(files[waiver.file], signature, signers_of(texts), waiver.approved_by, waiver.granted)
    return waiver._replace(hold=hold) if hold else waiver


def _files_of(places: Places) -> tuple[dict[str, bytes], list[Problem]]:
    """The workspace's waivers and signatures by name; links, and what lies outside, are problems.

    A workspace that is its own bundle has read them as the bundle's already.
    """
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not places.workspace or os.path.realpath(places.workspace) == os.path.realpath(places.bundle):
        return found, problems
    for name, data in places.tree.read(places.workspace, places.tree.matching(places.workspace, PATTERNS)):
        if isinstance(data, str):
            problems.append(problem_of(data, name, "policy"))
        else:
            found[name] = data
    return found, problems
