"""What people call a place in a manifest: its label, its question, and the small words that fit it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guardrails.explain.grammar import ENGLISH_GRAMMAR, grammar
from guardrails.explain.sentences import english, say
from guardrails.explain.tongue import in_language
from guardrails.language.facts import FACTS
from guardrails.model.condition import FieldPath
from guardrails.model.shape import Shape, trail
from guardrails.model.value import Path

_NAMING = frozenset({"name", "key", "product", "contact"})
_OUTSIDE = Shape("open")


def shape_at(shape: Shape, path: Path) -> Shape | None:
    """What is known about the place: from the schema, or from the table of facts; None for organisation data."""
    if path[:1] == ("facts",) and len(path) == 2:
        fact = FACTS.get(str(path[1]))
        items = Shape("text") if fact and fact.kind == "list" else None
        return Shape(fact.kind, title=in_language(fact.title), unit=fact.unit, items=items) if fact else None
    return trail(shape, path)[-1] if path else shape


def label(shape: Shape, path: Path) -> str:
    """What the place is called: "data agreement status"."""
    keys = list(path)
    while keys and isinstance(keys[-1], int):
        keys.pop()
    if not keys:
        return shape.title or in_language(in_words(shape.kind))
    if keys[0] == "org" and len(keys) > 1:
        return organisation_label(tuple(map(str, keys[1:])))
    here = shape_at(shape, tuple(keys))
    own = (here.title if here else "") or in_language(in_words(str(keys[-1])))
    above = shape_at(shape, tuple(keys[:-1])) if len(keys) > 1 else None
    if grammar().borrows(own) and above is not None and above.kind == "object" and above.title:
        return say("label.borrowed", {"block": above.title, "label": own})
    return own


def organisation_label(keys: tuple[str, ...]) -> str:
    """What a list or value of the organisation's file is called: "our list of approved vendors"."""
    words = label_words(keys)
    alone = words == in_words(keys[0])
    id = f"label.org.{keys[0]}"
    named = english(id) if alone else None
    # Whether it is a list shows in the English words.
    is_list = alone and ENGLISH_GRAMMAR.is_plural(named or words)
    own = say(id) if named else in_language(words)
    return say("label.our_list" if is_list else "label.our", {"label": own})


def label_words(keys: tuple[str, ...]) -> str:
    """The English words of a list or value of the organisation's file, without a last key that only names its entries."""
    words = [in_words(key) for key in keys]
    while len(words) > 1 and words[-1] in _NAMING:
        words.pop()
    return " ".join(words)


def label_of(path: FieldPath, shape: Shape, here: Shape | None = None) -> str:
    """The label of a path as a rule writes it; inside a quantifier `here` is the shape of one element."""
    if path.start == "here":
        return label(here or shape, path.keys)
    return label(
        shape if path.start == "root" else _OUTSIDE,
        path.keys if path.start == "root" else (path.start, *path.keys),
    )


def shape_of_path(path: FieldPath, shape: Shape, here: Shape | None = None) -> Shape | None:
    """The shape of a path as a rule writes it."""
    if path.start == "here":
        return shape_at(here or shape, path.keys)
    return shape_at(shape, path.keys) if path.start == "root" else shape_at(_OUTSIDE, (path.start, *path.keys))


def question(shape: Shape, path: Path) -> str:
    """The plain question that asks for the place, from itself or the nearest block around it."""
    for step in reversed(trail(shape, path)):
        if step is not None and step.question:
            return step.question
    return ""


def in_words(key: str) -> str:
    """A key as words: "three_year_cost" is "three year cost"."""
    return re.sub(r"[_-]+", " ", key).strip()


def is_plural(name: str) -> bool:
    """Whether a label takes "are"."""
    return grammar().is_plural(name)


def label_slots(name: str) -> Mapping[str, str]:
    """The label in the forms that sentences need, and the verbs that agree with it."""
    return grammar().label_slots(name)


def team_in_a_sentence(team: str) -> str:
    """The name of a team inside a sentence: "the Privacy team", but "Procurement"."""
    return grammar().team(team)


def is_yes_or_no(shape: Shape | None) -> bool:
    """Whether the place is answered with yes or no."""
    return shape is not None and (shape.kind == "boolean" or {"yes", "no"} <= set(shape.choices) <= {"yes", "no", "unknown"})


def the_other_answer(operator: str, wanted: object) -> bool | str | None:
    """To "not yes" there is only "no", and the other way round; None for everything else."""
    if operator != "is_not":
        return None
    if isinstance(wanted, bool):
        return not wanted
    return {"yes": "no", "no": "yes"}.get(wanted) if isinstance(wanted, str) else None
