"""The first files of a marketing workspace, as texts: settings, a first manifest of each kind, schemas for editors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from guardrails.explain.labels import shape_at
from guardrails.judge.questions import Questions
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.schemas import Json
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.model.value import UNKNOWN, Fields, Path
from guardrails.text.values import Value
from guardrails.workshop.editor_schemas import as_text, editor_schema, kinds
from guardrails.workshop.repository_files import SCHEMA_FOLDER, USUAL, Wanted, flow, repository_files

_WIDTH = 100
_MOST_CHOICES = 12
WORKSPACE = """\
# yaml-language-server: $schema={folder}/workspace.schema.json
# The workspace of marketing: which rules count here, and where tools and campaigns are described.
# Run `guardrails check` in this folder to see where each plan stands.
apiVersion: guardrails/v1
kind: Workspace
policies:
  # `starter` are the rules that come with guardrails. Once IT publishes its own, put their folder here.
  source: starter
  # Some values are yours to choose, within the range that IT gives:
  # parameters:
  #   launch.capacity_share: 60
manifests:
{globs}
"""


def first_files(schemas: Mapping[str, Json], below: str = "", wanted: Wanted = USUAL) -> dict[str, str]:
    """Every first file: its name in the workspace, with `/`, and its text.

    `below` is the way from the top of the repository to the workspace, where that is another folder.
    """
    shapes = ManifestShapes(schemas)
    written = kinds(schemas)
    globs = "\n".join(f"  - {folder_of(kind)}/**/*.yaml" for kind in shapes)
    files = {"guardrails.yaml": WORKSPACE.format(folder=SCHEMA_FOLDER, globs=globs)}
    for kind, shape in shapes.items():
        name = f"first-{kind.lower()}"
        start: Fields = {"apiVersion": "guardrails/v1", "kind": kind, "metadata": {"name": name, "stage": Stage.IDEA.value}}
        comment = f"# yaml-language-server: $schema=../{SCHEMA_FOLDER}/{written[kind]}\n"
        files[f"{folder_of(kind)}/{name}.yaml"] = comment + first_manifest(shape, start, Questions(schemas))
    for kind in (*shapes, "Workspace"):
        files[f"{SCHEMA_FOLDER}/{written[kind]}"] = as_text(editor_schema(schemas, kind))
    maps = {f"./{SCHEMA_FOLDER}/{written[kind]}": f"{folder_of(kind)}/**/*.y*ml" for kind in shapes}
    maps[f"./{SCHEMA_FOLDER}/{written['Workspace']}"] = "guardrails.yaml"
    return files | repository_files(wanted, map(folder_of, shapes), maps, below)


def folder_of(kind: str) -> str:
    """The folder for manifests of a kind: `tools`."""
    return f"{kind.lower()}s"


def first_manifest(shape: Shape, start: Fields, questions: Questions) -> str:
    """A manifest at the idea stage with each question as a comment.

    What is known stands there; where "unknown" is an answer it is given; every other answer stands as an example behind
    "# ", so nothing is claimed that nobody has said.
    """
    asked = idea_questions(shape, start, questions)
    known = set(_leaves(start))
    given = [path for path in asked if _takes_unknown(shape, path)]
    wanted = {*known, *asked}
    lines: list[str] = [
        f"# A first {str(start['kind']).lower()}, as an idea: nine short questions are all it takes, and nothing blocks.",
        '# To answer, take away the "# " in front of a line and put your own answer behind the colon.',
        "# `guardrails check` tells what is still open.",
    ]
    for key, field in shape.fields.items():
        block = _entry(field, (key,), wanted, {*known, *given}, start)
        lines += block if key in ("apiVersion", "kind") or not block else ["", *block]
    return "\n".join(lines) + "\n"


def idea_questions(shape: Shape, start: Fields, questions: Questions) -> list[Path]:
    """What an idea is asked for, down to single answers."""
    found: list[Path] = []
    filled = json.loads(json.dumps(start))
    kind = str(start["kind"])
    while True:
        fresh = [q.path for q in questions.open(kind, Stage.IDEA, filled) if q.path not in found]
        blocks = [path for path in fresh if (at := shape_at(shape, path)) is not None and at.kind == "object"]
        found += [path for path in fresh if path not in blocks]
        if not blocks:
            return found
        for path in blocks:
            _put(filled, path)


def _put(fields: Fields, path: Path) -> Fields:
    """The object at a path, made on the way."""
    here: Value = fields
    for key in path:
        assert isinstance(here, dict)
        here = here.setdefault(str(key), {})
    assert isinstance(here, dict)
    return here


def _leaves(fields: Fields, above: Path = ()) -> Iterable[Path]:
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key)


def _takes_unknown(whole: Shape, path: Path) -> bool:
    shape = shape_at(whole, path)
    return shape is not None and shape.unknown


def _entry(shape: Shape, path: Path, wanted: set[Path], live: set[Path], start: Fields) -> list[str]:
    """A field with its question and its answer, or with an example as a comment; nothing where it is not wanted."""
    if path in wanted:
        body = [f"{path[-1]}: {_answer(shape, path, live, start)}"]
        return [*_question(shape), *(body if path in live else _as_comment(body))]
    if not any(w[: len(path)] == path for w in wanted):
        return []
    is_live = any(w[: len(path)] == path for w in live)
    body = [f"{path[-1]}:"]
    for key, field in shape.fields.items():
        # Below a block that is a comment itself, nothing is a comment twice.
        inner = live if is_live else {*live, *(w for w in wanted if w[: len(path)] == path)}
        body += [f"  {line}" for line in _entry(field, (*path, key), wanted, inner, start)]
    return [*_question(shape), *(body if is_live else _as_comment(body))]


def _answer(shape: Shape, path: Path, live: set[Path], start: Fields) -> str:
    value: Value = start
    for key in path:
        value = value.get(str(key)) if isinstance(value, dict) else None
    if value is not None:
        return flow(value)
    if path in live and shape.unknown:
        return UNKNOWN
    return flow(shape.examples[0] if shape.examples else "")


def _as_comment(lines: Sequence[str]) -> list[str]:
    return [f"# {line}" for line in lines]


def _question(shape: Shape) -> list[str]:
    """The question, and the choices where there are not too many to read."""
    lines = wrap(shape.question, _WIDTH - 2) if shape.question else []
    choices = (shape.items.choices if shape.items is not None else ()) or shape.choices
    if len(choices) == 1:
        return []
    if 1 < len(choices) <= _MOST_CHOICES:
        lines += wrap(f"Choose from: {', '.join(choices)}", _WIDTH - 2)
    elif choices:
        lines += wrap(f"There are {len(choices)} choices; your editor lists them, such as {', '.join(choices[:5])}", _WIDTH - 2)
    return [f"# {line}" for line in lines]
