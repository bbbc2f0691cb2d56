"""The bundle's files fit their schemas, and the schemas keep the conventions that editors need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("pack", "bundle", "organisation", "lanes", "waiver", "workspace", "vocabulary", "released", "baseline", "situation")
KINDS = {
    "PolicyPack": "pack",
    "Bundle": "bundle",
    "Organisation": "organisation",
    "Lanes": "lanes",
    "Waiver": "waiver",
    "Workspace": "workspace",
    "Vocabulary": "vocabulary",
    "Released": "released",
    "Baseline": "baseline",
    "Situation": "situation",
}
SCHEMAS: dict[str, dict[str, Any]] = {
    name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")) for name in NAMES
}
# Files of a kind that these schemas speak of; manifests (policies/base) have their own schemas and tests.
POLICY_FILES = sorted(p for p in (ROOT / "policies").rglob("*.yaml") if p.parent.name != "base")


class _CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core values: dates and times stay text, and `NO` is Norway."""


_CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    _shape = re.compile(rf"(?:{_pattern})\Z")
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _shape, list(_first))


def _documents(file: Path) -> list[dict[str, Any]]:
    return [d for d in yaml.load_all(file.read_text(encoding="utf-8"), _CoreLoader) if d is not None]


def _faults(document: dict[str, Any]) -> list[str]:
    validator = Draft7Validator(SCHEMAS[KINDS[document["kind"]]], format_checker=FormatChecker())
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(document)]


def _nodes(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield at, node
        for key, inner in node.items():
            if key not in ("examples", "enum", "const"):
                yield from _nodes(inner, f"{at}/{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from _nodes(inner, f"{at}/{index}")


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for at, node in _nodes(schema):
        if node.get("type") == "object" and isinstance(node.get("properties"), dict):
            for key, prop in node["properties"].items():
                yield f"{at}/{key}", prop


@pytest.mark.parametrize("file", POLICY_FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_policy_file_fits_its_schema(file: Path) -> None:
    documents = _documents(file)
    assert documents
    assert [fault for document in documents for fault in _faults(document)] == []


@pytest.mark.parametrize("name", NAMES)
class TestConventions:
    """What contract and editors expect of every bundle schema."""

    def test_is_draft_07(self, name: str) -> None:
        Draft7Validator.check_schema(SCHEMAS[name])
        assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"

    def test_names_its_kind(self, name: str) -> None:
        schema = SCHEMAS[name]
        assert KINDS[schema["properties"]["kind"]["const"]] == name
        assert schema["properties"]["apiVersion"]["const"] == "guardrails/v1"
        assert {"apiVersion", "kind"} <= set(schema["required"])

    def test_objects_are_closed(self, name: str) -> None:
        open_ones = [
            at
            for at, node in _nodes(SCHEMAS[name])
            if node.get("type") == "object"
            and node.get("additionalProperties") is not False
            and not isinstance(node.get("additionalProperties"), dict)
        ]
        assert open_ones == []

    def test_required_keys_exist(self, name: str) -> None:
        for at, node in _nodes(SCHEMAS[name]):
            if isinstance(node.get("required"), list):
                assert set(node["required"]) <= set(node["properties"]), at

    def test_every_property_is_explained(self, name: str) -> None:
        for at, prop in _properties(SCHEMAS[name]):
            assert prop.get("title"), at
            assert prop.get("description"), at
            assert prop.get("examples") or "$ref" in prop, at

    def test_titles_are_short_and_start_small(self, name: str) -> None:
        for at, prop in _properties(SCHEMAS[name]):
            title = prop["title"]
            assert len(title.split()) <= 6, at
            assert title[0].islower() or title.split()[0] in ("Google",), at

    def test_every_choice_has_a_sentence(self, name: str) -> None:
        for at, node in _nodes(SCHEMAS[name]):
            if "enum" in node:
                assert len(node["enum"]) == len(node["enumDescriptions"]) == len(set(node["enum"])), at
                assert all(text.endswith(".") for text in node["enumDescriptions"]), at

    def test_examples_fit(self, name: str) -> None:
        schema = SCHEMAS[name]
        definitions = {"definitions": schema.get("definitions", {})}
        for at, prop in _properties(schema):
            validator = Draft7Validator({**definitions, **prop}, format_checker=FormatChecker())
            for example in prop.get("examples", []):
                assert [e.message[:120] for e in validator.iter_errors(example)] == [], at

    def test_only_the_strict_subset_is_used(self, name: str) -> None:
        unwanted = {"allOf", "oneOf", "if", "then", "else", "patternProperties", "dependencies"}
        for at, node in _nodes(SCHEMAS[name]):
            if not at.endswith("/properties"):
                assert not unwanted & set(node), at

    def test_no_banned_words(self, name: str) -> None:
        banned = re.compile(
            r"\b(denied|forbidden|prohibited|illegal|invalid|malformed|error|failure|failed|violation|non-compliant|please|sorry|just|simply|obviously|oops)\b",
            re.IGNORECASE,
        )
        for at, node in _nodes(SCHEMAS[name]):
            words = " ".join(
                [str(node[k]) for k in ("title", "description") if isinstance(node.get(k), str)]
                + [str(t) for t in node.get("enumDescriptions", [])]
                if not at.endswith("/properties")
                else []
            )
            assert not banned.search(words), at


def test_unknown_key_is_noticed() -> None:
    document = {"apiVersion": "guardrails/v1", "kind": "Organisation", "poeple": []}
    assert _faults(document)


def test_a_text_is_one_text_or_a_map_of_languages() -> None:
    lanes = {"apiVersion": "guardrails/v1", "kind": "Lanes"}
    lane = {"name": "self-serve", "promise": {}, "lead_workdays": 0}

    def faults(title: object) -> list[str]:
        return _faults({**lanes, "lanes": [{**lane, "title": title}]})

    assert faults("Self-serve") == []
    assert faults({"en": "Self-serve", "pt-BR": "Autosserviço", "zh-Hant-TW": "自助"}) == []
    for title in ({}, {"german": "Selbst"}, {"de_AT": "Selbst"}, {"de": ""}, {"de": ["Selbst"]}, 7):
        assert faults(title), title


def test_waiver_without_an_end_is_noticed() -> None:
    waiver = {p: s["examples"][0] for p, s in SCHEMAS["waiver"]["properties"].items()}
    assert _faults(waiver) == []
    assert _faults({k: v for k, v in waiver.items() if k != "expires"})
    assert _faults({**waiver, "expires": "tomorow"})


def test_norway_is_a_country() -> None:
    regions = _documents(ROOT / "policies" / "vocabulary" / "regions.yaml")[0]["entries"]
    eea = next(entry for entry in regions if entry["key"] == "EEA")
    assert "NO" in eea["countries"]


def test_data_keys_of_the_manifests_are_explained() -> None:
    """A category, use or sort of person that a manifest can hold has plain words."""
    shared = (ROOT / "schemas" / "shared.schema.json").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {"user.": set(), "marketing.": set()}
    for _, node in _nodes(json.loads(shared)):
        for start in found:
            if any(str(v).startswith(start) for v in node.get("enum", [])):
                found[start] |= set(node["enum"])
    for start, file in (("user.", "data-categories"), ("marketing.", "data-uses")):
        entries = _documents(ROOT / "policies" / "vocabulary" / f"{file}.yaml")[0]["entries"]
        known = {entry["key"] for entry in entries}
        assert found[start] - known - {"unknown", "none"} == set()
