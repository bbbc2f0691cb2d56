"""Conditions weighed with everything that was seen on the way: values found and wanted, elements, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from guardrails.language.fast import (
    bounded,
    limit,
    number_or_gap,
    picked_each,
    picked_some,
    times_of,
)
from guardrails.language.operators import OPERATORS
from guardrails.language.scope import Scope, Seen, Terms, elements_of, look, resolved_operand
from guardrails.model.condition import (
    All,
    AnyOf,
    Condition,
    Count,
    Each,
    FieldPath,
    Meets,
    Operand,
    Refers,
    Share,
    Some,
    Sum,
    Survey,
    Test,
)
from guardrails.model.evidence import (
    Combined,
    Defined,
    Element,
    Evidence,
    Quantified,
    Referred,
    Surveyed,
    Tallied,
    Tested,
)
from guardrails.model.truth import Truth, all_of, any_of
from guardrails.model.value import UNKNOWN, Gap, Path
from guardrails.text.nearest import nearest
from guardrails.text.values import Value

YES, NO, UNANSWERED, UNJUDGED = Truth.YES, Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED


class Weigher:
    """Weighs conditions about one manifest; `document` names another manifest while a reference is followed."""

    def __init__(self, scope: Scope, terms: Terms, document: str | None = None) -> None:
        self._scope = scope
        self._terms = terms
        self._document = document

    def weigh(self, condition: Condition, here: Value, at: Path) -> Evidence:
        """The evidence for a condition whose paths start in `here`, which stands at path `at`."""
        match condition:
            case Test():
                return self._tested(condition, here, at)
            case All(parts):
                weighed = tuple(self.weigh(p, here, at) for p in parts)
                return Combined(all_of(e.truth for e in weighed), condition, weighed)
            case AnyOf(parts):
                weighed = tuple(self.weigh(p, here, at) for p in parts)
                return Combined(any_of(e.truth for e in weighed), condition, weighed)
            case Each() | Some():
                return self._quantified(condition, here, at)
            case Count():
                return self._counted(condition, here, at)
            case Sum():
                return self._summed(condition, here, at)
            case Refers():
                return self._referred(condition, here, at)
            case Survey():
                return self._surveyed(condition, here, at)
            case Meets():
                part = self.weigh(condition.part, here, at)
                return Defined(part.truth, condition, part)
            case _:
                assert_never(condition)

    def _where(self, path: FieldPath, at: Path) -> Path:
        """The concrete path of a field, from the root of its document."""
        if path.start in ("facts", "org"):
            return (path.start, *path.keys)
        return path.keys if path.start == "root" else (*at, *path.keys)

    def _gap(self, path: FieldPath, here: Value, at: Path) -> Path | None:
        """The shortest part of a path that nobody has answered yet."""
        if path.start == "facts":
            return self._scope.fact(path.keys[0]).asks
        found = self._scope.root if path.start == "root" else here
        before: Path = () if path.start == "root" else at
        for step, key in enumerate(path.keys):
            if not isinstance(found, dict) or key not in found:
                return None if path.nothing[step] else (*before, *path.keys[: step + 1])
            found = found[key]
        return (*before, *path.keys) if found == UNKNOWN else None

    def _tested(self, condition: Test, here: Value, at: Path) -> Tested:
        op = OPERATORS[condition.operator]
        value = look(condition.path, here, self._scope)
        wanted = resolved_operand(condition.operand, here, self._scope, self._terms)
        fact = self._scope.fact(condition.path.keys[0]) if condition.path.start == "facts" else None
        truth, missing = YES, None
        if value is Gap.UNANSWERED or (value == UNKNOWN and not condition.takes_unknown):
            truth, missing = UNANSWERED, self._gap(condition.path, here, at)
        elif value is Gap.NOTHING:
            truth = YES if op.nothing else NO
        elif value is Gap.UNJUDGED or wanted is Gap.UNJUDGED:
            truth = UNJUDGED
        elif wanted is Gap.UNANSWERED or (wanted == UNKNOWN and not condition.takes_unknown):
            truth, missing = UNANSWERED, self._operand_gap(condition.operand, here, at)
        elif isinstance(wanted, Gap):
            truth = NO
        else:
            found = [] if condition.path.is_list and value == "none" else value
            truth = op.bind(wanted, self._terms.today.isoformat())(found)
        where = self._where(condition.path, at)
        return Tested(truth, condition, where, value, wanted, missing, fact, self._document)

    def _operand_gap(self, operand: Operand, here: Value, at: Path) -> Path | None:
        while isinstance(operand, Share):
            operand = operand.of
        return self._gap(operand, here, at) if isinstance(operand, FieldPath) else None

    def _elements(self, path: FieldPath, here: Value, at: Path) -> tuple[Seen, list[Value] | None, Path, Path | None]:
        value = look(path, here, self._scope)
        elements = elements_of(value)
        missing = self._gap(path, here, at) if elements is None else None
        return value, elements, self._where(path, at), missing

    def _quantified(self, condition: Each | Some, here: Value, at: Path) -> Quantified:
        value, elements, where_at, missing = self._elements(condition.path, here, at)
        if elements is None:
            truth = UNANSWERED if value is Gap.UNANSWERED or value == UNKNOWN else UNJUDGED
            return Quantified(truth, condition, where_at, (), missing)
        pick, combine = (picked_each, all_of) if isinstance(condition, Each) else (picked_some, any_of)
        weighed: list[Element] = []
        truths: list[Truth] = []
        for index, element in enumerate(elements):
            place = (*where_at, index)
            where = self.weigh(condition.where, element, place) if condition.where else None
            require = self.weigh(condition.require, element, place)
            truths.append(pick(where.truth, require.truth) if where else require.truth)
            weighed.append(Element(_name(element, condition.named_by, index), place, where, require))
        return Quantified(combine(truths), condition, where_at, tuple(weighed))

    def _counted(self, condition: Count, here: Value, at: Path) -> Tallied:
        value, elements, where_at, missing = self._elements(condition.path, here, at)
        wanted = resolved_operand(condition.operand, here, self._scope, self._terms)
        if elements is None:
            truth = UNANSWERED if value is Gap.UNANSWERED or value == UNKNOWN else UNJUDGED
            return Tallied(truth, condition, where_at, None, wanted, (), missing)
        answer = limit(condition.operator, condition.operand, self._terms)
        truths: list[Truth] = []
        items: list[tuple[str, Path, float]] = []
        for index, element in enumerate(elements):
            place = (*where_at, index)
            where = self.weigh(condition.where, element, place) if condition.where else None
            truths.append(where.truth if where else YES)
            if truths[-1] is YES:
                items.append((_name(element, condition.named_by, index), place, 1))
            elif truths[-1] is not NO and missing is None and where is not None:
                missing = next(iter(gaps(where)), None)
        sure, perhaps = len(items), len(truths) - truths.count(NO)
        truth = bounded(answer, sure, perhaps, here, self._scope)
        missing = missing or self._operand_gap(condition.operand, here, at)
        return Tallied(truth, condition, where_at, sure, wanted, tuple(items), missing if truth is UNANSWERED else None)

    def _summed(self, condition: Sum, here: Value, at: Path) -> Tallied:
        wanted = resolved_operand(condition.operand, here, self._scope, self._terms)
        if condition.adds is None:
            where_at: Path = self._where(condition.paths[0], at) if condition.paths else at
            once: float = 1
            parts = [(".".join(p.keys), self._where(p, at), look(p, here, self._scope), YES, once) for p in condition.paths]
            gap = next(
                (self._gap(p, here, at) for p in condition.paths if number_or_gap(look(p, here, self._scope)) is None), None
            )
        else:
            _, elements, where_at, gap = self._elements(condition.paths[0], here, at)
            if elements is None:
                return Tallied(UNANSWERED, condition, where_at, None, wanted, (), gap)
            parts, gap = self._addends(condition, elements, where_at)
        numbers = [(n, p, number_or_gap(v) if counts is YES else None, t) for n, p, v, counts, t in parts if counts is not NO]
        items = sorted(((n, p, v * t) for n, p, v, t in numbers if v is not None), key=lambda i: (-i[2], i[0]))
        if len(items) < len(numbers):
            return Tallied(UNANSWERED, condition, where_at, None, wanted, tuple(items), gap)
        total = sum(v * t for _, _, v, t in numbers if v is not None)
        truth = limit(condition.operator, condition.operand, self._terms)(total, here, self._scope)
        missing = self._operand_gap(condition.operand, here, at) if truth is UNANSWERED else None
        return Tallied(truth, condition, where_at, total, wanted, tuple(items), missing)

    def _addends(
        self, condition: Sum, elements: list[Value], where_at: Path
    ) -> tuple[list[tuple[str, Path, Seen, Truth, float]], Path | None]:
        parts: list[tuple[str, Path, Seen, Truth, float]] = []
        gap: Path | None = None
        assert condition.adds is not None
        for index, element in enumerate(elements):
            place = (*where_at, index)
            where = self.weigh(condition.where, element, place) if condition.where else None
            counts = where.truth if where else YES
            value = look(condition.adds, element, self._scope)
            if counts is not NO and gap is None:
                gap = self._gap(condition.adds, element, place) if number_or_gap(value) is None else None
                gap = gap or (next(iter(gaps(where)), None) if where and counts is not YES else None)
            times = times_of(condition.times, element, self._scope)
            if times is None and condition.times is not None:
                value = Gap.UNANSWERED
                if counts is not NO and gap is None:
                    gap = self._gap(condition.times.path, element, place)
            parts.append((_name(element, condition.named_by, index), place, value, counts, times or 0))
        return parts, gap

    def _referred(self, condition: Refers, here: Value, at: Path) -> Referred:
        value = look(condition.path, here, self._scope)
        where_at = self._where(condition.path, at)
        if value is Gap.UNANSWERED or value == UNKNOWN:
            return Referred(UNANSWERED, condition, where_at, value, None, None, self._gap(condition.path, here, at))
        if value is Gap.UNJUDGED:
            return Referred(UNJUDGED, condition, where_at, value, None, None)
        target = self._scope.inventory.named(condition.kind, value) if isinstance(value, str) else None
        unread = self._scope.inventory.unread_file(value) if target is None and isinstance(value, str) else ""
        if unread:
            return Referred(UNJUDGED, condition, where_at, value, None, None, unread=unread)
        that = None
        if target is not None and condition.that is not None:
            that = Weigher(self._scope, self._terms, target.name).weigh(condition.that, target.fields, ())
        truth = NO if target is None else that.truth if that else YES
        if condition.negated:
            truth = NO if truth is YES else YES if truth is NO else truth
        near = None
        if target is None and isinstance(value, str):
            near = nearest(value, self._scope.inventory.names(condition.kind))
        return Referred(truth, condition, where_at, value, target.name if target else None, that, None, near)

    def _surveyed(self, condition: Survey, here: Value, at: Path) -> Surveyed:
        names: list[str] = []
        truths: list[Truth] = []
        missing: Path | None = None
        for manifest in self._scope.inventory.of_kind(condition.kind):
            where = Weigher(self._scope, self._terms, manifest.name).weigh(condition.where, manifest.fields, ())
            truths.append(where.truth)
            if where.truth is YES:
                names.append(manifest.name)
            elif where.truth is not NO and missing is None:
                missing = next(iter(gaps(where)), None)
        answer = limit(condition.operator, condition.operand, self._terms)
        perhaps = len(truths) - truths.count(NO)
        truth = bounded(answer, len(names), perhaps, here, self._scope)
        wanted = resolved_operand(condition.operand, here, self._scope, self._terms)
        missing = missing or self._operand_gap(condition.operand, here, at)
        return Surveyed(truth, condition, tuple(sorted(names)), wanted, missing if truth is UNANSWERED else None)


def _name(element: Value, named_by: str | None, index: int) -> str:
    """What people call an element: its naming field, itself if it is plain, else its number."""
    if isinstance(element, dict):
        name = element.get(named_by) if named_by else None
        return str(name) if name is not None else f"number {index + 1}"
    return str(element)


def gaps(evidence: Evidence) -> tuple[Path, ...]:
    """The answers that evidence hangs on: the missing paths of the parts that are not known yet, in order, once.

    What another manifest has not answered can't be asked of this one.
    """
    found: list[Path] = []
    waiting: list[Evidence | None] = [evidence]
    while waiting:
        node = waiting.pop(0)
        if node is None or node.truth is not UNANSWERED:
            continue
        missing = _missing(node)
        if missing is not None:
            found.append(missing)
        waiting[:0] = parts_of(node)
    return tuple(dict.fromkeys(found))


def _missing(node: Evidence) -> Path | None:
    if isinstance(node, Combined | Defined):
        return None
    if isinstance(node, Tested) and node.document is not None and node.condition.path.start == "here":
        return None
    return node.missing


def parts_of(node: Evidence) -> Sequence[Evidence | None]:
    """The evidence one level down."""
    match node:
        case Combined(parts=parts):
            return parts
        case Quantified(elements=elements):
            return [half for element in elements for half in (element.where, element.require)]
        case Referred(that=that):
            return [that]
        case Defined(part=part):
            return [part]
        case Tested() | Tallied() | Surveyed():
            return ()
        case _:
            assert_never(node)
