"""Finding the workspace, the bundle it names and what that extends; reading many files; which files a report is about."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from guardrails.files.bundles import load_bundle
from guardrails.files.checking import check
from guardrails.files.workers import shared_out
from guardrails.files.workspace import find_root
from guardrails.model.report import Report
from guardrails.text.values import Value
from tests.cli.workspaces import RULE, TOOL, WORKSPACE
from tests.language.bundles import BUNDLE, ORGANISATION, WAIVER, pack

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two tools, of which the second does not pass."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    root = tmp_path / "work"
    files = {"guardrails.yaml": WORKSPACE, "policies/bundle.yaml": BUNDLE, "policies/organisation.yaml": ORGANISATION}
    files |= {"policies/packs/one.yaml": pack(RULE), "tools/sparrow.yaml": TOOL}
    files["tools/wren.yaml"] = TOOL.replace("name: mailsparrow", "name: wren").replace("status: signed", "status: sent")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def verdicts(report: Report) -> dict[str, str]:
    """File to verdict."""
    return {m.manifest.file: m.verdict for m in report.manifests}


def test_the_nearest_workspace_upwards_but_not_beyond_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "repository" / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "guardrails.yaml").write_text(WORKSPACE)
    assert find_root(str(deep)) == str(tmp_path)
    (tmp_path / "repository" / ".git").mkdir()
    assert find_root(str(deep)) is None
    (tmp_path / "repository" / "a" / "guardrails.yaml").write_text(WORKSPACE)
    assert find_root(str(deep)) == str(tmp_path / "repository" / "a")


def test_a_report_is_about_what_was_asked_for(folder: Path) -> None:
    everything = check(start=str(folder), today=TODAY).report
    assert verdicts(everything) == {"tools/sparrow.yaml": "ready", "tools/wren.yaml": "not-yet"}
    one = check(["tools/sparrow.yaml"], start=str(folder), today=TODAY).report
    assert verdicts(one) == {"tools/sparrow.yaml": "ready"}
    assert verdicts(check(["tools"], start=str(folder), today=TODAY).report) == verdicts(everything)
    assert verdicts(check(["."], start=str(folder), today=TODAY).report) == verdicts(everything)
    assert verdicts(check(["../wren.yaml"], start=str(folder / "tools" / "x"), today=TODAY).report) == {
        "tools/wren.yaml": "not-yet"
    }
    given = {"tools/typed.yaml": TOOL.replace("name: mailsparrow", "name: typed").encode()}
    assert verdicts(check(start=str(folder), today=TODAY, given=given).report) == {"tools/typed.yaml": "ready"}


def test_a_given_text_takes_the_place_of_its_file(folder: Path) -> None:
    given = {"tools/wren.yaml": (folder / "tools" / "wren.yaml").read_bytes().replace(b"status: sent", b"status: signed")}
    assert verdicts(check(start=str(folder), today=TODAY, given=given).report) == {"tools/wren.yaml": "ready"}


def test_a_cached_bundle_gives_the_same_report(folder: Path) -> None:
    cold = check(start=str(folder), today=TODAY)
    [kept] = (folder.parent / "cache" / "guardrails").glob("*.bundle")
    warm = check(start=str(folder), today=TODAY)
    assert warm.report == cold.report
    kept.write_bytes(b"something else")
    assert check(start=str(folder), today=TODAY).report == cold.report
    (folder / "policies" / "packs" / "one.yaml").write_text(pack(RULE.replace("is: signed", "is: sent")))
    assert verdicts(check(start=str(folder), today=TODAY).report) != verdicts(cold.report)


def company(folder: Path, extends: str, **files: str) -> list[str]:
    """The ids of problems with a bundle in `folder`/company that extends another."""
    for name, text in {"bundle.yaml": f"{BUNDLE.replace('packs: [one]', 'packs: []')}extends: {extends}\n", **files}.items():
        (folder / "company" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "company" / name).write_text(text)
    loaded = load_bundle("company", str(folder), "guardrails.yaml")
    return [p.id for p in loaded.problems]


def test_a_bundle_builds_on_another(folder: Path) -> None:
    assert company(folder, "../policies", **{"waivers/wren.yaml": WAIVER.replace("manifest: kite", "manifest: wren")}) == []
    report = check(start=str(folder), today=TODAY, policies=str(folder / "company")).report
    assert verdicts(report) == {"tools/sparrow.yaml": "ready", "tools/wren.yaml": "ready"}
    assert (
        verdicts(check(start=str(folder), today=TODAY, policies=str(folder / "company"), waivers=False).report)["tools/wren.yaml"]
        == "not-yet"
    )


def test_a_bundle_that_builds_on_nothing_or_on_itself(folder: Path) -> None:
    assert company(folder, "../nowhere") == ["policy-not-found"]
    assert company(folder, ".") == ["policy-not-found"]
    (folder / "policies" / "bundle.yaml").write_text(BUNDLE + "extends: ../company\n")
    assert company(folder, "../policies") == ["policy-not-found"]
    assert company(folder, "../../elsewhere") == ["policy-not-found"]
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "bundle.yaml").write_text(BUNDLE)
    assert company(folder, "../../elsewhere") == ["file-outside"]


def test_many_files_are_read_in_order_whoever_reads_them() -> None:
    names = [str(i) for i in range(600)]
    expected: list[list[Value] | None] = [None if i % 97 == 5 else [i] for i in range(600)]
    assert shared_out(names, lambda n: None if int(n) % 97 == 5 else [int(n)]) == expected
    assert shared_out([], lambda n: [n]) == []


def test_a_reader_that_ends_early_is_read_after() -> None:
    here = os.getpid()

    def one(name: str) -> list[Value] | None:
        if os.getpid() != here and name == "599":
            os._exit(3)
        return [name]

    names = [str(i) for i in range(600)]
    assert shared_out(names, one) == [[n] for n in names]
