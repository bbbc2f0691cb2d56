"""A waiver file as a Waiver: what is not complete, too long, or signed by the one who asks never comes into force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guardrails.language.faults import Faults
from guardrails.model.rule import Rule, Waiver
from guardrails.model.value import Fields


def compile_waiver(fields: Fields, file: str, rules: Mapping[str, Rule], longest: int, faults: Faults) -> Waiver:
    """Compile one waiver; `longest` is the most days it may last."""
    keys = ("rule", "manifest", "element", "reason", "risk_owner", "requested_by", "approved_by", "instead", "granted", "expires")
    texts = {k: str(fields.get(k, "")) for k in keys}
    rule = rules.get(texts["rule"])
    if rule is None:
        faults.unknown("waiver-unknown-rule", ("rule",), texts["rule"], rules, "rule")
    elif not rule.waivable:
        faults.note("waiver-not-waivable", ("rule",), rule=rule.name)
    elif rule.retired is not None:
        faults.note("waiver-rule-retired", ("rule",), warning=True, rule=rule.name, on=rule.retired.on, reason=rule.retired.why)
    if "*" in texts["manifest"]:
        faults.note("waiver-malformed", ("manifest",), label="manifest", wanted="the name of one tool or campaign")
    if texts["approved_by"].casefold() == texts["requested_by"].casefold():
        faults.note("waiver-self-approved", ("approved_by",), person=texts["approved_by"])
    granted, expires = date.fromisoformat(texts["granted"]), date.fromisoformat(texts["expires"])
    if (expires - granted).days > longest:
        latest = date.fromordinal(granted.toordinal() + longest).isoformat()
        faults.note("waiver-too-long", ("expires",), expires=texts["expires"], limit=str(longest), latest=latest)
    if expires < granted:
        faults.note("waiver-malformed", ("expires",), label="expires", wanted=f"a date after {texts['granted']}")
    return Waiver(kind=str(fields.get("type", "")), file=file, **texts)
