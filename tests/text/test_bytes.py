"""Encodings and characters that nobody can see: byte by byte."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from guardrails.text.reader import read

LATIN = "title: Gr\u00fc\u00dfe\n"
FINE: list[tuple[str, bytes]] = [
    ("byte order mark", b"\xef\xbb\xbfa: 1\n"),
    ("lines end with CR", b"a: 1\rb: 2\r"),
    ("lines end with CRLF", b"a: 1\r\nb: 2\r\n"),
    ("no last line end", b"a: 1"),
    ("tab after a colon", b"a:\t1\n"),
    ("tab in a text", b"a: x\ty\n"),
    ("tab as an escape", b'a: "x\\ty\\n\\r"\n'),
    ("two documents", b"a: 1\n---\nb: 2\n"),
    ("emoji and CJK", "a: \U0001f600 \u4e2d\u6587\n".encode()),
    ("combining letters", "a: e\u0301\n".encode()),
    ("a printable escape", b'a: "\\xe9 \\u4e2d"\n'),
    ("an escaped backslash", b'a: "\\\\e[31m"\n'),
    ("a backslash outside double quotes", b"a: '\\e'\nb: \\e\n"),
    ("non-breaking space inside a text", "a: 5\xa0EUR\n".encode()),
]
FAULTS: list[tuple[str, bytes, str, int | None, dict[str, str]]] = [
    (
        "UTF-16 with mark",
        "a: 1\n".encode("utf-16"),
        "file-not-utf8",
        0,
        {"byte": "0xFF", "encoding": "UTF-16"},
    ),
    ("UTF-16 without mark", "a: 1\n".encode("utf-16-le"), "file-not-utf8", 0, {"encoding": "UTF-16"}),
    ("UTF-32 without mark", "a: 1\n".encode("utf-32-be"), "file-not-utf8", 0, {"encoding": "UTF-16"}),
    ("Latin-1", LATIN.encode("latin-1"), "file-not-utf8", 9, {"byte": "0xFC"}),
    ("cp1252 quotes", "a: \u201cx\u201d\n".encode("cp1252"), "file-not-utf8", 3, {"byte": "0x93"}),
    ("cut in a character", b"a: \xc3", "file-not-utf8", 3, {"byte": "0xC3"}),
    ("overlong slash", b"a: \xc0\xaf\n", "file-not-utf8", 3, {"byte": "0xC0"}),
    ("surrogate in bytes", b"a: \xed\xa0\x80\n", "file-not-utf8", 3, {"byte": "0xED"}),
    ("after emoji", "a: \U0001f600".encode() + b"\xff", "file-not-utf8", 4, {"byte": "0xFF"}),
    ("NUL", b"a: x\0y\n", "file-nul", 4, {"character": "U+0000", "name": "nul"}),
    ("NUL at the end", b"a: 1\n\0", "file-nul", 5, {"character": "U+0000", "name": "nul"}),
    ("NUL in a comment", b"a: 1 # \0\n", "file-nul", 7, {"character": "U+0000", "name": "nul"}),
    ("escape, raw", b"a: \x1b[31m\n", "file-control-character", 3, {"character": "U+001B", "name": "escape"}),
    (
        "bell in a comment",
        b"# \x07\na: 1\n",
        "file-control-character",
        2,
        {"character": "U+0007", "name": "bell"},
    ),
    ("delete", b"a: \x7f\n", "file-control-character", 3, {"character": "U+007F", "name": "delete"}),
    (
        "form feed",
        b"a: 1\n\x0cb: 2\n",
        "file-control-character",
        5,
        {"character": "U+000C", "name": "form feed"},
    ),
    (
        "C1 CSI",
        "a: \x9b31m\n".encode(),
        "file-control-character",
        3,
        {"character": "U+009B", "name": "control character"},
    ),
    (
        "next line",
        "a: x\x85y\n".encode(),
        "file-control-character",
        4,
        {"character": "U+0085", "name": "next line"},
    ),
    (
        "line separator",
        "a: x\u2028y\n".encode(),
        "file-hidden-character",
        4,
        {"character": "U+2028", "name": "line separator"},
    ),
    (
        "paragraph separator",
        "a: x\u2029y\n".encode(),
        "file-hidden-character",
        4,
        {"character": "U+2029", "name": "paragraph separator"},
    ),
    (
        "right-to-left override",
        "a: \u202etxt.exe\n".encode(),
        "file-hidden-character",
        3,
        {"character": "U+202E", "name": "right-to-left override"},
    ),
    (
        "direction isolate in a comment",
        "a: 1 # \u2066\n".encode(),
        "file-hidden-character",
        7,
        {"character": "U+2066", "name": "left-to-right isolate"},
    ),
    (
        "zero width in a key",
        "ow\u200bner: x\n".encode(),
        "file-hidden-character",
        2,
        {"character": "U+200B", "name": "zero width space"},
    ),
    (
        "byte order mark in the middle",
        "a: 1\n\ufeffb: 2\n".encode(),
        "file-hidden-character",
        5,
        {"character": "U+FEFF", "name": "byte order mark"},
    ),
    (
        "two byte order marks",
        "\ufeff\ufeffa: 1\n".encode(),
        "file-hidden-character",
        1,
        {"character": "U+FEFF", "name": "byte order mark"},
    ),
    (
        "tag letters",
        "a: \U000e0041\n".encode(),
        "file-hidden-character",
        3,
        {"character": "U+E0041", "name": "tag latin capital letter a"},
    ),
    (
        "soft hyphen",
        "a: x\xady\n".encode(),
        "file-hidden-character",
        4,
        {"character": "U+00AD", "name": "soft hyphen"},
    ),
    (
        "Hangul filler",
        "\u3164: x\n".encode(),
        "file-hidden-character",
        0,
        {"character": "U+3164", "name": "hangul filler"},
    ),
    (
        "non-character",
        "a: \uffff\n".encode(),
        "file-hidden-character",
        3,
        {"character": "U+FFFF", "name": "control character"},
    ),
    (
        "escape \\e",
        b'a: "x\\e[31m"\n',
        "file-control-character",
        5,
        {"character": "U+001B", "name": "escape"},
    ),
    ("escape \\0", b'a: "\\0"\n', "file-nul", 4, {"character": "U+0000", "name": "nul"}),
    (
        "escape \\x",
        b'a: "\\\\ \\x9b"\n',
        "file-control-character",
        7,
        {"character": "U+009B", "name": "control character"},
    ),
    (
        "escape \\u in a key",
        b'"a\\u202e": x\n',
        "file-hidden-character",
        2,
        {"character": "U+202E", "name": "right-to-left override"},
    ),
    (
        "escape \\U",
        b'a: ["\\U000E0041"]\n',
        "file-hidden-character",
        5,
        {"character": "U+E0041", "name": "tag latin capital letter a"},
    ),
    (
        "escape \\L",
        b'a: "\\L"\n',
        "file-hidden-character",
        4,
        {"character": "U+2028", "name": "line separator"},
    ),
    ("escape \\N", b'a: "\\N"\n', "file-control-character", 4, {"character": "U+0085", "name": "next line"}),
    (
        "lone surrogate",
        b'a: "\\ud800"\n',
        "file-hidden-character",
        4,
        {"character": "U+D800", "name": "half of a character"},
    ),
    (
        "surrogate pair",
        b'a: "\\ud83d\\ude00"\n',
        "file-hidden-character",
        4,
        {"character": "U+D83D", "name": "half of a character"},
    ),
    (
        "after a byte order mark",
        b"\xef\xbb\xbfa: \x07\n",
        "file-control-character",
        4,
        {"character": "U+0007", "name": "bell"},
    ),
]


@pytest.mark.parametrize(("_why", "data"), FINE, ids=[why for why, _ in FINE])
def test_these_bytes_are_read(_why: str, data: bytes) -> None:
    assert read(data)[1] is None


@pytest.mark.parametrize(("_why", "data", "fault_id", "start", "slots"), FAULTS, ids=[row[0] for row in FAULTS])
def test_these_bytes_are_refused(_why: str, data: bytes, fault_id: str, start: int | None, slots: dict[str, str]) -> None:
    values, fault = read(data)
    assert values == []
    assert fault is not None
    assert (fault.id, fault.start, dict(fault.slots)) == (fault_id, start, slots)


def test_the_whole_mark_of_an_escape_is_covered() -> None:
    data = b'a: "x\\u202ey"\n'
    fault = read(data)[1]
    assert fault is not None
    assert data[fault.start : fault.end] == b"\\u202e"


def _unseen() -> list[str]:
    kinds = {"Cc", "Cf", "Zl", "Zp"}
    every = map(chr, range(sys.maxunicode + 1))
    return [char for char in every if unicodedata.category(char) in kinds and char not in "\t\n\r"]


def test_every_character_that_nobody_can_see_is_refused_raw_and_escaped() -> None:
    for char in _unseen():
        raw = read(f"a: x{char}y\n".encode())[1]
        escaped = read(f'a: "x\\U{ord(char):08X}y"\n'.encode())[1]
        assert raw is not None, hex(ord(char))
        assert escaped is not None, hex(ord(char))
        assert raw.id == escaped.id
        assert (raw.start, escaped.start) == (4, 5)
        assert raw.slots == escaped.slots


def test_every_surrogate_escape_is_refused() -> None:
    for code in range(0xD800, 0xE000, 31):
        fault = read(f'a: "\\u{code:04x}"\n'.encode())[1]
        assert fault is not None
        assert fault.id == "file-hidden-character"
