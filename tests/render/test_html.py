"""The page of a run: every text as text, nothing from outside, and the same for a phone, a screen and paper."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from guardrails.explain.tongue import speaking
from guardrails.files.languages import language
from guardrails.render.html_report import answer
from tests.explain.situations import WORKED, busy_day, hostile
from tests.render.finished import CANARY, NASTY, everywhere, told_of

TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "main", "section", "article", "h1", "h2", "h3", "p", "a", "b"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "span", "mark", "figure"),
    *("figcaption", "footer"),
}
VOID = ("meta", "link")


class Page(HTMLParser):
    """What a browser finds: elements with their attributes, texts, and the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.style = ""
        self.open: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and it is the one that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text."""
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.comments.append(data)

    def attributes(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def shape(self) -> list[tuple[str, str]]:
        """The elements with their classes, without code and marks in a line."""
        return [(tag, attributes.get("class", "")) for tag, attributes in self.elements if tag not in ("code", "mark")]


@pytest.mark.parametrize("name", ["busy", "agreement", "tab"])
def test_situations(name: str, golden: Callable[[str, str], None]) -> None:
    text = answer(told_of(busy_day() if name == "busy" else WORKED[name]))
    golden(f"formats/{name}.html", text)
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= TAGS
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {f"#{id}" for id in ids} == {href for href in page.attributes("href") if href != "data:,"}


def test_nothing_comes_from_outside() -> None:
    page = Page(answer(told_of(busy_day())))
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    (policy,) = (a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:", page.style)
    assert not {name for _, attributes in page.elements for name in attributes} & {"style", "src", "onclick", "srcset"}


def test_everything_that_is_told_stands_on_the_page() -> None:
    told = told_of(busy_day(), folder="examples/")
    shown = " ".join(" ".join(Page(answer(told)).texts).split())
    briefing = told.briefing(None)
    entries = [*briefing.problems, *(e for one in briefing.manifests for e in one.explanations)]
    for entry in entries:
        for text in (entry.headline, entry.status_text, *entry.why, *entry.notes, entry.when):
            assert " ".join(text.split()) in shown
        assert f"examples/{entry.file}" in shown
    for text in (
        *briefing.notices,
        *briefing.summary,
        *(line for one in briefing.manifests for o in one.outlook for line in o.lines),
    ):
        assert text in shown
    assert "ends soon, on 3 Dec 2026" in shown


def test_a_change_is_told_in_signs_and_words() -> None:
    page = Page(answer(everywhere("a: b")))
    shown = "".join(page.texts)
    assert re.search(r"-taken out\s+a: b\n\+added\s+a: b\n", shown)


@pytest.mark.parametrize("text", NASTY)
def test_a_hostile_text_is_only_text(text: str) -> None:
    page, plain = Page(answer(everywhere(text))), Page(answer(everywhere("harmless")))
    assert page.shape() == plain.shape()
    assert page.comments == []
    assert [a for _, a in page.elements if a.keys() - {"class"}] == [a for _, a in plain.elements if a.keys() - {"class"}]
    shown = "".join(page.texts)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]|AKIAIOSFODNN7EXAMPLE", shown)
    assert CANARY not in shown
    assert {tag for tag, _ in Page(answer(told_of(hostile(text.replace("'", ""))))).elements} <= TAGS


def test_the_page_names_its_language() -> None:
    with speaking(language("de")):
        text = answer(told_of(busy_day()))
    assert '<html lang="de">' in text
    assert "Für alle, die Regeln und Ausnahmen verantworten" in text
