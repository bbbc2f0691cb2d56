"""Markdown for a job's summary and a comment: no text becomes markup, a link or a mention, and it is never too long."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from markdown_it.token import Token

from guardrails.render import comment, markdown
from guardrails.render.markdown import MARK, answer, page
from guardrails.render.markdown_text import cell, code, inline
from tests.explain.situations import WORKED, busy_day, hostile
from tests.render.finished import CANARY, NASTY, everywhere, told_of

LINKED = re.compile(
    r"@\w|#\d|\bGH-\d|://|www\.\w|:tada:|:\+1:|\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}\b|AKIAIOSFODNN7EXAMPLE",
    re.IGNORECASE,
)
"""What a code host makes a link, a mention or a picture of, wherever it stands in a shown text outside code."""
OURS = {
    *("h2", "h3", "h4", "p", "strong", "code", "pre", "ul", "ol", "li", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Shown(HTMLParser):
    """The elements of a page in order, and the texts outside of code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self.deep = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; of attributes only the language of a block of code is ours."""
        self.elements.append(tag)
        assert not attrs or (tag, attrs) in [("pre", [("lang", "diff")]), ("code", [("class", "language-diff")])]
        self.deep += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.deep -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        """A text."""
        if not self.deep:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.comments.append(data)


def by_the_host(text: str) -> Shown:
    """A page as GitHub's own parser reads it, HTML left in."""
    return Shown(
        cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG)
    )


def tokens(text: str) -> list[Token]:
    """All tokens of a second parser, those within lines too."""
    found: list[Token] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        found += [token, *(token.children or [])]
    return found


@pytest.mark.parametrize("name", ["busy", *WORKED])
def test_situations(name: str, golden: Callable[[str, str], None]) -> None:
    text = answer(told_of(busy_day() if name == "busy" else WORKED[name], home="examples/"))
    golden(f"formats/{name}.md", text)
    assert text.startswith(f"{MARK}\n")
    assert set(by_the_host(text).elements) <= OURS


@pytest.mark.parametrize("text", NASTY)
def test_a_hostile_text_is_shown_letter_for_letter(text: str) -> None:
    """The same elements in the same order as with a harmless text, apart from code; nothing that a code host links."""
    wanted, found = (by_the_host(answer(everywhere(one))) for one in ("harmless", text))
    assert _without_code(found) == _without_code(wanted)
    assert found.comments == wanted.comments == [MARK[4:-3]]
    assert not LINKED.search("\n".join(found.texts))
    assert CANARY not in answer(everywhere(text))
    seen = by_the_host(answer(told_of(hostile(text.replace("'", "")))))
    assert set(seen.elements) <= OURS
    assert not LINKED.search("\n".join(seen.texts))


def _without_code(shown: Shown) -> list[str]:
    return [tag for tag in shown.elements if tag != "code"]


@pytest.mark.parametrize("text", NASTY)
def test_a_second_parser_sees_no_markup_either(text: str) -> None:
    found, wanted = tokens(answer(everywhere(text))), tokens(answer(everywhere("harmless")))
    kinds = [token.type for token in found if token.type not in ("code_inline", "text", "text_special")]
    assert kinds == [token.type for token in wanted if token.type not in ("code_inline", "text", "text_special")]
    assert "49" not in "".join(token.content for token in found if token.type == "text") or "49" in text


@pytest.mark.parametrize("text", NASTY)
def test_every_letter_is_still_there(text: str) -> None:
    """Within a line, in a cell and as code a text comes out as it went in, blanks and secrets apart."""
    from guardrails.render.cleaned import cleaned

    wanted = re.sub(r"\s+", " ", cleaned(re.sub(r"\s+", " ", text))).strip()
    for shown in (f"x {inline(text)}", f"| a |\n| - |\n| x {cell(text)} |"):
        html = Shown(cmarkgfm.github_flavored_markdown_to_html(shown).replace("<code>", "").replace("</code>", ""))
        read = "".join(html.texts).strip().removeprefix("a").strip().removeprefix("x").strip()
        assert re.sub(r"`|\s", "", read) == re.sub(r"`|\s", "", wanted)
    parsed = tokens(f"x {code(wanted)}")
    assert [token.content for token in parsed if token.type == "code_inline"] == [cleaned(wanted)]


def test_a_mention_can_be_copied_but_tells_nobody() -> None:
    assert inline("Ask @brand/marketing, or mia@brand.example.") == "Ask `@brand/marketing`, or `mia@brand.example`."
    assert inline("Set `auth` to `oauth2`, see #12 and #ask-it") == r"Set `auth` to `oauth2`, see `#12` and \#ask-it"
    assert inline("Change line 5 to:  title: x") == "Change line 5 to: `title: x`"


def test_what_does_not_fit_is_counted_at_a_whole_manifest() -> None:
    told = told_of(busy_day())
    briefing = told.briefing(None)
    first = briefing.manifests[0]
    many = briefing._replace(manifests=tuple(first._replace(title=f"Tool {n}") for n in range(400)))
    long = told._replace(briefing=lambda full: many)
    for text, most in ((answer(long), 900_000), (comment.answer(long), 60_000), (page(long, 9_000), 9_000)):
        assert most * 0.6 < len(text.encode()) <= most
        assert set(by_the_host(text).elements) <= OURS
        told_in_full = len(re.findall(r"^### Tool \d+$", text, re.MULTILINE))
        told_in_full_end = text.count("</details>") - text.count("<details>")
        assert told_in_full_end == 0
        assert f"And {400 - told_in_full} more tools and campaigns, not told here." in text
    assert "not told here" not in answer(told)


def test_what_stops_nothing_is_folded() -> None:
    text = markdown.answer(told_of(busy_day()))
    folded = re.findall(r"<summary>(.*?)</summary>", text)
    assert folded == ["Waived until 3 Dec 2026: 1", "Good to know: 1", "Coming up before launch on 27 Nov 2026 (in 6 days)"]
