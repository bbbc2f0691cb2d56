"""The flat list behind the formats that machines read: an entry for each rule and element, its place, and a key that stays."""

from __future__ import annotations

import pytest

from guardrails.model.stage import Outcome, Severity
from guardrails.render.listing import Item, file_from_top, items
from tests.explain.situations import AGREEMENT, TOOL, WORKED, Case, busy_day, differs, finding, judged, manifest, report
from tests.render.machine_cases import CONNECTED, connected, crowd, everything, told_of


def keys(case: Case) -> list[str]:
    return [item.key for item in items(told_of(case))]


def test_every_finding_has_an_entry_of_its_own_and_every_problem_too() -> None:
    case = busy_day()
    found = items(told_of(case))
    rules = [item.rule for item in found if item.finding is not None]
    assert sorted(set(rules)) == sorted({f.rule.name for m in case.report.manifests for f in m.findings})
    assert [item.problem for item in found if item.problem] == list(case.report.problems)
    assert [item.rule for item in found if item.rule.startswith("guardrails/")] == ["guardrails/file-tab", "guardrails/questions"]


def test_rules_that_share_an_answer_have_one_text_and_two_keys() -> None:
    one, two = (i for i in items(told_of(busy_day())) if i.rule.startswith("vendor/needs-route"))
    assert one.explanation is two.explanation
    assert one.key != two.key


def test_what_speaks_for_a_stricter_question_is_as_serious_as_the_question() -> None:
    """Else a run would stop and none of its entries would say so."""
    asked = [i.severity for i in items(told_of(busy_day())) if i.rule.startswith("vendor/needs-route")]
    assert asked == [Severity.BLOCK, Severity.WARN]


@pytest.mark.parametrize("name", everything())
def test_keys_are_unique_in_a_run(name: str) -> None:
    found = keys(everything()[name])
    assert len(found) == len(set(found))


def test_a_key_stays_when_lines_are_added_above() -> None:
    moved = connected("crm", "shop", text=CONNECTED.replace("kind: Tool", "# a remark\n\n# another\nkind: Tool"))
    before, after = items(told_of(connected("crm", "shop"))), items(told_of(moved))
    assert [item.place.line + 3 for item in before] == [item.place.line for item in after]
    assert [item.key for item in before] == [item.key for item in after]


def test_a_key_stays_when_the_words_change() -> None:
    other = connected("crm", "shop", headline="{title} has a password that many know")
    assert keys(connected("crm", "shop")) == keys(other)
    assert items(told_of(other))[0].explanation.headline == "BrightMailer has a password that many know"


def test_two_elements_of_one_rule_have_two_keys_and_two_places() -> None:
    crm, shop = items(told_of(connected("crm", "shop")))
    assert (crm.element, shop.element) == ("crm", "shop")
    assert crm.key != shop.key
    lines = CONNECTED.splitlines()
    assert [lines[i.place.line - 1][i.place.column - 1 : i.place.end_column - 1] for i in (crm, shop)] == ["basic", "none"]


def test_an_element_keeps_its_key_when_the_other_one_is_settled() -> None:
    assert keys(connected("shop")) == keys(connected("crm", "shop"))[1:]


def test_the_same_rule_on_another_manifest_has_another_key() -> None:
    def on(name: str) -> str:
        tool = manifest(TOOL.replace("name: brightmailer", f"name: {name}"), "tools/brightmailer.yaml")
        evidence = differs(("data_agreement",), "is", "signed", "none")
        return keys(Case({tool.file: TOOL}, report((judged(tool, (finding(AGREEMENT, tool, evidence),)),))))[0]

    assert on("brightmailer") != on("mailwell")


def test_the_place_is_the_narrowest_stretch() -> None:
    (item,) = items(told_of(WORKED["agreement"]))
    place = item.place
    line = TOOL.splitlines()[place.line - 1]
    assert (place.file, line[place.column - 1 : place.end_column - 1]) == ("tools/brightmailer.yaml", "none")


def test_a_waived_finding_is_marked_as_such() -> None:
    waived = [item.rule for item in items(told_of(busy_day())) if item.waived]
    assert waived == ["vendor/tags-after-consent"]
    assert all(i.finding and i.finding.outcome is not Outcome.WAIVED for i in items(told_of(crowd(3))))


@pytest.mark.parametrize(
    ("home", "file", "seen"),
    [
        ("", "tools/a.yaml", "tools/a.yaml"),
        ("examples/", "tools/a.yaml", "examples/tools/a.yaml"),
        ("examples/", "./tools/../a b.yaml", "examples/a b.yaml"),
        ("../elsewhere/", "tools/a.yaml", "tools/a.yaml"),
        ("", "../outside.yaml", ""),
        ("examples/", "/etc/bundle.yaml", ""),
        ("", "C:\\\\bundle.yaml", ""),
        ("examples/", "C:\\\\bundle.yaml", ""),
        ("", "", ""),
    ],
)
def test_files_are_named_from_the_top_of_the_repository(home: str, file: str, seen: str) -> None:
    assert file_from_top(told_of(crowd(1), home), file) == seen


def test_an_entry_without_a_line_still_has_its_file() -> None:
    case = WORKED["agreement"]
    lost = Case({}, case.report)
    (item,) = items(told_of(lost))
    assert isinstance(item, Item)
    assert (item.place.file, item.place.line) == ("tools/brightmailer.yaml", 0)
