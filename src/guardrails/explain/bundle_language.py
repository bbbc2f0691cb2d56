"""A report, a bundle or a rule with its texts in a reader's language; what nobody has translated stays as it is.

Only words are swapped: outcomes, evidence and ids are what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from guardrails.explain.sentences import say
from guardrails.explain.tongue import NOTHING
from guardrails.language.text_maps import ENGLISH, lookups
from guardrails.model.condition import FieldPath
from guardrails.model.fact_result import FactResult
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.rule import Bundle, FastTrack, Lane, Pack, Rule, Trigger

Told = TypeVar("Told")
_LANE_FACTS = (("lane",), ("lane_lead_workdays",))


def in_language(report: Report, code: str) -> Report:
    """The report with all texts of its bundle in a language (BCP 47)."""
    if report.bundle is None or not speaks(report.bundle, code):
        return report
    bundle = bundle_in_language(report.bundle, code)
    rules = {rule.name: _Retold(rule, _holds_texts(rule)) for rule in bundle.rules}
    titles = {
        before.title: after.title
        for old, new in zip(report.bundle.lanes, bundle.lanes, strict=True)
        for before, after in zip(old.triggers, new.triggers, strict=True)
    }
    manifests = tuple(_manifest(manifest, rules, titles, code) for manifest in report.manifests)
    return report._replace(bundle=bundle, manifests=manifests)


class _Retold(NamedTuple):
    """A rule in a language; `deep` where its evidence holds texts of the bundle too (a pattern, the reasons of a lane)."""

    rule: Rule
    deep: bool


def bundle_in_language(bundle: Bundle, code: str) -> Bundle:
    """The bundle with its packs, rules, lanes and fast tracks in a language."""
    if not speaks(bundle, code):
        return bundle
    return bundle._replace(
        packs=tuple(pack._replace(title=_told(pack.title_in, code, pack.title)) for pack in bundle.packs),
        rules=tuple(rule_in_language(rule, code) for rule in bundle.rules),
        lanes=tuple(_lane(lane, code) for lane in bundle.lanes),
        fast_tracks=tuple(track._replace(title=_told(track.title_in, code, track.title)) for track in bundle.fast_tracks),
    )


def rule_in_language(rule: Rule, code: str) -> Rule:
    """The rule with its words, and the patterns in its conditions, in a language."""
    when, require, raised = (_retold(part, code) for part in (rule.when, rule.require, rule.raised_when))
    words, first = _told(rule.words_in, code, rule.words), rule.goes_first
    if first is not None:
        first = first._replace(title=_told(first.title_in, code, first.title), when=_retold(first.when, code))
    return rule._replace(words=words, when=when, require=require, raised_when=raised, goes_first=first)


def speaks(bundle: Bundle, code: str) -> bool:
    """Whether anything in the bundle reads differently in this language."""
    triggers = [trigger for lane in bundle.lanes for trigger in lane.triggers]
    said: list[Mapping[str, object]] = [rule.words_in for rule in bundle.rules]
    said += [rule.goes_first.title_in for rule in bundle.rules if rule.goes_first is not None]
    titled: list[Pack | Lane | Trigger | FastTrack] = [*bundle.packs, *bundle.lanes, *triggers, *bundle.fast_tracks]
    said += [block.title_in for block in titled]
    said += [trigger.drop_in for trigger in triggers]
    if code != ENGLISH:  # the labels within a promise are English as compiled
        said += [lane.promise_in for lane in bundle.lanes]
    return any(word in there for word in lookups(code) for there in said)


def _told(said: Mapping[str, Told], code: str, default: Told) -> Told:
    return next((said[word] for word in lookups(code) if word in said), default)


def _lane(lane: Lane, code: str) -> Lane:
    triggers = (t._replace(title=_told(t.title_in, code, t.title), drop=_told(t.drop_in, code, t.drop)) for t in lane.triggers)
    parts = _told(lane.promise_in, code, ())
    promise = "; ".join(_promised(key, text) for key, text in parts) or lane.promise
    return lane._replace(title=_told(lane.title_in, code, lane.title), promise=promise, triggers=tuple(triggers))


def _promised(key: str, text: str) -> str:
    return say("lane.promise.part", {"part": say(f"lane.promise.{key}"), "text": text})


def _manifest(manifest: ManifestReport, rules: Mapping[str, _Retold], titles: Mapping[str, str], code: str) -> ManifestReport:
    reasons = tuple(titles.get(title, title) for title in manifest.lane_reasons)
    because = {"; ".join(manifest.lane_reasons): "; ".join(reasons)} if manifest.lane_reasons else {}

    def told(finding: Finding) -> Finding:
        rule, deep = rules[finding.rule.name]
        if not deep:
            return finding._replace(rule=rule)
        evidence, when = (_retold(tree, code, because) for tree in (finding.evidence, finding.when))
        return finding._replace(rule=rule, evidence=evidence, when=when)

    return manifest._replace(
        findings=tuple(told(finding) for finding in manifest.findings),
        coming=tuple(told(finding) for finding in manifest.coming),
        lane_reasons=reasons,
        lane_open=tuple(titles.get(title, title) for title in manifest.lane_open),
    )


def _holds_texts(rule: Rule) -> bool:
    """Whether a rule's conditions name a pattern that is told in several languages, or read the lane."""
    waiting: list[object] = [*rule.conditions]
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldPath):
            if node.start == "facts" and node.keys[:1] in _LANE_FACTS:
                return True
        elif isinstance(node, tuple):
            waiting += node
        elif isinstance(node, dict) and "regex" in node and "in" in node:
            return True
    return False


def _retold(node: Any, code: str, reasons: Mapping[str, str] = NOTHING) -> Any:
    """A condition or evidence with its named patterns, and the reasons of a lane, in a language; the rest as it was."""
    if isinstance(node, dict):
        said = node.get("in") if "regex" in node else None
        return {**node, **_told(said, code, {})} if isinstance(said, dict) else node
    if isinstance(node, FactResult):
        given = node.slots.get("reasons")
        known = isinstance(given, str) and given in reasons
        return node._replace(slots={**node.slots, "reasons": reasons[str(given)]}) if known else node
    if not isinstance(node, tuple):
        return node
    parts = [_retold(part, code, reasons) for part in node]
    if all(before is after for before, after in zip(node, parts, strict=True)):
        return node
    return node._make(parts) if hasattr(node, "_make") else tuple(parts)
