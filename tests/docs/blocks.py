"""Pages of documentation and the marked blocks in them: found, worked out anew, put back.

A mark is an HTML comment in front of what it speaks of:

    <!-- run: guardrails check x.yaml --as-of 2026-11-23 | exit 1 | until: Must fix #2 -->    then a fenced block
    <!-- check: rule | name: the-rule -->                                                    then a fenced block of YAML
    <!-- diff: old.yaml new.yaml -->                                                         then a fenced block
    <!-- table: operators -->                                                                then a table and <!-- end -->
    <!-- edit: rules/bundle.yaml -->                                                         then a fenced diff, in a story

A page with `<!-- story -->` is told in one folder: what a block does is there for the blocks after it (`story.py`).

Options of `run`: `exit N` (else 0), `with: SOURCE as FILE` (a file of the repository, or a named block of the page, takes
FILE's place), `append: FILE <- LINE`, `in: FOLDER`, `from: TEXT` and `until: TEXT` (show only from, and up to, the line
that starts so; `Must fix #2` is the second such line). Several commands are written with `&&`; the exit code is the last one's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_MARKED = re.compile(
    r"^<!-- (?P<mark>run|check|diff|table|edit): (?P<text>[^\n]*?) -->\n"
    r"(?:(?<=-->\n)(?P<open>```(?P<language>\w*)\n)(?P<body>.*?)^```$|(?P<table>.*?)^<!-- end -->$)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Block:
    """One marked block: what it is marked with, the words and options of the mark, and its text."""

    mark: str
    subject: str
    options: tuple[tuple[str, str], ...]
    language: str
    body: str
    line: int

    def option(self, name: str) -> str | None:
        """The value of an option, if it is given."""
        return next((value for key, value in self.options if key == name), None)


def page_name(page: Path) -> str:
    """A page's name in test reports."""
    return page.relative_to(ROOT).as_posix()


def block_of(found: re.Match[str]) -> Block:
    """A block from its match."""
    subject, *given = (part.strip() for part in found["text"].split(" | "))
    options = tuple(_option(text) for text in given)
    body = found["body"] if found["open"] else found["table"]
    return Block(found["mark"], subject, options, found["language"] or "", body, found.string.count("\n", 0, found.start()) + 1)


def _option(text: str) -> tuple[str, str]:
    key, colon, value = text.partition(":")
    if colon:
        return key.strip(), value.strip()
    key, _, value = text.partition(" ")
    return key, value.strip()


def blocks(text: str) -> list[Block]:
    """All marked blocks of a page."""
    return [block_of(found) for found in _MARKED.finditer(text)]


def rewritten(text: str, renew: Callable[[Block], str]) -> str:
    """The page with each block's text as `renew` works it out."""

    def anew(found: re.Match[str]) -> str:
        block = block_of(found)
        body = renew(block)
        kept = found[0][: len(found[0]) - len(block.body) - len("```" if found["open"] else "<!-- end -->")]
        return kept + body + ("```" if found["open"] else "<!-- end -->")

    return _MARKED.sub(anew, text)


def marks(text: str) -> int:
    """How many marks a page holds, whole or not."""
    return len(re.findall(r"^<!-- (?:run|check|diff|table|edit):", text, re.MULTILINE))


def fences(text: str) -> list[tuple[str, str, str]]:
    """Every fenced block: the line in front of it, its language and its text."""
    found = re.findall(r"^(?P<before>[^\n]*)\n```(\w*)\n(.*?)^```$", "\n" + text, re.MULTILINE | re.DOTALL)
    return [(before, language, body) for before, language, body in found]


def without_fences(text: str) -> str:
    """A page's prose."""
    return re.sub(r"^```\w*\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
