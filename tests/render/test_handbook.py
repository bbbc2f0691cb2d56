"""The handbook as Markdown and as a site: links hold, the search is complete, and no text of a bundle becomes markup."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from guardrails.explain.handbook_page import Handbook, Item, Outline, Run, Section, outward, words
from guardrails.render import handbook_html, handbook_markdown
from guardrails.render.markdown_text import escaped
from tests.workshop.rules import as_file, material, rule
from tests.workshop.test_handbook import book_of, starter_book

HOSTILE = (
    "{{7*7}} {% raw %}",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "`code` ``more`` ```",
    "a | b || c",
    "**bold** _soft_ ~~gone~~ __all__",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &copy;",
    "--> <!-- ]]> </style></script>",
    "https://evil.example and www.evil.example",
    "$x$ ^a^ \\* \\",
    "# head",
    "- point",
    "+ point",
    "1. first",
    "=====",
    "> quote",
    "\" onmouseover=\"alert(1)' x='",
)
CONDITION = {"field": "metadata.stage", "is": "live"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "form", "label", "input", "main", "section", "script"),
    *("p", "a", "b", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "code", "pre"),
    *("figure", "figcaption", "span", "div", "noscript"),
}


@cache
def site() -> dict[str, str]:
    """The starter's handbook as a site."""
    return handbook_html.files(starter_book())


@cache
def pages() -> dict[str, str]:
    """The starter's handbook as Markdown."""
    return handbook_markdown.files(starter_book())


class Seen(HTMLParser):
    """What a browser finds in a page: elements, attributes, texts, and what scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.open: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and it is the one that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        inside = self.open[-1] if self.open else ""
        if inside in self.raw:
            self.raw[inside].append(data)
        else:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.comments.append(data)

    def attributes(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def test_both_forms_hold_every_page() -> None:
    ids = {page.id for page in starter_book().pages}
    assert {name.removesuffix(".html") for name in site()} == ids
    assert {name.removesuffix(".md") for name in pages()} == ids - {"index"} | {"README"}


def test_every_link_of_the_site_leads_to_a_page_and_a_place() -> None:
    seen = {name: Seen(text) for name, text in site().items()}
    places = {name: set(page.attributes("id")) for name, page in seen.items()}
    for name, page in seen.items():
        assert len(page.attributes("id")) == len(places[name]), name
        for target in [*page.attributes("href"), *page.attributes("action")]:
            if not target.startswith(("https://", "http://")):
                _leads(name, target, places)
    index = seen["index.html"]
    for _, _, to, _ in json.loads(index.raw["script"][0]):
        _leads("index.html", to, places)


def _leads(name: str, target: str, places: dict[str, set[str]]) -> None:
    file, _, place = target.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(file))) if file else name
    assert there in places, (name, target)
    assert not place or place in places[there], (name, target)


def tokens(text: str) -> list[Token]:
    """All tokens of a Markdown page, those within lines too."""
    found: list[Token] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        found += [token, *(token.children or [])]
    return found


def test_every_link_of_the_markdown_leads_to_a_page_and_a_place() -> None:
    places = {name: set(re.findall(r'<a id="([a-z0-9-]+)"></a>', text)) for name, text in pages().items()}
    for name, text in pages().items():
        for token in tokens(text):
            target = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
            if target and not target.startswith(("https://", "http://")):
                _leads(name, target, places)


def test_the_search_holds_every_rule() -> None:
    index = json.loads(Seen(site()["index.html"]).raw["script"][0])
    rules = {(page.title, f"{page.id}.html") for page in starter_book().pages if page.id.startswith("rules/")}
    assert rules <= {(title, to) for title, _, to, _ in index}


def test_a_page_allows_its_own_style_and_script_and_nothing_else() -> None:
    for name, text in site().items():
        page = Seen(text)
        policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'; ")
        assert f"style-src {_hash(page.raw['style'])};" in policy
        scripts = page.raw["script"][1:] if name == "index.html" else []
        assert f"script-src {_hash(scripts) if scripts else chr(39) + 'none' + chr(39)};" in policy
        assert "unsafe" not in policy
        assert not [key for _, attributes in page.elements for key in attributes if key == "style" or key.startswith("on")]
        assert not page.attributes("src")
        assert all(rel == "noopener noreferrer" for rel in page.attributes("rel"))


def _hash(parts: list[str]) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(''.join(parts).encode()).digest()).decode()}'"


def test_forms_come_out_the_same_each_time() -> None:
    assert handbook_html.files(starter_book()) == site()
    assert handbook_markdown.files(starter_book()) == pages()


def hostile_book(text: str) -> Handbook:
    """A handbook of a bundle that says `text` wherever it may say something."""
    bare = re.sub(r"[{}]", "", text)  # slots aside, a rule's own texts hold no braces
    change = {"metadata.owner": text, "purpose": f"two\n{text}"}
    made = rule(
        title=bare,
        headline=bare,
        why=bare,
        fix=[bare, f"{bare} again"],
        faster=bare,
        note=text,
        sources=[
            {"title": text, "read": "judgement"},
            {"title": text, "url": "https://a.example/?a=1&copy=2", "read": "official"},
        ],
        examples=[{"title": text, "expect": "pass", "change": change}, {"title": text, "expect": "skip"}],
    )
    lanes = {
        "apiVersion": "guardrails/v1",
        "kind": "Lanes",
        "lanes": [
            {
                "name": "full-review",
                "title": text,
                "promise": {"answer": text},
                "lead_workdays": 2,
                "triggers": [{"id": "R1", "title": text, "applies_to": "Tool", "when": CONDITION, "drop": text}],
            },
            {"name": "self-serve", "title": "x", "promise": {"answer": "now"}, "lead_workdays": 0},
        ],
        "fast_tracks": [{"name": "quick", "title": text, "applies_to": "Tool", "when": CONDITION, "turns": ["R1"]}],
    }
    glossary = {
        "apiVersion": "guardrails/v1",
        "kind": "Vocabulary",
        "name": "glossary",
        "title": text,
        "provenance": {"source": "Own work", "licence": "ours", "checked": "2026-11-01"},
        "entries": [{"key": "helper", "title": f"word {text}", "plain": text, "also": [f"word {text}"]}],
    }
    owner = {"team": text, "contact": "desk@brand.example", "chat": text, "replies_within": text}
    changes = [{"version": "1.0.0", "date": "2026-01-01", "notes": text}]
    made_of = material(made, bundle={"title": text, "changelog": changes}, title=text, owner=owner)
    more = {"tiny/lanes.yaml": as_file(lanes), "tiny/vocabulary/glossary.yaml": as_file(glossary)}
    return book_of(replace(made_of, texts=made_of.texts._replace(files={**made_of.texts.files, **more})))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_on_the_site(text: str) -> None:
    files = handbook_html.files(hostile_book(text))
    calm = {name: Seen(page) for name, page in handbook_html.files(hostile_book("calm")).items()}
    for name, file in files.items():
        page = Seen(file)
        assert page.open == []
        assert {tag for tag, _ in page.elements} <= TAGS
        assert page.comments == []
        shape = [(tag, sorted(a)) for tag, a in page.elements if tag != "code"]
        assert shape == [(tag, sorted(a)) for tag, a in calm[name].elements if tag != "code"], name
        assert all(h.startswith("https://a.example/") or ":" not in h for h in page.attributes("href"))
    told = " ".join("".join(Seen(files["rules/one/owner-is-named.html"]).texts).split())
    assert told.count(" ".join(text.split())) >= 4
    index = json.loads(Seen(files["index.html"]).raw["script"][0])
    assert len(Seen(files["index.html"]).raw["script"]) == 2
    assert index[0][0] == re.sub(r"[{}]", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_in_markdown(text: str) -> None:
    files = handbook_markdown.files(hostile_book(text))
    calm = handbook_markdown.files(hostile_book("calm"))
    for name, file in files.items():
        assert _shape(file) == _shape(calm[name]), name
        found = tokens(file)
        for token in found:
            target = str(token.attrs.get("href", ""))
            assert target.startswith("https://a.example/") or ":" not in target
            if token.type in ("html_inline", "html_block"):
                assert re.fullmatch(r'<!-- Written by .* -->\n*|<a id="[a-z0-9-]+">|</a>', token.content)
    rules = tokens(files["rules/one/owner-is-named.md"])
    told = ["".join(_letters(child) for child in token.children or []) for token in rules if token.type == "inline"]
    assert f"Fine: {text}".rstrip() in [line.rstrip() for line in told]
    assert re.sub(r"[{}]", "", text).strip() in [line.strip() for line in told]


def _shape(text: str) -> list[str]:
    """What the page is made of, texts and code aside."""
    return [token.type for token in tokens(text) if token.type not in ("text", "code_inline", "text_special")]


def _letters(token: Token) -> str:
    return f"`{token.content}`" if token.type == "code_inline" else token.content


@pytest.mark.parametrize("text", [*HOSTILE, "a_b_c", "snake_case and _this_", "12) x", "x - y", "plain words."])
@pytest.mark.parametrize("place", ["{}", "- {}", "1. {}", "# {}", "**x:** {}", "[{}](a.md)"])
def test_an_escaped_text_is_read_letter_for_letter(text: str, place: str) -> None:
    [inline] = [t for t in MarkdownIt("commonmark").parse(place.replace("{}", escaped(text))) if t.type == "inline"]
    letters = [t for t in inline.children or [] if t.type not in ("link_open", "link_close", "strong_open", "strong_close")]
    assert {t.type for t in letters} <= {"text", "text_special"}
    assert "".join(t.content for t in letters).removeprefix("x: ").strip() == text.strip()


def test_a_cell_of_a_table_holds_its_bars() -> None:
    table = f"| a | b |\n| --- | --- |\n| {escaped('x | y')} | z |\n"
    cells = [t.content for t in MarkdownIt("commonmark").enable("table").parse(table) if t.type == "inline"]
    assert len(cells) == 4


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "https://", " https://a.example"],
)
def test_only_addresses_on_the_web_lead_out(address: str) -> None:
    assert outward(address) == ""


def test_an_address_keeps_its_letters_in_markdown() -> None:
    address = "https://a.example/a(b)?x=1&copy;=<y>\\z"
    page = replace(starter_book().pages[1], sections=(Section("s", words("s"), (Outline((Item((Run("t", address),)),)),)),))
    text = handbook_markdown.files(Handbook("b", (page,), ()))[f"{page.id}.md"]
    [target] = [str(t.attrs["href"]) for t in tokens(text) if t.type == "link_open" and "a.example" in str(t.attrs["href"])]
    assert unquote(target) == address


def test_plain_words_stay_readable() -> None:
    text = "The owner's address (or a team's) is there: it takes 2 days, at 70% of the_usual_time - or less."
    assert escaped(text) == text
