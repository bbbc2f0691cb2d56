"""Everything that a sentence about one test can name: found, wanted, the gap between them, what is missing or too many."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.plain_values import number, plain
from guardrails.explain.scene import Scene, given_words
from guardrails.explain.sentences import knows, say
from guardrails.language.operators import DATES, OPERATORS
from guardrails.model.condition import FieldPath, Share
from guardrails.model.evidence import Tested
from guardrails.model.shape import Shape
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

_ALL_OF = frozenset({"includes_all", "lacks_any", "only", "includes_other_than"})
_OF_ONE_LIST = ("missing", "extra", "shared", "repeated")


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
        return say("by.day" if gap == 1 else "by.days", {"count": number(gap)})
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
