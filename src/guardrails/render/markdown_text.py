"""Texts in Markdown, letter for letter: no text becomes markup, and none a link, a mention or a picture on a code host."""

from __future__ import annotations

import re
from html import escape

from guardrails.render.cleaned import cleaned
from guardrails.text.clean import visible

# A backslash before a mark makes it a letter. Within a word "_" is one already.
_MARKS = re.compile(r"[\\`*{}\[\]<>#|~&$^]|(?<![^\W_])_|_(?![^\W_])|(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r" *\d*([-+=]|(?<=\d)[.)])")
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile(r"`+")
# What an author wrote as code; a word; what stands between words. A word never holds what could end code or a cell.
_PIECES = re.compile(r"`([\w.:/,=+() -]{1,80})`|([^\s`|\\]+)|[\s`|\\]")
# People, addresses, issues, commits and smileys. A code host looks for them in what is shown, so a backslash does not help.
_LINKED = re.compile(
    r"@|://|www\.|mailto:|xmpp:|#\d|\bGH-\d|:[a-z+-][\w+-]*:|\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\b", re.IGNORECASE
)
_ENDS_A_WORD = ".,;:!?)]}\"'"
_TO_TYPE = ":  "


def escaped(text: str) -> str:
    """A text on one line that Markdown shows letter for letter."""
    text = _MARKS.sub(r"\\\g<0>", visible(_BLANKS.sub(" ", text)))
    start = _AT_START.match(text)
    return f"{text[: start.start(1)]}\\{text[start.start(1) :]}" if start else text


def inline(text: str) -> str:
    """A text within a paragraph or a list; a line to type stands as code."""
    head, gap, typed = text.partition(_TO_TYPE)
    if gap and typed.strip():
        return f"{cell(f'{head}:')} {code(typed.strip())}"
    return cell(text)


def cell(text: str) -> str:
    """A text within a cell of a table: what a code host would link stands as code, and so does what authors put in backticks."""
    parts: list[str] = []
    plain = ""
    for piece in _PIECES.finditer(cleaned(_BLANKS.sub(" ", text).strip())):
        marked, after = (piece[1], "") if piece[1] else _linked(piece[2] or "")
        if not marked:
            plain += piece[0]
            continue
        parts += [escaped(plain) if plain else "", f"`{marked}`"]
        plain = after
    return "".join((*parts, escaped(plain) if plain else ""))


def _linked(word: str) -> tuple[str, str]:
    """The part of a word that would become a link, and the marks after it; nothing for other words."""
    if not _LINKED.search(word):
        return "", ""
    core = word.rstrip(_ENDS_A_WORD) or word
    return core, word[len(core) :]


def in_html(text: str) -> str:
    """A text within a line of HTML, which Markdown passes on as it is: all of it is code if a code host would link a part."""
    text = escape(cleaned(text))
    return f"<code>{text}</code>" if _LINKED.search(text) else text


def code(text: str) -> str:
    """A text as code within a line, whatever backticks it holds; not for a cell of a table."""
    text = cleaned(text)
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    room = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{ticks}{room}{text}{room}{ticks}"


def fenced(lines: tuple[str, ...], language: str) -> str:
    """Lines as a block of code that none of them can end."""
    texts = [cleaned(line) for line in lines]
    ticks = "`" * max(3, *(len(found) + 1 for text in texts for found in _TICKS.findall(text)), 3)
    return "\n".join((f"{ticks}{language}", *texts, ticks))
