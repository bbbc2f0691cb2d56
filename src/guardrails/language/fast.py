"""Conditions as plain functions that only say how it comes out: the passing path.

`weigh` in evidence.py walks the same tree and keeps everything it saw; a property test proves that both agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, assert_never

from guardrails.language.operators import OPERATORS, Answer
from guardrails.language.scope import (
    Lookup,
    Scope,
    Seen,
    Terms,
    elements_of,
    is_settled,
    look,
    resolved_operand,
    settled_answer,
)
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
    Some,
    Sum,
    Survey,
    Test,
    Times,
)
from guardrails.model.truth import Truth
from guardrails.model.value import UNKNOWN, Gap
from guardrails.text.values import Value

YES, NO, UNANSWERED, UNJUDGED = Truth.YES, Truth.NO, Truth.UNANSWERED, Truth.UNJUDGED

Judge: TypeAlias = Callable[[Value, Scope], Truth]


def fast(condition: Condition, terms: Terms) -> Judge:
    """A function of ("here", scope) that tells whether the condition holds."""
    match condition:
        case Test():
            return _test(condition, terms)
        case All(parts):
            return _all([fast(p, terms) for p in parts])
        case AnyOf(parts):
            return _any([fast(p, terms) for p in parts])
        case Each() | Some():
            return _quantified(condition, terms)
        case Count():
            return _count(condition, terms)
        case Sum():
            return _sum(condition, terms)
        case Refers():
            return _refers(condition, terms)
        case Survey():
            return _survey(condition, terms)
        case Meets():
            return fast(condition.part, terms)
        case _:
            assert_never(condition)


def lookup(path: FieldPath) -> Lookup:
    """A function that finds the value at a path; the common short paths are written out."""
    if path.start not in ("here", "root") or not path.keys:
        return lambda here, scope: look(path, here, scope)
    steps = [(k, Gap.NOTHING if n else Gap.UNANSWERED) for k, n in zip(path.keys, path.nothing, strict=True)]
    from_root = path.start == "root"

    def find(here: Value, scope: Scope) -> Seen:
        found: Value = scope.root if from_root else here
        for key, gap in steps:
            if type(found) is not dict or key not in found:
                return gap
            found = found[key]
        return found

    return find


def _test(condition: Test, terms: Terms) -> Judge:
    op = OPERATORS[condition.operator]
    find = lookup(condition.path)
    on_nothing = YES if op.nothing else NO
    takes_unknown = condition.takes_unknown
    answer = settled_answer(condition.operator, condition.operand, terms) if is_settled(condition.operand) else None
    is_list = condition.path.is_list
    today = terms.today.isoformat()
    if answer is not None and not is_list:
        return _settled_test(condition.path, answer, on_nothing, takes_unknown)

    def judge(here: Value, scope: Scope) -> Truth:
        value = find(here, scope)
        if value is Gap.UNANSWERED or (value == UNKNOWN and not takes_unknown):
            return UNANSWERED
        if value is Gap.NOTHING:
            return on_nothing
        if value is Gap.UNJUDGED:
            return UNJUDGED
        if is_list and value == "none":
            value = []
        if answer is not None:
            return answer(value)
        wanted = resolved_operand(condition.operand, here, scope, terms)
        if wanted is Gap.UNANSWERED or (wanted == UNKNOWN and not takes_unknown):
            return UNANSWERED
        if isinstance(wanted, Gap):
            return NO if wanted is Gap.NOTHING else UNJUDGED
        return op.bind(wanted, today)(value)

    return judge


def _settled_test(path: FieldPath, answer: Answer, on_nothing: Truth, takes_unknown: bool) -> Judge:
    """The common leaf, one call deep: a plain field against an operand that is the same for every manifest."""
    if path.start not in ("here", "root") or not path.keys:
        find = lookup(path)

        def judge_elsewhere(here: Value, scope: Scope) -> Truth:
            value = find(here, scope)
            if isinstance(value, Gap):
                return on_nothing if value is Gap.NOTHING else UNANSWERED if value is Gap.UNANSWERED else UNJUDGED
            return UNANSWERED if value == UNKNOWN and not takes_unknown else answer(value)

        return judge_elsewhere
    steps = [(k, on_nothing if n else UNANSWERED) for k, n in zip(path.keys, path.nothing, strict=True)]
    from_root = path.start == "root"

    def judge(here: Value, scope: Scope) -> Truth:
        value: Value = scope.root if from_root else here
        for key, missing in steps:
            if type(value) is not dict or key not in value:
                return missing
            value = value[key]
        if value == UNKNOWN and not takes_unknown:
            return UNANSWERED
        return answer(value)

    return judge


def _all(parts: list[Judge]) -> Judge:
    def judge(here: Value, scope: Scope) -> Truth:
        worst = YES
        for part in parts:
            truth = part(here, scope)
            if truth is NO:
                return NO
            if truth is UNANSWERED or (truth is UNJUDGED and worst is YES):
                worst = truth
        return worst

    return judge


def _any(parts: list[Judge]) -> Judge:
    def judge(here: Value, scope: Scope) -> Truth:
        best = NO
        for part in parts:
            truth = part(here, scope)
            if truth is YES:
                return YES
            if truth is UNANSWERED or (truth is UNJUDGED and best is NO):
                best = truth
        return best

    return judge


def picked_each(where: Truth, require: Truth) -> Truth:
    """What an element says in `each`, when it is `where` that is not certain: only a sure yes counts as one."""
    return YES if where is NO or (where is not YES and require is YES) else require if where is YES else where


def picked_some(where: Truth, require: Truth) -> Truth:
    """What an element says in `some`, when it is `where` that is not certain: only a sure no counts as one."""
    return NO if where is NO or (where is not YES and require is NO) else require if where is YES else where


def _quantified(condition: Each | Some, terms: Terms) -> Judge:
    find = lookup(condition.path)
    where = fast(condition.where, terms) if condition.where else None
    require = fast(condition.require, terms)
    pick = picked_each if isinstance(condition, Each) else picked_some
    settles, otherwise = (NO, YES) if isinstance(condition, Each) else (YES, NO)

    def judge(here: Value, scope: Scope) -> Truth:
        elements = elements_of(value := find(here, scope))
        if elements is None:
            return UNANSWERED if value is Gap.UNANSWERED or value == UNKNOWN else UNJUDGED
        so_far = otherwise
        for element in elements:
            truth = require(element, scope)
            if where is not None and truth is not otherwise:
                truth = pick(where(element, scope), truth)
            if truth is settles:
                return truth
            if truth is UNANSWERED or (truth is UNJUDGED and so_far is otherwise):
                so_far = truth
        return so_far

    return judge


def limit(operator: str, operand: Operand, terms: Terms) -> Callable[[float, Value, Scope], Truth]:
    """A number operator as a function of the number, "here" and the scope."""
    settled = settled_answer(operator, operand, terms) if is_settled(operand) else None
    op, today = OPERATORS[operator], terms.today.isoformat()

    def answer(number: float, here: Value, scope: Scope) -> Truth:
        if settled is not None:
            return settled(number)
        wanted = resolved_operand(operand, here, scope, terms)
        if wanted is Gap.UNANSWERED or wanted == UNKNOWN:
            return UNANSWERED
        if isinstance(wanted, Gap):
            return NO if wanted is Gap.NOTHING else UNJUDGED
        return op.bind(wanted, today)(number)

    return answer


def bounded(answer: Callable[[float, Value, Scope], Truth], least: int, most: int, here: Value, scope: Scope) -> Truth:
    """The answer for a count that is not certain: known only if every number that is possible says the same."""
    answers = {answer(number, here, scope) for number in range(least, most + 1)}
    return answers.pop() if len(answers) == 1 else UNANSWERED


def _count(condition: Count, terms: Terms) -> Judge:
    find = lookup(condition.path)
    where = fast(condition.where, terms) if condition.where else None
    answer = limit(condition.operator, condition.operand, terms)

    def judge(here: Value, scope: Scope) -> Truth:
        elements = elements_of(value := find(here, scope))
        if elements is None:
            return UNANSWERED if value is Gap.UNANSWERED or value == UNKNOWN else UNJUDGED
        truths = [where(e, scope) for e in elements] if where else [YES] * len(elements)
        sure = truths.count(YES)
        perhaps = len(truths) - truths.count(NO)
        return bounded(answer, sure, perhaps, here, scope)

    return judge


def times_of(times: Times | None, element: Value, scope: Scope) -> float | None:
    """How often an element of a sum counts; None where nobody has answered that yet."""
    if times is None:
        return 1
    value = look(times.path, element, scope)
    weight = next((w for v, w in times.weights if v == value), None)
    if weight is None and (value is Gap.UNANSWERED or value == UNKNOWN):
        return None
    return times.otherwise if weight is None else weight


def number_or_gap(value: Seen) -> float | None:
    """A number; 0 for what does not exist; None for what nobody has answered or what is no number."""
    if value is Gap.NOTHING:
        return 0
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _sum(condition: Sum, terms: Terms) -> Judge:
    answer = limit(condition.operator, condition.operand, terms)
    finds = [lookup(p) for p in condition.paths]
    adds = lookup(condition.adds) if condition.adds else None
    where = fast(condition.where, terms) if condition.where else None

    def judge(here: Value, scope: Scope) -> Truth:
        if adds is None:
            numbers = [number_or_gap(find(here, scope)) for find in finds]
        else:
            elements = elements_of(finds[0](here, scope))
            if elements is None:
                return UNANSWERED
            numbers = []
            for element in elements:
                counts = where(element, scope) if where else YES
                number = number_or_gap(adds(element, scope))
                if counts is not NO:
                    often = times_of(condition.times, element, scope) if counts is YES else None
                    numbers.append(None if number is None or often is None else number * often)
        known = [n for n in numbers if n is not None]
        return answer(sum(known), here, scope) if len(known) == len(numbers) else UNANSWERED

    return judge


def _refers(condition: Refers, terms: Terms) -> Judge:
    find = lookup(condition.path)
    that = fast(condition.that, terms) if condition.that else None
    kind, negated = condition.kind, condition.negated

    def judge(here: Value, scope: Scope) -> Truth:
        value = find(here, scope)
        if value is Gap.UNANSWERED or value == UNKNOWN:
            return UNANSWERED
        if value is Gap.UNJUDGED:
            return UNJUDGED
        target = scope.inventory.named(kind, value) if isinstance(value, str) else None
        if target is None and isinstance(value, str) and scope.inventory.unread_file(value):
            return UNJUDGED
        truth = NO if target is None else that(target.fields, scope) if that else YES
        if negated:
            return NO if truth is YES else YES if truth is NO else truth
        return truth

    return judge


def _survey(condition: Survey, terms: Terms) -> Judge:
    where = fast(condition.where, terms)
    answer = limit(condition.operator, condition.operand, terms)

    def judge(here: Value, scope: Scope) -> Truth:
        truths = [where(m.fields, scope) for m in scope.inventory.of_kind(condition.kind)]
        sure = truths.count(YES)
        perhaps = len(truths) - truths.count(NO)
        return bounded(answer, sure, perhaps, here, scope)

    return judge
