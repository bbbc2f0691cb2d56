"""Asking for a waiver: the finding that it is for, the place of its file, and what does not fit yet."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.labels import team_in_a_sentence
from guardrails.explain.plain_values import listed
from guardrails.explain.problems import explain
from guardrails.explain.sentences import say
from guardrails.explain.targets import rules_named, unknown
from guardrails.files.checking import Checked
from guardrails.files.reading import inside
from guardrails.files.repository import repository_of
from guardrails.files.source_names import STARTER
from guardrails.files.waivers import FOLDER
from guardrails.files.writing import Written, write_new
from guardrails.judge.waiving import failing_elements
from guardrails.language.workspace_waivers import workspace_waivers
from guardrails.model.report import Finding, ManifestReport
from guardrails.model.rule import Bundle, Rule
from guardrails.model.stage import Outcome
from guardrails.text.nearest import nearest

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.yaml")


class Unclear(ValueError):  # noqa: N818 - nobody did anything amiss; the question is not clear yet
    """Why there is nothing to ask for, or no place for it; a sentence to show."""


class Place(NamedTuple):
    """A folder that holds waivers (the bundle or the workspace), and the file's name below it."""

    root: str
    name: str

    @property
    def shown(self) -> str:
        """The file as seen from where we stand."""
        return os.path.relpath(os.path.join(self.root, self.name)).replace(os.sep, "/")


def finding_meant(checked: Checked, rule_name: str, manifest_name: str, element: str) -> Finding:
    """What a rule finds on a manifest (its name, or its file); Unclear where that is nothing a waiver could cover."""
    assert checked.report.bundle is not None
    rule = _rule(rule_name, checked.report.bundle)
    about = [f for m in _manifests(checked, manifest_name) for f in m.findings if f.rule.name == rule.name]
    failed = [f for f in about if f.outcome is Outcome.FAILED]
    if len(failed) > 1:
        raise Unclear(say("waiver.ask.several", {"name": manifest_name}))
    if not failed:
        raise Unclear(_nothing(rule, manifest_name, about))
    _asked_already(checked, failed[0], element)
    _has_element(failed[0], element)
    return failed[0]


def _rule(name: str, bundle: Bundle) -> Rule:
    rules = rules_named(name, bundle)
    if not rules:
        raise Unclear(unknown(name, bundle, only_rules=True))
    if len(rules) > 1:
        raise Unclear(say("waiver.ask.several_rules", {"name": name, "rules": ", ".join(r.name for r in rules)}))
    owner = rules[0].owner
    if not rules[0].waivable:
        slots = {"rule": rules[0].words.title, "team": team_in_a_sentence(owner.team), "contact": owner.chat or owner.contact}
        raise Unclear(say("waiver.ask.not_waivable", slots))
    return rules[0]


def _manifests(checked: Checked, name: str) -> list[ManifestReport]:
    file = os.path.relpath(name, checked.policies.workspace.root).replace(os.sep, "/") if os.path.isfile(name) else ""
    found = [m for m in checked.report.manifests if name == m.manifest.name or file == m.manifest.file]
    if not found:
        near = nearest(name, [m.manifest.name for m in checked.report.manifests]) or ""
        raise Unclear(say("waiver.ask.no_manifest.near" if near else "waiver.ask.no_manifest", {"name": name, "near": near}))
    return found


def _nothing(rule: Rule, manifest: str, about: list[Finding]) -> str:
    slots = {"rule": rule.words.title, "manifest": manifest, "team": team_in_a_sentence(rule.owner.team)}
    waiver = next((f.waiver for f in about if f.waiver is not None), None)
    if waiver is not None:
        return say("waiver.ask.waived", {**slots, "day": waiver.expires, "file": waiver.file})
    return say("waiver.ask.not_judged" if about else "waiver.ask.not_found", slots)


def _asked_already(checked: Checked, finding: Finding, element: str) -> None:
    scope = (finding.rule.name, finding.manifest.name, element)
    asked = [s.waiver for s in checked.report.waivers if s.state == "requested"]
    for waiver in asked:
        if (waiver.rule, waiver.manifest, waiver.element) == scope:
            slots = {"rule": finding.rule.words.title, "manifest": finding.manifest.title, "file": waiver.file}
            raise Unclear(say("waiver.ask.asked", slots))


def _has_element(finding: Finding, element: str) -> None:
    names = failing_elements(finding.evidence) if finding.evidence else frozenset()
    if element and element not in names:
        slots = {"rule": finding.rule.words.title, "manifest": finding.manifest.title, "element": element}
        slots["elements"] = listed(sorted(names))
        raise Unclear(say("waiver.ask.elements" if names else "waiver.ask.no_elements", slots))


def place_for(checked: Checked, finding: Finding, element: str, output: str) -> Place:
    """Where the file goes: the bundle's waivers if the bundle lies in this repository, else the workspace's.

    Another name is fine in one of these two folders; elsewhere nobody would look for it.
    """
    workspace = checked.policies.workspace
    if not workspace.file:
        raise Unclear(say("waiver.ask.no_workspace"))
    bundle = os.path.normpath(os.path.join(workspace.root, workspace.source))
    top = repository_of(workspace.root) or workspace.root
    ours = workspace.source != STARTER and os.path.isfile(os.path.join(bundle, "bundle.yaml")) and inside(top, bundle)
    roots = [bundle, workspace.root] if ours else [workspace.root]
    if not output:
        words = [finding.manifest.name, finding.rule.id, *re.findall(r"[a-z0-9]+", element.casefold())]
        return Place(roots[0], f"{FOLDER}/{'-'.join(words)[:100]}.yaml")
    folder, name = os.path.split(os.path.abspath(output))
    root = next((root for root in roots if os.path.join(os.path.abspath(root), FOLDER) == folder), None)
    if root is None or not _NAME.fullmatch(name):
        folders = " ".join(f"{Place(r, FOLDER).shown}/NAME.yaml" for r in roots)
        raise Unclear(say("waiver.ask.output", {"folders": folders}))
    return Place(root, f"{FOLDER}/{name}")


def misfits(text: str, name: str, checked: Checked, today: date) -> dict[str, str]:
    """What does not fit yet, by the key of the file: a sentence each."""
    bundle = checked.report.bundle
    assert bundle is not None
    waivers, problems = workspace_waivers({name: text.encode()}, bundle, checked.policies.schemas)
    context = Context({name: text}.__getitem__, {})
    found = {str(p.spot.path[0]) if p.spot.path else "": explain(p, context).headline for p in problems}
    latest = today + timedelta(days=bundle.waiver_terms.max_days)
    if not found and not today.isoformat() <= waivers[0].expires <= latest.isoformat():
        found["expires"] = say("waiver.ask.until", {"today": today.isoformat(), "latest": latest.isoformat()})
    return found


def write_request(place: Place, text: str) -> None:
    """Write a new file; Unclear where something is there, or the way leads through a link."""
    written = write_new(place.root, place.name, text)
    if written is not Written.NEW:
        there = written in (Written.KEPT, Written.SAME)
        raise Unclear(say("waiver.ask.there" if there else "waiver.ask.place", {"file": place.shown}))
