"""Characters that only cause trouble: which ones, what they are called, and the fault for each."""

from __future__ import annotations

import re
import unicodedata

from guardrails.text.clean import hidden
from guardrails.text.values import Fault

CURLY_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
STRAIGHT = str.maketrans(CURLY_QUOTES, "''''\"\"\"\"")

_NAMES = {
    "\x00": "nul",
    "\x07": "bell",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
    "\xa0": "non-breaking space",
    "\xad": "soft hyphen",
    "\u202f": "narrow non-breaking space",
    "\ufeff": "byte order mark",
}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = {"0": 0, "a": 7, "b": 8, "e": 0x1B, "f": 12, "v": 11, "N": 0x85, "L": 0x2028, "P": 0x2029}


def named(character: str) -> dict[str, str]:
    """The slots that name a character: its number as U+XXXX and a plain name."""
    code = ord(character)
    fallback = "half of a character" if 0xD800 <= code <= 0xDFFF else "control character"
    name = _NAMES.get(character) or unicodedata.name(character, fallback).lower()
    return {"character": f"U+{code:04X}", "name": name}


def unseen(text: str, start: int = 0) -> Fault | None:
    """The first character of a text that nobody can see, as a fault; `start` is where the text begins."""
    found = hidden(text)
    return _fault(found[0], start + found.start(), start + found.end()) if found else None


def unseen_escape(written: str, value: str, start: int) -> Fault | None:
    """The escape, in a text in double quotes, that stands for a character nobody can see."""
    unseen = hidden(value)
    if unseen is None:
        return None
    for escape in _ESCAPE.finditer(written):
        digits, short = escape[1] or escape[2] or escape[3], escape[4]
        code = int(digits, 16) if digits else _SHORT_ESCAPES.get(short, 0x20)
        if code <= 0x10FFFF and hidden(chr(code)):
            return _fault(chr(code), start + escape.start(), start + escape.end())
    return _fault(unseen[0], start, start + len(written))


def _fault(character: str, start: int, end: int) -> Fault:
    if character == "\0":
        return Fault("file-nul", start, end, named(character))
    kind = "control" if unicodedata.category(character) == "Cc" else "hidden"
    return Fault(f"file-{kind}-character", start, end, named(character))
