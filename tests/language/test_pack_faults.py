# ruff: noqa: E501  (tables: one case a line)
"""Every mistake in a pack, bundle or waiver around the conditions: the problem, its file and its place."""

from __future__ import annotations

import pytest

from guardrails.language.bundle_texts import BundleTexts
from guardrails.model.problem import Problem, Spot
from guardrails.model.value import Path
from guardrails.text.values import Value
from tests.language.bundles import BUNDLE, ORGANISATION, PACK, WAIVER, WORDS, compiled, pack, rule, texts

RULE = rule()
PARAMETERS = """\
parameters:
  most: {title: Most, type: integer, default: %s, at_least: 1, at_most: 10}
"""
PATTERN = """\
patterns:
  secret: {title: A key, regex: '%s', example: sk_abc}
"""


def told(given: BundleTexts, parameters: dict[str, Value] | None = None) -> list[Problem]:
    """The problems; nothing may be judged if one of them is not only a warning."""
    bundle, problems = compiled(given, parameters)
    assert (bundle is None) == any(not p.warning for p in problems)
    return problems


def words(old: str, new: str) -> str:
    """A rule with one thing in its words changed."""
    assert old in WORDS
    return rule(words=WORDS.replace(old, new))


DAYS = "require: {field: colour, is: red}\nrollout: {%s}"
FIRST = DAYS % "%s, goes_first: {title: We, when: {field: metadata.owner, is: mia@brand.example}, %s}"

PACK_FAULTS: tuple[tuple[str, str, Path, dict[str, str]], ...] = (
    # text of the pack, problem, place, some of its slots
    (pack(rule("requrie: {field: colour, is: red}")), "policy-unknown-key", ("rules", 0, "requrie"), {"key": "requrie", "nearest": "require"}),
    (pack(rule("")), "policy-missing-part", ("rules", 0, "require"), {"part": "require"}),
    (pack(RULE).replace("owner:", "ownr:"), "policy-unknown-key", ("ownr",), {"nearest": "owner"}),
    (pack(RULE, before="definition:\n  a: {field: colour, is: red}\n"), "policy-unknown-key", ("definition",), {"nearest": "definitions"}),
    (pack(rule(severity="{live: blok}")), "field-not-a-choice", ("rules", 0, "severity", "live"), {"nearest": "block"}),
    (pack(rule(severity="{lve: block}")), "policy-unknown-key", ("rules", 0, "severity", "lve"), {"nearest": "live"}),
    (pack(rule(severity="{idea: block, live: block}")), "policy-idea-blocks", ("rules", 0, "severity", "idea"), {"severity": "block"}),
    (pack(rule(severity="{idea: warn}")), "policy-idea-blocks", ("rules", 0, "severity", "idea"), {"severity": "warn"}),
    (pack(rule(DAYS % "warn: 2027-02-01, block: 2027-01-31")), "policy-days-order", ("rules", 0, "rollout", "block"), {"day": "2027-01-31", "earlier": "warn", "earlier_day": "2027-02-01"}),
    (pack(rule(DAYS % "announce: 2027-02-02, block: 2027-02-01")), "policy-days-order", ("rules", 0, "rollout", "block"), {"earlier": "announce"}),
    (pack(rule(FIRST % ("warn: 2027-02-01", "warn: 2027-02-02"))), "policy-not-first", ("rules", 0, "rollout", "goes_first", "warn"), {"day": "2027-02-02", "others": "2027-02-01"}),
    (pack(rule(FIRST % ("announce: 2027-02-01", "block: 2027-03-01"))), "policy-not-first", ("rules", 0, "rollout", "goes_first", "block"), {"others": ""}),
    (pack(rule(FIRST % ("block: 2027-04-01", "warn: 2027-03-02, block: 2027-03-01"))), "policy-days-order", ("rules", 0, "rollout", "goes_first", "block"), {}),
    (pack(rule(FIRST % ("block: 2027-04-01", "blocks: 2027-03-01"))), "policy-unknown-key", ("rules", 0, "rollout", "goes_first", "blocks"), {"nearest": "block"}),
    (pack(rule((FIRST % ("block: 2027-04-01", "block: 2027-03-01")).replace("metadata.owner", "metadata.ownr"))), "policy-unknown-path", ("rules", 0, "rollout", "goes_first", "when", "field"), {}),
    (pack(rule(kinds="Toll")), "kind-unknown", ("rules", 0, "applies_to"), {"found": "Toll", "nearest": "Tool", "choices": "Campaign, Tool"}),
    (pack(rule(kinds="[Tool, Campain]")), "kind-unknown", ("rules", 0, "applies_to", 1), {"nearest": "Campaign"}),
    (pack(rule(), before="rollout: {}\n"), "policy-unknown-key", ("rollout",), {}),
    (pack(RULE, RULE), "policy-duplicate-rule", ("rules",), {"rule": "one/good"}),
    (pack() + "rules: []\n", "field-range", ("rules",), {}),
    (pack(), "policy-missing-part", ("rules",), {"part": "rules"}),
    (pack(words('{title} is not', '{titel} is not')), "policy-unknown-slot", ("rules", 0, "headline"), {"slot": "titel", "nearest": "title"}),
    (pack(words("Make it good.", "'{param.mst}'")), "policy-unknown-slot", ("rules", 0, "fix", 0), {"slot": "param.mst"}),
    (pack(words("Make it good.", "'{field.color}'")), "policy-unknown-slot", ("rules", 0, "fix", 0), {"slot": "field.color"}),
    (pack(words("Make it good.", "'{facts.laen}'")), "policy-unknown-slot", ("rules", 0, "fix", 0), {"slot": "facts.laen"}),
    (pack(words("Good things last.", "'A { brace.'\n    # ")), "policy-unknown-slot", ("rules", 0, "why"), {"slot": "A { brace."}),
    (pack(words("Make it good.", "'{0.__class__}'")), "policy-unknown-slot", ("rules", 0, "fix", 0), {"slot": "0.__class__"}),
    (pack(RULE, before=PARAMETERS % 11), "policy-parameter-range", ("parameters", "most", "default"), {"wanted": "at most 10", "found": "11"}),
    (pack(RULE, before=PARAMETERS % 0), "policy-parameter-range", ("parameters", "most", "default"), {"wanted": "at least 1"}),
    (pack(RULE, before=PARAMETERS % "many"), "policy-parameter-range", ("parameters", "most", "default"), {"wanted": "a whole number"}),
    (pack(RULE, before=PARAMETERS % "true"), "policy-parameter-range", ("parameters", "most", "default"), {"wanted": "a whole number"}),
    (pack(RULE, before=PATTERN % "(?=sk)sk_.*"), "policy-bad-pattern", ("patterns", "secret", "regex"), {"name": "secret"}),
    (pack(RULE, before=PATTERN % "(sk"), "policy-bad-pattern", ("patterns", "secret", "regex"), {}),
    (pack(RULE, before=PATTERN % r"(a)\1"), "policy-bad-pattern", ("patterns", "secret", "regex"), {}),
    (pack(RULE, before=PATTERN % "(?:a{999}){999}"), "policy-bad-pattern", ("patterns", "secret", "regex"), {}),
    (pack(RULE, before=PATTERN % "sk"), "policy-bad-pattern", ("patterns", "secret", "example"), {"reason": "its own example does not match"}),
    (pack(RULE).replace("review_by: 2027-06-01", "review_by: 2027-06-31"), "field-format", ("review_by",), {}),
    # Fides' own case (a misspelt list of data subjects switched a policy off): near misses of keys, one level down
    (pack(words("fix: [", "fixx: [")), "policy-unknown-key", ("rules", 0, "fixx"), {"nearest": "fix"}),
    (pack(rule("require: {each: parts, wheres: {field: auth, is: basic}, require: {field: name, is: x}}")), "policy-unknown-key",
     ("rules", 0, "require", "wheres"), {"nearest": "where"}),
    (pack(rule("require: {field: label, includes_any: [a]}")), "policy-unknown-path", ("rules", 0, "require", "field"), {"nearest": "labels"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "id", "path", "slots"), PACK_FAULTS)
def test_a_mistake_in_a_pack(text: str, id: str, path: Path, slots: dict[str, str]) -> None:
    problems = told(texts(text))
    assert (problems[0].id, problems[0].source, problems[0].spot.path) == (id, "packs/one.yaml", path)
    assert {name: problems[0].slots.get(name) for name in slots} == slots
    assert problems[0].area == "policy"
    assert not problems[0].warning


def test_a_rule_that_never_speaks_is_a_warning() -> None:
    problems = told(texts(pack(rule(severity="{}"))))
    assert [(p.id, p.warning, p.slots["rule"]) for p in problems] == [("policy-applies-to-nothing", True, "one/good")]


def test_the_stop_list_may_block_an_idea() -> None:
    reads_it = "require: {field: colour, not_in: {field: org.blocked_vendors.name}}"
    assert told(texts(pack(rule(reads_it, severity="{idea: block}")))) == []
    (problem,) = told(texts(pack(rule(id="not-on-the-stop-list", severity="{idea: block}"))))
    assert problem.id == "policy-idea-blocks"


BUNDLE_FAULTS: tuple[tuple[BundleTexts, str, str, Path], ...] = (
    (texts(pack(RULE), bundle=BUNDLE.replace("[one]", "[one, two]")), "policy-not-found", "bundle.yaml", ("packs", 1)),
    (texts(pack(RULE), bundle=BUNDLE.replace("packs: [one]\n", "")), "policy-no-rules", "bundle.yaml", ("packs",)),
    (texts(pack(RULE), bundle=BUNDLE.replace("packs:", "pack:")), "policy-unknown-key", "bundle.yaml", ("pack",)),
    (texts(pack(RULE), bundle=""), "policy-not-found", "bundle.yaml", ()),
    (texts(pack(RULE), organisation=ORGANISATION.replace("people:", "peple:")), "policy-unknown-key", "organisation.yaml", ("peple",)),
    (texts(pack(RULE).replace("kind: PolicyPack", "kind: PolicyPac")), "kind-unknown", "packs/one.yaml", ("kind",)),
    (texts("\tname: x\n"), "file-tab", "packs/one.yaml", ()),
    (texts(pack(RULE) + "name: two\n"), "file-duplicate-key", "packs/one.yaml", ()),
    (texts(pack(RULE), packs_two=pack(RULE)), "policy-duplicate-rule", "packs/two.yaml", ("name",)),
    (texts(pack(RULE), bundle=BUNDLE + "parameters: {one.moost: 4}\n"), "policy-unknown-parameter", "bundle.yaml", ("parameters", "one.moost")),
    (texts(pack(RULE), bundle=BUNDLE.replace("[]", "[one.moost]")), "policy-unknown-parameter", "bundle.yaml", ("settable", 0)),
)  # fmt: skip


@pytest.mark.parametrize(("given", "id", "file", "path"), BUNDLE_FAULTS)
def test_a_mistake_in_a_bundle(given: BundleTexts, id: str, file: str, path: Path) -> None:
    problems = told(given)
    assert (id, file, path) in [(p.id, p.source, p.spot.path) for p in problems if not p.warning]


def test_a_workspace_sets_only_what_it_may_and_within_the_range() -> None:
    given = texts(pack(RULE, before=PARAMETERS % 5), bundle=BUNDLE.replace("settable: []", "settable: [one.most]"))
    assert told(given, {"one.most": 9}) == []
    [far] = told(given, {"one.most": 11})
    assert (far.id, far.slots["name"], far.slots["wanted"]) == ("policy-parameter-range", "one.most", "at most 10")
    [closed] = told(given, {"one.least": 1})
    assert (closed.id, closed.source) == ("policy-not-settable", "guardrails.yaml")
    assert closed.spot == Spot(path=("policies", "parameters", "one.least"), on_key=True)
    assert closed.slots == {"name": "one.least", "settable": "one.most"}


WAIVER_FAULTS: tuple[tuple[str, str, str, Path], ...] = (
    ("rule: one/good", "rule: one/goood", "waiver-unknown-rule", ("rule",)),
    ("manifest: kite", 'manifest: "*"', "field-format", ("manifest",)),
    ("approved_by: sam@brand.example", "approved_by: Mia@brand.example", "waiver-self-approved", ("approved_by",)),
    ("expires: 2026-12-31\n", "", "waiver-no-date", ("expires",)),
    ("expires: 2026-12-31", "expires:", "waiver-no-date", ("expires",)),
    ("expires: 2026-12-31", "expires: never", "waiver-malformed", ("expires",)),
    ("expires: 2026-12-31", "expires: 2026-13-45", "waiver-malformed", ("expires",)),
    ("expires: 2026-12-31", "expires: 2027-05-01", "waiver-too-long", ("expires",)),
    ("expires: 2026-12-31", "expires: 2026-10-31", "waiver-malformed", ("expires",)),
    ("instead: Two", "insted: Two", "field-unknown", ("insted",)),
    ("reason: The new version comes in spring.\n", "", "field-missing", ("reason",)),
    ("type: accepted_risk", "type: whatever", "field-not-a-choice", ("type",)),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "id", "path"), WAIVER_FAULTS)
def test_a_mistake_in_a_waiver_stops_the_run(old: str, new: str, id: str, path: Path) -> None:
    assert old in WAIVER
    problems = told(texts(pack(RULE), waivers_kite=WAIVER.replace(old, new)))
    assert (id, "waivers/kite.yaml", path) in [(p.id, p.source, p.spot.path) for p in problems]


def test_a_rule_that_nobody_may_waive() -> None:
    fixed = rule("require: {field: colour, is: red}\nwaivable: false")
    assert [p.id for p in told(texts(pack(fixed), waivers_kite=WAIVER))] == ["waiver-not-waivable"]
    assert told(texts(pack(RULE), waivers_kite=WAIVER)) == []
    longest = WAIVER.replace("expires: 2026-12-31", "expires: 2027-04-30")
    assert told(texts(pack(RULE), waivers_kite=longest)) == []


def test_every_problem_that_compiling_finds_has_words() -> None:
    from guardrails.explain.context import Context
    from guardrails.explain.problems import explain

    for text, *_ in PACK_FAULTS:
        for problem in told(texts(text)):
            explained = explain(problem, Context({"packs/one.yaml": text, "bundle.yaml": BUNDLE}.__getitem__, {}))
            assert explained.headline, problem
            assert explained.fix, problem
            assert explained.line >= 1, problem
    assert PACK in pack(RULE)
