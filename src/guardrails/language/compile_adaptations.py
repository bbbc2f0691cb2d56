"""What a bundle says about the rules of the one it builds on: stricter here, retired here, milder here and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guardrails.language.faults import Faults
from guardrails.model.rule import Retirement, Rule
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import Fields


def adapt(rules: Sequence[Rule], bundle: Fields, faults: Faults) -> list[Rule]:
    """The rules with `tighten` and `retire` of a bundle.yaml; the names in `loosens` are only looked up here."""
    by_name = {rule.name: rule for rule in rules}
    for index, entry in _entries(bundle, "tighten"):
        if rule := _named(entry, ("tighten", index), by_name, faults):
            by_name[rule.name] = _tightened(rule, entry, index, faults)
    for index, entry in _entries(bundle, "retire"):
        if rule := _named(entry, ("retire", index), by_name, faults):
            by_name[rule.name] = rule._replace(retired=Retirement(str(entry.get("on")), str(entry.get("why"))))
    own = bundle.get("parameters")
    for index, entry in _entries(bundle, "loosens"):
        if "rule" in entry:
            _named(entry, ("loosens", index), by_name, faults)
        if "parameter" in entry and entry["parameter"] not in (own if isinstance(own, dict) else {}):
            known = own if isinstance(own, dict) else {}
            faults.unknown("policy-unknown-parameter", ("loosens", index, "parameter"), str(entry["parameter"]), known)
    return [by_name[rule.name] for rule in rules]


def _entries(bundle: Fields, key: str) -> Iterator[tuple[int, Fields]]:
    listed = bundle.get(key)
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(entry, dict):
            yield index, entry


def _named(entry: Fields, at: tuple[str, int], rules: Mapping[str, Rule], faults: Faults) -> Rule | None:
    name = str(entry.get("rule"))
    if name not in rules:
        faults.unknown("layer-unknown-rule", (*at, "rule"), name, rules, "rule")
    return rules.get(name)


def _tightened(rule: Rule, entry: Fields, index: int, faults: Faults) -> Rule:
    """The rule with its new severities, each of which has to be more than it was."""
    severity = dict(rule.severity)
    given = entry.get("severity")
    for word, wanted in (given if isinstance(given, dict) else {}).items():
        stage, now = Stage(word), Severity(str(wanted))
        was = severity.get(stage)
        at = ("tighten", index, "severity", word)
        if was is not None and now.rank >= was.rank:
            faults.note("tighten-is-milder", at, rule=rule.name, stage=word, found=now.value, before=was.value)
        elif stage is Stage.IDEA and now is not Severity.ADVISE:
            faults.note("policy-idea-blocks", at, rule=rule.name, severity=now.value)
        severity[stage] = now
    return rule._replace(severity=severity)
