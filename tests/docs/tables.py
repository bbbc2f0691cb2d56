"""The tables of the documentation that are made from the code, and from what it says."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import click

import guardrails
from guardrails.cli.main import COMMANDS
from guardrails.cli.main import guardrails as group
from guardrails.explain.briefing import brief
from guardrails.explain.context import Context
from guardrails.explain.explanation import Explanation
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.judge.questions import Questions
from guardrails.language.facts import FACTS, fact_function
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.operators import OPERATORS, Operator
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.text.reader import read
from tests.docs.blocks import ROOT

_OPERANDS = {
    "scalar": "one value",
    "scalars": "a list of values",
    "true": "`true`",
    "number": "a number",
    "range": "two numbers",
    "date": "a date",
    "ahead": "a time span",
    "ago": "a time span",
    "pattern": "a named pattern",
    "texts": "a text or several",
    "keys": "a key or several",
    "key": "a key of the elements, or `it`",
}
_KINDS = {
    frozenset({"text", "choice", "number", "integer", "boolean", "date", "moment"}): "any single value",
    frozenset({"text", "choice"}): "texts",
    frozenset({"number", "integer"}): "numbers",
    frozenset({"date", "moment"}): "dates",
    frozenset({"list"}): "lists",
    frozenset({"list", "text", "open"}): "lists, texts",
}
# What was typed, and the ten mistakes by the id of their problem.
MISTAKES = (
    ("file-tab", "goal:\n\tmetric: orders"),
    ("file-missing-blank-after-colon", "product:MailSparrow"),
    ("file-unclosed-quote", 'product: "MailSparrow\nform: saas'),
    ("file-wrong-indent", "goal:\n  metric: orders\n   target: 4000"),
    ("file-list-under-value", "touches: email\n  - crm"),
    ("file-smart-quotes", "product: \u201cMailSparrow\u201d"),
    ("file-two-colons", "title: Spring: the sale"),
    ("file-nonbreaking-space", "product:\u00a0MailSparrow"),
    ("file-second-document", "kind: Tool\n---\nproduct: MailSparrow"),
    ("file-duplicate-key", "form: saas\nproduct: MailSparrow\nform: sdk"),
)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    cells = [list(head)]
    cells += [["---"] * len(cells[0]), *(list(row) for row in rows)]
    return "".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |\n" for row in cells)


def operators() -> str:
    """Every operator with its opposite, from the table of operators and the pack schema."""
    return table(
        ("operator", "the value …", "opposite", "judges", "compared with", "holds for what does not exist"),
        (
            (_code(op.name), _says(op), _code(op.dual), _judges(op), _OPERANDS[op.operand], "yes" if op.nothing else "no")
            for op in OPERATORS.values()
        ),
    )


def _says(op: Operator) -> str:
    schema = ParsedSchemas(shipped_schema_texts())["pack.schema.json"]
    node = schema["definitions"]
    for key in ("condition", "properties", op.name, "description"):
        assert isinstance(node, dict)
        node = node[key]
    return str(node).removeprefix("The value must be ").rstrip(".")


def _judges(op: Operator) -> str:
    return _KINDS.get(op.kinds, "any value")


def facts() -> str:
    """Every fact, from the table of facts and the functions' own words."""
    rows = []
    for fact in FACTS.values():
        words = (inspect.getdoc(fact_function(fact.name)) or "").split("\n\n")[0].replace("\n", " ")
        rows.append((_code(fact.name), f"{fact.kind}{f', {fact.unit}' if fact.unit else ''}", words))
    return table(("fact", "type", "meaning"), rows)


def commands() -> str:
    """Every command and what it is for."""
    context = click.Context(group)
    rows: list[tuple[str, str]] = []
    for name, purpose in COMMANDS.items():
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            inner = {n: command.get_command(context, n) for n in command.list_commands(context)}
            rows += [(_code(f"guardrails {name} {n}"), c.get_short_help_str(200)) for n, c in inner.items() if c is not None]
        else:
            rows.append((_code(f"guardrails {name}"), purpose))
    return table(("command", "what it does"), rows)


def questions(kind: str) -> str:
    """What a kind of manifest is asked at the idea stage."""
    schemas = ParsedSchemas(shipped_schema_texts())
    shape = ManifestShapes(schemas)[kind]
    return table(("field", "question", "`unknown`"), _questions(shape, Questions(schemas)))


def _questions(shape: Shape, asked: Questions, path: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for key, field in shape.fields.items():
        here = (*path, key)
        if field.absent_none:
            continue
        if field.needed is Stage.IDEA and not field.fields:
            rows.append((_code(".".join(here)), field.question, "fine" if field.unknown else ""))
        rows += _questions(field, asked, here)
    return rows


def mistakes() -> str:
    """The ten mistakes, with what `guardrails check` really says about each."""
    rows = []
    for id, typed in MISTAKES:
        told = problem_with(typed)
        assert told.id == id, (told.id, id)
        rows.append((_typed(typed), f"{told.headline}.", " ".join(told.fix)))
    return table(("typed", "the answer", "the way out"), rows)


def problem_with(text: str) -> Explanation:
    """The first thing that is said about a manifest with this text."""
    checked = guardrails.check(start=str(ROOT / "examples"), today=date(2026, 11, 23), given={"tools/new.yaml": text.encode()})
    shapes = ManifestShapes(checked.policies.schemas)
    return brief(checked.report, Context(checked.sources, shapes)).problems[0]


def values() -> str:
    """What unquoted texts are read as."""
    rows = []
    for typed in ("NO", "yes", "true", "17:30", "010", "1e3", "1.10", "2026-11-27", "2026-13-45", "~"):
        [document], fault = read(f"a: {typed}\n".encode())
        assert fault is None
        assert isinstance(document, dict)
        found = document["a"]
        told = f"{_SORTS[type(found)]} {_code(json.dumps(found))}"
        rows.append((_code(typed), "nothing, as if the line were left out" if found is None else told))
    return table(("typed", "read as"), rows)


def _typed(text: str) -> str:
    """A text in one cell; a tab and a hard blank made visible."""
    lines = text.replace("\t", "⇥").replace("\u00a0", "⍽").split("\n")
    return "<br>".join(f"`{line.replace(' ', chr(0xA0)) if line.startswith(' ') else line}`" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`"


_SORTS = {type(None): "", bool: "yes or no:", int: "the number", float: "the number", str: "the text"}

TABLES: Mapping[str, Callable[[], str]] = {
    "operators": operators,
    "facts": facts,
    "commands": commands,
    "mistakes": mistakes,
    "values": values,
    "questions Tool": lambda: questions("Tool"),
    "questions Campaign": lambda: questions("Campaign"),
}
"""Every generated table by the name in its mark."""
