"""The CODEOWNERS files of the repository in which a bundle lies: who is asked before a change of its files."""

from __future__ import annotations

import os

from guardrails.files.bundles import Place
from guardrails.files.contents import CONTENT
from guardrails.files.reading import read_bytes
from guardrails.files.repository import repository_of
from guardrails.files.setting_up import ci_of
from guardrails.files.source_names import STARTER
from guardrails.files.trees import DISK
from guardrails.workshop.material import Guarded, OwnersFile
from guardrails.workshop.repository_files import OWNERS_FILES, new_owners_file

_MOST = 256 * 1024
_WAIVERS = "waivers/"


def read_guarded(place: Place, root: str) -> Guarded | None:
    """What guards a bundle's files, shown as seen from `root`; None where they lie in no repository on the disk, or are ours.

    Waivers are left out: each names who approved it.
    """
    folder = os.path.abspath(place.folder)
    top = repository_of(folder) if place.tree is DISK and place.shown != STARTER else None
    if top is None:
        return None
    names = (name for name in DISK.matching(folder, CONTENT) if not name.startswith(_WAIVERS))
    seen_from = "" if os.path.isabs(place.shown) else os.path.abspath(root)
    return Guarded(_way(folder, top), tuple(names), tuple(_found(top, seen_from)), ci_of(top))


def _found(top: str, root: str) -> list[OwnersFile]:
    """The file of each service that has one. One where both look is for whoever checks the changes here.

    Without a `root` their whole paths are shown, like those of a bundle that was named so.
    """
    found: list[OwnersFile] = []
    for service, names in OWNERS_FILES.items():
        name = next((name for name in names if os.path.lexists(os.path.join(top, name))), None)
        if name is not None and (name == new_owners_file(service) or service == ci_of(top)):
            data = read_bytes(top, name, _MOST)
            text = data.decode("utf-8", "replace") if isinstance(data, bytes) and len(data) <= _MOST else None
            path = os.path.join(top, name)
            found.append(OwnersFile(service, name, _way(path, root) if root else path.replace(os.sep, "/"), text))
    return found


def _way(path: str, start: str) -> str:
    """The way from one place to another, with `/`; "" where they are one."""
    way = os.path.relpath(path, start).replace(os.sep, "/")
    return "" if way == "." else way
