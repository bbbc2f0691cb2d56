"""P20: a released id or code is never given up quietly, and never means something else later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from guardrails.files.policy_sources import Meant, read_material
from guardrails.workshop.lint import Linted, lint
from guardrails.workshop.material import documents, of_kind
from guardrails.workshop.rule_texts import rules_of
from tests.policies.test_starter import ROOT
from tests.workshop.rules import TODAY, as_file, ids, material, rule

NAME = "one/owner-is-named"
Line = Mapping[str, Any]


def line(name: str = NAME, code: str = "ONE-01", **more: str) -> Line:
    """A line of the list."""
    return {"rule": name, "code": code, "since": "1.0.0", **more}


def released(*lines: Line, rules: tuple[Mapping[str, Any], ...] = (rule(),)) -> Linted:
    """What lint says about some rules beside a list of released ones."""
    listed = as_file({"apiVersion": "guardrails/v1", "kind": "Released", "rules": list(lines)})
    return lint(replace(material(*rules), released={"tiny/released.yaml": listed}), TODAY)


OLD = "one/old"
CASES: list[tuple[list[Line], set[str], str]] = [
    ([line()], set(), ""),
    ([line(), line(OLD, "ONE-02")], {"P20 E"}, "one/old was released and is gone"),
    ([line(), line(OLD, "ONE-02", replaced_by=NAME)], set(), ""),
    ([line(), line(OLD, "ONE-02", dropped="1.1.0")], set(), ""),
    ([line(), line(OLD, "ONE-02", replaced_by="one/newer")], {"P20 E"}, "no such rule is there"),
    ([line(code="ONE-07")], {"P20 E"}, "was released with the code ONE-07 and has ONE-01 now"),
    ([line(dropped="0.9.0")], {"P20 E"}, "takes the id of a rule that was given up"),
    ([line(), line()], {"P20 E"}, "twice"),
    ([line(OLD, "ONE-02", dropped="1.1.0")], {"P20 W"}, "is not on the list of released rules yet"),
    ([line(OLD, "ONE-01", dropped="1.1.0")], {"P20 E", "P20 W"}, "takes the code ONE-01, which meant one/old"),
    ([line(OLD, "ONE-01", replaced_by=NAME)], {"P20 W"}, "is not on the list"),
]


@pytest.mark.parametrize(("lines", "found", "told"), CASES, ids=[f"{i}-{c[2][:30]}" for i, c in enumerate(CASES)])
def test_what_was_released_keeps_its_name(lines: list[Line], found: set[str], told: str) -> None:
    linted = released(*lines)
    assert ids(linted) == found
    assert any(told in r.sentence for r in linted.remarks if r.id == "P20") or not told


def test_a_new_rule_is_told_the_line_to_add() -> None:
    linted = released(line(), rules=(rule(), rule(id="second", code="ONE-02")))
    (said,) = [r for r in linted.remarks if r.id == "P20"]
    assert said.suggestion.endswith("add to released.yaml: {rule: one/second, code: ONE-02, since: 1.0.0}")


def test_rules_that_share_a_code_may_go_on_sharing_it() -> None:
    both = (rule(), rule(id="second"))
    assert ids(released(line(), line("one/second"), rules=both)) == set()
    assert ids(released(line(), line(OLD, dropped="1.1.0"), line("one/second"), rules=both)) == set()


def test_without_a_list_nothing_is_said() -> None:
    assert ids(lint(material(rule()), TODAY)) == set()


@pytest.mark.parametrize("text", [b"kind: [", as_file({"apiVersion": "guardrails/v1", "kind": "Released", "rules": [{}]})])
def test_a_list_that_can_not_be_read_is_a_problem(text: bytes) -> None:
    found = lint(replace(material(rule()), released={"tiny/released.yaml": text}), TODAY)
    assert not found.usable
    assert {problem.source for problem in found.problems if not problem.warning} == {"tiny/released.yaml"}


def test_our_own_list_is_complete() -> None:
    made, _ = read_material(Meant("policies", ROOT))
    assert made is not None
    (listed,) = documents(made.released)
    lines = listed.fields["rules"]
    assert isinstance(lines, list)
    packs = of_kind(documents(made.texts.files), "PolicyPack")
    there = {(rule.name, str(rule.fields.get("code"))) for pack in packs for rule in rules_of(pack)}
    assert len(there) > 200
    assert {(str(block["rule"]), str(block["code"])) for block in lines if isinstance(block, dict)} >= there
    assert [r.sentence for r in lint(made, TODAY).remarks if r.id == "P20"] == []
