"""What `guardrails explain` answers: a name is a rule, a code, a pack, a problem, a file or a manifest's name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guardrails.explain.briefing import brief
from guardrails.explain.bundle_language import bundle_in_language, in_language
from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.counting import kind_word, kinds_word
from guardrails.explain.parts import Part
from guardrails.explain.problem_page import problem_page
from guardrails.explain.reasoned import reasoned
from guardrails.explain.rule_page import rule_page
from guardrails.explain.rule_texts import examples_of, glossary_for
from guardrails.explain.sentences import say
from guardrails.explain.targets import listing, pack_listing, rules_named, unknown
from guardrails.explain.tongue import spoken
from guardrails.explain.translated_shapes import TranslatedShapes
from guardrails.files.answering import context_of, told
from guardrails.files.checking import Checked, Policies, check, load_policies
from guardrails.judge.reasons import every_finding
from guardrails.judge.verdict import Exit, exit_code
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.rule import Bundle, Rule

COMMAND = "guardrails"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants explained: a name, one rule of it, from which folder, for which day, by which policies."""

    name: str
    rule: str
    start: str
    today: date
    as_of_given: bool = False
    policies: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer and the exit code. `unclear` tells why there is none."""

    parts: tuple[Part, ...] = ()
    code: Exit = Exit.FINE
    unclear: str = ""


def explain(asked: Asked) -> Explained:
    """Explain a rule, the rules of a pack, what a problem means, or the whole reasoning about a manifest."""
    loaded = load_policies(asked.start, asked.policies)
    if asked.name in PROBLEMS and not asked.rule:
        return Explained(problem_page(asked.name, loaded.schemas, COMMAND))
    if loaded.bundle is None:
        return _unusable(asked)
    bundle = bundle_in_language(loaded.bundle, spoken().code)
    rules = rules_named(asked.name, bundle)
    pack = pack_listing(asked.name, bundle, COMMAND)
    if rules and asked.rule:
        return Explained(unclear=say("rule.with_file", {"name": asked.name}), code=Exit.USAGE)
    if rules:
        return Explained((_page(rules[0], loaded, bundle),) if len(rules) == 1 else (listing(asked.name, rules, COMMAND),))
    if pack is not None and not asked.rule:
        return Explained((pack,))
    return _manifests(asked, bundle)


def _page(rule: Rule, loaded: Policies, bundle: Bundle) -> Part:
    examples = examples_of(rule, bundle, loaded.texts)
    return rule_page(rule, bundle, TranslatedShapes(ManifestShapes(loaded.schemas)), examples, glossary_for(rule, bundle))


def _manifests(asked: Asked, bundle: Bundle) -> Explained:
    """The reasoning about the manifests of a file, or about those of a name."""
    is_file = os.path.isfile(asked.name)
    checked = _checked(asked, (os.path.relpath(asked.name, asked.start),) if is_file else ())
    judged = [m.manifest for m in checked.report.manifests]
    wanted = judged if is_file else [m for m in judged if m.name == asked.name]
    if is_file and checked.report.problems:
        return Explained((_briefing(checked),), exit_code(checked.report))
    if not wanted:
        return Explained(unclear=unknown(asked.name, bundle, (m.name for m in judged)), code=Exit.USAGE)
    rules = rules_named(asked.rule, bundle) if asked.rule else bundle.rules
    if not rules:
        return Explained(unclear=unknown(asked.rule, bundle, only_rules=True), code=Exit.USAGE)
    parts = tuple(part for manifest in wanted for part in _reasoning(checked, manifest, {r.name for r in rules}))
    return Explained(parts) if parts else Explained(unclear=_other_kind(rules[0], wanted[0]), code=Exit.USAGE)


def _reasoning(checked: Checked, manifest: Manifest, names: Iterable[str]) -> tuple[Part, ...]:
    assert checked.run is not None
    findings = every_finding(checked.run, manifest, Inventory(checked.manifests, checked.unread))
    chosen = tuple(finding for finding in findings if finding.rule.name in names)
    about = next(one for one in checked.report.manifests if one.manifest is manifest)._replace(findings=chosen)
    chosen = in_language(checked.report._replace(manifests=(about,)), spoken().code).manifests[0].findings
    return (reasoned(manifest, chosen, TranslatedShapes(ManifestShapes(checked.policies.schemas))),) if chosen else ()


def _other_kind(rule: Rule, manifest: Manifest) -> str:
    kinds = kinds_word(rule.applies_to)
    slots = {"rule": rule.name, "kinds": kinds, "title": manifest.title, "kind": kind_word(manifest.kind)}
    return say("rule.other_kind", slots)


def _checked(asked: Asked, paths: tuple[str, ...]) -> Checked:
    return check(paths, start=asked.start, today=asked.today, as_of_given=asked.as_of_given, policies=asked.policies)


def _unusable(asked: Asked) -> Explained:
    """The policies can't be used: what is the matter with them, as `check` says it."""
    checked = _checked(asked, ())
    return Explained((_briefing(checked),), exit_code(checked.report))


def _briefing(checked: Checked) -> Part:
    return brief(told(checked).report, context_of(checked))
