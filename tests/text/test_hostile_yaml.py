"""Texts made to hang or crash a reader: a fault each, never an exception, never a signal."""

from __future__ import annotations

import pytest

import guardrails.text.parser
from guardrails.text.places import places
from guardrails.text.reader import read

DEPTHS = (41, 500, 5_000, 100_000)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "- ? ", '"a": [', "[\n"])
def test_deep_nesting_is_refused_without_a_signal(opening: str, depth: int) -> None:
    values, fault = read((opening * depth).encode())
    assert values == []
    assert fault is not None
    # `? ` makes a key of what follows; a key is never a collection.
    expected = {"file-key-not-text"} if "?" in opening else {"file-too-deep", "file-unreadable"}
    assert fault.id in expected


@pytest.mark.parametrize("depth", DEPTHS)
def test_deep_nesting_that_is_well_formed_is_too_deep(depth: int) -> None:
    for text in ("[" * depth + "]" * depth, "{a: " * depth + "}" * depth, "- " * depth):
        fault = read(text.encode())[1]
        assert fault is not None
        assert fault.id == "file-too-deep"
        assert fault.slots == {"limit": "40"}
        places(text)


@pytest.mark.parametrize("levels", range(3, 13))
def test_an_alias_bomb_stops_at_its_first_anchor(levels: int) -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    fault = read("\n".join(lines).encode())[1]
    assert fault == ("file-alias", 4, 7, {"name": "&a0"})


@pytest.mark.parametrize(
    "text",
    [
        "a: &a {b: *a}\n",
        "a: &a [*a]\n",
        "&a a: *a\n",
        "base: &b {x: 1}\nc: {<<: *b}\n",
        "<<: [*a, *b]\n",
        "*a : b\n",
    ],
)
def test_aliases_and_merges_are_refused(text: str) -> None:
    fault = read(text.encode())[1]
    assert fault is not None
    assert fault.id == "file-alias"


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system",
        "!!python/name:os.system",
        "!!python/module:os",
        "!!set",
        "!!binary",
        "!!omap",
        "!!timestamp",
        "!!int",
        "!local",
        "!<tag:yaml.org,2002:str>",
        "!!python/object/new:type",
    ],
)
@pytest.mark.parametrize("holder", ["a: {} x", "{} x", "- {} [x]", "a: {}\n  b: 1", "{} a: b", "a: [{} x]", "a: {} |\n  x"])
def test_every_tag_is_refused_wherever_it_stands(tag: str, holder: str) -> None:
    text = holder.format(tag) + "\n"
    fault = read(text.encode())[1]
    assert fault is not None
    assert fault.id == "file-tag"
    assert text[fault.start : fault.end] == tag


UNITS = [
    "1,",
    "a: 1, ",
    "? ,",
    ": ,",
    "a\n",
    "#\n",
    "---\n",
    "...\n",
    "- a\n",
    "a: 1\n---\n",
    "%YAML 1.1\n---\n",
    "!a ",
    "&a ",
    "\r",
    "\t",
    ":",
    "'",
    '"',
    "|\n",
    ">",
    "{}\n- ",
    "a:b,",
    "\n ",
    "\\x41",
    "\u00e9",
    " - \n",
    "- - - -\n",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("opening", ["", "[", '"', "k: |\n "])
def test_a_file_full_of_one_thing_ends(unit: str, opening: str) -> None:
    data = (opening + unit * (250_000 // len(unit.encode()))).encode()
    values, fault = read(data)
    assert bool(values) != bool(fault)


@pytest.mark.parametrize(
    "line",
    [
        "\t- {}",
        "- t: \u201cx\u201d: {}",
        "a: b: {}",
        "a: @{}",
        "-\xa0{}",
        "a: 1\n b: {}",
        "a: 'x'{}'",
        "a:x\nb: {}",
    ],
)
@pytest.mark.parametrize("deep", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, "{a: " * 50_000, "- " * 100_000])
def test_a_mistake_in_front_of_deep_nesting_ends_too(line: str, deep: str) -> None:
    fault = read(("k: 1\n" + line.format(deep)).encode())[1]
    assert fault is not None
    assert len(fault.slots.get("write", "")) < 1000


def test_a_megabyte_on_one_line_is_read() -> None:
    values, fault = read(b"a: " + b"x" * 1_000_000)
    assert fault is None
    assert values == [{"a": "x" * 1_000_000}]


def test_the_slower_parser_survives_depth_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from yaml.loader import SafeLoader

    monkeypatch.setattr(guardrails.text.parser, "Parser", SafeLoader)
    for opening in ("[", "{a: ", "- ", "? "):
        fault = read((opening * 5_000).encode())[1]
        assert fault is not None
        assert fault.id in ("file-too-deep", "file-key-not-text", "file-unreadable")
