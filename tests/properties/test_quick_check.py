"""The quick check and the jsonschema library accept and refuse the same documents, for every shipped schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.language.quick import Check, quick_check
from guardrails.language.schema_faults import schema_faults, validator
from guardrails.language.schemas import FORMATS, Json
from guardrails.model.value import Fields, Path
from guardrails.text.reader import read
from guardrails.text.values import Value

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

ROOT = File(__file__).parents[2]
DOCUMENTS: dict[str, tuple[str, ...]] = {
    "tool.schema.json": ("policies/base/tool.yaml", "examples/tools/*.yaml"),
    "campaign.schema.json": ("policies/base/campaign.yaml", "examples/campaigns/*.yaml"),
    "organisation.schema.json": ("policies/organisation.yaml", "examples/policies/organisation.yaml"),
    "waiver.schema.json": ("examples/policies/waivers/*.yaml",),
    "workspace.schema.json": ("examples/guardrails.yaml",),
}


@cache
def schemas() -> dict[str, Json]:
    """The shipped schemas."""
    return {f.name: json.loads(f.read_text()) for f in sorted((ROOT / "schemas").glob("*.schema.json"))}


@cache
def judges(schema: str) -> tuple[Check, Draft7Validator]:
    """The quick check and the library's validator."""
    return quick_check(schemas(), schema), validator(schemas(), schema)


@cache
def documents(schema: str) -> list[Fields]:
    """Documents that fit the schema as they are."""
    found: list[Fields] = []
    for glob in DOCUMENTS[schema]:
        for file in sorted(ROOT.glob(glob)):
            values, _ = read(file.read_bytes())
            found += [v for v in values if isinstance(v, dict) and judges(schema)[0](v)]
    return found


def paths(value: Value, at: Path = ()) -> Iterator[Path]:
    """Every path in a document."""
    yield at
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*at, key))


ODD: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(
        [None, True, False, "", "unknown", "none", "yes", "no", [], {}, 0, -1, 1, 1.0, 2.5, 1e9, 10**20, "2026-02-30"]
    ),
    st.sampled_from(
        ["2026-11-23", "2026-11-23T10:00", "2026-11-23T24:00", "a@b.example", "https://x.example", "x.example", "x" * 3000]
    ),
    st.sampled_from(["live", "Tool", "guardrails/v1", "a b", "É", "x\n", "1.0.0", "-"]),
    st.sampled_from([["unknown"], ["none"], ["a", "a"], [1, 1.0], [{}], [{}, {}], {"name": "x"}, [{"name": "x"}, {"name": "x"}]]),
)


def put(document: Value, path: Path, value: Value) -> Value:
    """The document with another value at a path."""
    if not path:
        return value
    copied = deepcopy(document)
    here = _at(copied, path[:-1])
    here[path[-1]] = value  # type: ignore[index]
    return copied


def _at(document: Value, path: Path) -> Value:
    for step in path:
        document = document[step]  # type: ignore[index]
    return document


@st.composite
def changed(draw: st.DrawFn, schema: str) -> Value:
    """A good document with one or two things changed."""
    document: Value = deepcopy(draw(st.sampled_from(documents(schema))))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(paths(document))))
        here = _at(document, path)
        how = draw(st.sampled_from(["set", "drop", "add", "repeat", "misspell", "scale"]))
        if how == "set":
            document = put(document, path, draw(ODD))
        elif how == "add" and isinstance(here, dict):
            document = put(document, path, {**here, draw(st.sampled_from(["extra", "nam", "title", "use"])): draw(ODD)})
        elif how == "repeat" and isinstance(here, list) and here:
            last = here[-1]
            turned: Value = dict(reversed(list(last.items()))) if isinstance(last, dict) else last
            document = put(document, path, [*here, turned])
        elif how in ("drop", "misspell") and isinstance(here, dict) and here:
            key = draw(st.sampled_from(sorted(here)))
            kept: Fields = {k: v for k, v in here.items() if k != key}
            document = put(document, path, kept if how == "drop" else {**kept, f"{key}s": here[key]})
        elif how == "scale" and isinstance(here, int | float):
            document = put(document, path, here * draw(st.sampled_from([-1, 0.5, 1000, 10**12])))
    return document


@pytest.mark.parametrize("schema", DOCUMENTS)
def test_the_two_agree(schema: str) -> None:
    quick, library = judges(schema)
    assert documents(schema), schema

    @given(changed(schema))
    @settings(max_examples=120, deadline=None)
    def agree(document: Value) -> None:
        fits = quick(document)
        assert fits == library.is_valid(document)
        if not fits:
            problems = schema_faults(library, document, "x.yaml", 0, "manifest", "Tool")
            assert problems
            assert len({p.spot.path for p in problems}) == len(problems)

    agree()


@pytest.mark.parametrize("schema", DOCUMENTS)
def test_good_documents_are_good_for_both(schema: str) -> None:
    quick, library = judges(schema)
    for document in documents(schema):
        assert quick(document)
        assert library.is_valid(document)


def test_every_format_of_the_schemas_is_known() -> None:
    named = {str(n["format"]) for schema in schemas().values() for n in _nodes(schema) if isinstance(n.get("format"), str)}
    assert named <= set(FORMATS)


def _nodes(value: Value) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(inner)
