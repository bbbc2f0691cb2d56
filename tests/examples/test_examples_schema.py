"""The example workspace fits the schemas, refers only to what is there, and names nobody real."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from guardrails.judge.manifests import Checker, names_taken, reading_of
from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields
from guardrails.text.reader import read

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SCHEMAS = {p.name: json.loads(p.read_text("utf-8")) for p in (ROOT / "schemas").glob("*.schema.json")}
REGISTRY = Registry().with_resources(
    [(name, Resource.from_contents(schema, default_specification=DRAFT7)) for name, schema in SCHEMAS.items()]
)
MANIFESTS = sorted([*EXAMPLES.glob("tools/**/*.yaml"), *EXAMPLES.glob("campaigns/**/*.yaml")])
POLICIES = sorted([EXAMPLES / "guardrails.yaml", *EXAMPLES.glob("policies/**/*.yaml")])
STORIES = {
    "friday-flash-sale", "ebook-lead-gen-dach", "clinic-awareness-us", "spring-newsletter-split",
    "trade-show-badge-scan", "ai-spokesperson-video", "checkout-upsell-widget", "template-webinar-green",
}  # fmt: skip
# Small ones beside the stories: each shows what a tool of the catalogue does in use.
SMALL_ONES = {"autumn-lookalikes", "customer-voices", "spring-texts-us", "summer-prize-2025", "template-webinar-uk"}
# Home-made code in the tag manager: that nobody knows it is what the story plants.
HOME_MADE = {"Countdown clock"}
REAL_NAMES = re.compile(
    r"\b(google|facebook|meta|instagram|youtube|tiktok|linkedin|hubspot|salesforce|mailchimp|hotjar|matomo|cookiebot|onetrust"
    r"|typeform|unbounce|zapier|stripe|paypal|zoom|openai|chatgpt|adobe|microsoft|amazon|shopify|slack|hootsuite|klaviyo|brevo)\b",
    re.IGNORECASE,
)
HOSTS = re.compile(r"(?:https?://|@)([\w.-]+)")


def name_of(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def documents(path: Path) -> list[Fields]:
    values, fault = read(path.read_bytes())
    assert fault is None, fault
    found = [v for v in values if isinstance(v, dict)]
    assert len(found) == len(values) > 0
    return found


def all_manifests() -> list[Manifest]:
    checker = Checker(SCHEMAS)
    return [m for p in MANIFESTS for m in reading_of(name_of(p), p.read_bytes(), checker).manifests]


def texts(value: object) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def rows(fields: Fields, key: str) -> Iterator[Fields]:
    value = fields.get(key)
    yield from (v for v in value if isinstance(v, dict)) if isinstance(value, list) else ()


@pytest.mark.parametrize("path", MANIFESTS, ids=name_of)
def test_manifest_is_read_without_a_problem(path: Path) -> None:
    reading = reading_of(name_of(path), path.read_bytes(), Checker(SCHEMAS))
    assert reading.problems == ()
    assert [m.name for m in reading.manifests] == [path.stem]


@pytest.mark.parametrize("path", [*MANIFESTS, *POLICIES], ids=name_of)
def test_file_fits_the_schema_its_modeline_names(path: Path) -> None:
    modeline = path.read_text("utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", modeline)
    assert found, modeline
    schema = (path.parent / found[1]).resolve()
    assert schema.is_file(), schema
    validator = Draft7Validator(SCHEMAS[schema.name], registry=REGISTRY)
    for document in documents(path):
        assert [e.message for e in validator.iter_errors(document)] == []


def test_the_eight_stories_are_there() -> None:
    assert {m.name for m in all_manifests() if m.kind == "Campaign"} == STORIES | SMALL_ONES


def test_names_are_unique() -> None:
    assert names_taken(all_manifests()) == []


def test_what_campaigns_refer_to_is_declared() -> None:
    manifests = all_manifests()
    tools = [m for m in manifests if m.kind == "Tool"]
    known = {m.name for m in tools} | {str(m.fields["product"]) for m in tools}
    for campaign in (m for m in manifests if m.kind == "Campaign"):
        named = texts(campaign.fields.get("tools"))
        named += [str(tag["product"]) for tag in rows(campaign.fields, "tags")]
        for page in rows(campaign.fields, "pages"):
            form, payment = page.get("form"), page.get("payment")
            named += [str(form["submits_to"])] if isinstance(form, dict) else []
            named += [str(payment["provider"])] if isinstance(payment, dict) else []
        assert set(named) <= known | HOME_MADE, campaign.name


def test_every_owner_is_on_the_staff_list() -> None:
    organisation = documents(EXAMPLES / "policies" / "organisation.yaml")[0]
    people = set(texts(organisation["people"]))
    for manifest in all_manifests():
        metadata = manifest.fields["metadata"]
        assert isinstance(metadata, dict)
        named = {str(metadata[k]) for k in ("owner", "backup_owner", "it_partner") if k in metadata}
        assert named <= people, manifest.name


def test_waivers_name_manifests_and_rules_that_exist() -> None:
    names = {m.name for m in all_manifests()}
    rules = set()
    for path in (ROOT / "policies" / "packs").glob("*.yaml"):
        pack = documents(path)[0]
        rules |= {f"{pack['name']}/{rule['id']}" for rule in rows(pack, "rules")}
    waivers = [documents(p)[0] for p in (EXAMPLES / "policies" / "waivers").glob("*.yaml")]
    requests = [row for m in all_manifests() for row in rows(m.fields, "waivers")]
    assert len(waivers) >= 2
    assert {str(w["manifest"]) for w in waivers} <= names
    assert {str(w["rule"]) for w in [*waivers, *requests]} <= rules
    assert all(w["approved_by"] != w["requested_by"] for w in waivers)


def test_expected_results_cover_every_manifest() -> None:
    expected = documents(Path(__file__).with_name("expected.yaml"))[0]
    stages: dict[str, object] = {}
    for kind in ("campaigns", "tools"):
        listed = expected[kind]
        assert isinstance(listed, dict)
        stages |= {name: row["stage"] for name, row in listed.items() if isinstance(row, dict)}
    assert stages == {m.name: m.stage.value for m in all_manifests()}


def test_the_green_story_takes_eighteen_answers() -> None:
    text = (EXAMPLES / "campaigns" / "template-webinar-green.yaml").read_text("utf-8")
    counted = [re.fullmatch(r"(.*?)  # (\d+) .*", line) for line in text.splitlines()]
    answers = [(int(found[2]), found[1].strip()) for found in counted if found]
    assert [number for number, _ in answers] == list(range(1, 19))
    assert all(
        re.match(r"[\w-]+:|- ", answer) for _, answer in answers
    )  # a number stands beside an answer, not on a line of its own


@pytest.mark.parametrize("path", [*MANIFESTS, *POLICIES], ids=name_of)
def test_nobody_real_is_named(path: Path) -> None:
    text = path.read_text("utf-8")
    assert REAL_NAMES.findall(text) == []
    assert [h for h in HOSTS.findall(text) if not h.rstrip(".").endswith(".example")] == []


@pytest.mark.parametrize("path", MANIFESTS, ids=name_of)
def test_manifest_is_not_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 110
