"""The formats that machines read, from the command line: several in one run, real places, and nothing secret in any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from guardrails.cli.main import main
from tests.cli.workspaces import ROOT, RULE, TOOL, Workspace
from tests.language.bundles import rule

FORMS = ("sarif", "junit", "gitlab", "rdjson")
CANARY = "AKIAIOSFODNN7EXAMPLE"
DPA = "    status: signed"


def in_every_format(work: Workspace, *arguments: str) -> dict[str, str]:
    """What a run writes in each of the formats."""
    work.check(*arguments, *(word for form in FORMS for word in ("--format", f"{form}=out.{form}")))
    return {form: (work.root / f"out.{form}").read_text("utf-8") for form in FORMS}


def test_one_run_tells_all_of_them_the_same(work: Workspace) -> None:
    work.tool(DPA, "    status: sent")
    line = TOOL[: TOOL.index(DPA)].count("\n") + 1
    told = in_every_format(work)
    (result,) = json.loads(told["sarif"])["runs"][0]["results"]
    (entry,) = json.loads(told["gitlab"])
    (diagnostic,) = json.loads(told["rdjson"])["diagnostics"]
    (failure,) = ET.fromstring(told["junit"]).iter("failure")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (line, 13, "sent")
    assert entry["location"]["lines"]["begin"] == line
    assert diagnostic["location"]["range"]["start"] == {"line": line, "column": 13}
    assert (failure.text or "").startswith(f"tools/sparrow.yaml:{line}:13\n")
    assert entry["fingerprint"] == result["partialFingerprints"]["guardrailsFinding/v1"]


def test_files_are_named_from_the_top_of_the_repository(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (work.root.parent / ".git").mkdir()
    work.tool(DPA, "    status: sent")
    (work.root / "deep").mkdir()
    for here in (work.root.parent, work.root, work.root / "deep"):
        monkeypatch.chdir(here)
        out = work.root.parent / "out.json"
        main(["check", "--as-of", "2026-11-23", "--format", f"gitlab={out}", str(work.root / "tools")])
        (entry,) = json.loads(out.read_text("utf-8"))
        assert entry["location"]["path"] == f"{work.root.name}/tools/sparrow.yaml"


def test_two_elements_of_a_list_are_two_entries(work: Workspace) -> None:
    work.pack(rule("require: {each: integrations, named_by: system, require: {field: owner_ack, is: true}}"))
    text = TOOL.replace("    owner_ack: true", "    owner_ack: false", 1)
    first = text[text.index("  - system: crm") :].partition("    secret_store")[0] + "    secret_store: company_vault\n"
    assert first in text
    work.write("tools/sparrow.yaml", text.replace(first, first + first.replace("system: crm", "system: shop")))
    entries = [e for e in json.loads(in_every_format(work)["gitlab"]) if e["check_name"] == "one/good"]
    assert len(entries) == 2
    assert len({entry["fingerprint"] for entry in entries}) == 2
    assert len({entry["location"]["lines"]["begin"] for entry in entries}) == 2


def test_keys_are_the_same_in_every_language(work: Workspace) -> None:
    work.tool(DPA, "    status: sent")
    work.write(f"tools/{CANARY}.yaml", "kind: [\n")
    english, german = (in_every_format(work, "--lang", code) for code in ("en", "de"))
    keys = [[entry["fingerprint"] for entry in json.loads(told["gitlab"])] for told in (english, german)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 2
    assert json.loads(german["sarif"])["runs"][0]["language"] == "de"
    assert english["gitlab"] != german["gitlab"]


def test_no_canary_gets_out(work: Workspace) -> None:
    headline = 'headline: "{title}'
    assert headline in RULE
    work.pack(RULE.replace(headline, 'headline: "{field.product} and {title}'))
    remarked = "".join(f"{line}  # {CANARY}\n" for line in TOOL.replace(DPA, "    status: sent").splitlines())
    for name, old, new in (
        (CANARY, "  title: ", f"  title: {CANARY} "),
        ("product", "product: ", f"product: {CANARY} "),
        ("key", "product: ", f"{CANARY}: 1\nproduct: "),
        ("choice", "category: ", f"category: {CANARY} "),
        ("unread", "product: ", f"\t{CANARY}: {CANARY}\nproduct: "),
    ):
        assert f"\n{old}" in remarked
        text = remarked.replace("name: mailsparrow", f"name: {name.lower()}-mail", 1)
        work.write(f"tools/{name}.yaml", text.replace(f"\n{old}", f"\n{new}", 1))
    told = in_every_format(work)
    assert len(json.loads(told["gitlab"])) >= 4
    for form, whole in told.items():
        assert CANARY not in whole, form
        assert "(20 characters)" in whole, "a stand-in is shown instead"


def test_the_example_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding of the JSON report is a result, at the stretch of its line, and references link the other manifest."""
    monkeypatch.chdir(ROOT / "examples")
    out = tmp_path / "out.sarif"
    main(["check", "--as-of", "2026-11-23", "--format", "json", "--format", f"sarif={out}"])
    findings = {(f["rule"], m["file"]) for m in json.loads(capsys.readouterr().out)["manifests"] for f in m["findings"]}
    run = json.loads(out.read_text("utf-8"))["runs"][0]
    found = {(r["ruleId"], file_of(r).removeprefix("examples/")) for r in run["results"] if r["ruleId"][:11] != "guardrails/"}
    assert found == findings
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        line = (ROOT / file_of(result)).read_text("utf-8").splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    related = [r for r in run["results"] for other in r.get("relatedLocations", ()) if uri_of(other) != file_of(r)]
    assert any("](1)" in result["message"]["text"] for result in related)


def file_of(result: Any) -> str:
    """The file of a result."""
    return uri_of(result["locations"][0])


def uri_of(location: Any) -> str:
    """The file of a place."""
    uri: str = location["physicalLocation"]["artifactLocation"]["uri"]
    return uri
