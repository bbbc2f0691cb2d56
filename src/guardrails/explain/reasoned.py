"""The reasoning about one manifest as a page: its name, how many rules came out how, what is open first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from guardrails.explain.counting import counted, kind_word, stage_word
from guardrails.explain.discretion import file_shown
from guardrails.explain.parts import ReasonedManifest
from guardrails.explain.reasoning import Reasoning, reason, reasoning
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import knows, say
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding
from guardrails.model.shape import Shape
from guardrails.model.stage import Outcome

_LATER, _SILENT = "later", "silent"
_ORDER = ("not-yet", "unchecked", "not-known", "waived", _LATER, "passed", _SILENT, "skipped")


def reasoned(manifest: Manifest, findings: Iterable[Finding], shapes: Mapping[str, Shape]) -> ReasonedManifest:
    """Every rule with what was looked at; what is open comes first. `shapes` by kind."""
    marked = [_marked(finding, shapes) for finding in findings]
    counts = Counter(mark for mark, _ in marked)
    words = [say(f"count.{mark}", {"count": str(counts[mark])}) for mark in _ORDER if counts[mark]]
    slots = {"title": masked(manifest.title), "file": file_shown(manifest.file)}
    slots |= {"kind": kind_word(manifest.kind), "stage": stage_word(manifest.stage.value)}
    total = say("manifest.counts", {"rules": counted(len(marked), "rule"), "counts": ", ".join(words)})
    ordered = sorted(marked, key=lambda pair: _ORDER.index(pair[0]))
    head = say("manifest.head", slots)
    return ReasonedManifest((head, total) if len(marked) > 1 else (head,), tuple(one for _, one in ordered))


def _marked(finding: Finding, shapes: Mapping[str, Shape]) -> tuple[str, Reasoning]:
    """A rule with its mark; one that only a later stage asks for, or that is not announced, shows what it will look at."""
    if finding.outcome is not Outcome.SKIPPED or finding.because not in ("not-at-this-stage", "not-announced"):
        one = reasoning(finding, shapes)
        return one.mark, one
    seen = reasoning(finding._replace(outcome=Outcome.FAILED, because=""), shapes)
    later = knows(f"later.{finding.blocks_from}")
    mark, id = (_LATER, f"later.{finding.blocks_from}") if later else (_SILENT, "silent.reason")
    why = reason(finding) if finding.because == "not-announced" else say(id)
    return mark, replace(seen, mark="skipped", outcome=say(mark), reason=why)
