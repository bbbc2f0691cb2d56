"""Everything that a sentence about one test can name: found, wanted, the gap between them, what is missing or too many."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.counting import number
from guardrails.explain.grammar import grammar
from guardrails.explain.labels import in_words, is_yes_or_no, organisation_label
from guardrails.explain.plain_values import answers, plain, reads_like_a_word
from guardrails.explain.scene import Scene, from_organisation, given_words
from guardrails.explain.sentences import knows, say, say_counted
from guardrails.language.operators import DATES, OPERATORS
from guardrails.model.condition import FieldPath, Given, Share
from guardrails.model.evidence import Tested
from guardrails.model.shape import Shape
from guardrails.model.value import UNKNOWN, Gap, Path
from guardrails.text.values import Value

_ALL_OF = frozenset({"includes_all", "lacks_any", "only", "includes_other_than"})
_OF_ONE_LIST = ("missing", "extra", "shared", "repeated")
_QUOTED = ("found", *_OF_ONE_LIST)
_MOST_WORDS = 8


def leaf_slots(leaf: Tested, scene: Scene) -> dict[str, str]:
    """Everything that a sentence about this leaf can name, in words."""
    shape, test = scene.shape_at(leaf.field), leaf.condition
    op = OPERATORS[test.operator]
    found: Value = None if isinstance(leaf.found, Gap) else leaf.found
    wanted: Value = None if isinstance(leaf.wanted, Gap) else leaf.wanted
    detail = op.detail(found, wanted)
    slots = {**scene.words(leaf.field), "found": scene.plain(leaf.found, leaf.field)}
    slots["wanted"] = _compared(
        leaf, scene, given_words(test.operand, wanted, shape, joint="and" if test.operator in _ALL_OF else "or")
    )
    slots["wanted_all"] = plain(wanted, shape)
    slots |= {name: scene.plain(detail[name], leaf.field) for name in _OF_ONE_LIST if name in detail}
    for name in _OF_ONE_LIST:
        slots.setdefault(name, slots["found"] if name in ("extra", "shared", "repeated") else slots["wanted"])
    slots |= _special(wanted, shape)
    slots["gap"] = _gap(detail.get("gap"), op.kinds == DATES, shape)
    slots["by"] = gap_words(test.operator, found, wanted, detail.get("gap"), slots)
    return slots


def told_slots(leaf: Tested, scene: Scene) -> dict[str, str]:
    """The same for a sentence about what is the matter: answers that read like words in quotes, a choice in plain words."""
    slots, shape, test = leaf_slots(leaf, scene), scene.shape_at(leaf.field), leaf.condition
    if is_entry(leaf):
        slots["is"] = slots["includes"]
    if from_organisation(test.operand):
        slots["organisation"] = organisation_label(tuple((getattr(test.operand, "source", "") or "").split(".")[1:]))
    elif isinstance(test.operand, Given) and reads_like_a_word(leaf.wanted):
        slots["wanted_all"] = answers(leaf.wanted, shape, "and")
        slots["wanted"] = answers(leaf.wanted, shape, "and" if test.operator in _ALL_OF else "or")
    if scene.hide:
        return slots
    found = None if isinstance(leaf.found, Gap) else leaf.found
    parts = {"found": found, **OPERATORS[test.operator].detail(found, None if isinstance(leaf.wanted, Gap) else leaf.wanted)}
    slots |= {name: answers(v, shape, "and") for name, v in parts.items() if name in _QUOTED and reads_like_a_word(v)}
    told = meaning(leaf.found, shape)
    return {**slots, "found": say("value.meaning", {"value": slots["found"], "meaning": told})} if told else slots


def is_entry(leaf: Tested) -> bool:
    """Whether what was tested is a plain entry of a list, which is its own name."""
    return leaf.condition.path.start == "here" and not leaf.condition.path.keys


def meaning(value: Value | Gap, shape: Shape | None) -> str:
    """A choice in the schema's plain words, if they are few: "it starts at once"; empty for a yes, a no and "unknown"."""
    if shape is None or shape.kind != "choice" or is_yes_or_no(shape) or value == UNKNOWN or value not in shape.choices:
        return ""
    words = dict(zip(shape.choices, shape.meanings, strict=False)).get(str(value), "").removesuffix(".")
    says_more = words.lower() != in_words(str(value)).lower()
    few = len(words.split()) <= _MOST_WORDS and not any(mark in words for mark in "(;.")
    return grammar().small(words) if says_more and few else ""


def gap_words(operator: str, found: Value, wanted: Value, gap: Value, slots: Mapping[str, str]) -> str:
    """How far a number or date is off: "3,000 over 6,000", "3 days too late"."""
    name = f"by.{operator}"
    if OPERATORS[operator].kinds == DATES:
        if gap == 0 and operator != "not_within":
            name = "by.same_day"
        elif operator == "within" and isinstance(found, str) and isinstance(wanted, str) and found[:10] <= wanted[:10]:
            name = "by.within.past"
    elif gap == 0 and operator in ("more_than", "less_than"):
        name = "by.exact"
    elif operator == "between" and isinstance(wanted, list) and isinstance(found, int | float):
        low = wanted[0] if wanted else None
        name = "by.between.low" if isinstance(low, int | float) and found < low else name
    return say(
        name if knows(name) and (gap is not None or operator in ("outside", "not_within")) else "by.unknown",
        slots,
    )


def _gap(gap: Value, days: bool, shape: Shape | None) -> str:
    if not isinstance(gap, int | float):
        return ""
    if days:
        return say_counted("by.days", int(gap), {"count": number(gap)})
    return number(gap, shape.unit if shape else "")


def _special(wanted: Value, shape: Shape | None) -> dict[str, str]:
    """The ends of a range, a pattern's title and example, the key that must differ."""
    slots = {"low": "", "high": "", "pattern": "", "example": "", "key": ""}
    if isinstance(wanted, list) and len(wanted) == 2:
        slots["low"], slots["high"] = plain(wanted[0], shape), plain(wanted[1], shape)
    if isinstance(wanted, dict):
        slots["pattern"] = str(wanted.get("title") or "")
        slots["example"] = str(wanted.get("example") or "")
        slots["wanted"] = slots["wanted_all"] = slots["pattern"]
    if isinstance(wanted, str):
        named = shape.items.fields.get(wanted) if shape and shape.items else None
        slots["key"] = named.title if named and named.title else wanted
    return slots


def _compared(leaf: Tested, scene: Scene, wanted: str) -> str:
    """The wanted value, with the field that it comes from."""
    operand = leaf.condition.operand
    if isinstance(leaf.wanted, dict | Gap):
        return wanted
    inner = operand.of if isinstance(operand, Share) else operand
    if not isinstance(inner, FieldPath) or inner.plucks or inner.start == "org":
        return wanted
    path: Path = inner.keys if inner.start in ("here", "root") else (inner.start, *inner.keys)
    if inner.start == "here" and scene.names:
        path = (*_element_path(leaf), *inner.keys)
    words = scene.words(path)
    if isinstance(operand, Share):
        return say("compared.share", {**words, "value": wanted, "percent": f"{operand.percent:g}"})
    return say("compared", {**words, "value": wanted})


def _element_path(leaf: Tested) -> Path:
    """The element that a leaf's relative path starts in."""
    own = leaf.condition.path.keys
    return leaf.field[: len(leaf.field) - len(own)] if leaf.condition.path.start == "here" else ()
