"""A repair in words and lines: a unified diff where a change of the file is the fix, else what to do and where to record it.

Facts about the world are never offered as an edit (design §1, promise 5): of them only the place is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.explanation import Change
from guardrails.explain.labels import label
from guardrails.explain.placing import placed
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say
from guardrails.model.evidence import Evidence, Tallied
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Spot
from guardrails.model.repair import Edit, Repair, Sort
from guardrails.model.report import Finding
from guardrails.model.shape import Shape
from guardrails.model.value import Gap, Path
from guardrails.repair.applying import applied, value_at
from guardrails.text.editing import rewritten
from guardrails.text.reader import read
from guardrails.text.values import Value

_AROUND = 0
_MOST_LINES = 6
"""A longer change is the author's to write: the steps say what it has to hold."""


class ChangeWords(NamedTuple):
    """Words for the repair of one finding."""

    finding: Finding
    repair: Repair
    context: Context

    def change(self) -> Change | None:
        """The change of the manifest's file as a diff, where the author is free to make it."""
        manifest, edits = self.finding.manifest, self.repair.edits
        if (
            self.repair.sort is not Sort.CHOICE
            or self.repair.breaks
            or any(e.document for e in edits)
            or self.finding.rule.hide_value
        ):
            return None
        text = self._text(manifest.file)
        after = None if text is None else _after(text, manifest, edits)
        if text is None or after is None:
            return None
        lines = tuple(unified_diff(_lines(text), _lines(after), manifest.file, manifest.file, n=_AROUND, lineterm=""))
        shown = tuple(masked(line) for line in lines[2:])
        if not shown or len(shown) > _MOST_LINES or any(one != other for one, other in zip(shown, lines[2:], strict=True)):
            return None
        return Change(manifest.file, shown)

    def steps(self, steps: Sequence[str]) -> Iterator[str]:
        """What to do besides the author's own steps: which entry to leave out, or where to record what was done."""
        if self.repair.sort is Sort.DROP and _is_total(self.finding.evidence):
            names = [self._named(edit) for edit in self.repair.edits if edit.value is Gap.NOTHING and not edit.document]
            if names and all(names):
                yield say("change.drop", {"names": listed(names)})
        if self.repair.sort is Sort.ACT:
            yield from self._record(steps)

    def _record(self, steps: Sequence[str]) -> Iterator[str]:
        """Where to write down what was done, unless a step names the place already."""
        edits = [edit for edit in self.repair.edits if not edit.document]
        told = " ".join(steps)
        if len(edits) != 1 or "`" in told:
            return
        path = edits[0].path
        spot = placed(self.context, self.finding.manifest.file, Spot(document=self.finding.manifest.document, path=path))
        slots = {"label": label(self._shape, path), "field": _field(path), "line": str(spot.line)}
        yield say("change.record.line" if spot.line and not spot.missing else "change.record", slots)

    @property
    def _shape(self) -> Shape:
        return self.context.shapes.get(self.finding.manifest.kind, Shape("object"))

    def _named(self, edit: Edit) -> str:
        entry = value_at(self.finding.manifest.fields, edit.path)
        return plain([entry], None) if not isinstance(entry, Gap) else ""

    def _text(self, file: str) -> str | None:
        try:
            return self.context.sources(file)
        except (KeyError, OSError, ValueError):
            return None


def _after(text: str, manifest: Manifest, edits: Sequence[Edit]) -> str | None:
    """The text with the edits made, if it then reads exactly as the repair was judged."""
    sets: list[tuple[Path, Value]] = [(e.path, e.value) for e in edits if not isinstance(e.value, Gap)]
    after = rewritten(text, manifest.document, sets, [e.path for e in edits if e.value is Gap.NOTHING])
    if after is None:
        return None
    values, fault = read(after.encode())
    wanted = applied(manifest.fields, edits)
    return after if fault is None and manifest.document < len(values) and values[manifest.document] == wanted else None


def _lines(text: str) -> list[str]:
    return text.splitlines()


def _field(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _is_total(evidence: Evidence | None) -> bool:
    """Whether a count or a sum is what failed."""
    return isinstance(evidence, Tallied)
