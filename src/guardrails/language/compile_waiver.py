"""Waiver files as Waivers: what is not complete, too long, or signed by the one who asks never comes into force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guardrails.language.faults import Faults
from guardrails.model.problem import Problem
from guardrails.model.rule import Rule, Waiver, WaiverTerms
from guardrails.model.value import Fields

_TEXTS = ("rule", "manifest", "element", "reason", "reason_kind", "risk_owner", "requested_by", "approved_by", "instead")
_DAYS = ("granted", "expires")


def compile_waivers(
    found: Iterable[tuple[str, int, Fields]], rules: Iterable[Rule], terms: WaiverTerms
) -> tuple[list[Waiver], list[Problem]]:
    """The waivers in documents (file, number, fields) that fit their schema, and the problems with them."""
    by_name = {rule.name: rule for rule in rules}
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for file, number, fields in found:
        faults = Faults(file, number)
        waivers.append(_waiver(fields, file, by_name, terms, faults))
        problems += faults.found
    return waivers, problems


def _waiver(fields: Fields, file: str, rules: Mapping[str, Rule], terms: WaiverTerms, faults: Faults) -> Waiver:
    texts = {key: str(fields.get(key, "")) for key in (*_TEXTS, *_DAYS)}
    rule = rules.get(texts["rule"])
    if rule is None:
        faults.unknown("waiver-unknown-rule", ("rule",), texts["rule"], rules, "rule")
    elif not rule.waivable:
        faults.note("waiver-not-waivable", ("rule",), rule=rule.name)
    elif rule.retired is not None:
        faults.note("waiver-rule-retired", ("rule",), warning=True, rule=rule.name, on=rule.retired.on, reason=rule.retired.why)
    for part, wanted in (("manifest", "the name of one tool or campaign"), ("element", "the name of one part")):
        if "*" in texts[part]:
            faults.note("waiver-malformed", (part,), label=part, wanted=wanted)
    hold = _approval(texts, terms, faults)
    _days(texts, terms, faults)
    return Waiver(kind=str(fields.get("type", "")), file=file, hold=hold, **texts)


def _approval(texts: Mapping[str, str], terms: WaiverTerms, faults: Faults) -> str:
    """Why nobody has approved it yet: then it covers nothing. Who approves it is another than who asks."""
    person = texts["approved_by"]
    if not person:
        return "requested"
    if person.casefold() == texts["requested_by"].casefold():
        faults.note("waiver-self-approved", ("approved_by",), person=person)
    elif terms.approvers and person.casefold() not in map(str.casefold, terms.approvers):
        faults.note("waiver-other-approver", ("approved_by",), person=person, approvers=", ".join(terms.approvers))
    if not texts["granted"]:
        faults.note("waiver-malformed", ("granted",), label="granted", wanted="the day of the approval, like 2026-11-23")
    return ""


def _days(texts: Mapping[str, str], terms: WaiverTerms, faults: Faults) -> None:
    """Both days are of the calendar, in order, and no further apart than the bundle allows."""
    days = {key: _day(texts[key]) for key in _DAYS if texts[key]}
    for key in (key for key, day in days.items() if day is None):
        faults.note("waiver-malformed", (key,), label=key, wanted="a day of the calendar like 2026-11-23")
    granted, expires = days.get("granted"), days.get("expires")
    if granted is None or expires is None:
        return
    if (expires - granted).days > terms.max_days:
        latest = date.fromordinal(granted.toordinal() + terms.max_days).isoformat()
        faults.note("waiver-too-long", ("expires",), expires=texts["expires"], limit=str(terms.max_days), latest=latest)
    if expires < granted:
        faults.note("waiver-malformed", ("expires",), label="expires", wanted=f"a date after {texts['granted']}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
