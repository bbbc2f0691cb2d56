"""A first look at what is not plain ASCII: refused, doubtful or fine; loaded only when there is any."""

from __future__ import annotations

import re

from guardrails.text.clean import hidden

_ODD_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK_OR_QUOTE = re.compile(f"[{_ODD_BLANKS}\u2018-\u201f]")
_ODD_BLANK_OR_OPENING_QUOTE = re.compile(f"[{_ODD_BLANKS}]|(?:^|[\ufeff\n\r:,?\\[{{-])[ \t]*[\u2018-\u201f]")
ODD_BLANK = re.compile(f"[{_ODD_BLANKS}]")


def doubtful(data: bytes, unusual: bytes) -> bool:
    """Whether blanks or quotes ask for a second look; `unusual` are the bytes of `data` that are not plain ASCII.

    Raises ValueError for bytes that are not UTF-8 or hold characters that nobody can see.
    """
    # All of it must be UTF-8; after that only the few unusual characters are worth a look.
    text = data.decode("utf-8")
    letters = unusual.decode("utf-8")[text.startswith("\ufeff") :]
    if hidden(letters):
        raise ValueError("a character that nobody can see")
    return _BLANK_OR_QUOTE.search(letters) is not None and _ODD_BLANK_OR_OPENING_QUOTE.search(text) is not None
