"""Where a compiler notes what it could not use: problems with a file, a place and, where there is one, a nearer word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guardrails.model.problem import Problem, Spot
from guardrails.model.value import Path
from guardrails.text.nearest import nearest


@dataclass(slots=True)
class Faults:
    """Problems of one bundle file, each place and kind of problem once."""

    file: str
    document: int = 0
    found: list[Problem] = field(default_factory=list)

    def note(self, id: str, at: Path, on_key: bool = False, warning: bool = False, **slots: str) -> None:
        """Remember a problem at a path of this document."""
        self.add(id, at, slots, on_key, warning)

    def add(self, id: str, at: Path, slots: Mapping[str, str], on_key: bool = False, warning: bool = False) -> None:
        """The same with the slots as a mapping."""
        spot = Spot(document=self.document, path=at, on_key=on_key)
        if not any(p.id == id and p.spot == spot for p in self.found):
            self.found.append(Problem(id, self.file, spot, slots, "policy", warning))

    def unknown(self, id: str, at: Path, word: str, known: Iterable[str], slot: str = "name", on_key: bool = False) -> None:
        """A word that is not one of `known`, with the nearest that is."""
        words = sorted(known)
        slots = {slot: word, "nearest": nearest(word, words) or "", "known": ", ".join(words)}
        if id == "kind-unknown":
            slots["choices"] = slots["known"]
        self.add(id, at, slots, on_key)
