"""Letters as text files in a folder: names that are safe everywhere, whole files or nothing, never through a link."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from guardrails.explain.letters import Letter, letters
from guardrails.explain.translated_shapes import TranslatedShapes
from guardrails.files.checking import Checked
from guardrails.files.writing import Written, goes_through_a_link, write_own
from guardrails.language.manifest_kinds import ManifestShapes

MARK = "guardrails"
"""Stands in every letter's last line: a file without it is somebody else's and stays."""
_LONGEST = 60


class Posted(NamedTuple):
    """What became of the letters: how many were written and how many are there unchanged; the files left alone."""

    written: int
    same: int
    kept: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def unusable(folder: str) -> str:
    """Why letters can't go to that folder: "folder", "link", or nothing."""
    if not folder:
        return "folder"
    if os.path.islink(folder) or (not os.path.isabs(folder) and ".." not in folder.split(os.sep) and _behind_a_link(folder)):
        return "link"
    above = os.path.abspath(folder)
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    return "" if os.path.isdir(above) and os.access(above, os.W_OK) else "folder"


def write_letters(checked: Checked, folder: str) -> Posted:
    """Write the letters for everything that was checked; what is there already, unchanged, stays as it is."""
    shapes = TranslatedShapes(ManifestShapes(checked.policies.schemas))
    ready = [letter for told in checked.report.manifests for letter in letters(told, checked.report, shapes[told.manifest.kind])]
    outcomes = [(name, write_own(folder, name, text, MARK)) for name, text in named(ready)]
    what = [outcome for _, outcome in outcomes]
    return Posted(
        written=what.count(Written.NEW) + what.count(Written.CHANGED),
        same=what.count(Written.SAME),
        kept=tuple(name for name, outcome in outcomes if outcome is Written.KEPT),
        refused=tuple(name for name, outcome in outcomes if outcome is Written.REFUSED),
    )


def named(ready: Iterable[Letter]) -> list[tuple[str, str]]:
    """File names and texts: `<manifest>--vendor.txt`; a name that is taken gets a number."""
    files: dict[str, str] = {}
    for letter in ready:
        stem = f"{_slug(letter.manifest)}--{_slug(letter.to)}"
        name, number = f"{stem}.txt", 2
        while name in files:
            name, number = f"{stem}-{number}.txt", number + 1
        files[name] = letter.text
    return list(files.items())


def _slug(name: str) -> str:
    """Small letters, digits and single dashes only, so that no name leads anywhere."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:_LONGEST].strip("-") or "unnamed"


def _behind_a_link(folder: str) -> bool:
    return goes_through_a_link(os.getcwd(), os.path.normpath(folder).replace(os.sep, "/"))
