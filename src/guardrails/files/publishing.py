"""Writing a handbook to a folder: our own pages are brought up to date, everything else there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.files.globs import matching
from guardrails.files.reading import read_bytes
from guardrails.files.writing import Written, write_own


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the files: how many stand there now, which could not be written, and which are left from before."""

    written: int
    in_the_way: tuple[str, ...]
    left_over: tuple[str, ...]


def publish(folder: str, below: str, files: Mapping[str, str], mark: str) -> Published:
    """Write files to `below` in a folder. Only files that hold `mark` are replaced; nothing is taken away."""
    names = {f"{below}/{name}": text for name, text in files.items()}
    outcomes = {name: write_own(folder, name, text, mark) for name, text in names.items()}
    kept = tuple(name for name, outcome in outcomes.items() if outcome in (Written.KEPT, Written.REFUSED))
    there = [name for name in matching(folder, (f"{below}/**/*",)) if name not in names]
    ours = tuple(name for name in there if _is_ours(folder, name, mark))
    return Published(len(names) - len(kept), kept, ours)


def _is_ours(folder: str, name: str, mark: str) -> bool:
    data = read_bytes(folder, name)
    return isinstance(data, bytes) and mark.encode() in data
