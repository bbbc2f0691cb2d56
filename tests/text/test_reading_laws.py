"""Laws of reading that hold for any bytes."""

from __future__ import annotations

import math
import re

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guardrails.text.diagnose import diagnose
from guardrails.text.places import Place, find, places, walk
from guardrails.text.reader import read
from guardrails.text.values import Fault, Limits, Value

PIECES = [
    "a",
    "b",
    "key",
    ": ",
    ":",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "# x",
    "|\n",
    ">\n",
    "? ",
    "&a ",
    "*a",
    "!t ",
    "!",
    "<<",
    "---\n",
    "...\n",
    "%TAG",
    "\t",
    "\r\n",
    "\r",
    "1",
    "0x1",
    "1e9",
    ".inf",
    "true",
    "~",
    "@",
    "`",
    "\\",
    "\\x1b",
    "\\ud800",
    "\u00e9",
    "\U0001f600",
    "\xa0",
    "\u201c",
    "\u201d",
    "\u200b",
    "\ufeff",
    "\x85",
    "\0",
    "kind: Tool\n",
    "https://x",
    "17:30",
    "9" * 31,
]
SHAPED = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
SMALL = Limits(max_bytes=500, max_depth=4, max_events=60, max_digits=5)
LINE_END = re.compile(r"\r\n?|\n")
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400)


def _total(data: bytes, limits: Limits) -> None:
    values, fault = read(data, limits)
    assert bool(values) != bool(fault)
    assert (diagnose(data, limits) is None) == (fault is None)
    if fault:
        _well_formed(fault, _length(data))


def _length(data: bytes) -> int:
    return len(data.decode("utf-8", "replace"))


def _well_formed(fault: Fault, length: int) -> None:
    assert (fault.start is None) == (fault.end is None)
    if fault.start is not None and fault.end is not None:
        assert 0 <= fault.start <= fault.end <= length
    assert all(isinstance(value, str) for value in fault.slots.values())
    fault.slots.get("write", "").encode("utf-8")


@RELAXED
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example(b"[" * 300)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _total(data, Limits())


@RELAXED
@given(SHAPED)
@example("a: &a [*a]")
@example('a: "\\ud800"')
@example("a: " + "9" * 5000)
@example("? ? a")
@example("{[a")
@example("- a: |\n\t")
def test_any_text_that_looks_like_yaml_is_read_or_refused(text: str) -> None:
    _total(text.encode(), Limits())
    _total(text.encode(), SMALL)


@RELAXED
@given(SHAPED | st.text(max_size=60))
def test_places_lie_inside_the_places_around_them(text: str) -> None:
    for place in places(text):
        for _, around in walk(place):
            assert 0 <= around.value.start <= around.value.end <= len(text)
            for inner in around.children.values():
                assert around.value.start <= inner.value.start <= inner.value.end <= around.value.end
                if inner.key is not None:
                    assert around.value.start <= inner.key.start <= inner.key.end <= around.value.end
                    assert inner.key.end <= inner.value.start


@RELAXED
@given(SHAPED)
def test_every_value_has_its_place_and_reads_the_same_there(text: str) -> None:
    values, fault = read(text.encode())
    if fault:
        return
    found = places(text)
    assert len(found) == len(values)
    for value, place in zip(values, found, strict=True):
        _same_there(text, value, place)


def _same_there(text: str, value: Value, place: Place) -> None:
    waiting: list[tuple[Value, Place]] = [(value, place)]
    while waiting:
        here, where = waiting.pop()
        if isinstance(here, dict):
            assert list(here) == list(where.children)
            waiting += [(here[key], where.children[key]) for key in here]
        elif isinstance(here, list):
            waiting += [(item, find(where, (number,)).place) for number, item in enumerate(here)]
            assert len(here) == len(where.children)
        else:
            written = text[where.value.start : where.value.end]
            if written and written[0] not in "|>":
                again = read(b"- " + "\n  ".join(LINE_END.split(written)).encode())
                assert again in (([[here]], None), ([[None]], None)), (written, here)


NAMES = st.text(alphabet="abcdefghij_", min_size=1, max_size=5).filter(lambda name: name not in ("y", "n"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
TREES: st.SearchStrategy[Value] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@RELAXED
@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=5), st.booleans())
def test_what_pyyaml_writes_and_reads_we_read_the_same(tree: dict[str, Value], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"' if flow else None)
    values, fault = read(text.encode())
    if fault:
        assert fault.id in ("file-smart-quotes", "file-hidden-character", "file-tag"), (text, fault)
        return
    assert _alike(values, [yaml.safe_load(text)]), text


def _alike(ours: Value, theirs: object) -> bool:
    """Equal, but for numbers that YAML 1.1 leaves as text, such as 1e-05."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(_alike(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_alike, ours, theirs))
    if isinstance(ours, float) and isinstance(theirs, str):
        return math.isclose(ours, float(theirs))
    return ours == theirs and type(ours) is type(theirs)
