"""A handbook as Markdown: pages that link to each other, in which no text of a bundle becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.handbook_page import INDEX, Block, Handbook, Item, Outline, Page, Run, Sample, Table, Term, Terms, Words
from guardrails.explain.handbook_page import Section as SectionOfPage
from guardrails.render.handbook_links import MARK, link
from guardrails.render.markdown_text import escaped
from guardrails.text.clean import visible

_INDEX = "README"
"""The name that code hosts show when a folder is opened."""
_PLAIN_TARGET = re.compile(r"[\w./:#?=-]+", re.ASCII).fullmatch
_READ_IN_TARGET = re.compile(r"[\\&]")
_TICKS = re.compile(r"`+")


def files(handbook: Handbook) -> dict[str, str]:
    """Every page as a file: name to text."""
    return {f"{_file(page.id)}.md": _page(page) for page in handbook.pages}


def _file(id: str) -> str:
    return _INDEX if id == INDEX else id


def _page(page: Page) -> str:
    parts = [f"<!-- {MARK} -->", *([" › ".join(_run(run, page) for run in page.trail)] if page.trail else [])]
    parts.append(f"# {escaped(page.title)}")
    parts += [escaped(page.lead)] if page.lead else []
    parts += [" · ".join(escaped(tag.text) for tag in page.tags)] if page.tags else []
    for section in page.sections:
        parts += _section(section, page)
    return "\n\n".join(parts) + "\n"


def _section(section: SectionOfPage, page: Page) -> Iterator[str]:
    yield f"## {_words(section.heading, page)}"
    for block in section.blocks:
        yield from _block(block, page)


def _block(block: Block, page: Page) -> Iterator[str]:
    match block:
        case Outline(items, steps):
            yield from _steps(items, page) if steps else _sentences(items, page)
        case Table():
            yield _table(block, page)
        case Sample():
            yield from _sample(block)
        case Terms(terms):
            yield from (_term(term, page) for term in terms)
        case _:
            assert_never(block)


def _steps(items: Iterable[Item], page: Page) -> Iterator[str]:
    yield "\n".join(f"{number}. {_words(item.words, page)}" for number, item in enumerate(items, 1))


def _sentences(items: Iterable[Item], page: Page) -> Iterator[str]:
    """Each point as a paragraph, with the points below it as a list."""
    for item in items:
        yield _words(item.words, page)
        if item.below:
            yield "\n".join(_listed(item.below, page, ""))


def _listed(items: Iterable[Item], page: Page, indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}- {_words(item.words, page)}"
        yield from _listed(item.below, page, f"{indent}  ")


def _table(table: Table, page: Page) -> str:
    rows = [[escaped(cell) for cell in table.head], ["---"] * len(table.head)]
    rows += [[_words(cell, page) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _sample(sample: Sample) -> Iterator[str]:
    yield f"**{SENTENCES[f'sample.{sample.expect}']}:** {escaped(sample.title)}"
    if sample.remarks:
        yield " ".join(escaped(remark) for remark in sample.remarks)
    if sample.yaml:
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(sample.yaml)), 0)
        yield f"{fence}yaml\n{visible(sample.yaml, lines=True).rstrip()}\n{fence}"


def _term(term: Term, page: Page) -> str:
    """A word with its meaning: linked to the glossary, or there the place that links lead to."""
    also = f" {escaped(term.also)}" if term.also else ""
    if "#" in term.anchor:
        return f"{_run(Run(term.word, term.anchor), page)}: {_words(term.meaning, page)}{also}"
    return f'<a id="{term.anchor}"></a>**{escaped(term.word)}**: {_words(term.meaning, page)}{also}'


def _words(words: Words, page: Page) -> str:
    return "".join(_run(run, page) for run in words)


def _run(run: Run, page: Page) -> str:
    if run.code:
        return f"`{run.text}`"
    text = escaped(run.text)
    return f"[{text}]({_destination(page.id, run.to)})" if run.to else text


def _destination(page: str, to: str) -> str:
    """Where a link leads, as Markdown takes it: in angle brackets where more than plain letters stand in it."""
    place, sign, anchor = to.partition("#")
    target = link(page, f"{_file(place)}{sign}{anchor}", ".md")
    if _PLAIN_TARGET(target):
        return target
    letters = _READ_IN_TARGET.sub(r"\\\g<0>", target)
    return f"<{letters.replace('<', '%3C').replace('>', '%3E')}>"
