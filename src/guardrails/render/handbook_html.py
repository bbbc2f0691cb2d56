"""A handbook as a static site: pages that work from a folder, on a phone, on paper, and without scripts.

Every value is escaped by the templates, which are ours alone. Style and script stand in the pages and are named by their
hash, so that a browser runs nothing else, also where a page is opened as a file.
"""

from __future__ import annotations

from markupsafe import Markup

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.handbook_page import GLOSSARY, INDEX, Handbook, Page, outward
from guardrails.render.handbook_links import MARK, link
from guardrails.render.html_page import hashed, page_environment, source
from guardrails.text.clean import visible

_SUFFIX = ".html"


def files(handbook: Handbook) -> dict[str, str]:
    """Every page as a file: name to text."""
    environment = page_environment(_shown)
    style, script = (source(environment, *names) for names in (("colours.css", "handbook.css"), ("handbook.js",)))
    template = environment.get_template("handbook.html")
    shared = {
        "book": handbook,
        "mark": Markup(MARK),  # noqa: S704 - ours
        "style": style,
        "script": script,
        "say": SENTENCES,
        "ids": {page.id for page in handbook.pages} & {GLOSSARY},
    }
    return {f"{page.id}{_SUFFIX}": template.render(shared, **_of_page(page, handbook, style, script)) for page in handbook.pages}


def _shown(value: object) -> object:
    """A text of the bundle with everything visible; what is markup already stays as it is."""
    return visible(value, lines=True) if type(value) is str else value


def _of_page(page: Page, handbook: Handbook, style: str, script: str) -> dict[str, object]:
    """What only this page gets. The index alone carries the search; the others send what is typed to it."""

    def href(to: str) -> str:
        return link(page.id, to, _SUFFIX)

    is_index = page.id == INDEX
    index = [[entry.title, entry.about, href(entry.to), entry.words] for entry in handbook.entries] if is_index else None
    return {
        "page": page,
        "href": href,
        "outward": outward,
        "is_index": is_index,
        "index": index,
        "policy": _policy(style, script if is_index else ""),
    }


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: our style, our script on the index, forms that stay here, and nothing else."""
    scripts = hashed(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {hashed(style)}; script-src {scripts}; "
        "base-uri 'none'; form-action 'self' file:; object-src 'none'"
    )
