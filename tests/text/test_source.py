"""Offsets, lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.text.source import Source, Span

TEXT = "one\ntwo\r\n\rfour \U0001f600!"


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, (1, 1)),
        (3, (1, 4)),
        (4, (2, 1)),
        (8, (2, 5)),
        (9, (3, 1)),
        (10, (4, 1)),
        (15, (4, 6)),
        (16, (4, 7)),
        (17, (4, 8)),
        (99, (4, 8)),
        (-5, (1, 1)),
    ],
)
def test_an_offset_is_a_line_and_a_column(offset: int, position: tuple[int, int]) -> None:
    assert Source("x", TEXT).position(offset) == position


def test_lines_come_without_their_ends() -> None:
    source = Source("x", TEXT)
    assert [source.line(number) for number in range(6)] == ["", "one", "two", "", "four \U0001f600!", ""]
    assert source.line_count == 4
    assert source.line_span(2) == Span(4, 7)
    assert Source("x", "").line_count == 1


def test_a_byte_order_mark_is_no_column() -> None:
    source = Source.of("x", b"\xef\xbb\xbfab\ncd")
    assert source.text == "\ufeffab\ncd"
    assert source.position(1) == (1, 1)
    assert source.position(0) == (1, 1)
    assert source.position(2) == (1, 2)
    assert source.line(1) == "ab"
    assert source.position(4) == (2, 1)


def test_any_bytes_can_be_shown() -> None:
    assert Source.of("x", b"a\xff\xe9b").text == "a\ufffd\ufffdb"


def test_sources_with_the_same_text_are_equal_however_they_were_asked() -> None:
    one, other = Source("x", TEXT), Source("x", TEXT)
    one.position(3)
    assert one == other
    assert hash(one) == hash(other)


@given(st.text(alphabet="ab\n\r\ufeff\U0001f600"))
def test_positions_grow_and_lead_back(text: str) -> None:
    source = Source("x", text)
    first = 1 if text.startswith("\ufeff") else 0
    places = [source.position(offset) for offset in range(first, len(text) + 1)]
    assert places == sorted(set(places))
    for offset, (line, column) in enumerate(places, first):
        assert source.line_span(line).start + column - 1 == offset
