"""`guardrails schema`: whole, valid draft-07, and of one mind with what a check asks for."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.cli.main import guardrails
from guardrails.files.data import ParsedSchemas, shipped_schema_texts, starter_folder
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.language.schemas import definition
from guardrails.model.stage import Stage
from guardrails.text.reader import read
from guardrails.workshop.editor_schemas import MARK, editor_schema, kinds

SCHEMAS = ParsedSchemas(shipped_schema_texts())
CHECKER = Checker(SCHEMAS)
QUESTIONS = Questions(SCHEMAS)
EDITORS = {
    kind: jsonschema.Draft7Validator(editor_schema(SCHEMAS, kind), format_checker=jsonschema.FormatChecker())
    for kind in ("Tool", "Campaign")
}


def complete(kind: str) -> dict[str, Any]:
    """The complete, live manifest that the rules' examples start from."""
    values, fault = read((FilePath(starter_folder()) / "base" / f"{kind.lower()}.yaml").read_bytes())
    assert fault is None
    assert isinstance(values[0], dict)
    return values[0]


def paths_in(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        yield (*above, key)
        yield from paths_in(inner, (*above, key))


PLACES = {kind: [p for p in paths_in(complete(kind)) if p[0] not in ("apiVersion", "kind")] for kind in EDITORS}


def changed(kind: str, stage: str, removed: list[tuple[str | int, ...]], unknown: list[tuple[str | int, ...]]) -> dict[str, Any]:
    """The complete manifest at a stage, without some places and with "unknown" at others."""
    fields = copy.deepcopy(complete(kind))
    fields["metadata"]["stage"] = stage
    for path, value in [*((p, "unknown") for p in unknown), *((p, None) for p in removed)]:
        here: Any = fields
        for key in path[:-1]:
            inside = isinstance(here, dict) and key in here
            inside = inside or (isinstance(here, list) and isinstance(key, int) and key < len(here))
            here = here[key] if inside else None
        if isinstance(here, dict) and path[-1] in here:
            if value is None:
                del here[path[-1]]
            else:
                here[path[-1]] = value
    return fields


def agree(kind: str, fields: dict[str, Any]) -> None:
    """Both say the same: it fits its schema, and its stage has no open question."""
    metadata = fields.get("metadata", {})
    fits = CHECKER.fits(kind, fields)
    asked = QUESTIONS.open(kind, Stage(metadata["stage"]), fields) if fits else ()
    assert EDITORS[kind].is_valid(fields) == (fits and not asked), (fits, [q.path for q in asked])


@pytest.mark.parametrize("kind", EDITORS)
@pytest.mark.parametrize("stage", ["idea", "pilot", "live"])
def test_each_single_answer_that_is_missing_or_unknown_counts_the_same_in_an_editor(kind: str, stage: str) -> None:
    agree(kind, changed(kind, stage, [], []))
    for path in PLACES[kind]:
        if path[-1] != "stage":
            agree(kind, changed(kind, stage, [path], []))
            agree(kind, changed(kind, stage, [], [path]))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_manifest_fits_an_editor_exactly_when_nothing_is_open(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(EDITORS)))
    stage = data.draw(st.sampled_from([stage.value for stage in Stage]))
    places = [p for p in PLACES[kind] if p not in (("metadata",), ("metadata", "stage"))]
    removed = data.draw(st.lists(st.sampled_from(places), max_size=12))
    unknown = data.draw(st.lists(st.sampled_from(places), max_size=6))
    agree(kind, changed(kind, stage, removed, unknown))


def test_an_idea_without_answers_lists_exactly_the_open_questions_of_that_stage() -> None:
    fields: dict[str, Any] = {"apiVersion": "guardrails/v1", "kind": "Tool", "metadata": {"name": "mailsparrow", "stage": "idea"}}
    errors = list(EDITORS["Tool"].iter_errors(fields))
    assert {error.validator for error in errors} == {"required"}
    missing = {(*e.absolute_path, key) for e in errors for key in e.validator_value if key not in e.instance}
    assert missing == {q.path for q in QUESTIONS.open("Tool", Stage.IDEA, fields)}


@pytest.mark.parametrize("kind", kinds(SCHEMAS))
def test_every_schema_is_draft_07_in_one_piece(kind: str) -> None:
    schema = editor_schema(SCHEMAS, kind)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for reference in references(schema):
        assert reference.startswith("#/definitions/")
        definition({"": schema}, "", reference)


def references(node: object) -> Iterator[str]:
    """Every reference in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_bundle_files_fit_the_schemas_for_their_editors() -> None:
    policies = FilePath(starter_folder())
    by_kind = kinds(SCHEMAS)
    seen = set()
    for file in sorted([policies / "bundle.yaml", policies / "lanes.yaml", *policies.glob("packs/*.yaml")]):
        (fields,), _ = read(file.read_bytes())
        assert isinstance(fields, dict)
        kind = str(fields["kind"])
        seen.add(kind)
        assert kind in by_kind
        jsonschema.validate(fields, editor_schema(SCHEMAS, kind), cls=jsonschema.Draft7Validator)
    assert {"Bundle", "Lanes", "PolicyPack"} <= seen


def test_the_command_prints_json_and_nothing_else() -> None:
    result = CliRunner().invoke(guardrails, ["schema", "tool"])
    assert result.stderr == ""
    schema = json.loads(result.stdout)
    assert schema["title"] == "tool manifest"
    assert schema["$comment"] == MARK


def test_without_a_kind_it_lists_the_kinds_with_a_sentence() -> None:
    out = CliRunner().invoke(guardrails, ["schema"]).stdout
    for kind in kinds(SCHEMAS):
        assert f"{kind}\n  " in out


def test_a_kind_that_nobody_knows_gets_the_nearest() -> None:
    result = CliRunner().invoke(guardrails, ["schema", "Tol"])
    assert result.exit_code == 2
    assert "The nearest name is Tool." in result.stderr


def test_out_writes_all_of_them_is_safe_to_run_twice_and_leaves_foreign_files(tmp_path: FilePath) -> None:
    def run() -> Any:
        return CliRunner().invoke(guardrails, ["schema", "--out", str(tmp_path / "s")], standalone_mode=False)

    assert run().return_value == 0
    before = {f.name: f.read_bytes() for f in (tmp_path / "s").iterdir()}
    assert set(before) == set(kinds(SCHEMAS).values())
    run()
    assert {f.name: f.read_bytes() for f in (tmp_path / "s").iterdir()} == before
    (tmp_path / "s" / "tool.schema.json").write_text("{}")
    (tmp_path / "s" / "campaign.schema.json").write_text(json.dumps({"$comment": MARK}))
    assert run().return_value == 1
    assert (tmp_path / "s" / "tool.schema.json").read_text() == "{}"
    assert (tmp_path / "s" / "campaign.schema.json").read_bytes() == before["campaign.schema.json"]
