"""From a condition as written to a condition tree, with every path, operator, name and value checked on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guardrails.language.compile_operand import Names, OperandCompiler, kind_words, shape_words
from guardrails.language.faults import Faults
from guardrails.language.negation import negated
from guardrails.language.operators import LIST_OPERATORS, NUMBER_OPERATORS, OPERATORS
from guardrails.language.paths import Found, Ground, Lost, find_path
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Each,
    FieldPath,
    Given,
    Meets,
    Operand,
    Refers,
    Some,
    Sum,
    Survey,
    Test,
    Times,
)
from guardrails.model.shape import Shape
from guardrails.model.value import UNKNOWN, Path
from guardrails.text.values import Value

_FORMS = ("all", "any", "not", "meets", "each", "some", "none", "count_of", "sum_of", "inventory", "field")
_REFERRING = frozenset({"refers_to", "not_refers_to"})
_EXTRA = {
    "each": frozenset({"where", "named_by", "require"}),
    "some": frozenset({"where", "named_by", "require"}),
    "none": frozenset({"where", "named_by", "require"}),
    "count_of": frozenset({"where", "named_by"}) | NUMBER_OPERATORS,
    "sum_of": frozenset({"where", "named_by", "adds", "times"}) | NUMBER_OPERATORS,
    "inventory": frozenset({"where"}) | NUMBER_OPERATORS,
    "field": frozenset(OPERATORS) | _REFERRING | {"that"},
}
_HOLDS: Condition = All(())
_NUMBER = Found(FieldPath("here", ()), (Shape("number"),))


@dataclass(frozen=True, slots=True)
class ConditionCompiler:
    """Compiles the conditions of one pack. `definitions` are as written, with the place each stands at."""

    names: Names
    faults: Faults
    definitions: Mapping[str, Value]
    kinds: Mapping[str, Shape]
    open_definitions: list[str] = field(default_factory=list)

    def condition(self, node: Value, at: Path, ground: Ground) -> Condition:
        """The condition written in `node` at place `at`; what is not right is noted and holds for everyone."""
        if not isinstance(node, dict):
            self.faults.note("policy-wrong-kind", at, operator="", path="", found=kind_words(node), wanted="a condition")
            return _HOLDS
        form = next((f for f in _FORMS if f in node), None)
        if form is None:
            odd = next(iter(node), "")
            self.faults.unknown("policy-unknown-key", (*at, odd) if node else at, odd, _FORMS, "key", on_key=True)
            return _HOLDS
        if not self._known_keys(form, node, at):
            return _HOLDS
        return _COMPILERS[form](self, node, at, ground)

    def _known_keys(self, form: str, node: dict[str, Value], at: Path) -> bool:
        allowed = _EXTRA.get(form, frozenset())
        odd = [k for k in node if k != form and k not in allowed]
        for key in odd:
            if form == "field":
                self.faults.unknown("policy-unknown-operator", (*at, key), key, allowed, "operator", on_key=True)
            else:
                self.faults.unknown("policy-unknown-key", (*at, key), key, {form, *allowed}, "key", on_key=True)
        return not odd

    def _parts(self, node: Value, at: Path, ground: Ground) -> tuple[Condition, ...]:
        if not isinstance(node, list) or not node:
            self.faults.note(
                "policy-wrong-kind", at, operator=str(at[-1]), path="", found=kind_words(node), wanted="a list of conditions"
            )
            return ()
        return tuple(self.condition(part, (*at, i), ground) for i, part in enumerate(node))

    def _all(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        return All(self._parts(node["all"], (*at, "all"), ground))

    def _any(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        return AnyOf(self._parts(node["any"], (*at, "any"), ground))

    def _not(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        return negated(self.condition(node["not"], (*at, "not"), ground))

    def _meets(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        name = node["meets"]
        if not isinstance(name, str) or name not in self.definitions:
            self.faults.unknown("policy-unknown-definition", (*at, "meets"), str(name), self.definitions)
            return _HOLDS
        if name in self.open_definitions:
            circle = self.open_definitions[self.open_definitions.index(name) :]
            start = circle.index(min(circle))  # one circle is one problem, wherever it was entered
            names = [*circle[start:], *circle[: start + 1]]
            self.faults.note("policy-definition-circle", ("definitions", names[0]), True, names=", ".join(names))
            return _HOLDS
        self.open_definitions.append(name)
        part = self.condition(self.definitions[name], ("definitions", name), ground)
        self.open_definitions.pop()
        return Meets(name, part)

    def _path(self, text: Value, at: Path, ground: Ground) -> Found | None:
        found = find_path(text, ground) if isinstance(text, str) else None
        if isinstance(found, Lost):
            self.faults.add(found.id, at, found.slots)
            return None
        if found is None:
            self.faults.note(
                "policy-wrong-kind", at, operator="field", path="", found=kind_words(text), wanted="a path like data.buckets"
            )
        return found

    def _field(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        found = self._path(node["field"], (*at, "field"), ground)
        words = [k for k in node if k not in ("field", "that")]
        if len(words) != 1:
            wanted = "one operator" if not words else f"one operator, not {len(words)} ({', '.join(words)})"
            self.faults.note("policy-missing-part", at, part=wanted)
            return _HOLDS
        word = words[0]
        if "that" in node and word not in _REFERRING:
            self.faults.unknown("policy-unknown-operator", (*at, "that"), "that", _EXTRA["field"], "operator", on_key=True)
        if found is None:
            return _HOLDS
        if word in _REFERRING:
            return self._refers(node, word, at, ground, found)
        return self._test(node[word], word, (*at, word), ground, found)

    def _test(self, value: Value, word: str, at: Path, ground: Ground, found: Found) -> Condition:
        op = OPERATORS[word]
        if not self._judges(word, at, found):
            return _HOLDS
        if word == "absent" and found.path.nothing[-1:] != (True,):
            self.faults.note("policy-absent-unanswered", at, path=found.path.name)
        operand = self.names_operand(op.name, value, at, ground, found)
        return Test(found.path, word, operand, _speaks_of_unknown(operand))

    def names_operand(self, word: str, value: Value, at: Path, ground: Ground, found: Found) -> Operand:
        """The operand of an operator, checked against the field on its left."""
        return OperandCompiler(self.names, self.faults).operand(OPERATORS[word], value, at, ground, found)

    def _judges(self, word: str, at: Path, found: Found) -> bool:
        op = OPERATORS[word]
        if found.path.is_list and word not in LIST_OPERATORS:
            self.faults.note("policy-crosses-list", at, path=found.path.name, list=found.path.name)
            return False
        if not found.kinds <= op.kinds:
            odd = next(s for s in found.shapes if s.kind not in op.kinds)
            wanted = " or ".join(sorted({shape_words(Shape(k)) for k in op.kinds}))
            self.faults.note(
                "policy-wrong-kind", at, True, operator=word, path=found.path.name, found=shape_words(odd), wanted=wanted
            )
            return False
        return True

    def _refers(self, node: dict[str, Value], word: str, at: Path, ground: Ground, found: Found) -> Condition:
        kind = self._kind(node[word], (*at, word))
        if found.kinds - {"text", "choice"}:
            self.faults.note(
                "policy-wrong-kind", (*at, word), True, operator=word, path=found.path.name, found="a list", wanted="text"
            )
        if kind is None:
            return _HOLDS
        inner = Ground(((kind, self.kinds[kind]),), ground.root, ground.organisation)
        that = self.condition(node["that"], (*at, "that"), inner) if "that" in node else None
        return Refers(found.path, kind, that, word == "not_refers_to")

    def _kind(self, name: Value, at: Path) -> str | None:
        if isinstance(name, str) and name in self.kinds:
            return name
        self.faults.unknown("kind-unknown", at, str(name), self.kinds, "found")
        return None

    def _inside(self, node: dict[str, Value], word: str, at: Path, ground: Ground) -> tuple[Found, Ground] | None:
        """The list that a quantifier runs over, and the ground inside its elements."""
        found = self._path(node[word], (*at, word), ground)
        if found is None:
            return None
        if not found.path.is_list:
            self.faults.note(
                "policy-wrong-kind",
                (*at, word),
                operator=word,
                path=found.path.name,
                found=shape_words(found.shapes[0]),
                wanted="a list",
            )
            return None
        kinds = [kind for kind, _ in ground.here] if found.path.start == "here" else [kind for kind, _ in ground.root]
        elements = tuple((k, s.items or Shape("text")) for k, s in zip(kinds, found.shapes, strict=False))
        return found, Ground(elements, ground.root, ground.organisation)

    def _named_by(self, node: dict[str, Value], at: Path, inner: Ground) -> str | None:
        shape = inner.here[0][1]
        name = node.get("named_by")
        if name is None:
            return shape.identifies
        if not isinstance(name, str) or name not in shape.fields:
            self.faults.unknown("policy-unknown-path", (*at, "named_by"), str(name), shape.fields, "path")
            return None
        return name

    def _quantified(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        word = next(w for w in ("each", "some", "none") if w in node)
        inside = self._inside(node, word, at, ground)
        if "require" not in node:
            self.faults.note("policy-missing-part", at, part="require")
            return _HOLDS
        if inside is None:
            return _HOLDS
        found, inner = inside
        where = self.condition(node["where"], (*at, "where"), inner) if "where" in node else None
        require = self.condition(node["require"], (*at, "require"), inner)
        named_by = self._named_by(node, at, inner)
        if word == "some":
            return Some(found.path, where, require, named_by)
        return Each(found.path, where, negated(require) if word == "none" else require, named_by)

    def _limit(self, node: dict[str, Value], at: Path, ground: Ground) -> tuple[str, Operand]:
        words = [k for k in node if k in NUMBER_OPERATORS]
        if len(words) != 1:
            self.faults.note("policy-missing-part", at, part="one number operator like at_least")
            return "at_least", Given(0)
        return words[0], self.names_operand(words[0], node[words[0]], (*at, words[0]), ground, _NUMBER)

    def _count(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        inside = self._inside(node, "count_of", at, ground)
        operator, operand = self._limit(node, at, ground)
        if inside is None:
            return _HOLDS
        found, inner = inside
        where = self.condition(node["where"], (*at, "where"), inner) if "where" in node else None
        return Count(found.path, where, operator, operand, self._named_by(node, at, inner))

    def _sum(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        operator, operand = self._limit(node, at, ground)
        if isinstance(node["sum_of"], list):
            return self._sum_of_fields(node["sum_of"], at, ground, operator, operand)
        inside = self._inside(node, "sum_of", at, ground)
        if "adds" not in node:
            self.faults.note("policy-missing-part", at, part="adds")
        if inside is None or "adds" not in node:
            return _HOLDS
        found, inner = inside
        adds = self._number_path(node["adds"], (*at, "adds"), inner)
        where = self.condition(node["where"], (*at, "where"), inner) if "where" in node else None
        times = self._times(node["times"], (*at, "times"), inner) if "times" in node else None
        return Sum((found.path,), adds, where, times, operator, operand, self._named_by(node, at, inner))

    def _sum_of_fields(self, paths: list[Value], at: Path, ground: Ground, operator: str, operand: Operand) -> Condition:
        if not paths:
            wanted = "a list of number fields"
            self.faults.note(
                "policy-wrong-kind", (*at, "sum_of"), operator="sum_of", path="", found="an empty list", wanted=wanted
            )
        found = tuple(self._number_path(p, (*at, "sum_of", i), ground) for i, p in enumerate(paths))
        return Sum(tuple(p for p in found if p is not None), None, None, None, operator, operand)

    def _number_path(self, text: Value, at: Path, ground: Ground) -> FieldPath | None:
        found = self._path(text, at, ground)
        if found is not None and found.kinds - {"number", "integer"}:
            self.faults.note(
                "policy-wrong-kind",
                at,
                operator="sum_of",
                path=found.path.name,
                found=shape_words(found.shapes[0]),
                wanted="a number",
            )
        return found.path if found else None

    def _times(self, node: Value, at: Path, inner: Ground) -> Times | None:
        if (
            not isinstance(node, dict)
            or set(node) - {"field", "weights", "otherwise"}
            or not isinstance(node.get("weights"), dict)
        ):
            self.faults.note("policy-missing-part", at, part="times with field, weights and otherwise")
            return None
        found = self._path(node.get("field"), (*at, "field"), inner)
        weights = node["weights"]
        given = dict(weights) if isinstance(weights, dict) else {}
        otherwise = node.get("otherwise", 1)
        placed: list[tuple[Path, Value]] = [*((("weights", value), w) for value, w in given.items()), (("otherwise",), otherwise)]
        for place, weight in placed:
            if type(weight) is not int and type(weight) is not float:
                self.faults.note(
                    "policy-wrong-kind", (*at, *place), operator="times", path="", found=kind_words(weight), wanted="a number"
                )
        if found is None:
            return None
        for value in given:
            OperandCompiler(self.names, self.faults).possible(value, (*at, "weights", value), found)
        pairs = tuple((value, weight) for value, weight in given.items() if isinstance(weight, int | float))
        return Times(found.path, pairs, otherwise if isinstance(otherwise, int | float) else 1)

    def _survey(self, node: dict[str, Value], at: Path, ground: Ground) -> Condition:
        kind = self._kind(node["inventory"], (*at, "inventory"))
        operator, operand = self._limit(node, at, ground)
        if "where" not in node:
            self.faults.note("policy-missing-part", at, part="where")
        if kind is None or "where" not in node:
            return _HOLDS
        inner = Ground(((kind, self.kinds[kind]),), ground.root, ground.organisation)
        return Survey(kind, self.condition(node["where"], (*at, "where"), inner), operator, operand)


def _speaks_of_unknown(operand: Operand) -> bool:
    if not isinstance(operand, Given):
        return False
    value = operand.value
    return value == UNKNOWN or (isinstance(value, list) and UNKNOWN in value)


_Form = Callable[[ConditionCompiler, dict[str, Value], Path, Ground], Condition]
_COMPILERS: Mapping[str, _Form] = {
    "all": ConditionCompiler._all,
    "any": ConditionCompiler._any,
    "not": ConditionCompiler._not,
    "meets": ConditionCompiler._meets,
    "field": ConditionCompiler._field,
    "each": ConditionCompiler._quantified,
    "some": ConditionCompiler._quantified,
    "none": ConditionCompiler._quantified,
    "count_of": ConditionCompiler._count,
    "sum_of": ConditionCompiler._sum,
    "inventory": ConditionCompiler._survey,
}
