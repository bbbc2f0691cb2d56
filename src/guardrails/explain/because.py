"""Why a rule concerns this manifest: the true `when`, in one short sentence; or which answers it still hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType
from typing import assert_never

from guardrails.explain.counting import kind_word, number
from guardrails.explain.leaf import true_clause
from guardrails.explain.plain_values import listed, plain
from guardrails.explain.scene import Scene
from guardrails.explain.sentences import say
from guardrails.explain.totals import item_names, unit_of
from guardrails.language.evidence import gaps
from guardrails.language.operators import OPERATORS
from guardrails.model.condition import All, Each, Sum
from guardrails.model.evidence import (
    Combined,
    Defined,
    Evidence,
    Quantified,
    Referred,
    Surveyed,
    Tallied,
    Tested,
)
from guardrails.model.shape import Shape
from guardrails.model.truth import Truth
from guardrails.model.value import Gap, Path

_MOST_CLAUSES = 3
# What something is tells more than what it is not.
_WEAK = ("is_not", "not_in", "not_under", "not_matches", "absent", "empty", "lacks_any", "includes_none")
_TELLING = OPERATORS.keys() - set(_WEAK)
_NO_SHAPES: Mapping[str, Shape] = MappingProxyType({})


def because(when: Evidence | None, shape: Shape, *, shapes: Mapping[str, Shape] = _NO_SHAPES, hide: bool = False) -> str:
    """The true `when`: "It concerns you because it sees contact and health."; empty where it concerns everybody."""
    if when is None or when.truth is not Truth.YES:
        return ""
    scene = Scene(shape, shapes, hide)
    told = clauses(when, scene, _TELLING) or clauses(when, scene)
    found = list(dict.fromkeys(told))[:_MOST_CLAUSES]
    return say("because.tool", {"clauses": listed(found)}) if found else ""


def unclear(when: Evidence, shape: Shape) -> tuple[tuple[Path, str], ...]:
    """The answers that decide whether a rule concerns this manifest: each path with its question."""
    scene = Scene(shape)
    return tuple((path, scene.question(path)) for path in gaps(when))


def clauses(evidence: Evidence, scene: Scene, operators: Set[str] = OPERATORS.keys()) -> list[str]:
    """What holds, as clauses, for tests with these operators; about what is not there, and the company, nothing is said."""
    if evidence.truth is not Truth.YES:
        return []
    match evidence:
        case Tested(found=found, condition=test):
            silent = found is Gap.NOTHING or test.path.start == "org" or test.operator not in operators
            return [] if silent else [true_clause(evidence, scene)]
        case Combined(condition=condition, parts=parts):
            below = [clauses(part, scene, operators) for part in parts]
            if isinstance(condition, All):
                return [clause for part in below for clause in part]
            return next((part for part in below if part), [])
        case Quantified():
            return _quantified(evidence, scene)
        case Tallied():
            return [_tallied(evidence, scene)]
        case Referred():
            return _referred(evidence, scene)
        case Surveyed():
            return [_surveyed(evidence)]
        case Defined(part=part):
            return clauses(part, scene, operators)
        case _:
            assert_never(evidence)


def _quantified(evidence: Quantified, scene: Scene) -> list[str]:
    """What holds for the first elements that are picked: "the way to sign in is api_key (for crm)"."""
    if isinstance(evidence.condition, Each):
        return []
    for element in evidence.elements:
        if element.require is None or element.require.truth is not Truth.YES:
            continue
        if element.where is not None and element.where.truth is not Truth.YES:
            continue
        inner = scene.inside(element.name, evidence.condition.named_by)
        below = [*(clauses(element.where, inner) if element.where else []), *clauses(element.require, inner)]
        name = inner.names[-1]
        return [say("because.element", {"clause": clause, "name": name}) for clause in below[:2]]
    return []


def _tallied(evidence: Tallied, scene: Scene) -> str:
    slots = {
        **scene.words(evidence.field),
        "total": number(evidence.total or 0, unit_of(evidence, scene)),
        "names": item_names(evidence, scene),
    }
    kind = "sum" if isinstance(evidence.condition, Sum) else "count"
    if not evidence.items:
        return say("found.list_is_empty", slots)
    return say(f"because.{kind}" if len(evidence.items) > 1 else f"because.{kind}.one", slots)


def _referred(evidence: Referred, scene: Scene) -> list[str]:
    if evidence.found is Gap.NOTHING:
        return []
    below = []
    if evidence.that is not None and evidence.target is not None:
        inner = scene.within(evidence.target, evidence.condition.kind)
        name = plain(evidence.target)
        below = [say("because.element", {"clause": c, "name": name}) for c in clauses(evidence.that, inner)[:2]]
    slots = {**scene.words(evidence.field), "found": scene.plain(evidence.found, evidence.field)}
    return below or [say("because.refers_to", slots)]


def _surveyed(evidence: Surveyed) -> str:
    names = listed([plain(name) for name in evidence.names])
    kind = evidence.condition.kind
    slots = {"names": names, "kind": kind_word(kind), "kinds": kind_word(kind, many=True)}
    ending = {0: ".none", 1: ".one"}.get(len(evidence.names), "")
    return say(f"because.survey{ending}", {**slots, "count": str(len(evidence.names))})
