"""The check of a change: by the rules of a commit, about what differs from one. Git is started here, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from guardrails.files.changes import Changes, changes, moved, touched
from guardrails.files.checking import Checked, Policies, check, load_policies
from guardrails.files.commits import Commit
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.git import Git, GitError, commit_of, fork_point, git_around
from guardrails.files.policy_states import differing, state_of
from guardrails.files.reading import read_bytes
from guardrails.files.trees import DISK
from guardrails.files.workers import Watch
from guardrails.files.workspace import WORKSPACE_FILE, Workspace
from guardrails.judge.comparing import gone, retreats, shifts
from guardrails.judge.run import sorted_problems
from guardrails.model.origin import RulesFrom, Since
from guardrails.model.problem import Problem
from guardrails.model.report import Report


class Refs(NamedTuple):
    """The commits asked for, as typed: whose rules are in force, and against which the change is seen."""

    policies_from: str | None = None
    changed_since: str | None = None


class _Asked(NamedTuple):
    """A check that waits for its policies."""

    refs: Refs
    start: str
    source: str | None
    check: Callable[..., Checked]
    held: frozenset[str]


def check_change(
    refs: Refs,
    paths: Sequence[str] = (),
    *,
    start: str = ".",
    today: date,
    as_of_given: bool = False,
    policies: str | None = None,
    waivers: bool = True,
    given: Mapping[str, bytes] | None = None,
    baseline: str | None = None,
    renewing: bool = False,
    watch: Watch | None = None,
) -> Checked:
    """`check`, with rules, workspace file and waivers as a commit has them, or about what changed since one, or both.

    What git can't do is a problem of the report (exit code 3): nothing is judged by rules that nobody asked for.
    """
    ready = partial(
        check,
        paths,
        start=start,
        today=today,
        as_of_given=as_of_given,
        waivers=waivers,
        given=given,
        baseline=baseline,
        renewing=renewing,
        watch=watch,
    )
    asked = _Asked(refs, start, policies, ready, frozenset(given or ()))
    try:
        return _checked(asked, git_around(start))
    except GitError as trouble:
        report = Report(today, as_of_given, None, (), (trouble.problem,), (), ())
        schemas = ParsedSchemas(shipped_schema_texts())
        return Checked(report, Policies(Workspace(os.path.abspath(start)), None, schemas, (), {}), _no_text)


def _no_text(name: str) -> str:
    raise KeyError(name)


def _checked(asked: _Asked, git: Git) -> Checked:
    base = Commit(git, commit_of(git, asked.refs.policies_from)) if asked.refs.policies_from is not None else None
    policies = load_policies(asked.start, asked.source, base or DISK)
    if base is not None and not policies.workspace.file and not policies.problems:
        return _first_rules(asked, base)
    if base is not None:
        asked = asked._replace(check=partial(asked.check, baseline_in=base))
    if policies.bundle is None:
        checked = asked.check(loaded=policies)
    elif asked.refs.changed_since is not None:
        checked = _since(asked, asked.refs.changed_since, git, policies, base)
    else:
        checked = asked.check(loaded=policies)
    return checked if base is None else _with_rules_from(asked, base, policies, checked)


def _first_rules(asked: _Asked, base: Commit) -> Checked:
    """The change that brings the rules: there were none that it could loosen, so they count for it already.

    A commit that has a workspace file somewhere else is not such a one: a new file here must not take its place.
    """
    slots = {"ref": asked.refs.policies_from or "", "commit": base.id[:7]}
    if base.matching(base.git.top, (WORKSPACE_FILE, f"**/{WORKSPACE_FILE}")):
        raise GitError("ref-without-workspace", **slots)
    checked = asked.check(loaded=load_policies(asked.start, asked.source))
    note = Problem("ref-brings-rules", checked.policies.workspace.file, slots=slots, warning=True)
    return checked._replace(report=checked.report._replace(problems=sorted_problems([*checked.report.problems, note])))


def _since(asked: _Asked, ref: str, git: Git, policies: Policies, base: Commit | None) -> Checked:
    """Reported is what the change touches; all of it where the rules that are in force are part of the change."""
    since = Commit(git, fork_point(git, commit_of(git, ref), ref))
    rules_changed = base is None and bool(_edited(asked, since))
    if rules_changed:
        checked = asked.check(loaded=policies)
    else:
        found = changes(policies.workspace, since)
        found = found._replace(edited=found.edited | asked.held)
        checked = asked.check(loaded=policies, touched=lambda manifests: touched(found, manifests))
    left_out = len(checked.manifests) - len(checked.report.manifests)
    told = Since(ref, since.id, left_out, rules_changed)
    return checked._replace(report=checked.report._replace(since=told))


def _edited(asked: _Asked, base: Commit) -> tuple[str, ...]:
    """The files that decide and that differ between a commit and the checkout."""
    return differing(state_of(asked.start, asked.source, base), state_of(asked.start, asked.source, DISK))


def _with_rules_from(asked: _Asked, base: Commit, policies: Policies, checked: Checked) -> Checked:
    """The check with what it says about the change itself: rules that are not in force yet, manifests that step aside."""
    told = RulesFrom(asked.refs.policies_from or "", base.id, _edited(asked, base))
    if policies.bundle is None:
        return checked._replace(report=checked.report._replace(rules_from=told))
    problems = [*checked.report.problems, *_retreats(base, policies.workspace, checked)]
    if told.edited:
        everything = checked if checked.report.since is None else asked.check(loaded=policies)
        told, unusable, head = _previewed(asked, told, everything)
        problems += unusable
        checked = checked._replace(sources=_overlaid(checked.sources, head, unusable))
    report = checked.report._replace(problems=sorted_problems(problems), rules_from=told)
    return checked._replace(report=report)


def _previewed(asked: _Asked, told: RulesFrom, now: Checked) -> tuple[RulesFrom, list[Problem], Policies]:
    """What the rules of the change would say; where they can't be used, the problems with them."""
    head = load_policies(asked.start, asked.source)
    broken = [p for p in head.problems if not p.warning]
    if not head.workspace.file and not broken:
        broken = [Problem("file-not-found", now.policies.workspace.file)]
    if head.bundle is None or broken:
        return told._replace(usable=False), [p._replace(area="manifest") for p in broken], head
    then = asked.check(loaded=head)
    looked_at = [set(p.workspace.manifests()) for p in (now.policies, head)]
    return (
        told._replace(
            shifts=shifts(now.report, then.report),
            dropped=tuple(sorted(looked_at[0] - looked_at[1])),
            taken_up=tuple(sorted(looked_at[1] - looked_at[0])),
        ),
        [],
        head,
    )


def _overlaid(sources: Callable[[str], str], head: Policies, unusable: Sequence[Problem]) -> Callable[[str], str]:
    """The texts of this run; where the rules of the change can't be used, those files as the change has them."""
    names = {problem.source for problem in unusable}

    def source(name: str) -> str:
        if name not in names:
            return sources(name)
        data = head.texts.get(name) or read_bytes(head.workspace.root, name)
        if isinstance(data, str):
            raise KeyError(name)
        return data.decode("utf-8", "replace")

    return source


def _retreats(base: Commit, workspace: Workspace, checked: Checked) -> list[Problem]:
    """Manifests that left the check, or that ask to be judged more leniently."""
    found: Changes = changes(workspace, base)
    missing = gone(found.before, checked.manifests, checked.unread)
    elsewhere = moved(workspace, missing, base, Commit(base.git, commit_of(base.git, "HEAD"))) if missing else {}
    return list(retreats(found.before, checked.manifests, checked.unread, elsewhere))
