"""Examples as tests: good ones pass, and each way of being off is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from guardrails.files.bundles import load_bundle
from guardrails.language.compile_bundle import compile_bundle
from guardrails.workshop.examples import ChangeError, changed, examples_of
from guardrails.workshop.material import documents, of_kind
from guardrails.workshop.proof_text import proof_text
from guardrails.workshop.proving import Proof, prove
from guardrails.workshop.resettling import resettled
from tests.workshop.rules import SCHEMAS, material, rule

ORGANISATION_RULE = {
    "when": {"field": "org.people", "not_empty": True},
    "require": {"field": "metadata.owner", "in": {"field": "org.people"}},
}

TOOLS_ARE_LIVE = {
    "applies_to": "Campaign",
    "require": {
        "each": "tools",
        "require": {"field": "it", "refers_to": "Tool", "that": {"field": "metadata.stage", "is": "live"}},
    },
}


def proof_of(example: Mapping[str, Any], **changes: object) -> Proof:
    """What comes of one example of a rule."""
    found = prove(material(rule(examples=[{"title": "it", **example}], **changes)))
    assert found.usable, found.problems
    return found


def amiss(example: Mapping[str, Any], **changes: object) -> str:
    """What is not as expected about one example, in one text."""
    return " ".join(proof_of(example, **changes).all_trials[0].amiss)


FINE: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = [
    ({"expect": "pass"}, {}),
    ({"expect": "ask", "change": {"metadata.owner": None}, "at": "metadata.owner", "says": ["owner", "MAILSPARROW"]}, {}),
    ({"expect": "skip", "change": {"criticality": "low"}}, {"when": {"field": "criticality", "is": "high"}}),
    ({"expect": "skip", "stage": "idea", "change": {"metadata.owner": None}}, {}),
    ({"expect": "fail", "change": {"hosting.countries": ["US"]}, "at": "hosting.countries"},
     {"require": {"field": "hosting.countries", "only": ["IE"]}}),
    ({"expect": "fail", "change": {"integrations.1.auth": "basic"}, "at": "integrations.1.auth", "says": ["stop-list", "basic"]},
     {"require": {"each": "integrations", "named_by": "system", "require": {"field": "auth", "is_not": "basic"}}}),
    ({"expect": "pass", "as_of": "2020-01-01"}, {"require": {"field": "contract.start", "after": "today"}}),
    ({"expect": "fail"}, {"require": {"field": "contract.start", "after": "today"}}),
    ({"expect": "skip"}, ORGANISATION_RULE),
    ({"expect": "fail", "change": {"org.people": ["al.roy@brand.example"]}, "at": "metadata.owner"}, ORGANISATION_RULE),
    ({"expect": "pass", "change": {"org.people": ["mia.lopez@brand.example"]}}, ORGANISATION_RULE),
    ({"expect": "ask", "change": {"metadata.owner": None}, "kind": "Campaign"}, {"applies_to": ["Tool", "Campaign"]}),
    ({"expect": "pass"}, TOOLS_ARE_LIVE),
    ({"expect": "fail", "others": {"Tool": {"metadata.stage": "idea"}}, "at": "tools.0"}, TOOLS_ARE_LIVE),
]  # fmt: skip
OFF: list[tuple[Mapping[str, Any], Mapping[str, Any], str]] = [
    ({"expect": "fail"}, {}, "Expected fail, came pass."),
    ({"expect": "pass", "change": {"metadata.owner": None}}, {}, "Expected pass, came ask."),
    ({"expect": "skip"}, {}, "Expected skip, came pass."),
    ({"expect": "fail", "change": {"metadata.owner": None}}, {}, "Expected fail, came ask."),
    ({"expect": "ask", "stage": "idea", "change": {"metadata.owner": None}}, {}, "silent at the stage idea"),
    ({"expect": "fail"}, {"when": {"field": "criticality", "is": "high"}}, "Expected fail, came skip."),
    ({"expect": "ask", "change": {"metadata.owner": None}, "at": "metadata.title"}, {}, "It should point to metadata.title"),
    ({"expect": "ask", "change": {"metadata.owner": None}, "says": ["badger"]}, {}, 'It should say "badger".'),
    ({"expect": "pass", "change": {"metadata.ownr": "x@brand.example"}}, {}, "does not fit: metadata.ownr"),
    ({"expect": "pass", "change": {"criticality": "huge"}}, {}, "does not fit: criticality"),
    ({"expect": "pass", "change": {"integrations.7.auth": "basic"}}, {}, "needs the number of an element; the list has 2"),
    ({"expect": "pass", "change": {"product.name": "x"}}, {}, "goes through a value that has nothing inside"),
    ({"expect": "pass", "change": {"org.peple": []}}, {}, "The changed organisation does not fit"),
    ({"expect": "pass", "kind": "Campaign"}, {}, "does not apply to the kind Campaign"),
    ({"expect": "pass", "kind": "Event"}, {}, "no base manifest of the kind Event"),
    ({"expect": "pass", "others": {"Campaign": {"tols": []}}}, {}, "does not fit: tols"),
    ({"expect": "pass", "others": {"Tool": {"criticality": "low"}}}, {}, "can't change Tool"),
]  # fmt: skip


@pytest.mark.parametrize(("example", "changes"), FINE)
def test_a_right_example_is_as_expected(example: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    assert amiss(example, **changes) == ""


@pytest.mark.parametrize(("example", "changes", "told"), OFF)
def test_a_deliberately_wrong_example_is_told(example: Mapping[str, Any], changes: Mapping[str, Any], told: str) -> None:
    assert told in amiss(example, **changes)


def test_an_example_that_is_off_is_shown_in_full() -> None:
    shown = proof_text(proof_of({"expect": "fail", "change": {"metadata.owner": None}, "at": "metadata.owner"}), 80)
    assert "one/owner-is-named, example 1: it" in shown
    assert "tiny/packs/one.yaml:" in shown
    assert "Expected  fail, pointing to metadata.owner" in shown
    assert "Came      ask, pointing to metadata.owner" in shown
    assert "Add an owner for MailSparrow newsletters" in shown
    assert shown.endswith("1 rule, 1 example: 1 not as expected, 1 rule not proven\n")


def test_all_as_expected_is_one_line_a_pack_and_a_summary() -> None:
    shown = proof_text(prove(material(rule())), 80)
    assert shown.splitlines()[0].split() == (
        ["one", "1", "rule", "2", "examples", "as", "expected", "100", "%", "seen", "1", "of", "1", "mutants"]
    )
    assert shown.splitlines()[-1] == "1 rule, 2 examples: all as expected"


def test_nothing_tried_is_not_a_pass() -> None:
    empty = Proof({"one": ()}, (), 1)
    assert empty.all_trials == ()
    assert "nothing counts as fine" in proof_text(empty, 80)


def test_changes_make_groups_on_the_way_and_leave_the_base_alone() -> None:
    base: dict[str, Any] = {"a": {"b": [1, 2]}, "gone": 1}
    (example,) = _examples({"change": {"a.b.0": 9, "a.b.2": 3, "c.d": True, "gone": None, "not.there": None}})
    assert changed(base, example) == {"a": {"b": [9, 2, 3]}, "c": {"d": True}}
    assert base == {"a": {"b": [1, 2]}, "gone": 1}


def test_an_element_can_be_taken_out_and_only_one_that_is_there() -> None:
    (out,) = _examples({"change": {"a.0": None}})
    assert changed({"a": [1, 2]}, out) == {"a": [2]}
    with pytest.raises(ChangeError):
        changed({"a": []}, out)


def _examples(example: Mapping[str, Any]) -> list[Any]:
    files = material(rule(examples=[{"title": "it", "expect": "pass", **example}])).texts.files
    (pack,) = of_kind(documents(files), "PolicyPack")
    return list(examples_of(pack))


def test_examples_with_the_same_organisation_share_it() -> None:
    from guardrails.workshop.bench import bench_of
    from guardrails.workshop.trial import tried

    same = {"expect": "pass", "change": {"org.people": ["mia.lopez@brand.example"]}}
    made = material(rule(**ORGANISATION_RULE, examples=[{"title": "one", **same}, {"title": "two", **same}]))
    bench, _ = bench_of(made)
    assert bench is not None
    for pack in bench.packs():
        assert all(tried(example, bench).as_expected for example in examples_of(pack))
    assert bench.changed_organisations == 1


def test_rules_of_an_extended_bundle_are_tried_with_its_own_organisation() -> None:
    below = material(rule(**ORGANISATION_RULE, examples=[{"title": "no list", "expect": "skip"}]))
    above = material(bundle={"packs": [], "extends": "tiny", "parameters": {}})
    files = {name: data for name, data in above.texts.files.items() if "packs/" not in name}
    files["tiny/organisation.yaml"] = files["tiny/organisation.yaml"].replace(b'"people": []', b'"people": ["al@brand.example"]')
    proof = prove(type(above)(above.texts._replace(files=files, extends=below.texts), above.schemas, above.bases))
    assert [t.came for t in proof.all_trials] == ["skip"]
    assert proof.rules == 1


def test_a_changed_organisation_is_the_same_as_one_compiled() -> None:
    loaded = load_bundle("starter", ".", "")
    assert loaded.texts is not None
    company = (Path(__file__).parents[2] / "examples/policies/organisation.yaml").read_bytes()
    name = next(file for file in loaded.texts.files if file.endswith("organisation.yaml"))
    starter, _ = compile_bundle(loaded.texts, SCHEMAS, {}, "")
    other = loaded.texts._replace(files={**loaded.texts.files, name: company})
    compiled, _ = compile_bundle(other, SCHEMAS, {}, "")
    assert starter is not None
    assert compiled is not None
    anew = resettled(starter, compiled.organisation)
    assert (anew.rules, anew.lanes, anew.fast_tracks) == (compiled.rules, compiled.lanes, compiled.fast_tracks)
    assert anew.rules != starter.rules
    assert resettled(anew, starter.organisation) == starter
