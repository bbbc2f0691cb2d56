"""The checks of a bundle's upkeep: reasons and ways out, review dates, examples, and questions that nobody reads.

GOV-11 (an idea is never blocked) needs no check here: the compiler does not accept such a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

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
