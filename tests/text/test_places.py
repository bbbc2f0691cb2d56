"""Where keys and values stand."""

from __future__ import annotations

import pytest

from guardrails.text.places import Place, find, places, walk
from guardrails.text.source import Span

TEXT = """\
# Gru\u00df \U0001f600 \u4e2d
kind: Tool
metadata:
  title: "Spring \U0001f600: sale"   # why
  tags:
    - ga
    - name: x
      use: [a, b]

  note: |
    one
    two

empty:
last: {a: 1, b: ''}
"""


def _at(path: tuple[str | int, ...], text: str = TEXT) -> str:
    spot = find(places(text)[0], path)
    assert spot.found == len(path)
    return text[spot.place.value.start : spot.place.value.end]


@pytest.mark.parametrize("head", ["", "\ufeff", "\ufeff# \U0001f600\n", "---\n", "# \u4e2d\r\n"])
def test_a_place_covers_exactly_its_value(head: str) -> None:
    text = head + TEXT
    assert _at(("kind",), text) == "Tool"
    assert _at(("metadata", "title"), text) == '"Spring \U0001f600: sale"'
    assert _at(("metadata", "tags"), text) == "- ga\n    - name: x\n      use: [a, b]"
    assert _at(("metadata", "tags", 1), text) == "name: x\n      use: [a, b]"
    assert _at(("metadata", "tags", 1, "use"), text) == "[a, b]"
    assert _at(("metadata", "tags", 1, "use", 1), text) == "b"
    assert _at(("metadata", "note"), text) == "|\n    one\n    two"
    assert _at(("metadata",), text).endswith("    two")
    assert _at(("empty",), text) == ""
    assert _at(("last",), text) == "{a: 1, b: ''}"
    assert _at(("last", "b"), text) == "''"
    assert _at((), text).endswith("b: ''}")


def test_a_place_knows_its_key() -> None:
    spot = find(places(TEXT)[0], ("metadata", "tags", 1, "use"))
    assert spot.place.key is not None
    assert TEXT[spot.place.key.start : spot.place.key.end] == "use"
    assert places(TEXT)[0].key is None


def test_find_stops_at_the_deepest_place_that_is_there() -> None:
    place = places(TEXT)[0]
    assert find(place, ("metadata", "owner", "mail")).found == 1
    assert find(place, ("metadata", "owner")).place is place.children["metadata"]
    assert find(place, ("metadata", "tags", 7)).found == 2
    assert find(place, ("nothing",)) == find(place, ())
    assert find(place, ("kind", "deeper")).found == 1


def test_there_is_one_place_for_each_document() -> None:
    text = "a: 1\n---\n# nothing\n---\n- b\n--- text\n"
    found = places(text)
    assert [text[place.value.start : place.value.end] for place in found] == ["a: 1", "- b", "text"]


def test_an_empty_value_stands_after_its_colon() -> None:
    assert find(places("a:\nb: 1\n")[0], ("a",)).place.value == Span(2, 2)


@pytest.mark.parametrize(
    "text", ["a: [x\nb: 1\n", "a: 'x\n", "\t", "a: *b\n", "? [a]\n: b\n", "? a\n", "a: 1\na: 2\n", "[" * 9000]
)
def test_a_text_that_cannot_be_read_still_gives_places(text: str) -> None:
    for place in places(text):
        for _, inner in walk(place):
            assert 0 <= inner.value.start <= inner.value.end <= len(text)


def test_walk_visits_every_place_in_order() -> None:
    paths = [path for path, _ in walk(places("a: [1, {b: 2}]\nc: 3\n")[0])]
    assert paths == [(), ("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c",)]


def test_lone_surrogates_in_a_text_are_no_reason_to_stop() -> None:
    assert places("a: \ud800") == []
    assert isinstance(places("a: b")[0], Place)
