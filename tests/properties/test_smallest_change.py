"""The smallest change, on 20,000 random rules: it passes, it breaks nothing else, and no smaller one would do."""

from __future__ import annotations

from collections import Counter

import pytest

from guardrails.repair.applying import applied
from guardrails.repair.possible import is_possible
from guardrails.repair.search import smallest_change
from tests.properties.smallest import SHAPE, Case, cases

_COUNT = 20_000
_PARTS = 4


def _outcome(case: Case) -> str:
    repair = smallest_change(case.finding, case.rehearsal, {"Tool": SHAPE})
    if repair is None or repair.breaks:
        return "missed" if case.fewest is not None else "nothing helps"
    after = applied(case.finding.manifest.fields, repair.edits)
    assert case.helps(after), (case.finding.rule.require, repair)
    assert case.fewest is not None
    return "fewest" if len(repair.edits) == case.fewest else "more"


@pytest.mark.parametrize("part", range(_PARTS))
def test_the_change_offered_is_the_smallest(part: int) -> None:
    came = Counter(_outcome(case) for case in cases(_COUNT // _PARTS, seed=part))
    can_be_fixed = came["fewest"] + came["more"] + came["missed"]
    assert can_be_fixed > _COUNT // _PARTS / 2
    assert came["fewest"] >= 0.99 * can_be_fixed, came


def test_what_is_called_impossible_is_and_the_other_way_round() -> None:
    told = Counter[tuple[bool, bool]]()
    for case in cases(4_000, seed=11):
        terms = case.rehearsal.run.terms
        told[case.ever, is_possible(case.finding.rule.require, SHAPE, terms)] += 1
    assert told[True, False] == told[False, True] == 0
    assert told[False, False] > 100
