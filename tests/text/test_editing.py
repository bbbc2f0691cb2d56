"""Values set and taken out in a YAML text: the intended bytes change, and no others."""

from __future__ import annotations

import pytest

from guardrails.text.editing import Steps, rewritten
from guardrails.text.reader import read
from guardrails.text.values import Value

TEXT = """\
# a file as people write it
a: 1  # keep
b: {x: 1, y: two}
c:
    d: [one, two]   # flow
    e:
    - one
    - two # the second
    - "three"
f:
  - name: x      # first
    v: 1
  - name: y
    v: 2
g: none
"""

SET: tuple[tuple[Steps, Value, str, str], ...] = (
    (("a",), 2, "a: 1  # keep\n", "a: 2  # keep\n"),
    (("a",), "2027-01-05T10:00", "a: 1  # keep\n", "a: 2027-01-05T10:00  # keep\n"),
    (("a",), "yes: no", "a: 1  # keep\n", 'a: "yes: no"  # keep\n'),
    (("a",), "true", "a: 1  # keep\n", 'a: "true"  # keep\n'),
    (("a",), "12", "a: 1  # keep\n", 'a: "12"  # keep\n'),
    (("a",), False, "a: 1  # keep\n", "a: false  # keep\n"),
    (("b", "x"), 3, "{x: 1,", "{x: 3,"),
    (("b", "z"), "q", "y: two}", "y: two, z: q}"),
    (("c", "d"), ["two"], "[one, two]", "[two]"),
    (("c", "d"), [], "[one, two]", "[]"),
    (("c", "e"), ["one", "three"], "    - two # the second\n", ""),
    (("c", "e"), ["one", "two", "three", "four"], '    - "three"\n', '    - "three"\n    - four\n'),
    (("c", "e", 0), "1st", "    - one\n", "    - 1st\n"),
    (("c", "new", "deep"), True, '    - "three"\n', '    - "three"\n    new:\n      deep: true\n'),
    (("f", 1, "w"), "https://a.example/z?a=1", "    v: 2\n", "    v: 2\n    w: https://a.example/z?a=1\n"),
    (("f", 2), {"name": "z", "v": 3}, "    v: 2\n", "    v: 2\n  - name: z\n    v: 3\n"),
    (("g",), [{"name": "z"}], "g: none\n", "g:\n  - name: z\n"),
    (("g", "x"), "y", "g: none\n", "g:\n  x: y\n"),
    (("h", "i"), ["a", 2], "g: none\n", "g: none\nh:\n  i: [a, 2]\n"),
)

GONE: tuple[tuple[Steps, str, str], ...] = (
    (("a",), "a: 1  # keep\n", ""),
    (("b", "x"), "{x: 1, y: two}", "{y: two}"),
    (("b", "y"), "{x: 1, y: two}", "{x: 1}"),
    (("c", "d", 0), "[one, two]", "[two]"),
    (("c", "e", 1), "    - two # the second\n", ""),
    (("f", 0), "  - name: x      # first\n    v: 1\n", ""),
    (("f", 1, "v"), "    v: 2\n", ""),
    (("g",), "g: none\n", ""),
)


@pytest.mark.parametrize(("path", "value", "before", "after"), SET)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_value_is_set(path: Steps, value: Value, before: str, after: str, ends: str) -> None:
    text = TEXT.replace("\n", ends)
    changed = rewritten(text, 0, [(path, value)])
    assert changed is not None
    if ends == "\n":
        assert changed == TEXT.replace(before, after)
    values, fault = read(changed.encode())
    assert fault is None
    assert _at(values[0], path) == value


@pytest.mark.parametrize(("path", "before", "after"), GONE)
def test_a_value_is_taken_out(path: Steps, before: str, after: str) -> None:
    assert rewritten(TEXT, 0, [], [path]) == TEXT.replace(before, after)


def test_several_entries_go_at_once_and_a_list_without_any_stays_a_list() -> None:
    changed = rewritten(TEXT, 0, [], [("f", 0), ("f", 1)])
    assert changed is not None
    assert read(changed.encode())[0][0]["f"] == []  # type: ignore[index,call-overload]  # a mapping, as the text says


def test_the_second_document_of_a_file() -> None:
    assert rewritten("a: 1\n---\na: 2\n", 1, [(("a",), 3)]) == "a: 1\n---\na: 3\n"


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ([], [("f", 0, "name")]),  # shares its line with the dash
        ([(("c",), {"d": 1})], []),  # a block in place of a block
        ([(("c", "e"), ["new"])], []),  # nothing of the list stays
    ],
)
def test_what_can_not_be_laid_out_for_sure_is_left_to_the_author(changes: list[tuple[Steps, Value]], gone: list[Steps]) -> None:
    assert rewritten(TEXT, 0, changes, gone) is None


def _at(value: Value, path: Steps) -> Value:
    for step in path:
        assert isinstance(value, dict | list)
        value = value[step]  # type: ignore[index]  # a path that is there
    return value
