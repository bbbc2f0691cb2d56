"""What a name on the command line can mean: a rule, the rules of a code or a pack, and the nearest when it is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.condition_words import Line
from guardrails.explain.counting import counted
from guardrails.explain.parts import Outline
from guardrails.explain.sentences import say
from guardrails.model.rule import Bundle, Rule
from guardrails.text.nearest import nearest


def rules_named(name: str, bundle: Bundle) -> tuple[Rule, ...]:
    """The rules with this full name, short id or code; capitals do not matter."""
    wanted = name.casefold()
    whole = tuple(rule for rule in bundle.rules if rule.name.casefold() == wanted)
    return whole or tuple(r for r in bundle.rules if wanted in (r.id.casefold(), r.code.casefold()) and wanted)


def listing(name: str, rules: Sequence[Rule], command: str) -> Outline:
    """Several rules of one name or code, each with its title."""
    return _listed(say("code.head", {"code": name, "rules": counted(len(rules), "rule")}), rules, command)


def pack_listing(name: str, bundle: Bundle, command: str) -> Outline | None:
    """The rules of a pack, if there is one of this name."""
    pack = next((p for p in bundle.packs if p.name.casefold() == name.casefold()), None)
    if pack is None:
        return None
    rules = [rule for rule in bundle.rules if rule.pack == pack.name]
    slots = {"title": pack.title, "name": pack.name, "version": pack.version, "rules": counted(len(rules), "rule")}
    return _listed(say("pack.head", slots), rules, command)


def _listed(head: str, rules: Sequence[Rule], command: str) -> Outline:
    lines = [Line(head), Line("")]
    for rule in rules:
        lines += [Line(f"{rule.name} ({rule.code})" if rule.code else rule.name), Line(rule.words.title, 1)]
    after = say("rules.next", {"command": command, "name": rules[0].name}) if rules else ""
    return Outline((*lines, Line(""), Line(after)) if after else tuple(lines))


def unknown(name: str, bundle: Bundle | None, others: Iterable[str] = (), only_rules: bool = False) -> str:
    """That nobody knows this name, and which one is near."""
    rules = bundle.rules if bundle else ()
    known = [*(r.name for r in rules), *(r.id for r in rules), *(r.code for r in rules if r.code)]
    if not only_rules:
        known += [*(p.name for p in (bundle.packs if bundle else ())), *others, *PROBLEMS]
    near = nearest(name, known)
    id = "no_such.rule" if only_rules else "no_such"
    return say(f"{id}.near" if near else id, {"name": name, "near": near or ""})
