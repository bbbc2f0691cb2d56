"""The SARIF log: what code scanning services read in it, and what the programs that check and read such logs say."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from guardrails.explain.explanation import Change, Excerpt
from guardrails.judge.verdict import Exit
from guardrails.render.hunks import Hunk, hunks
from guardrails.render.listing import items
from guardrails.render.sarif import answer
from guardrails.text.source import Source
from tests.clients.npm import package
from tests.explain.situations import (
    CONSENT,
    HOSTILE,
    TOOL,
    WORKED,
    Case,
    busy_day,
    differs,
    finding,
    hostile,
    judged,
    manifest,
    report,
)
from tests.render.machine_cases import connected, crowd, everything, told_of, unread_only, written

_MOST_RUNS = 20
"""GitHub takes no more in one file."""
LEVELS = {"block": "error", "warn": "warning", "advise": "note"}


def run_of(case: Case, home: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer(told_of(case, home)))["runs"][0]
    return found


def test_levels_follow_the_severities() -> None:
    case = busy_day()
    open_ones = {f.rule.name: f.severity for m in case.report.manifests for f in m.findings if f.severity and not f.waiver}
    results = [r for r in run_of(case)["results"] if r["ruleId"] in open_ones and "needs-route" not in r["ruleId"]]
    assert len(results) == 5
    for result in results:
        severity = open_ones[result["ruleId"]]
        assert severity is not None
        assert result["level"] == LEVELS[severity.value]


def test_every_result_has_what_a_service_needs() -> None:
    run = run_of(busy_day(), home="my shop/")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert list(result["partialFingerprints"]) == ["guardrailsFinding/v1"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert re.fullmatch(r"my%20shop/(tools|campaigns)/\w+\.yaml", place["artifactLocation"]["uri"])
        assert {"startLine", "startColumn", "endLine", "endColumn"} <= set(place["region"])
        assert place["region"]["startLine"] == place["region"]["endLine"]
        assert place["region"]["startColumn"] < place["region"]["endColumn"]
    assert run["automationDetails"]["id"] == "guardrails/"


def test_a_rule_brings_its_help() -> None:
    rules = {rule["id"]: rule for rule in run_of(busy_day())["tool"]["driver"]["rules"]}
    agreement = rules["vendor/signed-agreement"]
    assert agreement["name"] == "VendorSignedAgreement"
    assert agreement["shortDescription"]["text"] == "The data agreement is signed"
    assert agreement["defaultConfiguration"]["level"] == "error"
    for form in ("text", "markdown"):
        told = agreement["help"][form]
        assert "we carry the cost if they leak" in told
        assert "1. Ask the vendor for their standard agreement." in told
        assert "Mailwell does the same job" in told
        assert "ask-privacy" in told
        assert "guardrails explain vendor/signed-agreement" in told
    assert not any("{" in rule["help"]["text"] for rule in rules.values())


def test_the_marked_stretch_is_quoted_unless_it_is_secret() -> None:
    (result,) = run_of(WORKED["agreement"])["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "none"
    for value in HOSTILE:
        for result in run_of(hostile(value))["results"]:
            snippet = result["locations"][0]["physicalLocation"]["region"].get("snippet", {"text": ""})["text"]
            assert "AKIA" not in snippet


def test_a_waived_finding_is_there_suppressed_and_stops_nothing() -> None:
    results = run_of(busy_day())["results"]
    (waived,) = [r for r in results if "suppressions" in r]
    assert waived["ruleId"] == "vendor/tags-after-consent"
    assert waived["level"] == "note"
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "The new banner comes in March."}
    ]


def test_a_file_that_was_not_read_is_a_result_and_a_notification() -> None:
    run = run_of(unread_only())
    (result,) = run["results"]
    (note,) = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error"]
    assert (result["ruleId"], result["level"]) == ("guardrails/file-tab", "error")
    assert note["descriptor"]["id"] == "guardrails/file-tab"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert run["invocations"][0]["exitCode"] == Exit.BLOCKED
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_run_that_checked_nothing_was_no_success() -> None:
    invocation = run_of(everything()["empty"])["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, Exit.NOTHING)


def test_links_and_placeholders_in_texts_stay_letters() -> None:
    case = hostile("[all fine](https://trap.example) {0}")
    for result in run_of(case)["results"]:
        text = result["message"]["text"]
        assert "\\[all fine\\](https://trap.example)" in text
        assert "{{0}}" in text


@pytest.mark.parametrize("value", [*HOSTILE, "[all fine](https://trap.example) @everyone <img src=x> `a` ``b`"])
def test_no_text_becomes_markup(value: str) -> None:
    """Read by a real reader of Markdown: nothing but bold labels, code, and numbered steps."""
    run = run_of(hostile(value))
    texts = [r["message"]["markdown"] for r in run["results"]] + [r["help"]["markdown"] for r in run["tool"]["driver"]["rules"]]
    assert texts
    for text in texts:
        for token in MarkdownIt().parse(text):
            assert token.type.removesuffix("_open").removesuffix("_close") in ("paragraph", "ordered_list", "list_item", "inline")
            for part in token.children or ():
                assert part.type in ("text", "strong_open", "strong_close", "code_inline", "softbreak"), (part, text)
                assert part.type != "text" or not re.search(r"(?<!\w)@\w", part.content)


def test_a_change_is_offered_only_as_it_would_be_made() -> None:
    source = Source("tools/a.yaml", TOOL)
    fires = TOOL.splitlines().index("fires: always") + 1
    head = f"@@ -{fires} +{fires} @@"
    assert hunks(Change("a", (head, "-fires: always", "+fires: after_consent")), source) == [
        Hunk(fires, fires, ("fires: after_consent",))
    ]
    assert hunks(Change("a", (head, "-fires: never", "+fires: after_consent")), source) == []
    assert hunks(Change("a", (head, "-fires: always", "+fires: AKIAIOSFODNN7EXAMPLE")), source) == []
    added = Change("a", (f"@@ -{fires},0 +{fires + 1} @@", "+users: 12"))
    assert hunks(added, source) == [Hunk(fires, fires, ("fires: always", "users: 12"))]
    on_top = Change("a", ("@@ -0,0 +1 @@", "+# mine"))
    assert hunks(on_top, source) == [Hunk(1, 1, ("# mine", "apiVersion: guardrails/v1"))]
    assert hunks(Change("a", (f"@@ -{fires} +{fires - 1},0 @@", "-fires: always")), source) == [Hunk(fires, fires, ())]


def test_related_places_are_linked_from_the_message() -> None:
    case = connected("crm")
    told = told_of(case)
    briefing = told.briefing(None)
    (manifest_answer,) = briefing.manifests
    (explanation,) = manifest_answer.explanations
    other = Excerpt("tools/a[1].yaml", ((5, "  title: BrightMailer"),), 5, 10, 22, "named here")
    told = told._replace(sources={**case.sources, "tools/a[1].yaml": TOOL}.__getitem__)
    shown = explanation._replace(excerpts=(*explanation.excerpts, other))
    changed = briefing._replace(manifests=(manifest_answer._replace(explanations=(shown,)),))
    (result,) = json.loads(answer(told._replace(briefing=lambda full: changed)))["runs"][0]["results"]
    assert [(r["id"], r["physicalLocation"]["region"]["startLine"]) for r in result["relatedLocations"]] == [(1, 5)]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["endColumn"] == 22
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tools/a%5B1%5D.yaml"
    assert result["message"]["text"].endswith("\n[tools/a\\[1\\].yaml, line 5](1)")
    assert result["message"]["markdown"].endswith("\n\n[tools/a\\[1\\].yaml, line 5](1)")


def test_more_results_than_a_service_takes_are_cut_worst_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guardrails.render.sarif._MOST_RESULTS", 4)
    run = run_of(busy_day())
    assert [r["level"] for r in run["results"]] == ["error"] * 4
    told = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert f"{len(items(told_of(busy_day()))) - 4} more, not told here." in told


def test_a_choice_is_offered_as_a_fix() -> None:
    tool = manifest(TOOL, "tools/brightmailer.yaml")
    case = Case({tool.file: TOOL}, report((judged(tool, (finding(CONSENT, tool, differs(("fires",), "is", "x", "always")),)),)))
    told = told_of(case)
    briefing = told.briefing(None)
    (one,) = briefing.manifests
    change = Change(tool.file, ("@@ -10 +10 @@", "-fires: always", "+fires: after_consent"))
    shown = (one.explanations[0]._replace(change=change),)
    changed = briefing._replace(manifests=(one._replace(explanations=shown),))
    (result,) = json.loads(answer(told._replace(briefing=lambda full: changed)))["runs"][0]["results"]
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 10, "startColumn": 1, "endLine": 10, "endColumn": 14},
        "insertedContent": {"text": "fires: after_consent"},
    }


@pytest.mark.client
def test_the_programs_that_check_and_read_such_logs(tmp_path: Path) -> None:
    """The official schema, sarif-multitool's report, and sarif-tools. One run of each for all cases."""
    import jsonschema
    from sarif import loader

    multitool = package("@microsoft/sarif-multitool", "5.7.0") / "@microsoft" / "sarif-multitool-linux"
    if not (multitool / "Sarif.Multitool").exists():
        pytest.skip("sarif-multitool has no program for this system")
    schema = json.loads((multitool / "sarif-2.1.0.json").read_text("utf-8-sig"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    cases = everything()
    for name, case in cases.items():
        log = json.loads(written("sarif", case))
        validator.validate(log)
        (tmp_path / f"{name}.sarif").write_text(json.dumps(log), "utf-8")
        read = loader.load_sarif_file(str(tmp_path / f"{name}.sarif"))
        levels = Counter(result["level"] for result in log["runs"][0]["results"])
        assert read.get_result_count() == levels.total()
        assert all(read.get_report().get_issue_count_for_severity(level) == count for level, count in levels.items())
    together = [json.loads(written("sarif", case)) for name, case in cases.items() if name != "crowd"]
    together.append(json.loads(written("sarif", crowd(50))))  # it compares all results with each other
    folder = tmp_path / "together"
    folder.mkdir()
    for at in range(0, len(together), _MOST_RUNS):
        log = {**together[at], "runs": [run for one in together[at : at + _MOST_RUNS] for run in one["runs"]]}
        (folder / f"{at}.sarif").write_text(json.dumps(log), "utf-8")
    _nothing_to_say(multitool / "Sarif.Multitool", folder)


def _nothing_to_say(program: Path, folder: Path) -> None:
    """The validator ends with 0 whatever it finds, so that its report is what counts."""
    program.chmod(0o755)
    report_file = folder / "report.json"
    command = [str(program), "validate", "*.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    options = ["--output", str(report_file), "--log", "ForceOverwrite"]
    done = subprocess.run([*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    run = json.loads(report_file.read_text("utf-8-sig"))["runs"][0]
    assert f"{len(list(folder.glob('*.sarif')))} files scanned" in done.stdout
    assert [(r["ruleId"], r["message"], r["locations"]) for r in run.get("results", [])] == []


@pytest.mark.client
def test_the_validator_does_find_what_is_off(tmp_path: Path) -> None:
    """A report that is always empty would prove nothing."""
    multitool = package("@microsoft/sarif-multitool", "5.7.0") / "@microsoft" / "sarif-multitool-linux"
    if not (multitool / "Sarif.Multitool").exists():
        pytest.skip("sarif-multitool has no program for this system")
    log = json.loads(written("sarif", crowd(1)))
    del log["runs"][0]["results"][0]["locations"]
    (tmp_path / "off.sarif").write_text(json.dumps(log), "utf-8")
    with pytest.raises(AssertionError, match="GH"):
        _nothing_to_say(multitool / "Sarif.Multitool", tmp_path)
