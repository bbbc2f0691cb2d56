"""The mistakes people make when they write YAML by hand, each with its fault, place and slots."""

from __future__ import annotations

import pytest

import guardrails.text.parser
from guardrails.text.breaches import glued_key
from guardrails.text.reader import read
from guardrails.text.source import Source, Span

# text, with the marked stretch between ⟦ and ⟧; id; slots
MISTAKES: list[tuple[str, str, dict[str, str]]] = [
    # a tab to indent
    ("a:\n⟦\t⟧b: 1\n", "file-tab", {"write": "  b: 1"}),
    ("a:\n  b: 1\n⟦\t⟧c: 2\n", "file-tab", {"write": "  c: 2"}),
    ("a:\n  b: 1\n  ⟦\t⟧c: 2\n", "file-tab", {}),
    ("a:\n⟦\t⟧- b\n", "file-tab", {"write": "  - b"}),
    ("a:\n  -⟦\t⟧b: 1\n    c: 2\n", "file-tab", {"write": "  - b: 1"}),
    # no blank after a colon
    (
        "m:\n  name: x\n  owner⟦:⟧mia@brand.example\n  z: 1\n",
        "file-missing-blank-after-colon",
        {"key": "owner", "write": "  owner: mia@brand.example"},
    ),
    (
        "m:\n  owner⟦:⟧mia\n  z: 1\n",
        "file-missing-blank-after-colon",
        {"key": "owner", "write": "  owner: mia"},
    ),
    (
        "m:\n  name: x\n  owner⟦:⟧mia\n",
        "file-missing-blank-after-colon",
        {"key": "owner", "write": "  owner: mia"},
    ),
    (
        "owner⟦:⟧mia@brand.example",
        "file-missing-blank-after-colon",
        {"key": "owner", "write": "owner: mia@brand.example"},
    ),
    ("owner⟦:⟧mia\nkind:Tool\n", "file-missing-blank-after-colon", {"key": "owner", "write": "owner: mia"}),
    (
        "a:\n  - name⟦:⟧x\n    b: 1\n",
        "file-missing-blank-after-colon",
        {"key": "name", "write": "  - name: x"},
    ),
    ('a⟦:⟧"x"\nb: 1\n', "file-missing-blank-after-colon", {"key": "a", "write": 'a: "x"'}),
    # a quote that is not closed
    ('title: ⟦"⟧Spring\nowner: mia\n', "file-unclosed-quote", {"quote": '"', "write": 'title: "Spring"'}),
    (
        'title: ⟦"⟧Spring\nowner: "mia"\nb: 1\n',
        "file-unclosed-quote",
        {"quote": '"', "write": 'title: "Spring"'},
    ),
    (
        "title: ⟦'⟧Spring\nowner: mia\nx: 'y'\n",
        "file-unclosed-quote",
        {"quote": "'", "write": "title: 'Spring'"},
    ),
    ("title: ⟦'⟧Don't stop'\nb: 1\n", "file-unclosed-quote", {"quote": "'", "write": 'title: "Don\'t stop"'}),
    ('title: ⟦"⟧Say "hi" now"\n', "file-unclosed-quote", {"quote": '"', "write": "title: 'Say \"hi\" now'"}),
    ('a: [⟦"⟧x, y]\nb: 1\n', "file-unclosed-quote", {"quote": '"'}),
    # wrong indentation
    (
        "v:\n  name: x\n⟦   ⟧country: DE\n",
        "file-wrong-indent",
        {"found": "3", "wanted": "2", "write": "  country: DE"},
    ),
    ("v:\n    name: x\n⟦  ⟧country: DE\n", "file-wrong-indent", {"found": "2", "wanted": "4"}),
    ("a: 1\n⟦ ⟧b: 2\n", "file-wrong-indent", {"found": "1", "wanted": "0", "write": "b: 2"}),
    ("  a: 1\n⟦b⟧: 2\n", "file-wrong-indent", {"found": "0", "wanted": "2"}),
    ("a:\n  - x\n⟦ ⟧- y\n", "file-wrong-indent", {"found": "1", "wanted": "2"}),
    ("a:\n - x\n⟦  ⟧- y\n", "file-wrong-indent", {"found": "2"}),
    ("a:\n  - n: x\n    b: 1\n⟦   ⟧c: 2\n", "file-wrong-indent", {"found": "3", "wanted": "4"}),
    # a list under a value
    ("tags: ga\n⟦-⟧ x\n", "file-list-under-value", {"key": "tags", "line": "1"}),
    ("tags: ga\n  ⟦-⟧ x\n", "file-list-under-value", {"key": "tags", "line": "1"}),
    ("users: 5\n  ⟦-⟧ x\n", "file-list-under-value", {"key": "users", "line": "1"}),
    ("tags: ga\n  ⟦-⟧\n", "file-list-under-value", {"key": "tags", "line": "1"}),
    ("tags: ga\n  ⟦-⟧ name: x\n", "file-list-under-value", {"key": "tags", "line": "1"}),
    ("m:\n  tags: ga\n  ⟦-⟧ x\n  b: 1\n", "file-list-under-value", {"key": "tags", "line": "2"}),
    ('tags: "ga"\n  ⟦-⟧ x\n', "file-list-under-value", {"key": "tags", "line": "1"}),
    # curly quotes
    (
        "t: ⟦\u201c⟧Spring: x\u201d\n",
        "file-smart-quotes",
        {"character": "U+201C", "name": "left double quotation mark", "write": 't: "Spring: x"'},
    ),
    (
        "t: ⟦\u201c⟧Spring\u201d\n",
        "file-smart-quotes",
        {"character": "U+201C", "name": "left double quotation mark", "write": 't: "Spring"'},
    ),
    (
        "t: [a, ⟦\u2018⟧b\u2019]\n",
        "file-smart-quotes",
        {"character": "U+2018", "name": "left single quotation mark", "write": "t: [a, 'b']"},
    ),
    (
        "⟦\u201e⟧t\u201c: x\n",
        "file-smart-quotes",
        {"character": "U+201E", "name": "double low-9 quotation mark", "write": '"t": x'},
    ),
    # two colons
    ("t: Spring⟦:⟧ the sale\n", "file-two-colons", {"key": "t", "write": 't: "Spring: the sale"'}),
    ('a:\n  - t: Say "hi"⟦:⟧ x\n', "file-two-colons", {"key": "t", "write": "  - t: 'Say \"hi\": x'"}),
    ("t: a⟦:⟧ b: c\n", "file-two-colons", {"key": "t", "write": 't: "a: b: c"'}),
    ("t: Spring⟦:⟧\nb: 1\n", "file-two-colons", {"key": "t", "write": 't: "Spring:"'}),
    ("t: Spring⟦:⟧ x # why\n", "file-two-colons", {"key": "t"}),
    # blanks that are not blanks
    (
        "a:\n⟦\xa0⟧\xa0b: 1\n",
        "file-nonbreaking-space",
        {"character": "U+00A0", "name": "non-breaking space", "write": "  b: 1"},
    ),
    (
        "a: 1\nb:⟦\xa0⟧x\nc: 1\n",
        "file-nonbreaking-space",
        {"character": "U+00A0", "name": "non-breaking space", "write": "b: x"},
    ),
    (
        "b:⟦\xa0⟧x\n",
        "file-nonbreaking-space",
        {"character": "U+00A0", "name": "non-breaking space", "write": "b: x"},
    ),
    (
        "b: ⟦\u3000⟧x\n",
        "file-nonbreaking-space",
        {"character": "U+3000", "name": "ideographic space", "write": "b:  x"},
    ),
    (
        "data⟦\u202f⟧use: x\n",
        "file-nonbreaking-space",
        {"character": "U+202F", "name": "narrow non-breaking space", "write": "data use: x"},
    ),
    # a second document by accident
    ("kind: Tool\na: 1\n⟦---⟧\nb: 2\n", "file-second-document", {"marker": "---"}),
    ("apiVersion: x\n---\nkind: Tool\n⟦---⟧\nb: 2\n", "file-second-document", {"marker": "---"}),
    ("kind: Tool\n⟦---⟧\n- b\n", "file-second-document", {"marker": "---"}),
    ("a: 1\n⟦...⟧\nb: 2\n", "file-second-document", {"marker": "..."}),
    # a key given twice
    (
        "a: 1\nb: 2\n⟦a⟧: 3\n",
        "file-duplicate-key",
        {"key": "a", "first_key": "a", "first_line": "1", "second_line": "3"},
    ),
    # the last resort
    (
        "a: ⟦@⟧brand\n",
        "file-unreadable",
        {"what": "character", "character": "U+0040", "name": "commercial at", "write": 'a: "@brand"'},
    ),
    (
        "a: ⟦%⟧x\n",
        "file-unreadable",
        {"what": "character", "character": "U+0025", "name": "percent sign", "write": 'a: "%x"'},
    ),
    ("a: ⟦[⟧x, y\nb: 1\n", "file-unreadable", {"what": "open-bracket", "character": "["}),
    ("a: 1\n⟦some words⟧\nc: 2\n", "file-unreadable", {"what": "no-colon"}),
    ('a: "⟦\\⟧q"\n', "file-unreadable", {"what": "escape"}),
    ("- a\n⟦b⟧: 1\n", "file-unreadable", {"what": "other"}),
]


def _unmarked(marked: str) -> tuple[str, Span]:
    start = marked.index("⟦")
    return marked.replace("⟦", "").replace("⟧", ""), Span(start, marked.index("⟧") - 1)


@pytest.mark.parametrize(("marked", "fault_id", "slots"), MISTAKES)
def test_a_mistake_is_named_and_placed(marked: str, fault_id: str, slots: dict[str, str]) -> None:
    text, span = _unmarked(marked)
    values, fault = read(text.encode())
    assert values == []
    assert fault is not None
    assert (fault.id, dict(fault.slots)) == (fault_id, slots)
    assert (fault.start, fault.end) == (span.start, span.end)


@pytest.mark.parametrize(("marked", "fault_id", "slots"), MISTAKES)
def test_the_place_holds_below_other_lines_and_a_byte_order_mark(marked: str, fault_id: str, slots: dict[str, str]) -> None:
    text, span = _unmarked(marked)
    above = "\ufeff# ein Gru\u00df \U0001f600 \u4e2d\n"
    fault = read((above + text).encode())[1]
    assert fault is not None
    assert fault.id == fault_id
    assert (fault.start, fault.end) == (span.start + len(above), span.end + len(above))


@pytest.mark.parametrize(("marked", "fault_id", "slots"), MISTAKES)
def test_the_place_holds_with_other_line_ends(marked: str, fault_id: str, slots: dict[str, str]) -> None:
    for ending in ("\r\n", "\r"):
        text, span = _unmarked(marked.replace("\n", ending))
        fault = read(text.encode())[1]
        assert fault is not None
        assert (fault.id, fault.start, fault.end) == (fault_id, span.start, span.end)


@pytest.mark.parametrize(("marked", "fault_id"), [(marked, fault_id) for marked, fault_id, slots in MISTAKES if "write" in slots])
def test_what_we_offer_to_write_takes_the_fault_away(marked: str, fault_id: str) -> None:
    text, _ = _unmarked(marked)
    fault = read(text.encode())[1]
    assert fault is not None
    assert fault.start is not None
    source = Source("", text)
    line = source.line_span(source.position(fault.start)[0])
    corrected = text[: line.start] + fault.slots["write"] + text[line.end :]
    after = read(corrected.encode())[1]
    assert after is None or after.start is None or after.start > fault.start


def test_the_slower_parser_sees_the_same_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    from yaml.loader import SafeLoader

    monkeypatch.setattr(guardrails.text.parser, "Parser", SafeLoader)
    for marked, fault_id, _ in MISTAKES:
        text, _ = _unmarked(marked)
        fault = read(text.encode())[1]
        assert fault is not None
        assert (marked, fault.id) == (marked, fault_id)


@pytest.mark.parametrize(
    "text",
    [
        "a: 17:30\n",
        "a: https://brand.example\n",
        "a: don't\n",
        "t: Spring\u2019s sale\n",
        "t: '\u201cSpring\u201d'\n",
        "t: \u201cSpring\u201d sale\n",
        "t: 5\xa0EUR\n",
        "t: a - b\n",
        "t: >\n  - a\n  - b\n",
        "t: a\n  b\n",
        "a: 1\n---\nb: 2\n",
        "kind: Tool\n---\nkind: Tool\n---\n",
        "a: {c: d}\n",
        "a: x:y\n",
    ],
)
def test_what_only_looks_like_a_mistake_is_read(text: str) -> None:
    assert read(text.encode())[1] is None


def test_a_text_where_fields_are_expected_can_be_asked_for_its_missing_blank() -> None:
    text = "vendor:\n  name:Acme\n"
    assert read(text.encode()) == ([{"vendor": "name:Acme"}], None)
    fault = glued_key(Source("", text), Span(10, 19))
    assert fault == ("file-missing-blank-after-colon", 14, 15, {"key": "name", "write": "  name: Acme"})
    assert glued_key(Source("", "see https://x"), Span(0, 13)) is None
