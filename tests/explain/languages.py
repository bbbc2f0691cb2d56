"""Languages for tests: those that ship, one made up here, and every text of a schema that a language has to have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from guardrails.explain.labels import label_words
from guardrails.explain.language_file import language_of
from guardrails.explain.tongue import Language
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.files.languages import codes, language
from guardrails.language.facts import FACTS
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.shape import Shape

ROOT = Path(__file__).parents[2]
SHIPPED = [language(code) for code in codes() if code != "en"]

POLISH = b"""
language: pl
name: Polski
locale: pl_PL
grammar:
  quotes: ["\xe2\x80\x9e", "\xe2\x80\x9d"]
  place: "pole {label}"
  is: ma
  team: "dzial {team}"
  borrowing: [Stan]
  small_words: [To]
sentences:
  verdict.not_yet.one: "Jeszcze nie: {count} rzecz"
  verdict.not_yet.few: "Jeszcze nie: {count} rzeczy (few)"
  verdict.not_yet.many: "Jeszcze nie: {count} rzeczy (many)"
  verdict.not_yet.other: "Jeszcze nie: {count} rzeczy (other)"
  found.is: "{place} {is} {found}"
  because.unclear: "To nie jest jasne."
problems:
  file-tab:
    headline: ["Linia {line} zaczyna sie tabulatorem"]
fields:
  days: {one: dzien, few: dni, other: dnia}
  vendor: Dostawca
"""


def polish() -> Language:
    """A language with three plural forms, of which hardly anything is translated."""
    return language_of("pl", POLISH)


def schema_texts() -> set[str]:
    """Every title, question, meaning and unit of the manifest schemas, and the titles and units of facts."""
    shapes = ManifestShapes(ParsedSchemas(shipped_schema_texts()))
    found = {text for kind in shapes for text in _texts(shapes[kind])}
    facts = (text for fact in FACTS.values() for text in (fact.title, fact.unit))
    return {text for text in (*found, *facts, *_organisation_words()) if text}


def _organisation_words() -> Iterator[str]:
    """What the lists and values of the organisation that the starter packs name are called, before "our"."""
    texts = " ".join(file.read_text("utf-8") for file in (ROOT / "policies" / "packs").glob("*.yaml"))
    for path in re.findall(r"\borg\.([a-z_]+(?:\.[a-z_]+)*)", texts):
        yield label_words(tuple(path.split(".")))


def _texts(shape: Shape) -> Iterator[str]:
    yield from (shape.title, shape.question, *shape.meanings, shape.unit)
    for inner in (*shape.fields.values(), *([shape.items] if shape.items else [])):
        yield from _texts(inner)
