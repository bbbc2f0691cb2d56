"""What people call a place in a manifest: its label, its question, and the small words that fit it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guardrails.explain.sentences import knows, say
from guardrails.language.facts import FACTS
from guardrails.model.condition import FieldPath
from guardrails.model.shape import Shape, trail
from guardrails.model.value import Path

_HEAD = re.compile(
    r"\s(?:of|for|in|on|at|from|to|that|which|who|where|we|it|you|with|without|by|per|about|until|before|beside|while|not|an?)\s"
)
_ALWAYS_MANY = frozenset({"people", "children", "staff", "media"})
_ENDS_LIKE_ONE = ("ss", "us", "is", "news", "analytics")
_AFTER_ITS_NOUN = re.compile(r"\s(?:\w+ed|done|given|told|shown)\Z")
_TAKES_THE = re.compile(r"\b(?:team|desk|group|department|committee|office|admins)\Z", re.IGNORECASE).search
_ASKS = re.compile(r"(?:what|where|who|how|when|why)\s", re.IGNORECASE).match
_DOES = re.compile(r"\w+ing\s(?!of\b)", re.IGNORECASE).match
_ABOUT_IT = re.compile(r"\bit\b").search  # "there is no information it sees yet" would be a claim, not a gap
# Titles that say nothing without what they belong to.
_BORROWING = frozenset({"status", "start", "end", "date", "link", "name", "type", "kind", "role", "country", "website"})
_NAMING = frozenset({"name", "key", "product", "contact"})
_OUTSIDE = Shape("open")


def shape_at(shape: Shape, path: Path) -> Shape | None:
    """What is known about the place: from the schema, or from the table of facts; None for organisation data."""
    if path[:1] == ("facts",) and len(path) == 2:
        fact = FACTS.get(str(path[1]))
        items = Shape("text") if fact and fact.kind == "list" else None
        return Shape(fact.kind, title=fact.title, unit=fact.unit, items=items) if fact else None
    return trail(shape, path)[-1] if path else shape


def label(shape: Shape, path: Path) -> str:
    """What the place is called: "data agreement status"."""
    keys = list(path)
    while keys and isinstance(keys[-1], int):
        keys.pop()
    if not keys:
        return shape.title or in_words(shape.kind)
    if keys[0] == "org" and len(keys) > 1:
        return organisation_label(tuple(map(str, keys[1:])))
    here = shape_at(shape, tuple(keys))
    own = (here.title if here else "") or in_words(str(keys[-1]))
    above = shape_at(shape, tuple(keys[:-1])) if len(keys) > 1 else None
    if own.lower() in _BORROWING and above is not None and above.kind == "object" and above.title:
        return f"{above.title} {own}"
    return own


def organisation_label(keys: tuple[str, ...]) -> str:
    """What a list or value of the organisation's file is called: "our list of approved vendors"."""
    words = [in_words(key) for key in keys]
    while len(words) > 1 and words[-1] in _NAMING:
        words.pop()
    own = " ".join(words)
    own = say(f"label.org.{keys[0]}") if knows(f"label.org.{keys[0]}") and len(words) == 1 else own
    is_list = len(words) == 1 and is_plural(own)
    return say("label.our_list" if is_list else "label.our", {"label": own})


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
    """Whether a label takes "are": "kinds of information", "people", "teams asked"."""
    if _ASKS(name) or _DOES(name):
        return False
    head = _HEAD.split(f"{name} ", maxsplit=1)[0].strip().lower()
    if " and " in f" {head} ":
        return True
    last = _AFTER_ITS_NOUN.sub("", head).rsplit(" ", 1)[-1]
    return last in _ALWAYS_MANY or (len(last) > 3 and last.endswith("s") and not last.endswith(_ENDS_LIKE_ONE))


def label_slots(name: str) -> Mapping[str, str]:
    """The label in the forms that sentences need, and the verbs that agree with it."""
    if _ASKS(name):  # "what it touches includes …"
        place, nothing = name, say("label.no_answer", {"label": name})
    elif name.startswith(say("label.our", {"label": ""})):
        place, nothing = name, name
    elif _DOES(name):  # "removing leavers"
        place, nothing = say("label.answer", {"label": name}), say("label.no_answer", {"label": name})
    else:
        place = say("label.the", {"label": name})
        nothing = say("label.no_answer", {"label": name}) if _ABOUT_IT(name) else name
    words = ("are", "include", "do", "some") if is_plural(name) else ("is", "includes", "does", "one")
    return {
        "label": name,
        "place": place,
        "nothing": nothing,
        **dict(zip(("is", "includes", "does", "a"), words, strict=True)),
    }


def team_in_a_sentence(team: str) -> str:
    """The name of a team inside a sentence: "the Privacy team", but "Procurement"."""
    named = _TAKES_THE(team) and not team.lower().startswith("the ")
    return say("label.the", {"label": team}) if named else team


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
