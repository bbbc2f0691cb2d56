"""Random conditions over the small schema, and random manifests with gaps, unknown answers and "none"."""

from __future__ import annotations

from hypothesis import strategies as st

from guardrails.language.operators import OPERATORS
from guardrails.text.values import Value
from tests.language.small import manifest

Node = dict[str, Value]
PATTERNS: Node = {"secret": {"title": "a key", "regex": "[ab]+", "example": "ab"}}
ORGANISATION: Node = {
    "people": ["mia@brand.example"],
    "systems_of_record": ["a"],
    "capacity": {"visitors_per_minute": 3},
    "blocked_vendors": [{"name": "b", "reason": "lost lists", "instead": "kite"}],
}

_WORD = st.sampled_from(["a", "b", "ab", "unknown", "none", "kite", "wren", ""])
_NUMBER = st.one_of(st.integers(-2, 6), st.sampled_from([0.5, 2.0, 1e17]))
_DAY = st.sampled_from(["2026-11-20", "2026-11-22", "2026-11-23", "2026-11-24", "2026-12-01", "2027-06-01"])
_SPAN = st.sampled_from(["0 days", "1 workday", "3 workdays", "2 weeks", "1 month"])

_NUMBER_OPERATORS = [n for n, op in sorted(OPERATORS.items()) if op.operand in ("number", "range")]


def _number_operand(operator: str) -> st.SearchStrategy[Value]:
    if OPERATORS[operator].operand == "range":
        return st.tuples(_NUMBER, _NUMBER).map(lambda pair: [min(pair), max(pair)])
    literal: st.SearchStrategy[Value] = st.one_of(_NUMBER)
    path: st.SearchStrategy[Value] = st.sampled_from(
        [
            {"field": "root.price"},
            {"field": "root.size"},
            {"field": "root.contract.fee"},
            {"field": "org.capacity.visitors_per_minute"},
        ]
    )
    share = st.builds(lambda p, of: {"percent": p, "of": of}, st.sampled_from([50, 110]), st.one_of(literal, path))
    return st.one_of(literal, path, share)


@st.composite
def number_limits(draw: st.DrawFn) -> Node:
    """One number operator with its operand."""
    operator = draw(st.sampled_from(_NUMBER_OPERATORS))
    return {operator: draw(_number_operand(operator))}


def _test(path: str, operators: list[str], operand: st.SearchStrategy[Value]) -> st.SearchStrategy[Node]:
    return st.builds(lambda op, wanted: {"field": path, op: wanted}, st.sampled_from(operators), operand)


def _choice(path: str, *words: str) -> st.SearchStrategy[Node]:
    one = _test(path, ["is", "is_not"], st.sampled_from(words))
    many = _test(path, ["in", "not_in"], st.lists(st.sampled_from(words), max_size=3, unique=True).map(list))
    there = _test(path, ["present"], st.just(True))
    return st.one_of(one, many, there)


_LISTS = ["includes_all", "lacks_any", "includes_any", "includes_none", "includes_other_than", "only"]
_TEXT_PATHS = ["root.note", "root.key", "root.extra.ref", "root.partner"]
_LEAVES = st.one_of(
    _choice("root.colour", "red", "green", "unknown"),
    _choice("root.extra.level", "low", "high"),
    _choice("root.contract.status", "signed", "sent", "unknown"),
    _test("root.signed", ["is", "is_not"], st.booleans()),
    _test("root.extra", ["present", "absent"], st.just(True)),
    _test("root.labels", _LISTS, st.lists(st.sampled_from(["a", "b", "none"]), max_size=2).map(list)),
    _test("root.labels", ["empty", "not_empty", "present"], st.just(True)),
    _test(
        "root.links",
        [*_LISTS],
        st.one_of(
            st.lists(_WORD, max_size=2).map(list),
            st.sampled_from([{"field": f"root.{p}"} for p in ("parts.name", "parts.auth", "parts.words", "links", "labels")]),
        ),
    ),
    _test("root.links", ["empty", "not_empty", "present", "absent"], st.just(True)),
    _test("root.parts", ["unique_by", "repeats_by"], st.sampled_from(["name", "auth"])),
    st.builds(
        lambda path, limit: {"count_of": path, **limit},
        st.sampled_from(["root.links", "root.labels", "root.parts"]),
        number_limits(),
    ),
    st.builds(
        lambda path, limit: {"field": path, **limit},
        st.sampled_from(["root.size", "root.price", "root.contract.fee"]),
        number_limits(),
    ),
    _test(
        "root.day",
        ["before", "on_or_after", "after", "on_or_before"],
        st.one_of(_DAY, st.just("today"), st.just({"field": "root.moment"})),
    ),
    _test("root.moment", ["within", "not_within", "older_than", "not_older_than"], _SPAN),
    st.one_of(*(_test(p, ["matches", "not_matches"], st.just("secret")) for p in _TEXT_PATHS)),
    st.one_of(*(_test(p, ["starts_with", "not_ends_with", "under", "not_under"], _WORD) for p in _TEXT_PATHS)),
    st.one_of(*(_test(p, ["is", "is_not"], st.one_of(_WORD, st.just({"field": "root.key"}))) for p in _TEXT_PATHS)),
    st.one_of(
        *(
            _test(
                p, ["in", "not_in"], st.sampled_from([{"field": "org.systems_of_record"}, {"field": "org.blocked_vendors.name"}])
            )
            for p in _TEXT_PATHS
        )
    ),
)
_INSIDE = st.one_of(
    _choice("auth", "basic", "oauth", "unknown"),
    _choice("per", "month", "year"),
    st.builds(lambda limit: {"field": "cost", **limit}, number_limits()),
    _test("name", ["is", "is_not"], st.one_of(_WORD, st.just({"field": "root.note"}))),
    _test("words", _LISTS, st.lists(st.sampled_from("abc"), max_size=2).map(list)),
    st.just({"each": "words", "require": {"field": "it", "in": ["a", "b"]}}),
)


@st.composite
def _over_parts(draw: st.DrawFn, inside: st.SearchStrategy[Node]) -> Node:
    where: Node = {"where": draw(inside)} if draw(st.booleans()) else {}
    form = draw(st.sampled_from(["each", "some", "none", "count_of", "sum_of"]))
    if form == "count_of":
        return {"count_of": "root.parts", **where, **draw(number_limits())}
    if form == "sum_of":
        weights: Value = {"field": "per", "weights": {"month": 12, "year": 0.5}, "otherwise": 3}
        times: Node = {"times": weights} if draw(st.booleans()) else {}
        return {"sum_of": "root.parts", "adds": "cost", **where, **times, **draw(number_limits())}
    return {form: "root.parts", **where, "require": draw(inside)}


@st.composite
def _elsewhere(draw: st.DrawFn) -> Node:
    that: Node = {"field": "colour", "is": draw(st.sampled_from(["red", "unknown"]))}
    if draw(st.booleans()):
        return {"inventory": "Tool", "where": that, **draw(number_limits())}
    word = draw(st.sampled_from(["refers_to", "not_refers_to"]))
    return {"field": "root.partner", word: "Tool", **({"that": that} if draw(st.booleans()) else {})}


def _combined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=1, max_size=3).map(list)
    return st.one_of(
        parts.map(lambda p: {"all": list(p)}),
        parts.map(lambda p: {"any": list(p)}),
        inner.map(lambda p: {"not": p}),
        _over_parts(st.one_of(_INSIDE, inner)),
    )


_FIELD_SUMS = st.builds(lambda limit: {"sum_of": ["root.price", "root.contract.fee", "root.size"], **limit}, number_limits())
CONDITIONS: st.SearchStrategy[Node] = st.recursive(
    st.one_of(_LEAVES, _over_parts(_INSIDE), _elsewhere(), _FIELD_SUMS), _combined, max_leaves=5
)


def _fields(**values: st.SearchStrategy[Value]) -> st.SearchStrategy[Node]:
    return st.fixed_dictionaries({}, optional=values).map(dict)


_PART = st.builds(
    lambda name, rest: {"name": name, **rest},
    st.sampled_from(["a", "b", "kite"]),
    _fields(
        auth=st.sampled_from(["basic", "oauth", "unknown"]),
        cost=st.one_of(_NUMBER, st.just("unknown")),
        per=st.sampled_from(["month", "year"]),
        words=st.lists(st.sampled_from("abc"), max_size=2).map(list),
    ),
)
FIELDS: st.SearchStrategy[Node] = _fields(
    colour=st.sampled_from(["red", "green", "blue", "unknown"]),
    size=st.one_of(st.integers(-2, 6), st.just("unknown"), st.just(10**17)),
    price=_NUMBER,
    note=_WORD,
    key=_WORD,
    day=_DAY,
    moment=_DAY.map(lambda d: f"{d}T10:00"),
    signed=st.booleans(),
    labels=st.one_of(st.lists(st.sampled_from("abc"), max_size=2).map(list), st.sampled_from(["unknown", "none"])),
    extra=_fields(level=st.sampled_from(["low", "high"]), ref=_WORD),
    contract=_fields(status=st.sampled_from(["signed", "sent", "unknown"]), fee=_NUMBER),
    parts=st.lists(_PART, max_size=3).map(list),
    links=st.lists(_WORD, max_size=2).map(list),
    partner=st.sampled_from(["kite", "WREN", "nobody", "unknown"]),
)
OTHERS = (manifest({"colour": "red"}, "kite"), manifest({}, "wren"), manifest({}, "spring", "Campaign"))
