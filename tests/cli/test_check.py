"""`guardrails check` from the outside: exit codes, and that nothing passes by accident."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.judge.verdict import Exit
from guardrails.render.formats import FORMATS
from tests.cli.workspaces import RULE, TOOL, WORKSPACE, Workspace
from tests.language.bundles import BUNDLE, WAIVER, pack, rule

STARTER = "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: [tools/*.yaml]\n"
DPA = "    status: signed"


def test_0_when_nothing_blocks(work: Workspace) -> None:
    answer = work.check()
    assert (answer.code, answer.err) == (0, "")
    assert "Ready" in answer.out
    again = work.check("tools")
    assert again.code == 0


def test_1_when_a_rule_blocks(work: Workspace) -> None:
    work.tool(DPA, "    status: sent")
    answer = work.check()
    assert answer.code == 1
    assert "Must fix" in answer.out
    line = TOOL[: TOOL.index(DPA)].count("\n") + 1
    assert re.search(rf"tools/sparrow\.yaml(:{line}\b|, line {line}\b)", answer.out)
    assert answer.err == ""


def test_2_when_the_command_line_is_off(work: Workspace) -> None:
    for line in ("--formt text", "--as-of soon", "--as-of 2026-13-45", "nowhere.yaml", "--format pdf", "--fail-on x"):
        arguments = line.split()
        answer = work.check(*arguments)
        assert (answer.code, answer.out) == (2, ""), arguments
        assert answer.err
    for arguments in (["chek"], ["--nothing"]):
        assert main(arguments) == 2


def test_3_when_the_policies_are_broken(work: Workspace) -> None:
    work.pack(rule("require: {field: contract.dpa.statos, is: signed}"))
    answer = work.check()
    assert answer.code == 3
    assert re.search(r"policies/packs/one\.yaml(:5\b|, line \d+)", answer.out)
    assert "contract.dpa.status" in answer.told
    assert "Ready" not in answer.out


def test_4_when_nothing_was_checked(work: Workspace) -> None:
    (work.root / "tools" / "sparrow.yaml").unlink()
    answer = work.check()
    assert answer.code == 4
    assert "Ready" not in answer.out
    assert work.check("policies").code != 0


def test_5_when_it_is_our_own_fault(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("MailSparrow canary-7 " + TOOL[:80])

    monkeypatch.setattr("guardrails.judge.run.rule_outcome", broken)
    answer = work.check()
    assert (answer.code, answer.out) == (5, "")
    assert "Traceback" not in answer.err
    assert "canary" not in answer.err
    assert "MailSparrow" not in answer.err
    assert str(work.root) not in answer.err
    assert "RuntimeError" in answer.err
    assert len(answer.err.splitlines()) < 12


def test_the_same_code_for_every_format(work: Workspace) -> None:
    for change, code in (("", 0), ("    status: sent", 1)):
        work.tool(DPA, change or DPA)
        text, data = work.check(), work.check("--format", "json")
        assert (text.code, data.code) == (code, code)
        assert json.loads(data.out)["exit_code"] == code
        assert {form: work.check("--format", form).code for form in FORMATS} == dict.fromkeys(FORMATS, code)


MANIFEST_FAULTS: tuple[tuple[str, str, str], ...] = (
    # what stands there, what is written instead, what the answer says (besides the line)
    ("vendor:", "vender:", "vendor"),
    ("    status: signed", "    statos: signed", "status"),
    ("criticality: medium", "criticality: medum", "medium"),
    ("  stage: live", "  stage: lve", "live"),
    ("kind: Tool", "kind: Tol", "Tool"),
    ("apiVersion: guardrails/v1", "apiVersion: guardrails/v2", "guardrails/v1"),
    ("    url: https://contracts", "\turl: https://contracts", "tab"),
    ("  country: IE", "  country: IE\n  country: DE", "country"),
    ("  licence_year: 18000", "  licence_year: lots", "number"),
    ("  licence_year: 18000", "  licence_year: '18000'", "number"),
    ("  admins: [", "  admins: mia.lopez@brand.example # [", "list"),
    ("runs_on_our_site: false", "runs_on_our_site: no", "true"),
    ("    change_notice_days: 30", "    change_notice_days: 30.5", "whole"),
    ("    change_notice_days: 30", "    change_notice_days: -1", "0"),
    ("    change_notice_days: 30", "    change_notice_days: 17:30", "number"),
    ("  start: 2026-11-16", "  start: 2026-13-45", "date"),
    ("  start: 2026-11-16", "  start: 16.11.2026", "date"),
    ("product: MailSparrow", "product: &a MailSparrow", "&a"),
    ("product: MailSparrow", "product: !!str MailSparrow", "!!str"),
    ("product: MailSparrow", "product: 1e999", ""),
    ("product: MailSparrow", "product: [MailSparrow", ""),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), MANIFEST_FAULTS)
def test_a_mistake_in_a_manifest_never_passes(old: str, new: str, says: str, work: Workspace) -> None:
    file = work.tool(old, new)
    answer = work.check()
    assert answer.code == 1
    assert "Could not check" in answer.out or "Must fix" in answer.out
    written = file.read_text().splitlines()
    line = next(i for i, text in enumerate(written, 1) if new.splitlines()[-1] in text)
    assert re.search(rf"sparrow\.yaml(:|, line )({line - 1}|{line}|{line + 1})\b", answer.out) or old == "product: MailSparrow"
    assert re.search(r"sparrow\.yaml(:|, line )\d+", answer.out)
    assert says.lower() in answer.told.lower()
    assert "Ready" not in answer.out


POLICY_FAULTS: tuple[tuple[str, str], ...] = (
    ("require: {field: contract.dpa.status, iss: signed}", "is"),
    ("require: {field: contract.dpa.statos, is: signed}", "contract.dpa.status"),
    ("require: {feild: contract.dpa.status, is: signed}", "field"),
    ("require: {field: contract.dpa.status, is: singed}", "signed"),
    ("require: {meets: nothing-like-it}", "nothing-like-it"),
    ("require: {field: data.bucket, includes_any: [none]}", "data.buckets"),  # Fides: a near miss switched a policy off
    ("require: {each: data.uses, require: {field: categorie, includes_any: [user]}}", "categories"),
    ("require: {each: data.uses, require: {field: subject, includes_any: [customer]}}", "subjects"),
    ("wen: {field: form, is: saas}\nrequire: {field: contract.dpa.status, is: signed}", "when"),
)  # fmt: skip


@pytest.mark.parametrize(("condition", "says"), POLICY_FAULTS)
def test_a_mistake_in_a_rule_never_passes(condition: str, says: str, work: Workspace) -> None:
    work.pack(rule(condition))
    answer = work.check()
    assert answer.code == 3
    line = pack(rule(condition)).splitlines().index("    " + condition.splitlines()[0]) + 1
    assert re.search(rf"one\.yaml(:|, line ){line}\b", answer.out)
    assert says in answer.told
    assert "Ready" not in answer.out


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("tools/sparrow.yaml", b"kind: Tool\nproduct: \xff\xfe\n", 1),
        ("tools/sparrow.yaml", b"", 1),
        ("tools/sparrow.yaml", b"# nothing yet\n", 1),
        ("tools/sparrow.yaml", b"- kind: Tool\n", 1),
        ("tools/other.yaml", TOOL.encode(), 1),  # two tools of one name
        ("tools/sparrow.yaml", TOOL.encode() + b"---\n" + TOOL.encode(), 1),
        ("tools/sparrow.yaml", TOOL.encode() + b"---\nkind: Toool\n", 1),
        ("guardrails.yaml", WORKSPACE.replace("manifests:", "manifest:").encode(), 3),
        ("guardrails.yaml", WORKSPACE.replace("source: policies", "source: polices").encode(), 3),
        ("guardrails.yaml", b"\tkind: Workspace\n", 3),
        ("guardrails.yaml", b"", 3),
        ("guardrails.yaml", WORKSPACE.encode() + b"---\n" + WORKSPACE.encode(), 3),
        ("guardrails.yaml", WORKSPACE.replace("tools/**", "tolls/**").encode(), 4),
        ("policies/bundle.yaml", BUNDLE.replace("packs: [one]\n", "").encode(), 3),
        ("policies/packs/one.yaml", b"", 3),
        ("policies/packs/one.yaml", pack(RULE, RULE).encode(), 3),
        ("policies/waivers/late.yaml", WAIVER.encode(), 0),  # for a tool that is not here: told, not in the way
        ("policies/waivers/open.yaml", WAIVER.replace("expires: 2026-12-31\n", "").encode(), 3),
    ],
)  # fmt: skip
def test_a_file_that_is_not_right(file: str, text: bytes, code: int, work: Workspace) -> None:
    work.write(file, text)
    answer = work.check()
    assert answer.code == code
    assert code == 4 or file.rpartition("/")[2] in answer.told or code == 0


def test_no_rules_at_all(work: Workspace) -> None:
    work.write("policies/packs/one.yaml", pack() + "rules: []\n")
    assert work.check().code == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_plain_file(work: Workspace) -> None:
    outside = work.root.parent / "outside.yaml"
    outside.write_text(TOOL)
    file = work.root / "tools" / "sparrow.yaml"
    makers: list[Callable[[], None]] = [
        lambda: file.symlink_to(outside),
        lambda: file.symlink_to(work.root / "nowhere"),
        lambda: os.mkfifo(file),
        file.mkdir,
    ]
    for make in makers:
        file.unlink(missing_ok=True)
        make()
        answer = work.check()
        assert answer.code in (1, 4), answer.out
        assert "Ready" not in answer.out
    file.rmdir()
    (work.root / "tools").rmdir()
    (work.root / "tools").symlink_to(outside.parent, target_is_directory=True)
    assert work.check().code in (1, 4)
    assert work.check(str(outside)).code != 0 or "sparrow" not in outside.name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  country: IE", "  country: NO"),  # Norway, not "no"
        ("    countries: [DE, IE, GB]", "    countries: [NO]"),
        ("fallback: Sign-ups wait", "fallback: 17:30"),
        ("    metric: new", "    metric: 010"),
        ("product: MailSparrow", "product: yes"),
    ],
)
def test_texts_stay_texts(old: str, new: str, work: Workspace) -> None:
    old, new = (old, new) if old in TOOL else (old.strip(), new.strip())
    work.tool(old, new)
    answer = work.check()
    assert (answer.code, "Ready" in answer.out) == (0, True)


@pytest.mark.parametrize("written", ["010", "1e3"])
def test_a_number_where_a_text_belongs_is_asked_about(written: str, work: Workspace) -> None:
    work.tool("product: MailSparrow", f"product: {written}")
    answer = work.check()
    assert answer.code == 1
    assert "text" in answer.told


@pytest.mark.parametrize(
    ("files", "paths", "said"),
    [
        ({"guardrails.yaml": STARTER}, (), "There are no tools or campaigns to check"),
        ({"guardrails.yaml": STARTER, "notes/readme.txt": "x"}, ("notes",), "No tool or campaign matches notes"),
        ({}, (), "There is no guardrails.yaml here"),
    ],
)
def test_nothing_to_check_is_told(
    files: dict[str, str],
    paths: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    assert main(["check", *paths]) == Exit.NOTHING
    assert said in capsys.readouterr().out
