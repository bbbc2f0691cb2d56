"""Every operator in one table: name, value found, value wanted, answer. A type it can't judge is never a pass."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.explain.catalogue_en import SENTENCES
from guardrails.language.operators import LIST_OPERATORS, NUMBER_OPERATORS, OPERATORS
from guardrails.model.truth import Truth, opposite
from guardrails.text.values import Value

TODAY = "2026-11-23"
YES, NO, UNJUDGED = Truth.YES, Truth.NO, Truth.UNJUDGED
PATTERN: Value = {"title": "a key", "regex": "sk_[a-z]{3}", "example": "sk_abc"}

# One row a pair: (operator, found, wanted, answer). Its dual must say the opposite, so it needs no rows of its own.
TABLE: tuple[tuple[str, Value, Value, Truth], ...] = (
    ("is", "red", "red", YES),
    ("is", "red", "Red", NO),
    ("is", True, True, YES),
    ("is", True, 1, NO),
    ("is", 0, False, NO),
    ("is", 1, 1.0, YES),
    ("is", ["red"], "red", UNJUDGED),
    ("is", {"a": 1}, "red", UNJUDGED),
    ("is", None, "red", UNJUDGED),
    ("is", "red", None, UNJUDGED),
    ("in", "red", ["red", "blue"], YES),
    ("in", "green", ["red", "blue"], NO),
    ("in", 1, [1, "red"], YES),
    ("in", True, [1, 2], NO),
    ("in", "red", [], NO),
    ("in", "red", "red", UNJUDGED),
    ("in", ["red"], ["red"], UNJUDGED),
    ("in", {}, ["red"], UNJUDGED),
    ("present", "", True, YES),
    ("present", False, True, YES),
    ("present", [], True, YES),
    ("empty", [], True, YES),
    ("empty", "", True, YES),
    ("empty", {}, True, YES),
    ("empty", ["a"], True, NO),
    ("empty", "a", True, NO),
    ("empty", 0, True, UNJUDGED),
    ("empty", False, True, UNJUDGED),
    ("includes_all", ["a", "b"], ["a"], YES),
    ("includes_all", ["a"], ["a", "b"], NO),
    ("includes_all", [], [], YES),
    ("includes_all", "a", ["a"], UNJUDGED),
    ("includes_all", ["a"], "a", UNJUDGED),
    ("includes_all", [["a"]], ["a"], UNJUDGED),
    ("includes_any", ["a", "b"], ["b", "c"], YES),
    ("includes_any", ["a"], ["b"], NO),
    ("includes_any", [], ["b"], NO),
    ("includes_any", {"a": 1}, ["a"], UNJUDGED),
    ("includes_any", ["a"], None, UNJUDGED),
    ("includes_other_than", ["a", "b"], ["a"], YES),
    ("includes_other_than", ["a"], ["a", "b"], NO),
    ("includes_other_than", [], ["a"], NO),
    ("includes_other_than", [{"a": 1}], ["a"], UNJUDGED),
    ("includes_other_than", "b", ["a"], UNJUDGED),
    ("at_least", 5, 5, YES),
    ("at_least", 4.99, 5, NO),
    ("at_least", "5", 5, UNJUDGED),
    ("at_least", True, 0, UNJUDGED),
    ("at_least", 5, "5", UNJUDGED),
    ("at_least", 5, True, UNJUDGED),
    ("at_most", 5, 5, YES),
    ("at_most", 6, 5, NO),
    ("at_most", [], 5, UNJUDGED),
    ("at_most", 5, None, UNJUDGED),
    ("between", 1, [1, 5], YES),
    ("between", 5, [1, 5], YES),
    ("between", 0, [1, 5], NO),
    ("between", 5.01, [1, 5], NO),
    ("between", "3", [1, 5], UNJUDGED),
    ("between", True, [0, 5], UNJUDGED),
    ("between", 3, [1], UNJUDGED),
    ("between", 3, ["1", "5"], UNJUDGED),
    ("between", 3, 3, UNJUDGED),
    ("before", "2026-11-22", "2026-11-23", YES),
    ("before", "2026-11-23", "2026-11-23", NO),
    ("before", "2026-11-23T08:00", "2026-11-23", NO),
    ("before", "2026-11-22T23:59", "2026-11-23", YES),
    ("before", "tomorrow", "2026-11-23", UNJUDGED),
    ("before", "2026-11-23 08:00", "2026-11-23", UNJUDGED),
    ("before", 20261122, "2026-11-23", UNJUDGED),
    ("before", "2026-11-22", "soon", UNJUDGED),
    ("before", "2026-11-22", None, UNJUDGED),
    ("after", "2026-11-24", "2026-11-23", YES),
    ("after", "2026-11-23T23:59", "2026-11-23", NO),
    ("after", [], "2026-11-23", UNJUDGED),
    ("within", TODAY, "2026-11-30", YES),
    ("within", "2026-11-30", "2026-11-30", YES),
    ("within", "2026-12-01", "2026-11-30", NO),
    ("within", "2026-11-22", "2026-11-30", NO),
    ("within", 5, "2026-11-30", UNJUDGED),
    ("within", TODAY, 90, UNJUDGED),
    ("older_than", "2025-11-22", "2025-11-23", YES),
    ("older_than", "2025-11-23", "2025-11-23", NO),
    ("older_than", True, "2025-11-23", UNJUDGED),
    ("matches", "sk_abc", PATTERN, YES),
    ("matches", "xsk_abc", PATTERN, NO),
    ("matches", "sk_abc\n", PATTERN, NO),
    ("matches", 5, PATTERN, UNJUDGED),
    ("matches", "sk_abc", "sk_abc", UNJUDGED),
    ("starts_with", "https://x", "https://", YES),
    ("starts_with", "https://x", ["http:", "https:"], YES),
    ("starts_with", "ftp://x", ["http:", "https:"], NO),
    ("starts_with", 1, "1", UNJUDGED),
    ("starts_with", "a", None, UNJUDGED),
    ("starts_with", "a", 5, UNJUDGED),
    ("ends_with", "a.example", ".example", YES),
    ("ends_with", "a.example", [".org"], NO),
    ("ends_with", ["a"], "a", UNJUDGED),
    ("ends_with", "a", [1], UNJUDGED),
    ("under", "marketing.ads.x", "marketing.ads", YES),
    ("under", "marketing.ads", ["sales", "marketing.ads"], YES),
    ("under", "marketing.adsx", "marketing.ads", NO),
    ("under", "marketing", "marketing.ads", NO),
    ("under", None, "marketing", UNJUDGED),
    ("under", "marketing", None, UNJUDGED),
    ("same_site_as", "news.brand.co.uk", "https://shop.brand.co.uk/x", YES),
    ("same_site_as", "other.co.uk", "brand.co.uk", NO),
    ("same_site_as", "NEWS.Brand.example", ["brand.example"], YES),
    ("same_site_as", 4, "brand.example", UNJUDGED),
    ("same_site_as", "brand.example", None, UNJUDGED),
    ("unique_by", [{"name": "a"}, {"name": "b"}], "name", YES),
    ("unique_by", [{"name": "a"}, {"name": "a"}], "name", NO),
    ("unique_by", [{"name": "a"}, {}], "name", YES),
    ("unique_by", ["a", "a"], "it", NO),
    ("unique_by", [], "name", YES),
    ("unique_by", "aa", "it", UNJUDGED),
)


@pytest.mark.parametrize(("name", "found", "wanted", "answer"), TABLE)
def test_an_operator_and_its_dual(name: str, found: Value, wanted: Value, answer: Truth) -> None:
    op = OPERATORS[name]
    assert op.bind(wanted, TODAY)(found) is answer
    assert OPERATORS[op.dual].bind(wanted, TODAY)(found) is opposite(answer)


def test_the_table_speaks_of_every_pair() -> None:
    spoken_of = {name for name, *_ in TABLE}
    assert {name for name, op in OPERATORS.items() if name not in spoken_of and op.dual not in spoken_of} == set()


@pytest.mark.parametrize("name", OPERATORS)
def test_an_operator_has_all_its_parts(name: str) -> None:
    op = OPERATORS[name]
    assert op.name == name
    assert op.kinds
    assert op.operand in {
        "true", "scalar", "scalars", "number", "range", "date", "ahead", "ago", "pattern", "texts", "keys", "key",
    }  # fmt: skip
    assert callable(op.bind)
    assert callable(op.edit)
    for sentence in (op.need, op.found):
        assert sentence in SENTENCES, f"no sentence {sentence}"
    some: tuple[Value, ...] = ("x", 3, 2.5, True, [], ["a", "b"], [1, 5], {}, None, "2026-11-01")
    for found, wanted in product(some, some):
        assert isinstance(op.detail(found, wanted), dict)
        op.edit(found, wanted, TODAY)


@pytest.mark.parametrize("name", OPERATORS)
def test_a_dual_is_the_way_back(name: str) -> None:
    op = OPERATORS[name]
    dual = OPERATORS[op.dual]
    assert dual.dual == name
    assert dual.name != name
    assert (dual.kinds, dual.operand) == (op.kinds, op.operand)


@pytest.mark.parametrize("name", OPERATORS)
def test_at_most_one_of_a_pair_holds_for_what_does_not_exist(name: str) -> None:
    op = OPERATORS[name]
    assert not (op.nothing and OPERATORS[op.dual].nothing)
    assert op.nothing == (name in {"is_not", "not_in", "absent", "empty", "lacks_any", "includes_none", "only", "not_starts_with",
                                   "not_ends_with", "not_under", "not_same_site_as", "unique_by"})  # fmt: skip


def test_the_groups_of_operators() -> None:
    assert {"at_least", "less_than", "at_most", "more_than", "between", "outside"} == NUMBER_OPERATORS
    assert {"includes_any", "only", "unique_by", "empty", "present"} <= LIST_OPERATORS
    assert not {"is", "in", "under", "matches"} & LIST_OPERATORS


PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-9, 9), st.sampled_from(["", "a", "b", "a.b", "2026-11-23"])
)
ANY = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2), max_leaves=4
)
TYPES = {
    "text": (str,), "choice": (str,), "number": (int, float), "integer": (int,), "boolean": (bool,),
    "date": (str,), "moment": (str,), "list": (list,), "object": (dict,), "open": (dict,),
}  # fmt: skip


@given(st.sampled_from(sorted(OPERATORS)), ANY, ANY)
@settings(max_examples=400, deadline=None)
def test_any_two_values_get_opposite_answers(name: str, found: Value, wanted: Value) -> None:
    wanted = PATTERN if name.endswith("matches") else wanted
    op = OPERATORS[name]
    answer = op.bind(wanted, TODAY)(found)
    assert OPERATORS[op.dual].bind(wanted, TODAY)(found) is opposite(answer)


@given(st.sampled_from(sorted(set(OPERATORS) - {"present", "absent"})), ANY, ANY)
@settings(max_examples=400, deadline=None)
def test_a_value_of_a_foreign_type_is_never_judged(name: str, found: Value, wanted: Value) -> None:
    op = OPERATORS[name]
    accepted = tuple({t for kind in op.kinds for t in TYPES[kind]})
    foreign = not isinstance(found, accepted) or (isinstance(found, bool) and bool not in accepted)
    if foreign and not (name.endswith("empty") and isinstance(found, dict)):
        assert op.bind(PATTERN if op.operand == "pattern" else wanted, TODAY)(found) is UNJUDGED
