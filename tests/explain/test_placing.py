"""Places: the narrowest stretch, lines cut around it, nothing unseen and nothing secret."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guardrails.explain.context import Context
from guardrails.explain.placing import placed, shown_line, window
from guardrails.model.problem import Spot
from guardrails.text.clean import hidden

NO_FILES: dict[str, str] = {}
TEXT = "kind: Tool\ncontract:\n  dpa: {status: none, url: ''}\npages:\n  - name: home\n    host:\n"


def spot(*path: str | int, on_key: bool = False, text: str = TEXT) -> tuple[int, int, str, bool]:
    found = placed(Context({"a.yaml": text}.__getitem__, {}), "a.yaml", Spot(path=path, on_key=on_key))
    return found.line, found.column, text[found.span.start : found.span.end], found.missing


def test_a_value_its_key_and_a_block() -> None:
    assert spot("contract", "dpa", "status") == (3, 17, "none", False)
    assert spot("contract", "dpa", "status", on_key=True) == (3, 9, "status", False)
    assert spot("contract") == (2, 1, "contract", False)
    assert spot("pages", 0) == (5, 5, "name", False)


def test_what_is_missing_points_at_the_nearest_parents_key() -> None:
    assert spot("contract", "dpa", "covers") == (3, 3, "dpa", True)
    assert spot("pages", 3) == (4, 1, "pages", True)
    assert spot("data", "uses") == (1, 1, "kind", True)


def test_an_empty_value_points_at_its_key() -> None:
    assert spot("pages", 0, "host") == (6, 5, "host", False)


def test_a_file_that_cannot_be_shown_has_no_line() -> None:
    assert placed(Context(NO_FILES.__getitem__, {}), "gone.yaml", Spot(path=("a",))).line == 0
    assert spot("a", text="") == (0, 0, "", False)


def test_tabs_are_shown_and_secrets_are_hidden() -> None:
    assert shown_line("\tkey: AKIAIOSFODNN7EXAMPLE", 6, 26) == ("→   key: AK…(20 characters)", 10, 28)
    assert shown_line("password: hunter2X!", 0, 8)[0] == "password: hu…(9 characters)"
    assert shown_line("url: https://mia:s3cr3tpw@x.example/", 0, 3)[0] == "url: https://mia:s3…(8 characters)@x.example/"
    assert "abc" not in shown_line("auth: Bearer abc123def456ghi789", 0, 4)[0]


def test_answers_that_look_like_words_stay() -> None:
    line = "  auth: shared_password  # token: none_needed, see https://wiki.brand.example/tools/sign-in"
    assert shown_line(line, 0, 1)[0] == line


@given(st.text(max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_a_shown_line_has_no_unseen_character_and_its_mark_is_never_empty(raw: str, start: int, length: int) -> None:
    line = raw.replace("\n", " ").replace("\r", " ")
    text, first, last = shown_line(line, start, start + length)
    assert not hidden(text)
    assert "\t" not in text
    assert 1 <= first < last


@given(st.text("abc ", max_size=300), st.integers(1, 300), st.integers(1, 50), st.integers(20, 80))
def test_a_window_keeps_the_mark_and_its_text(text: str, start: int, length: int, room: int) -> None:
    start = min(start, len(text) + 1)
    end = min(start + length, max(len(text) + 1, start + 1))
    shown, first, last = window(text, start, end, room)
    assert len(shown) <= max(room, 0) or len(text) <= room
    assert 1 <= first < last <= max(room, len(text)) + 1
    if len(text) > room and length < room - 4:
        kept = shown[first - 1 : last - 1].strip("…")
        assert kept in text[start - 1 : end - 1]
