"""Counts, sums, references and surveys in words: evidence about several things at once."""

from __future__ import annotations

from guardrails.explain.counting import kind_word, number
from guardrails.explain.grammar import grammar, unquoted
from guardrails.explain.leaf import missing_point
from guardrails.explain.leaf_slots import gap_words
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.point import Point
from guardrails.explain.scene import Scene, element
from guardrails.explain.sentences import knows, say
from guardrails.language.operators import OPERATORS
from guardrails.model.condition import Sum
from guardrails.model.evidence import Referred, Surveyed, Tallied
from guardrails.model.shape import Shape
from guardrails.model.truth import Truth
from guardrails.model.value import Gap
from guardrails.text.values import Value


def tally_point(tally: Tallied, scene: Scene) -> Point:
    """A total that does not fit, with its items, largest first."""
    if tally.missing is not None:
        return missing_point(tally.missing, scene, say("missing.operand", scene.words(tally.field)))
    need = needed_number(tally.condition.operator, tally.wanted, unit_of(tally, scene))
    if tally.total is None or tally.truth is not Truth.NO or isinstance(tally.wanted, Gap):
        state = "unjudged" if tally.truth is Truth.UNJUDGED else "missing"
        clause = say("unjudged.fact", scene.words(tally.field))
        return Point(
            tally.field,
            say("caret.unjudged"),
            clause,
            names=scene.named,
            state=state,
            document=scene.document,
        )
    return Point(
        path=tally.field,
        label=say("caret", {"need": need}),
        clause=total_clause(tally, scene),
        need=need,
        names=scene.named,
        question=scene.question(tally.field),
        document=scene.document,
    )


def total_clause(tally: Tallied, scene: Scene, holds: bool = False) -> str:
    """For example "AdBoost 1,450 EUR and Panel 750 EUR add up to 2,200 EUR, 200 over 2,000 EUR"."""
    is_sum = isinstance(tally.condition, Sum)
    total = tally.total or 0
    slots = {
        **scene.words(tally.field),
        **_number_slots(tally.condition.operator, total, tally.wanted, unit_of(tally, scene)),
    }
    slots["names"] = item_names(tally, scene)
    kind = f"{'holds.' if holds else ''}{'sum' if is_sum else 'count'}"
    slots["need"] = needed_number(tally.condition.operator, tally.wanted, unit_of(tally, scene))
    nothing = not tally.items or (not is_sum and total == 0)
    ending = ".none" if nothing else ".one" if len(tally.items) == 1 else ""
    if tally.condition.operator not in ("at_least", "more_than"):
        return say(f"total.{kind}{ending}", slots)
    people = ".people" if grammar().is_of_people(scene.label(tally.field)) else ""
    finer = (f"total.{kind}{ending}.short{people}", f"total.{kind}{ending}.short")
    return say(next(filter(knows, finer), f"total.{kind}{ending}"), slots)


def item_names(tally: Tallied, scene: Scene) -> str:
    """The items by name; those of a sum with what each added."""
    if not isinstance(tally.condition, Sum):
        return listed([unquoted(element(name, _hidden(tally, scene))) for name, _, _ in tally.items])
    unit = unit_of(tally, scene)
    by_field = tally.condition.adds is None
    items = (
        (scene.label(path) if by_field else element(name, _hidden(tally, scene)), value) for name, path, value in tally.items
    )
    return listed([say("total.item", {"name": name, "amount": number(value, unit)}) for name, value in items])


def _hidden(tally: Tallied, scene: Scene) -> bool:
    """Whether an item's name is a value that stays hidden."""
    return scene.hide and tally.condition.named_by is None


def needed_number(operator: str, wanted: Value | Gap, unit: str = "") -> str:
    """The number that is needed: "at most 2,000 EUR"."""
    return say(f"need.{operator}", _wanted_slots(wanted, unit))


def _wanted_slots(wanted: Value | Gap, unit: str) -> dict[str, str]:
    shape = Shape("number", unit=unit)
    ends = wanted if isinstance(wanted, list) and len(wanted) == 2 else [None, None]
    return {"wanted": plain(wanted, shape), "low": plain(ends[0], shape), "high": plain(ends[1], shape)}


def _number_slots(operator: str, total: float, wanted: Value | Gap, unit: str) -> dict[str, str]:
    slots = _wanted_slots(wanted, unit)
    known: Value = None if isinstance(wanted, Gap) else wanted
    gap = OPERATORS[operator].detail(total, known).get("gap")
    slots["gap"] = number(gap, unit) if isinstance(gap, int | float) else ""
    return {**slots, "total": number(total, unit), "by": gap_words(operator, total, known, gap, slots)}


def unit_of(tally: Tallied, scene: Scene) -> str:
    """The unit of what is added; things that are counted have none."""
    if not isinstance(tally.condition, Sum):
        return ""
    adds = tally.condition.adds
    shape = scene.shape_at((*tally.field, *adds.keys) if adds else tally.field)
    return shape.unit if shape else ""


def survey_point(survey: Surveyed, scene: Scene) -> Point:
    """How many declared manifests match, against how many may."""
    if survey.missing is not None:
        return missing_point(survey.missing, scene, "")
    need = needed_number(survey.condition.operator, survey.wanted)
    return Point((), say("caret", {"need": need}), survey_clause(survey), need)


def survey_clause(survey: Surveyed, holds: bool = False) -> str:
    """For example "3 such tools are declared, 1 over the limit: a, b and c"."""
    slots = _number_slots(survey.condition.operator, len(survey.names), survey.wanted, "")
    slots["names"] = listed([plain(name) for name in survey.names])
    slots["kind"] = kind_word(survey.condition.kind)
    slots["kinds"] = kind_word(survey.condition.kind, many=True)
    ending = {0: ".none", 1: ".one"}.get(len(survey.names), "")
    slots["need"] = needed_number(survey.condition.operator, survey.wanted)
    return say(f"total.{'holds.' if holds else ''}survey{ending}", slots)


def reference_point(referred: Referred, scene: Scene) -> Point:
    """A name that stands for no declared manifest, or (for the opposite) for one that it should not."""
    if referred.missing is not None:
        need = say("need.refers_to", {"kind": kind_word(referred.condition.kind)})
        return missing_point(referred.missing, scene, "" if referred.condition.negated else need)
    scene = scene.at_home(referred.condition.path.start)
    if scene.names[-1:] == (scene.plain(referred.found, referred.field),):
        scene = scene._replace(names=scene.names[:-1])  # the name written is the element's own name
    slots = {
        **scene.words(referred.field),
        "found": scene.plain(referred.found, referred.field),
        "kind": kind_word(referred.condition.kind),
    }
    if referred.unread:
        slots["file"] = plain(referred.unread)
        clause, label = say("unjudged.unread", slots), say("caret.unjudged")
        return Point(referred.field, label, clause, state="unjudged", document=scene.document)
    operator = "not_refers_to" if referred.condition.negated else "refers_to"
    need = say(f"need.{operator}", slots)
    near = say("near", {"nearest": plain(referred.nearest)}) if referred.nearest and not scene.hide else ""
    nothing = referred.found is Gap.NOTHING
    return Point(
        path=referred.field,
        label=say("caret", {"need": need}),
        clause=say("found.nothing" if nothing else f"found.{operator}", slots),
        need=need,
        names=scene.named,
        question=scene.question(referred.field),
        document=scene.document,
        extra=near,
    )
