"""Every sentence that comes with guardrails goes through the checks that policy authors' texts go through (P03 to P19)."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest

from guardrails.cli.main import guardrails
from guardrails.explain import sentences
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.workshop.first_files import first_files
from guardrails.workshop.glossary import Glossary, glossary_of
from guardrails.workshop.material import documents
from guardrails.workshop.reading import sentences as sentences_in
from guardrails.workshop.reading import words
from guardrails.workshop.remark import Level
from guardrails.workshop.text_checks import flaws_in, trade_words, two_terms

ROOT = Path(__file__).parents[2]
SPEAKING = ("cli", "render", "workshop")
"""The folders whose code holds sentences of its own. The others speak through the catalogues."""
FOR_PROGRAMS = "report.schema.json"
"""It describes the JSON answer to those who write programs, in JSON's own words."""
SEARCHED_FOR = ("word_lists.py", "text_checks.py")
"""They hold the words that nobody should meet."""
ALLOWED = {
    ("P08", "schema"): "It is the name of a command, and what editors call it; whoever types it knows the word.",
    ("P08", "schemas"): "The same.",
    ("P14", "Make these changes?"): "It waits for an answer.",
    ("P14", "Write {file}?"): "The same.",
}


def catalogued() -> Iterator[tuple[str, str]]:
    """Every sentence of every catalogue."""
    for file in sorted((ROOT / "src/guardrails/explain").glob("catalogue_*_en.py")):
        module = import_module(f"guardrails.explain.{file.stem}")
        for id, text in getattr(module, "SENTENCES", {}).items():
            yield f"{file.stem} {id}", text
    yield from sentences.catalogue().items()


def typed() -> Iterator[tuple[str, str]]:
    """The help of all commands and options."""

    def of(name: str, command: click.Command) -> Iterator[tuple[str, str]]:
        for number, text in enumerate((command.help or "").split("\n\n")):
            yield f"{name} help {number}", " ".join(text.split())
        yield from ((f"{name} {p.name}", p.help) for p in command.params if isinstance(p, click.Option) and p.help)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for each in command.list_commands(context):
                inner = command.get_command(context, each)
                assert inner is not None
                yield from of(f"{name} {each}", inner)

    return of("guardrails", guardrails)


def coded() -> Iterator[tuple[str, str]]:
    """Every text in the code of the speaking folders, line by line: usage errors, reports, remarks of the lint."""
    for folder in SPEAKING:
        for file in sorted((ROOT / "src/guardrails" / folder).glob("*.py")):
            for line, text in _texts(ast.parse(file.read_text())) if file.name not in SEARCHED_FOR else ():
                yield from ((f"{folder}/{file.name}:{line}", part.strip("# ")) for part in text.split("\n"))


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a module besides its docstrings; what is filled in stands as a slot."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(inner) for node in joined for inner in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(v.value) if isinstance(v, ast.Constant) else "{x}" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare | parts:
            yield node.lineno, node.value


def asked() -> Iterator[tuple[str, str]]:
    """The titles, questions and choices of the schemas."""

    def of(node: object, at: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            told = [node.get("title"), node.get("description"), *node.get("enumDescriptions", [])]
            yield from ((f"{at} {number}", text) for number, text in enumerate(told) if isinstance(text, str))
            for key, inner in node.items():
                if key not in ("examples", "enum", "const"):
                    yield from of(inner, f"{at}/{key}")
        elif isinstance(node, list):
            for number, inner in enumerate(node):
                yield from of(inner, f"{at}/{number}")

    for name, text in shipped_schema_texts().items():
        if name != FOR_PROGRAMS:
            yield from of(json.loads(text), name)


def written() -> Iterator[tuple[str, str]]:
    """The comments in the first files, besides the values that they list."""
    for name, text in first_files(ParsedSchemas(shipped_schema_texts())).items():
        for number, line in enumerate(text.splitlines() if name.endswith(".yaml") else (), 1):
            _, hash, comment = line.partition("# ")
            if hash and not re.match(r"yaml-language-server|Choose from|There are \d+ choices|[\w-]+:", comment):
                yield f"{name}:{number}", comment


SOURCES = {"catalogues": catalogued, "help": typed, "code": coded, "schemas": asked, "first files": written}
LEAST = {"catalogues": 700, "help": 30, "code": 200, "schemas": 1500, "first files": 30}


@cache
def glossary() -> Glossary:
    """The words that the starter explains: they are part of what comes with guardrails."""
    return glossary_of(documents({"glossary.yaml": (ROOT / "policies/vocabulary/glossary.yaml").read_bytes()}))


def amiss(text: str, question: bool = False) -> Iterator[str]:
    """What the checks say about a text: everything but advice on length. A `question` may ask."""
    for flaw in flaws_in(text):
        counts = flaw.level is Level.MUST or flaw.id != "P03"
        if counts and (flaw.id, text) not in ALLOWED and not (question and flaw.told == "has a question"):
            yield f"{flaw.id} {flaw.told}"
    yield from (f"P08 {hit}" for hit, _ in trade_words(text, glossary()) if ("P08", hit) not in ALLOWED)
    yield from (f"P17 {flaw.told}" for flaw in two_terms(text, glossary()))


def _is_said(text: str) -> bool:
    """Whether a text of the code is a sentence and no name, pattern, format or line of YAML."""
    return len(re.findall(r"[A-Za-z]{2,}[,.:]? ", text)) >= 2 and not re.search(r"\(\?|\\[a-z]|^\w+: \{\{", text)


@pytest.mark.parametrize("source", SOURCES)
def test_what_we_say_goes_through_our_own_lint(source: str) -> None:
    texts = [(at, text) for at, text in SOURCES[source]() if source != "code" or _is_said(text)]
    assert len(texts) >= LEAST[source], "the texts are found"
    asks = source in ("schemas", "first files")
    assert [f"{at}: {said}: {text}" for at, text in texts for said in amiss(text, asks)] == []


def test_our_sentences_are_short_on_average() -> None:
    counts = [len(words(sentence)) for _, text in catalogued() for sentence in sentences_in(text)]
    assert sum(counts) / len(counts) <= 14


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The date is invalid.", "P06"),
        ("You forgot the owner.", "P07"),
        ("Check the schema.", ""),
        ("Check the boolean.", "P08"),
        ("Is it there?", "P14"),
        ("It never runs without an owner.", "P15"),
        ("The data agreement is called DPA.", "P17"),
        ("To see more, click here.", "P19"),
        (" ".join(["one"] * 26) + ".", "P03"),
        (" ".join(["one"] * 25) + ".", ""),
    ],
)
def test_these_checks_can_fail(text: str, id: str) -> None:
    assert {said[:3] for said in amiss(text)} == ({id} if id else set())


def test_nothing_is_allowed_for_longer_than_it_is_said() -> None:
    said = "\n".join(text for source in ("help", "code", "catalogues") for _, text in SOURCES[source]())
    assert [words for _, words in ALLOWED if words not in said] == []
