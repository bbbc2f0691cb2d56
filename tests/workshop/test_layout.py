"""One layout of a bundle's files: what moves, what stays, and what is left alone."""

from __future__ import annotations

from textwrap import dedent

import pytest

from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.workshop.layout.laws import broken_at
from guardrails.workshop.layout.layout import Laid, lay_out

SCHEMAS = ParsedSchemas(shipped_schema_texts())
HEAD = "apiVersion: guardrails/v1\nkind: PolicyPack\n"


def laid(text: str) -> Laid:
    return lay_out("it.yaml", text.encode(), SCHEMAS)


def after(text: str) -> str:
    found = laid(text)
    assert (found.problem, found.stuck) == (None, None)
    return found.after.decode()


def inside(text: str) -> str:
    """The layout of what stands below the head of a pack."""
    return after(HEAD + dedent(text)).removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        pytest.param("title: b\nname: a\n", "name: a\ntitle: b\n", id="keys"),
        pytest.param("\"title\": b\n'name': a\n", "'name': a\n\"title\": b\n", id="keys in quotes"),
        pytest.param("rules:\n- title: b\n  id: a\n", "rules:\n  - id: a\n    title: b\n", id="a list below its key"),
        pytest.param("rules:\n  -\n     title: b\n     id: a\n", "rules:\n  - id: a\n    title: b\n", id="a dash alone"),
        pytest.param("rules:\n  - id: a\n  - id: b\n", "rules:\n  - id: a\n\n  - id: b\n", id="rules stand apart"),
        pytest.param("rules:\n\n\n  - id: a\n\n\n\n  - id: b\n\n", "rules:\n  - id: a\n\n  - id: b\n", id="one blank line"),
        pytest.param("x:\n    - - a\n      - b\n    -   - c\n", "x:\n  - - a\n    - b\n  - - c\n", id="lists in lists"),
        pytest.param("title:   \nname:\n      a\n", "name:\n  a\ntitle:\n", id="no value, and one a line below"),
        pytest.param("name: a   \n   \ntitle: b", "name: a\n\ntitle: b\n", id="blanks at the end, no line end"),
        pytest.param("why: |\n     one\n       two\n\n     three\n", "why: |\n  one\n    two\n\n  three\n", id="a block of text"),
        pytest.param("why: |2\n    one\n", "why: |2\n    one\n", id="a block of text that names its indent"),
        pytest.param("x:\n   y: |+\n      one\n\n\n", "x:\n  y: |+\n    one\n\n\n", id="blank lines that count"),
        pytest.param("x: |\n    one", "x: |\n  one", id="a block of text without a line end"),
        pytest.param("title: [a, # 1\n  b]\nname: c\n", "name: c\ntitle: [a, # 1\n  b]\n", id="brackets over two lines"),
        pytest.param('title: "a # b\n   c \\\n   d"\n', 'title: "a # b\n   c \\\n   d"\n', id="quotes over three lines"),
        pytest.param("rules: [{title: b, id: a}]\n", "rules: [{title: b, id: a}]\n", id="inside of brackets nothing moves"),
        pytest.param("parameters:\n  b: {}\n  a: {}\n", "parameters:\n  b: {}\n  a: {}\n", id="names of the author's own"),
        pytest.param("# t\ntitle: b\n# n\nname: a\n", "# n\nname: a\n# t\ntitle: b\n", id="comments above their keys"),
        pytest.param("title: b # t\nname: a # n\n", "name: a # n\ntitle: b # t\n", id="comments beside their values"),
        pytest.param("x:\n   - y\n   # of x\n# of all\n", "x:\n  - y\n  # of x\n# of all\n", id="comments at the end"),
        pytest.param(
            "title: | # c\n   # text\n# n\nname: a\n", "# n\nname: a\ntitle: | # c\n  # text\n", id="# in a block of text"
        ),
    ],
)
def test_below_the_head_of_a_pack(before: str, wanted: str) -> None:
    assert inside(before) == wanted
    assert inside(wanted) == wanted


def test_a_group_that_goes_first() -> None:
    before = """\
        rules:
          - rollout:
                goes_first:
                   when:
                     # Their plans.
                     in: [lena.hart@brand.example]
                     field: metadata.owner
                   block: 2027-01-10
                   title: The shop team
                block: 2027-02-01
                announce: 2026-11-01
            id: a
        """
    wanted = """\
        rules:
          - id: a
            rollout:
              announce: 2026-11-01
              block: 2027-02-01
              goes_first:
                title: The shop team
                when:
                  field: metadata.owner
                  # Their plans.
                  in: [lena.hart@brand.example]
                block: 2027-01-10
        """
    assert inside(before) == dedent(wanted)


@pytest.mark.parametrize("kind", ["Bundle", "Lanes", "Organisation", "Released", "Tool", "Vocabulary", "Waiver", "SomethingElse"])
def test_each_kind_of_file_names_itself_first(kind: str) -> None:
    assert after(f"x: 1\nkind: {kind}\napiVersion: v\n") == f"x: 1\napiVersion: v\nkind: {kind}\n"


def test_what_is_said_on_top_stays_on_top() -> None:
    assert after("# yaml-language-server: x\n# About all.\nkind: Lanes\napiVersion: v\n").startswith(
        "# yaml-language-server: x\n# A"
    )


def test_line_ends_and_the_mark_of_bytes() -> None:
    assert laid("kind: Lanes\r\napiVersion: v\r\n").after == b"apiVersion: v\nkind: Lanes\n"
    assert laid("kind: Lanes\rapiVersion: v\r").after == b"apiVersion: v\nkind: Lanes\n"
    assert laid("\ufeffkind: Lanes\r\napiVersion: v\r\n").after == "\ufeffapiVersion: v\nkind: Lanes\n".encode()


def test_several_documents_each_in_its_own_order() -> None:
    before = "kind: Lanes\napiVersion: v\n---\n# Two.\nkind: Tool\napiVersion: w\n...\n---\n# Nothing here.\n"
    wanted = "apiVersion: v\nkind: Lanes\n---\n# Two.\napiVersion: w\nkind: Tool\n...\n---\n# Nothing here.\n"
    assert after(before) == wanted


@pytest.mark.parametrize("text", ["words\n", "--- {a: 1}\n", '{"kind": "Lanes",\n  "apiVersion": "v"}\n', "- b\n- a\n"])
def test_a_document_that_is_no_block_of_keys_stays(text: str) -> None:
    assert after(text) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{HEAD}? name\n: a\n", (3, 3)),
        (f"{HEAD}x:\n  -\n   |\n    a\n", (5, 4)),
        ("\ufeff? kind\n: Lanes\n", (1, 3)),
    ],
)
def test_what_can_not_be_laid_out_is_left_alone_and_has_a_place(text: str, place: tuple[int, int]) -> None:
    found = laid(text)
    assert (found.stuck, found.differs) == (place, False)


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"", "file-empty"),
        (b"# x\n", "file-empty"),
        (b"a: [\n", "file-unreadable"),
        (b"a: 1\na: 2\n", "file-duplicate-key"),
        (b"a: &x 1\n", "file-alias"),
        (b"a:\n\t- b\n", "file-tab"),
        (b"a: \xff\n", "file-not-utf8"),
        (b"a: " + b"b" * 1_100_000, "file-too-large"),
    ],
)
def test_what_can_not_be_read_is_a_problem_and_stays(data: bytes, id: str) -> None:
    found = lay_out("it.yaml", data, SCHEMAS)
    assert found.problem is not None
    assert (found.problem.id, found.after) == (id, data)


@pytest.mark.parametrize(
    ("other", "offset"),
    [
        ("a: 1 # x\nb: 2\n", None),
        ("b: 2\n# x\na: 1\n", None),
        ("a: 1 # x\nb: 3\n", 12),
        ("a: 1\nb: 2\n", 5),
        ("a: 1 # y\nb: 2\n", 5),
        ("a: 1 # x\nb: 2 # x\n", 0),
        ("a: [\n", 0),
        ("a: 1 # x\n---\nb: 2\n", 0),
    ],
)
def test_the_laws_see_what_is_lost_changed_or_added(other: str, offset: int | None) -> None:
    assert broken_at("a: 1 # x\nb: 2\n", other) == offset
