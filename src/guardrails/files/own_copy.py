"""Where this guardrails was installed from, as pip noted it down, so that others can be given the very same copy."""

from __future__ import annotations

import json
import re

from guardrails.workshop.repository_files import OwnCopy

_PACKAGE = "martech-guardrails"
_ADDRESS = re.compile(r"((?:https://|ssh://git@)[\w.-]+(?::\d+)?(?:/[\w-][\w.-]*){2,})/?", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_TAG = re.compile(r"v?\d+\.\d+[\w.-]*", re.ASCII)


def own_copy() -> OwnCopy:
    """The address and commit that this guardrails was installed from; else those of the example company."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        note = distribution(_PACKAGE).read_text("direct_url.json")
    except (PackageNotFoundError, OSError, UnicodeDecodeError):
        return OwnCopy()
    return copy_in(note or "")


def copy_in(note: str) -> OwnCopy:
    """The copy that pip's note speaks of. What doesn't look like an address on the web with a commit is left alone.

    The note is part of the installation; still, its words end up in a workflow, so only plain ones do.
    """
    try:
        told = json.loads(note)
        address, version = _ADDRESS.fullmatch(told["url"]), told["vcs_info"]
        commit, revision = str(version["commit_id"]), str(version.get("requested_revision", ""))
    except (ValueError, LookupError, TypeError, AttributeError):
        return OwnCopy()
    if address is None or not _COMMIT.fullmatch(commit):
        return OwnCopy()
    return OwnCopy(address[1].removesuffix(".git"), commit, revision if _TAG.fullmatch(revision) else commit[:7])
