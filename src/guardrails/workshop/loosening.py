"""GOV-12: where a bundle's settings make a rule of the bundle that it builds on milder, it says so and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from guardrails.language.compile_bundle import compile_bundle
from guardrails.model.rule import Rule
from guardrails.model.value import Fields, Path
from guardrails.workshop.difference.behaviour import Behaviour
from guardrails.workshop.difference.rule_changes import Kind, Shift, parameters_of, rule_changes
from guardrails.workshop.material import Document, Material
from guardrails.workshop.proving import benches
from guardrails.workshop.remark import Level, Remark, remark


def loosening(material: Material, main: Document) -> Iterator[Remark]:
    """What gets milder without a word about it, and what is said to get milder and doesn't.

    Rules that the bundle retires are left out: there the reason stands beside the name.
    """
    below = replace(material, texts=material.texts.extends) if material.texts.extends else None
    old = compile_bundle(below.texts, below.schemas, {}, below.texts.main)[0] if below else None
    new = compile_bundle(material.texts, material.schemas, {}, material.texts.main)[0]
    if below is None or old is None or new is None:
        return

    @cache
    def behaviour() -> Behaviour:
        return Behaviour(benches(below)[0], benches(material)[0])

    def behaves(was: Rule, now: Rule) -> Shift:
        return behaviour()(was, now)

    rules = {rule.name: rule for rule in new.rules}
    milder = [change.name for change in rule_changes(old, new, behaves) if change.kind in (Kind.LOOSENED, Kind.CHANGED)]
    told = _told(main.fields)
    used: set[tuple[str, str]] = set()
    for name in milder:
        rule = rules[name]
        set_here = _set_here(rule, main.fields)
        covering = {("rule", name), *(("parameter", parameter) for parameter in set_here)} & set(told.values())
        used |= covering
        if rule.retired is None and not covering:
            yield _undeclared(rule, set_here, main)
    for index, entry in told.items():
        if entry not in used:
            sentence = f"`loosens` names {entry[1]}, and no rule gets milder by it."
            yield remark("GOV-12", Level.SHOULD, main, ("loosens", index), sentence, "Take the entry out.")


def _told(bundle: Fields) -> dict[int, tuple[str, str]]:
    """What `loosens` names, each entry by its number."""
    listed = bundle.get("loosens")
    entries = enumerate(listed if isinstance(listed, list) else [])
    return {n: (key, str(e[key])) for n, e in entries if isinstance(e, dict) for key in ("parameter", "rule") if key in e}


def _set_here(rule: Rule, bundle: Fields) -> list[str]:
    """The parameters of a rule that this bundle sets, by their full names."""
    given = bundle.get("parameters")
    used = {name if "." in name else f"{rule.pack}.{name}" for name in parameters_of(rule)}
    return sorted(used & set(given if isinstance(given, dict) else {}))


def _undeclared(rule: Rule, set_here: list[str], main: Document) -> Remark:
    at: Path = ("parameters", set_here[0]) if set_here else ("extends",)
    by = f" by {' and '.join(set_here)}" if set_here else ""
    entry = f"{{parameter: {set_here[0]}, why: …}}" if set_here else f"{{rule: {rule.name}, why: …}}"
    sentence = f"{rule.name} gets milder{by}, and `loosens` gives no reason."
    return remark("GOV-12", Level.MUST, main, at, sentence, f"Set it as strict as below, or add to loosens: {entry}.")
