"""What unquoted texts mean, and what the reader refuses while it builds values."""

from __future__ import annotations

import pytest

from guardrails.text.reader import read
from guardrails.text.values import LIMITS, Limits, Value, same_key

SCALARS: list[tuple[str, Value]] = [
    # nothing
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("none", "none"),
    # yes and no: only true and false
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("False", False),
    ("FALSE", False),
    ("yes", "yes"),
    ("Yes", "Yes"),
    ("no", "no"),
    ("NO", "NO"),
    ("on", "on"),
    ("Off", "Off"),
    ("y", "y"),
    ("n", "n"),
    ("tRUE", "tRUE"),
    ("T", "T"),
    # whole numbers
    ("0", 0),
    ("7", 7),
    ("+7", 7),
    ("-7", -7),
    ("-0", 0),
    ("010", 10),
    ("0123456", 123456),
    ("08", 8),
    ("0o17", 15),
    ("0o18", "0o18"),
    ("-0o17", "-0o17"),
    ("0x1F", 31),
    ("0xfg", "0xfg"),
    ("-0x1F", "-0x1F"),
    ("0b101", "0b101"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("1 000", "1 000"),
    ("+", "+"),
    ("-", [None]),
    ("9" * 30, int("9" * 30)),
    ("\u0661\u0662", "\u0661\u0662"),
    # other numbers
    ("1.5", 1.5),
    ("1.10", 1.1),
    ("-1.5", -1.5),
    ("1.", 1.0),
    (".5", 0.5),
    ("+.5", 0.5),
    (".", "."),
    ("1e3", 1000.0),
    ("1E3", 1000.0),
    ("1e+3", 1000.0),
    ("1.5e-3", 0.0015),
    ("e3", "e3"),
    ("1e", "1e"),
    ("1.2.3", "1.2.3"),
    ("inf", "inf"),
    ("nan", "nan"),
    ("NaN", "NaN"),
    (".infinity", ".infinity"),
    ("1e-999", 0.0),
    # dates and times stay text, as do versions, phone numbers, addresses
    ("2026-11-27", "2026-11-27"),
    ("2026-13-45", "2026-13-45"),
    ("2026-11-27T10:00", "2026-11-27T10:00"),
    ("2026-11-27 10:00:00", "2026-11-27 10:00:00"),
    ("17:30", "17:30"),
    ("22:22", "22:22"),
    ("1:2:3", "1:2:3"),
    ("v1.2", "v1.2"),
    ("+49 30 123", "+49 30 123"),
    ("30%", "30%"),
    ("50 EUR", "50 EUR"),
    ("=", "="),
    ("https://brand.example/a", "https://brand.example/a"),
    ("a:b", "a:b"),
    ("NO#1", "NO#1"),
    ("x #y", "x"),
    # quoted is always text
    ('"1"', "1"),
    ("'true'", "true"),
    ('""', ""),
    ("''", ""),
    ('"~"', "~"),
    ('"1e999"', "1e999"),
    ("'.inf'", ".inf"),
    ('"9999999999999999999999999999999999"', "9999999999999999999999999999999999"),
]


@pytest.mark.parametrize(("written", "meant"), SCALARS, ids=[repr(written) for written, _ in SCALARS])
def test_an_unquoted_text_means_what_yaml_1_2_says(written: str, meant: Value) -> None:
    values, fault = read(f"a: {written}\n".encode() if written != "-" else b"a:\n  -\n")
    assert fault is None
    assert values == [{"a": meant}]
    found = values[0]["a"] if isinstance(values[0], dict) else None
    assert type(found) is type(meant)


def test_the_table_is_long_enough_to_be_golden() -> None:
    assert len(SCALARS) >= 60


@pytest.mark.parametrize("holder", ["[{}]", "{{a: {}}}", "- {}", "a:\n  - b: {}", "--- {}"])
def test_a_word_means_the_same_wherever_it_stands(holder: str) -> None:
    for written, meant in (("NO", "NO"), ("true", True), ("010", 10), ("1e3", 1000.0)):
        values, fault = read((holder.format(written) + "\n").encode())
        assert fault is None
        assert str(meant) in str(values)


@pytest.mark.parametrize("written", [".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN", "1e999", "-1e400"])
def test_a_number_that_is_not_finite_is_refused(written: str) -> None:
    values, fault = read(f"a: {written}\n".encode())
    assert values == []
    assert fault is not None
    assert fault == ("file-number-not-finite", 3, 3 + len(written), {"number": written})


@pytest.mark.parametrize("written", ["1" * 31, "-" + "0" * 31, "0x" + "f" * 30, "1." + "0" * 30, "1" * 500_000])
def test_a_number_over_thirty_digits_is_refused(written: str) -> None:
    values, fault = read(f"a: {written}\n".encode())
    assert values == []
    assert fault is not None
    assert (fault.id, fault.start, fault.end) == ("file-number-too-long", 3, 3 + len(written))
    assert fault.slots["limit"] == "30"


def test_documents_come_in_order_and_empty_ones_are_left_out() -> None:
    assert read(b"a: 1\n---\nb: 2\n---\n# nothing\n") == ([{"a": 1}, {"b": 2}], None)
    assert read(b"---\n# nothing\n---\na: 1\n...\n") == ([{"a": 1}], None)
    assert read(b"---\na: 1\n---\n- 2\n") == ([{"a": 1}, [2]], None)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"# only words\n", b"---\n", b"---\n---\n...\n", b"\xef\xbb\xbf"])
def test_a_file_without_content_is_a_fault(data: bytes) -> None:
    assert read(data) == ([], ("file-empty", None, None, {}))


def test_nested_values_keep_their_shape_and_order() -> None:
    text = b"z: 1\na:\n  - b: [x, {c: d}]\n    e: |\n      one\n      two\n  - ''\nf: >-\n  g\n  h\n"
    values, fault = read(text)
    assert fault is None
    assert values == [{"z": 1, "a": [{"b": ["x", {"c": "d"}], "e": "one\ntwo\n"}, ""], "f": "g h"}]
    assert isinstance(values[0], dict)
    assert list(values[0]) == ["z", "a", "f"]


REFUSED: list[tuple[str, str, str, dict[str, str]]] = [
    ("a: *x\n", "file-alias", "*x", {"name": "*x"}),
    ("a: &x 1\n", "file-alias", "&x", {"name": "&x"}),
    ("a: &x\n  b: 1\n", "file-alias", "&x", {"name": "&x"}),
    ("a: &x [1]\n", "file-alias", "&x", {"name": "&x"}),
    ("&x a: 1\n", "file-alias", "&x", {"name": "&x"}),
    ("a:\n  <<: {b: 1}\n", "file-alias", "<<", {"name": "<<"}),
    ("a: !!str 1\n", "file-tag", "!!str", {"tag": "!!str"}),
    ("a: !money 1\n", "file-tag", "!money", {"tag": "!money"}),
    ("a: !<tag:x> 1\n", "file-tag", "!<tag:x>", {"tag": "!<tag:x>"}),
    ("a: ! 1\n", "file-tag", "!", {"tag": "!"}),
    ("a: ! '1'\n", "file-tag", "!", {"tag": "!"}),
    ("a: ! [1]\n", "file-tag", "!", {"tag": "!"}),
    (
        "a: !!python/object/apply:os.system [ls]\n",
        "file-tag",
        "!!python/object/apply:os.system",
        {"tag": "!!python/object/apply:os.system"},
    ),
    ("!!set {a, b}\n", "file-tag", "!!set", {"tag": "!!set"}),
    ("a: !!binary aGk=\n", "file-tag", "!!binary", {"tag": "!!binary"}),
    ("%TAG ! tag:x,2026:\n---\na: 1\n", "file-tag", "%TAG ! tag:x,2026:", {"tag": "%TAG"}),
    ("%TAG !e! tag:x,2026:\n---\na: !e!b 1\n", "file-tag", "%TAG !e! tag:x,2026:", {"tag": "%TAG"}),
    ("1: a\n", "file-key-not-text", "1", {"key": "1"}),
    ("true: a\n", "file-key-not-text", "true", {"key": "true"}),
    ("~: a\n", "file-key-not-text", "~", {"key": "~"}),
    ("?\n: a\n", "file-key-not-text", "", {"key": ""}),
    ("cost: {year: 4,500, once: 0}\n", "file-comma-in-number", "4,500", {"found": "4,500", "whole": "4500"}),
    ("cost: {year: 4.500,00}\n", "file-comma-in-number", "4.500,00", {"found": "4.500,00", "whole": "4500.00"}),
    ("{a: 1, 2: 3}\n", "file-key-not-text", "2", {"key": "2"}),
    ("1.5: a\n", "file-key-not-text", "1.5", {"key": "1.5"}),
    ("? [a]\n: b\n", "file-key-not-text", "[", {"key": "["}),
    ("? a: b\n: c\n", "file-key-not-text", "a", {"key": "a"}),
    ("{[a]: b}\n", "file-key-not-text", "[", {"key": "["}),
]


@pytest.mark.parametrize(("text", "fault_id", "marked", "slots"), REFUSED)
def test_what_manifests_do_not_need_is_refused(text: str, fault_id: str, marked: str, slots: dict[str, str]) -> None:
    values, fault = read(text.encode())
    assert values == []
    assert fault is not None
    assert fault.id == fault_id
    assert fault.start is not None
    assert text[fault.start : fault.end] == marked
    assert fault.slots == slots


@pytest.mark.parametrize(
    "text",
    [
        "a: R&D\n",
        "a: wow!\n",
        "a: x ! y\n",
        "a: 5 * 3\n",
        "a: '&x'\n",
        "a: 50%\n",
        "a: <<\n",
        "no: 1\n",
        '"1": a\n',
    ],
)
def test_the_same_signs_inside_a_text_are_fine(text: str) -> None:
    assert read(text.encode())[1] is None


@pytest.mark.parametrize("depth", range(1, 6))
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("b", "b"),
        ("b", '"b"'),
        ("b", "'b'"),
        ("b", "B"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u00e9", "e\u0301"),
        ("\u00c9", "\u00e9"),
        ("apiVersion", "apiversion"),
        ('"1"', "'1'"),
        ("b", '"\\x62"'),
    ],
)
def test_a_key_given_twice_is_refused_at_any_depth(depth: int, first: str, second: str) -> None:
    pad = "  " * (depth - 1)
    above = "".join("  " * level + f"l{level}:\n" for level in range(depth - 1))
    text = f"{above}{pad}{first}: 1\n{pad}other: 2\n{pad}{second}: 3\n"
    values, fault = read(text.encode())
    assert values == []
    assert fault is not None
    assert fault.id == "file-duplicate-key"
    assert (fault.slots["first_line"], fault.slots["second_line"]) == (str(depth), str(depth + 2))
    assert fault.slots["key"] == read(f"{second}: 1\n".encode())[0][0].popitem()[0]  # type: ignore[union-attr]
    assert text[fault.start : fault.end] == second


def test_the_same_key_in_two_list_items_is_fine() -> None:
    assert read(b"- Name: 1\n- name: 2\n") == ([[{"Name": 1}, {"name": 2}]], None)


def test_many_uneven_keys_are_compared_once() -> None:
    text = "".join(f"K{number}: {{Na: 1}}\n" for number in range(4_500))
    assert read(text.encode())[1] is None


def test_keys_that_look_alike_are_the_same() -> None:
    assert same_key("\u00c9") == same_key("e\u0301")
    assert same_key("a_b") != same_key("a-b")


def _size(length: int) -> bytes:
    return b"a: " + b"x" * (length - 3)


@pytest.mark.parametrize(("extra", "fault_id"), [(-1, None), (0, None), (1, "file-too-large")])
def test_the_limit_on_bytes_is_exact(extra: int, fault_id: str | None) -> None:
    fault = read(_size(LIMITS.max_bytes + extra))[1]
    assert (fault.id if fault else None) == fault_id
    if fault:
        assert fault.slots == {"bytes": str(LIMITS.max_bytes + 1), "limit": str(LIMITS.max_bytes)}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize(("extra", "fault_id"), [(-1, None), (0, None), (1, "file-too-deep")])
def test_the_limit_on_levels_is_exact(opening: str, extra: int, fault_id: str | None) -> None:
    depth = LIMITS.max_depth + extra
    closing = {"[": "]", "{a: ": "}", "- ": ""}[opening]
    fault = read((opening * depth + closing * depth).encode())[1]
    assert (fault.id if fault else None) == fault_id
    if fault:
        assert fault.start == LIMITS.max_depth * len(opening)


@pytest.mark.parametrize(("extra", "fault_id"), [(-1, None), (0, None), (1, "file-too-many-values")])
def test_the_limit_on_events_is_exact(extra: int, fault_id: str | None) -> None:
    # stream, document, list: two events each
    fault = read(b"[" + b"1," * (94 + extra) + b"]", Limits(max_events=100))[1]
    assert (fault.id if fault else None) == fault_id


@pytest.mark.parametrize(("extra", "fault_id"), [(-1, None), (0, None), (1, "file-number-too-long")])
def test_the_limit_on_digits_is_exact(extra: int, fault_id: str | None) -> None:
    fault = read(b"a: " + b"1" * (LIMITS.max_digits + extra))[1]
    assert (fault.id if fault else None) == fault_id
