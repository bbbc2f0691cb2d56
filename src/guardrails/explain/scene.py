"""From where a piece of evidence is spoken of: whose fields they are, inside which element, and what stays hidden."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.explain.counting import time_span
from guardrails.explain.labels import is_plural, label, label_of, label_slots, organisation_label, question, shape_at
from guardrails.explain.plain_values import plain
from guardrails.explain.retelling import retold_by_fact
from guardrails.explain.sentences import say
from guardrails.model.condition import Day, FieldPath, Given, Operand, Share
from guardrails.model.shape import Shape
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

_OUTSIDE = ("facts", "org")
_MOST_TO_CHOOSE = 3


class Scene(NamedTuple):
    """`shape` is the judged manifest's; `there` the shape of the manifest `document` that a reference leads to.

    `names` are the list elements on the way, the outermost first; `hide` masks every value of the manifest.
    `wants`: say what is needed too (not where a rule only tells whom it concerns).
    """

    shape: Shape
    shapes: Mapping[str, Shape] = MappingProxyType({})
    hide: bool = False
    names: tuple[str, ...] = ()
    document: str | None = None
    there: Shape | None = None
    wants: bool = True

    def inside(self, name: str, named_by: str | None) -> Scene:
        """The same scene within an element of a list; what names itself is a value, and may have to stay hidden."""
        return self._replace(names=(*self.names, element(name, self.hide and named_by is None)))

    def within(self, document: str, kind: str, written: Value | Gap = None) -> Scene:
        """The scene in another manifest; `written` is how this one names it."""
        there = self.shapes.get(kind, Shape("object"))
        name = plain(document)
        names = self.names if self.names and self.names[-1] in (name, plain(written)) else (*self.names, name)
        return self._replace(document=document, there=there, names=names)

    def at_home(self, start: str) -> Scene:
        """The scene for a path that starts at `start`: "root" always means the judged manifest."""
        return self._replace(document=None, there=None) if start == "root" or start in _OUTSIDE else self

    @property
    def named(self) -> tuple[str, ...]:
        """What a sentence here is about, as one name: an element of a list inside another is "w.js on checkout"."""
        whole = ""
        for name in self.names:
            whole = say("element.nested", {"inner": name, "outer": whole}) if whole else name
        return (whole,) if whole else ()

    @property
    def current(self) -> Shape:
        """The shape that concrete paths are read against."""
        return self.there if self.document is not None and self.there is not None else self.shape

    def shape_at(self, path: Path) -> Shape | None:
        """What the schema says about a concrete path."""
        return shape_at(self.current, path)

    def label(self, path: Path) -> str:
        """What a concrete path is called."""
        return label(self.current, path)

    def question(self, path: Path) -> str:
        """The question that asks for a concrete path."""
        return question(self.current, path) if path[:1] not in (("facts",), ("org",)) else ""

    def words(self, path: Path) -> dict[str, str]:
        """The label slots for a concrete path."""
        return dict(label_slots(self.label(path)))

    def plain(self, value: Value | Gap, path: Path, joint: str = "and") -> str:
        """A manifest's value in words."""
        shown = plain(value, self.shape_at(path), hide=self.hide, joint=joint)
        return retold_by_fact(shown, str(path[1])) if path[:1] == ("facts",) and len(path) > 1 else shown


def element(name: str, hide: bool = False) -> str:
    """An element's name as a sentence shows it; one without a name is counted."""
    head, _, number = name.partition(" ")
    if head == "number" and number.isdecimal():
        return say("element.number", {"number": number})
    return plain(name, hide=hide)


def operand_words(operand: Operand, shape: Shape, here: Shape | None, of: Shape | None, joint: str = "or") -> str:
    """What stands on the right of an operator, without evidence: "90 days from today", "the contract end"."""
    match operand:
        case Given(value):
            return given_words(operand, value, of, joint)
        case Day(amount):
            if amount == 0:
                return say("operand.today")
            return say("operand.ahead" if amount > 0 else "operand.ago", {"amount": span(operand)})
        case Share(percent, inner):
            return say(
                "operand.share",
                {"percent": f"{percent:g}", "of": operand_words(inner, shape, here, of, joint)},
            )
        case FieldPath():
            name = label_of(operand, shape, here)
            many = operand.is_list or bool(operand.plucks) or is_plural(name)
            return say("operand.field.list" if many else "operand.field", label_slots(name))


def given_words(operand: Operand, value: Value, shape: Shape | None, joint: str) -> str:
    """A wanted value; of a list of the company mostly only what the list is called."""
    if isinstance(operand, Given) and operand.source is not None and from_organisation(operand):
        name = organisation_label(tuple(operand.source.split(".")[1:]))
        if value is None:
            return name
        if isinstance(value, list) and not _worth_naming(operand, value, shape):
            return say("operand.org", {"label": name})
    return plain(_title_of(value), shape, joint=joint)


def _worth_naming(operand: Given, names: list[Value], shape: Shape | None) -> bool:
    """Whether a list of the company is short, and something to choose from (not "rename your agency")."""
    to_choose = shape is None or shape.kind == "choice" or (operand.source or "").endswith(".key")
    return to_choose and 0 < len(names) <= _MOST_TO_CHOOSE


def from_organisation(operand: Operand) -> bool:
    """Whether a wanted value is the company's own."""
    return isinstance(operand, Given) and operand.source is not None and operand.source.startswith("org.")


def span(operand: Operand) -> str:
    """For example "90 days"; empty for what is no time span."""
    if not isinstance(operand, Day):
        return ""
    return time_span(abs(operand.amount), operand.unit)


def _title_of(value: Value) -> Value:
    """A named pattern is known by its title; its regular expression is never shown."""
    return value.get("title", "") if isinstance(value, dict) else value
