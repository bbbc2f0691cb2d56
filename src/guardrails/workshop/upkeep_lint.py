"""The checks of a bundle's upkeep: ways out, review dates, trial months, examples, waivers, and questions that nobody reads.

GOV-02 (plain words) is what P04, P08 and P14 look at. GOV-05 (an exception ends by itself) and GOV-11 (an idea is never
blocked) need no check here: the compiler does not accept such a waiver or rule. GOV-10 (two signatures on a change of
the rules) is read from the repository around the bundle, in `owner_lint`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from guardrails.language.manifest_kinds import schema_file
from guardrails.language.schemas import Json, is_day
from guardrails.model.rule import Bundle
from guardrails.model.shape import Shape
from guardrails.model.value import Fields
from guardrails.text.values import Value
from guardrails.workshop.material import Document
from guardrails.workshop.reads import unread
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import RuleTexts
from guardrails.workshop.schema_places import SchemaPlaces

_YEAR = timedelta(days=366)
_HALF_A_YEAR = timedelta(days=183)
_TRIAL = timedelta(days=30)
_MANY_WAIVERS = 5
_UNREAD = "Take `x-needed` away there, or write the rule, lane or fact that needs it."


def pack_dates(pack: Document, today: date) -> Iterator[Remark]:
    """GOV-03: somebody looks at each pack at least once a year."""
    name = f"The pack {pack.fields.get('name')}"
    reviewed, due = _day(pack.fields.get("reviewed")), _day(pack.fields.get("review_by"))
    if due and due < today:
        sentence = f"{name} was due for a review on {due}; its rules warn and no longer block."
        yield remark("GOV-03", Level.SHOULD, pack, ("review_by",), sentence, "Read it once more and set both dates.")
    if due and reviewed and due > reviewed + _YEAR:
        sentence = f"{name} is reviewed on {reviewed} and next by {due}; a year is the longest."
        yield remark("GOV-03", Level.SHOULD, pack, ("review_by",), sentence, "Set an earlier `review_by`.")


def vocabulary_dates(vocabulary: Document, today: date) -> Iterator[Remark]:
    """GOV-03: lists of countries, proofs and the like are looked at every half year."""
    provenance = vocabulary.fields.get("provenance")
    checked = _day(provenance.get("checked")) if isinstance(provenance, dict) else None
    if checked and checked < today - _HALF_A_YEAR:
        sentence = f"The vocabulary {vocabulary.fields.get('name')} was last checked on {checked}."
        path = ("provenance", "checked")
        yield remark("GOV-03", Level.SHOULD, vocabulary, path, sentence, "Compare it with its source and set the date.")


def rule_upkeep(rule: RuleTexts) -> Iterator[Remark]:
    """GOV-01 and GOV-08: a rule that blocks names a faster way, and examples show both sides of a rule."""
    if _blocks(rule.fields) and not rule.text("faster"):
        sentence = f"{rule.name} blocks and names no faster way."
        yield remark("GOV-01", Level.MUST, rule.pack, rule.path, sentence, "Write `faster`: what passes today.")
    listed = rule.fields.get("examples")
    shown = {e.get("expect") for e in (listed if isinstance(listed, list) else []) if isinstance(e, dict)}
    for wanted, words in (({"pass"}, "passes"), ({"fail", "ask"}, "does not pass")):
        if not wanted & shown:
            yield _no_example(rule, f"{rule.name} has no example that {words}.")
    if "skip" not in shown and ("when" in rule.fields or "regions" in rule.fields):
        yield _no_example(rule, f"{rule.name} has no example that it does not concern.")


class Release(NamedTuple):
    """The version of a bundle that is being checked, and the day it is from (None where its changelog does not say)."""

    version: str
    day: date | None


def release_of(bundle: Fields) -> Release:
    """What a bundle.yaml says about its version."""
    version, log = str(bundle.get("version")), bundle.get("changelog")
    entries = [e for e in (log if isinstance(log, list) else []) if isinstance(e, dict) and e.get("version") == version]
    return Release(version, _day(entries[0].get("date")) if entries else None)


def trial_month(rule: RuleTexts, release: Release) -> Iterator[Remark]:
    """GOV-04: a block that is new with this version warns for a month first."""
    if not _blocks(rule.fields) or not _is_new(rule, release):
        return
    rollout = rule.fields.get("rollout")
    dates = rollout if isinstance(rollout, dict) else {}
    warns, blocks = _day(dates.get("warn")) or release.day, _day(dates.get("block"))
    if warns is None or blocks is None or blocks - warns < _TRIAL:
        so_far = f"after {max((blocks - warns).days, 0)} days of warning" if warns and blocks else "from its first day on"
        sentence = f"{rule.name} is new and blocks {so_far}; {_TRIAL.days} days is the least."
        suggestion = "Give it a `rollout` with `warn` and `block`, a month apart or more."
        yield remark("GOV-04", Level.MUST, rule.pack, (*rule.path, "rollout"), sentence, suggestion)


def _is_new(rule: RuleTexts, release: Release) -> bool:
    """Whether `since` names the pack's present version, or the bundle's where the pack's own stayed behind."""
    since, pack = str(rule.fields.get("since", "")), str(rule.pack.fields.get("version"))
    return since == pack or (since == release.version and _numbers(since) > _numbers(pack))


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.partition("-")[0].split(".") if part.isdecimal()]


def many_waivers(waivers: Iterable[Document], today: date) -> Iterator[Remark]:
    """GOV-06: a rule that many can't meet is the rule's problem."""
    by_rule: dict[str, list[Document]] = {}
    for waiver in waivers:
        expires = _day(waiver.fields.get("expires"))
        if expires and expires >= today and waiver.fields.get("approved_by"):
            by_rule.setdefault(str(waiver.fields.get("rule")), []).append(waiver)
    for rule, there in by_rule.items():
        if len(there) > _MANY_WAIVERS:
            sentence = f"{rule} has {len(there)} exceptions in force; more than {_MANY_WAIVERS} say that it asks for too much."
            yield remark("GOV-06", Level.SHOULD, there[0], ("rule",), sentence, "Decide together to keep, soften or drop it.")


def _no_example(rule: RuleTexts, sentence: str) -> Remark:
    return remark("GOV-08", Level.MUST, rule.pack, (*rule.path, "examples"), sentence, "Add one; it proves what the words mean.")


def unread_questions(
    bundle: Bundle, shapes: Mapping[str, Shape], schemas: Mapping[str, Json], where: SchemaPlaces
) -> Iterator[Remark]:
    """GOV-09: a question that no rule, lane or fact reads costs everybody a minute. Kinds that share it are named together."""
    kinds: dict[tuple[str, int, int, str, str], list[str]] = {}
    for question in unread(bundle, shapes):
        place = where.of(schema_file(schemas, question.kind) or "", question.keys)
        kinds.setdefault((*place, ".".join(question.keys), question.stage.value), []).append(question.kind.lower())
    for (file, line, column, name, stage), asked in kinds.items():
        sentence = f"Nothing reads {name} of a {' or a '.join(asked)}, which is asked for from the stage {stage} on."
        yield Remark("GOV-09", Level.SHOULD, file, line, column, sentence, _UNREAD)


def _blocks(rule: Fields) -> bool:
    raised = rule.get("raised")
    severities = [rule.get("severity"), raised.get("severity") if isinstance(raised, dict) else None]
    return any("block" in s.values() for s in severities if isinstance(s, dict))


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and is_day(value) else None
