"""The baseline file: read for a check, written once when a repository takes the rules on, and then only made shorter."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from guardrails.files.reading import problem_of
from guardrails.files.writing import goes_through_a_link, write_output
from guardrails.language.compile_baseline import BASELINE_LIMITS, compile_baseline
from guardrails.language.schemas import Json
from guardrails.model.baseline import Baseline, Entry
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle

if TYPE_CHECKING:
    from guardrails.files.checking import Checked

Reader = Callable[[str, int], bytes | str]
"""Gives the bytes of a name (at most so many, and one more), or the id of the problem with it: from the folder that is
checked, or from the commit that the change is compared with."""


def read_baseline(
    name: str, read: Reader, bundle: Bundle, schemas: Mapping[str, Json], dropping: bool = False
) -> Baseline | list[Problem]:
    """The baseline of this name, or what is the matter with it."""
    data = read(name, BASELINE_LIMITS.max_bytes)
    if isinstance(data, str):
        return [problem_of("baseline-not-found" if data == "file-not-found" else data, name, "policy")]
    found, problems = compile_baseline(name, data, frozenset(rule.name for rule in bundle.rules), schemas, dropping)
    return problems or found


def baseline_name(path: str, root: str) -> str:
    """What a path on the command line is called in the workspace."""
    return os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")


class Became(Enum):
    """What became of a baseline file that was to be brought up to date."""

    NEW = "new"
    SHORTER = "shorter"
    SAME = "same"
    REFUSED = "refused"


class Renewed(NamedTuple):
    """A baseline file after it was brought up to date: the check with it, how many entries it has, how many were taken out.

    `secret` is how many findings stay out of it because their element's name looks like a secret: those count.
    """

    checked: Checked
    became: Became
    entries: int = 0
    gone: int = 0
    secret: int = 0


def renewed(checked: Checked, name: str) -> Renewed:
    """Write what a check has found as a new baseline, or take out of the one it was made with what is no longer needed.

    Nothing is ever added to a baseline that is there.
    """
    root = checked.policies.workspace.root
    state = checked.report.baseline
    if state is None:
        return _begun(checked, name)
    kept = tuple(entry for entry in state.baseline.entries if entry not in state.unneeded)
    gone = len(state.unneeded) + state.baseline.gone
    if not gone:
        return Renewed(checked, Became.SAME, len(kept))
    if not _write(root, name, baseline_text(kept)):
        return Renewed(checked, Became.REFUSED)
    report = checked.report._replace(baseline=state._replace(baseline=Baseline(name, kept), unneeded=()))
    return Renewed(checked._replace(report=report), Became.SHORTER, len(kept), gone)


def _begun(checked: Checked, name: str) -> Renewed:
    from guardrails.judge.baseline import recorded, set_aside
    from guardrails.language.manifest_kinds import ManifestShapes

    shapes = ManifestShapes(checked.policies.schemas)
    found = recorded(checked.report, shapes, checked.report.as_of)
    entries = tuple(entry for entry in found if not _secret(entry, checked))
    if not _write(checked.policies.workspace.root, name, baseline_text(entries)):
        return Renewed(checked, Became.REFUSED)
    report = set_aside(checked.report, Baseline(name, entries), shapes)
    return Renewed(checked._replace(report=report), Became.NEW, len(entries), secret=len(found) - len(entries))


def _secret(entry: Entry, checked: Checked) -> bool:
    """Whether a name in an entry must stay hidden: it looks like a secret, or its rule hides what it looks at."""
    from guardrails.explain.secret_spans import secrets

    bundle = checked.report.bundle
    hides = any(rule.name == entry.key.subject and rule.hide_value for rule in (bundle.rules if bundle else ()))
    return bool(secrets(entry.key.element) or secrets(entry.key.manifest) or (hides and entry.key.element))


def baseline_text(entries: Iterable[Entry]) -> str:
    """The file: one line for each entry, in the order of names, so that changes of it are easy to read and to merge."""
    from guardrails.explain.sentences import english

    lines = [f"  - {{{', '.join(_pairs(entry))}}}" for entry in sorted(entries, key=lambda e: e.key)]
    head = [f"# {english('baseline.head')}", "apiVersion: guardrails/v1", "kind: Baseline"]
    return "\n".join([*head, *(["entries:", *lines] if lines else ["entries: []"])]) + "\n"


def _pairs(entry: Entry) -> Sequence[str]:
    key = entry.key
    element = [f"element: {json.dumps(key.element)}"] if key.element else []
    subject = f"{'question' if key.is_question else 'rule'}: {key.subject}"
    last = [f"severity: {entry.severity.value}", f"recorded: {entry.recorded}"]
    return [f"kind: {key.kind}", f"manifest: {key.manifest}", subject, *element, *last]


def _write(root: str, name: str, text: str) -> bool:
    """Inside the workspace only, and never through a link."""
    return not goes_through_a_link(root, name) and write_output(os.path.join(root, *name.split("/")), text)
