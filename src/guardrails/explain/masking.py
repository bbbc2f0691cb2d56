"""Values that nobody should read over a shoulder: recognised by their look, shown as a beginning and a length."""

from __future__ import annotations

import re
from itertools import pairwise

from guardrails.explain.sentences import say

_KNOWN = (
    r"(?:sk|rk)_(?:live|test)_\w+",
    r"AIza[\w-]{10,}",
    r"xox[a-z]-[\w-]+",
    r"xapp-[\w-]+",
    r"gh[pousr]_\w{16,}",
    r"github_pat_\w+",
    r"glpat-[\w-]+",
    r"A(?:KIA|SIA)[A-Z0-9]{12,}",
    r"SG\.[\w-]{8,}\.[\w-]+",
    r"eyJ[\w-]{8,}\.[\w.-]+",
    r"EAA[A-Z]\w{12,}",
)
_SUSPECT = re.compile(
    r"(?P<key>-----BEGIN[\s\S]*?(?:-----END[^\n]*|\Z))"
    rf"|(?P<known>(?<![A-Za-z0-9])(?:{'|'.join(_KNOWN)}))"
    r"|(?P<long>[A-Za-z0-9_+=/-]{24,})"
)
_WITHIN = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_KNOWN)})")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").fullmatch
_CHANGES_IN_A_TOKEN = 0.28  # words change between letters, capitals and digits far less often, random text far more


def stand_in(text: str) -> str:
    """What is shown for a text that must stay hidden: two characters at most, and its length."""
    return f"{text[:2] if len(text) >= 8 else ''}{say('hidden', {'count': str(len(text))})}"


def secrets(text: str) -> list[tuple[int, int]]:
    """Where in a text something looks like a key, a token or a certificate: stretches [start, end), in order."""
    return [span for found in _SUSPECT.finditer(text) for span in _spans(found)]


def _spans(found: re.Match[str]) -> list[tuple[int, int]]:
    """A long word that is not random (an address, a path) may still hold a known kind of key."""
    if found.lastgroup != "long" or _random(found[0]):
        return [found.span()]
    return [(found.start() + key.start(), found.start() + key.end()) for key in _WITHIN.finditer(found[0])]


def _random(text: str) -> bool:
    """Whether capitals, small letters and digits change places as often as in a random text."""
    if _UUID(text):
        return False
    letters = [char for char in text if char.isalnum()]
    changes = sum(_class(a) != _class(b) for a, b in pairwise(letters))
    return len(letters) >= 20 and changes >= len(letters) * _CHANGES_IN_A_TOKEN


def _class(char: str) -> int:
    return 0 if char.isdigit() else 1 if char.isupper() else 2
