"""The schemas of Tool and Campaign, and the two base manifests, keep the promises that editors and messages rest on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from guardrails.text.reader import read as read_yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = ("shared", "tool", "campaign")
KINDS = ("tool", "campaign")
Json = dict[str, Any]  # a JSON boundary

NEEDED = {"idea", "pilot", "live"}
ANSWERED_BY = {"vendor", "system-owner", "marketing", "it"}
UNITS = {
    "EUR", "barriers", "days", "hours", "look-ups", "mails per day", "months", "people", "percent",
    "records per day", "seats", "visitors per minute", "workdays", "years",
}  # fmt: skip
KEYWORDS = {
    "$schema", "$id", "$ref", "title", "description", "definitions", "type", "additionalProperties", "required",
    "properties", "items", "uniqueItems", "minItems", "maxItems", "minLength", "maxLength", "pattern", "format",
    "minimum", "maximum", "enum", "enumDescriptions", "anyOf", "examples",
    "x-needed", "x-attested", "x-describes", "x-absent", "x-unit", "x-identifies", "x-answered-by",
}  # fmt: skip
BY_HAND_NEVER = {"allOf", "oneOf", "if", "then", "else", "not", "patternProperties", "const"}
FORMATS = {"date", "moment", "email", "web-address", "host"}
UNWELCOME = re.compile(
    r"\b(violation|denied|forbidden|illegal|non-compliant|invalid|error|failed|please|sorry|just|simply|must not)\b",
    re.IGNORECASE,
)

# The nine answers of an idea, with the fields that belong to each. Nothing else may be asked that early.
TOOL_IDEA = {
    "what it is and who makes it": {"product", "vendor.name"},
    "who looks after it": {"metadata.owner"},
    "what it should help us achieve": {"goal.outcome", "goal.company_goal"},
    "how you know it worked": {"goal.metric", "goal.target"},
    "what sort of tool it is": {"category"},
    "what it sees about people": {"data.buckets"},
    "where those people live": {"audience.regions"},
    "what it touches": {"touches"},
    "rough cost": {"cost.licence_year", "cost.confidence"},
}
CAMPAIGN_IDEA = {
    "what it is called": {"metadata.title"},
    "who runs it, with which agency": {"metadata.owner", "agency.name"},
    "what it should help us achieve": {"goal.outcome", "goal.company_goal"},
    "how you know it worked": {"goal.metric", "goal.target"},
    "when it starts and ends": {"dates.launch_at", "dates.end_at"},
    "what it sees about people": {"data.buckets"},
    "where those people live": {"audience.regions"},
    "channels and tools": {"channels", "tools"},
    "rough budget": {"cost.total"},
}
IDEA = {"tool": TOOL_IDEA, "campaign": CAMPAIGN_IDEA}

IDEA_TOOL = """
apiVersion: guardrails/v1
kind: Tool
metadata: {name: replayfox, stage: idea, owner: mia.lopez@brand.example}
product: ReplayFox
vendor: {name: Fox Analytics Inc.}
category: session_replay
goal: {outcome: See where people give up in checkout, company_goal: online-sales, metric: orders per 100, target: 3}
data: {buckets: [device_and_browsing]}
audience: {regions: [EEA, UK]}
touches: [website]
cost: {licence_year: 3000, confidence: guess}
"""
IDEA_CAMPAIGN = """
apiVersion: guardrails/v1
kind: Campaign
metadata: {name: autumn-fair, title: Autumn fair, stage: idea, owner: jo.kim@brand.example}
agency: {name: Kestrel & Co}
goal: {outcome: Meet new dealers, company_goal: online-sales, metric: talks with dealers, target: 40}
dates: {launch_at: 2027-09-07T10:00, end_at: 2027-09-30}
data: {buckets: unknown}
audience: {regions: [EEA]}
channels: [event, email]
tools: unknown
cost: {total: 20000, confidence: guess}
"""


class Place(NamedTuple):
    """A schema with its references followed, where it stands, and the file it came from."""

    path: str
    node: Json
    file: str


def yaml_in(text: str) -> Json:
    """The one document in a YAML text, as the project reads it: dates stay text."""
    documents, fault = read_yaml(text.encode("utf-8"))
    assert fault is None
    assert len(documents) == 1
    assert isinstance(documents[0], dict)
    return documents[0]


def file_in(*parts: str) -> Json:
    """The one document in a YAML file of the repository."""
    return yaml_in(ROOT.joinpath(*parts).read_text(encoding="utf-8"))


def read(file: str) -> Json:
    """One schema file."""
    loaded = json.loads((ROOT / "schemas" / f"{file}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


SCHEMAS = {f"{file}.schema.json": read(file) for file in FILES}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema, default_specification=DRAFT7)) for name, schema in SCHEMAS.items()
)


def validator(kind: str) -> Draft7Validator:
    """The checker of one kind, with dates and e-mail addresses checked too."""
    schema = SCHEMAS[f"{kind}.schema.json"]
    return Draft7Validator(schema, registry=REGISTRY, format_checker=Draft7Validator.FORMAT_CHECKER)


def complaints(kind: str, manifest: object) -> list[str]:
    """Everything that the schema has against the manifest."""
    return [f"{e.json_path}: {e.message}" for e in validator(kind).iter_errors(manifest)]


def followed(node: Json, file: str) -> tuple[Json, str]:
    """`node` with its references followed; words beside a reference win."""
    while "$ref" in node:
        name, _, pointer = node["$ref"].partition("#")
        file = name or file
        target: Any = SCHEMAS[file]
        for key in pointer.strip("/").split("/"):
            target = target[key]
        node = {**target, **{k: v for k, v in node.items() if k != "$ref"}}
    return node, file


def properties(node: Json, file: str, path: str = "") -> Iterator[Place]:
    """Every property below `node`, at every depth, through lists, choices and references."""
    node, file = followed(node, file)
    for name, child in node.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        inner, home = followed(child, file)
        yield Place(here, inner, home)
        yield from properties(inner, home, here)
    for branch in node.get("anyOf", []):
        yield from properties(branch, file, path)
    if "items" in node:
        yield from properties(node["items"], file, f"{path}[]")


def every_node(node: object) -> Iterator[Json]:
    """Every schema written in a file; names of fields and examples are not schemas."""
    if not isinstance(node, dict):
        return
    yield node
    for key in ("properties", "definitions"):
        for child in node.get(key, {}).values():
            yield from every_node(child)
    for branch in node.get("anyOf", []):
        yield from every_node(branch)
    yield from every_node(node.get("items"))


ALL_NODES = [(file, node) for file, schema in SCHEMAS.items() for node in every_node(schema)]
PLACES = {kind: list(properties(SCHEMAS[f"{kind}.schema.json"], f"{kind}.schema.json")) for kind in KINDS}
ALL_PLACES = [pytest.param(p, id=f"{kind}:{p.path}") for kind in KINDS for p in PLACES[kind]]


def base(kind: str) -> Json:
    """The complete manifest that the examples of the rules start from."""
    return file_in("policies", "base", f"{kind}.yaml")


@pytest.mark.parametrize("file", FILES)
def test_is_draft_07(file: str) -> None:
    schema = read(file)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == f"{file}.schema.json"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("file", FILES)
def test_only_the_agreed_subset(file: str) -> None:
    for node in every_node(read(file)):
        assert not node.keys() & BY_HAND_NEVER
        assert node.keys() <= KEYWORDS, node.keys() - KEYWORDS
        assert node.get("format") is None or node["format"] in FORMATS


def test_every_object_is_closed() -> None:
    for file, node in ALL_NODES:
        if node.get("type") == "object":
            assert node["additionalProperties"] is False, (file, node.get("title"))
            assert set(node.get("required", [])) <= set(node["properties"])


def test_every_choice_is_explained() -> None:
    for file, node in ALL_NODES:
        if "enum" in node:
            meanings = node["enumDescriptions"]
            assert len(meanings) == len(node["enum"]) == len(set(node["enum"])), (file, node["enum"])
            assert all(m.endswith(".") and not UNWELCOME.search(m) for m in meanings), (file, meanings)


def test_our_own_annotations_come_from_closed_lists() -> None:
    for file, node in ALL_NODES:
        where = (file, node.get("title"))
        assert node.get("x-needed", "idea") in NEEDED, where
        assert node.get("x-attested", True) is True, where
        assert node.get("x-identifies", True) is True, where
        assert node.get("x-absent", "none") == "none", where
        assert node.get("x-unit", "EUR") in UNITS, where
        assert node.get("x-answered-by", "it") in ANSWERED_BY, where


def test_a_list_element_is_named_by_one_required_property() -> None:
    for file, node in ALL_NODES:
        names = [name for name, child in node.get("properties", {}).items() if child.get("x-identifies")]
        if names:
            assert (len(names), node["required"]) == (1, names), (file, names)


def test_every_list_of_objects_names_its_elements() -> None:
    for kind in KINDS:
        for place in PLACES[kind]:
            for branch in (place.node, *place.node.get("anyOf", [])):
                items, _ = followed(branch.get("items", {}), place.file)
                if items.get("type") == "object":
                    assert any(c.get("x-identifies") for c in items["properties"].values()), place.path


@pytest.mark.parametrize("place", ALL_PLACES)
def test_every_property_speaks_to_people(place: Place) -> None:
    title, question = place.node["title"], place.node["description"]
    assert 1 <= len(title.split()) <= 5, title
    assert title[0].islower() or title.split()[0] in {"IT", "AI", "OK", "Google"}, title
    assert question[0].isupper(), question
    assert question.endswith("?"), question
    assert not UNWELCOME.search(f"{title} {question}")


@pytest.mark.parametrize("place", ALL_PLACES)
def test_every_example_is_a_good_answer(place: Place) -> None:
    assert place.node["examples"]
    check = Draft7Validator(
        {**place.node, "$id": place.file, "definitions": SCHEMAS[place.file].get("definitions", {})},
        registry=REGISTRY,
        format_checker=Draft7Validator.FORMAT_CHECKER,
    )
    for example in place.node["examples"]:
        check.validate(example)


@pytest.mark.parametrize("kind", KINDS)
def test_exactly_nine_answers_make_an_idea(kind: str) -> None:
    asked = {
        p.path for p in PLACES[kind] if p.node.get("x-needed") == "idea" and "properties" not in p.node
    }  # a block is asked through its fields
    assert len(IDEA[kind]) == 9
    assert asked == set().union(*IDEA[kind].values())


@pytest.mark.parametrize(("kind", "text"), [("tool", IDEA_TOOL), ("campaign", IDEA_CAMPAIGN)])
def test_nine_answers_are_accepted(kind: str, text: str) -> None:
    assert complaints(kind, yaml_in(text)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_heading_is_all_that_the_file_format_asks(kind: str) -> None:
    heading = {
        "apiVersion": "guardrails/v1",
        "kind": kind.title(),
        "metadata": {"name": "abc", "stage": "idea"},
    }
    assert complaints(kind, heading) == []
    assert complaints(kind, {**heading, "contrct": {}})


@pytest.mark.parametrize("kind", KINDS)
def test_the_base_manifest_is_accepted(kind: str) -> None:
    assert complaints(kind, base(kind)) == []


def unanswered(node: Json, file: str, value: object, path: str = "") -> Iterator[str]:
    """The fields that a live manifest is asked for and that `value` leaves out or answers with "unknown"."""
    node, file = followed(node, file)
    for branch in node.get("anyOf", []):
        yield from unanswered(branch, file, value, path)
    if isinstance(value, list) and "items" in node:
        for at, element in enumerate(value):
            yield from unanswered(node["items"], file, element, f"{path}[{at}]")
    if not isinstance(value, dict):
        return
    for name, child in node.get("properties", {}).items():
        inner, home = followed(child, file)
        here = f"{path}.{name}" if path else name
        if value.get(name) in (None, "unknown") and "x-needed" in inner and inner.get("x-absent") != "none":
            yield here
        yield from unanswered(inner, home, value.get(name), here)


@pytest.mark.parametrize("kind", KINDS)
def test_the_base_manifest_answers_everything(kind: str) -> None:
    file = f"{kind}.schema.json"
    assert list(unanswered(SCHEMAS[file], file, base(kind))) == []


@pytest.mark.parametrize(
    ("vocabulary", "chosen"),
    [("data-categories", "data_category"), ("data-uses", "data_use"), ("data-subjects", "data_subject")],
)
def test_choices_and_vocabulary_have_the_same_keys(vocabulary: str, chosen: str) -> None:
    keys = {entry["key"] for entry in file_in("policies", "vocabulary", f"{vocabulary}.yaml")["entries"]}
    assert set(SCHEMAS["shared.schema.json"]["definitions"][chosen]["enum"]) == keys
