"""Characters nobody can see, made visible; every text passes here before it is shown."""

from __future__ import annotations

import re
from functools import cache

# Control characters without tab and line ends (Cc), formatting such as zero-width and direction
# marks (Cf), lone surrogates (Cs), line and paragraph separators (Zl, Zp), and the few letters and
# non-characters that show nothing either. Written out, so that every Python version agrees.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)


@cache
def _pattern(also: str) -> re.Pattern[str]:
    """Unseen characters and `also`; built at first use, as nearly every text is plain."""
    return re.compile(f"[{also}{_UNSEEN}]")


def hidden(text: str) -> re.Match[str] | None:
    """The first character of a text that nobody can see."""
    return _pattern("").search(text)


def visible(text: str, *, lines: bool = False) -> str:
    """The text with every invisible character spelled out, such as `\\u{1B}`; with `lines`, \\n stays."""
    if text.isprintable() and text.isascii():
        return text
    return _pattern("\t\r" if lines else "\t\n\r").sub(lambda found: f"\\u{{{ord(found[0]):X}}}", text)
