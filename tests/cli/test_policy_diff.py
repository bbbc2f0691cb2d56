"""`guardrails policy diff` and `policy health` from the command line: exit codes, formats, and what is in the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.repositories import Repository, repository
from tests.cli.test_policy import told
from tests.cli.workspaces import ROOT, TOOL


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The starter with a rule that blocks earlier, and the same version."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    pack = tmp_path / "policies/packs/launch.yaml"
    text = pack.read_text()
    before, rule, after = text.partition("id: someone-is-there-at-launch")
    pack.write_text(before + rule + after.replace("{pilot: warn, live: block}", "{pilot: block, live: block}", 1))
    return tmp_path / "policies"


def test_a_version_that_is_too_small(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["diff", "starter", str(newer)], capsys)
    assert code == 1
    assert "Tightened launch/someone-is-there-at-launch (major)" in out
    assert "pilot: warn is now block" in out
    assert "Make it 1.0.0." in out


def test_a_version_that_is_enough(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main = newer / "bundle.yaml"
    main.write_text(main.read_text().replace("version: 0.1.0", "version: 1.0.0", 1))
    assert told(["diff", "starter", str(newer)], capsys)[0] == 0


def test_for_machines_and_with_a_workspace(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--manifests", str(ROOT / "examples"), "--format", "json", "--as-of", "2026-11-23"]
    _, out, _ = told(["diff", "starter", str(newer), *options], capsys)
    data = json.loads(out)
    assert (data["needs"], data["judged"]) == ("major", 44)
    assert [change["kind"] for change in data["rules"]] == ["tightened"]


def test_what_is_in_the_way(newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(["diff", "starter", str(tmp_path / "nowhere")], capsys)[0] == 2
    assert told(["diff", "starter", str(newer), "--manifests", str(tmp_path)], capsys)[0] == 2
    (newer / "packs/launch.yaml").write_text("rules: [")
    code, out, _ = told(["diff", "starter", str(newer)], capsys)
    assert code == 3
    assert "Nothing was checked" in out


def test_health(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(["health", str(newer), "--manifests", str(ROOT / "examples"), "--as-of", "2026-11-23"], capsys)
    assert code == 0
    assert "247 rules, 44 manifests." in out
    assert "Concerns nobody here" in out
    assert json.loads(told(["health", str(newer), "--format", "json"], capsys)[1])["rules"] == 247


@pytest.fixture
def it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The repository of the people who write the rules: v1.0.0, and a rule in the work tree that asks for less."""
    found = repository(tmp_path / "it")
    found.write("policies/base/tool.yaml", TOOL)
    found.commit("A tool to try the examples on")
    found.git("tag", "v1.0.0")
    monkeypatch.chdir(found.root)
    return found


def loosen(it: Repository) -> None:
    """A change of the one rule, which asks for less afterwards."""
    it.replace("policies/packs/one.yaml", "is: signed", "in: [signed, sent]")


def test_a_folder_as_it_was_at_a_tag_a_branch_or_a_commit(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    first = it.git("rev-parse", "HEAD")
    loosen(it)
    it.commit("Ask for less")
    before = sorted(path.as_posix() for path in it.root.rglob("*"))
    for ref in ("v1.0.0", "HEAD^1", "HEAD@{1}", first[:9]):
        code, out, err = told(["diff", f"policies@{ref}", "policies"], capsys)
        assert (code, err) == (1, "")
        assert " ".join(out.split()).startswith(
            f"tiny 1.0.0 (policies@{ref}, commit {first[:7]}) to tiny 1.0.0 (policies) Loosened"
        )
    assert "Loosened  one/" in told(["diff", ".@v1.0.0", ".@main"], capsys)[1]
    assert "Tightened one/" in told(["diff", "policies@main", str(it.root / "policies") + "@v1.0.0"], capsys)[1]
    assert sorted(path.as_posix() for path in it.root.rglob("*")) == before


def test_a_folder_of_that_very_name_comes_first(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    loosen(it)
    (it.root / "policies").rename(it.root / "policies@v1.0.0")
    _, out, _ = told(["diff", "policies@HEAD", "policies@v1.0.0"], capsys)
    assert "Loosened  one/" in out
    assert "(policies@v1.0.0)" in out


def test_a_folder_that_has_gone_or_moved_since(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (it.root / "policies").rename(it.root / "rules")
    it.replace("guardrails.yaml", "source: policies", "source: rules")
    it.commit("Another name")
    assert told(["diff", "policies@v1.0.0", "rules"], capsys)[0] == 0
    assert told(["diff", ".@v1.0.0", "."], capsys)[0] == 0


@pytest.mark.parametrize(
    ("old", "says"),
    [
        ("policies@v1.0.1", "Git knows no commit 'v1.0.1' in the repository around 'policies'. There is one called 'v1.0.0'."),
        ("policies@nowhere-near", "Git knows no commit 'nowhere-near'"),
        ("policies@--help", "Git knows no commit '--help'"),
        ("policies@", "Git knows no commit ''"),
        ("tools@v1.0.0", "There is no bundle.yaml in 'tools' at 'v1.0.0' (commit "),
        ("../tools@v1.0.0", "There is no folder '../tools@v1.0.0', and no Git repository around '../tools'."),
        ("nowhere", "There is no bundle.yaml in 'nowhere'."),
    ],
)
def test_a_version_that_is_not_there(it: Repository, capsys: pytest.CaptureFixture[str], old: str, says: str) -> None:
    for arguments in ([old, "policies"], ["policies", old]):
        code, out, err = told(["diff", *arguments], capsys)
        assert (code, out) == (2, "")
        assert says in " ".join(err.split())


def test_a_clone_without_the_older_commits(
    it: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loosen(it)
    it.commit("Ask for less")
    it.git("clone", "--quiet", "--depth", "1", it.root.as_uri(), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    code, out, err = told(["diff", "policies@HEAD^1", "policies"], capsys)
    assert (code, out) == (2, "")
    assert "This clone is shallow and has no commit 'HEAD^1'." in err
    assert told(["diff", "policies@HEAD", "policies"], capsys)[0] == 0


def test_a_version_at_a_commit_that_is_broken(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (it.root / "policies/packs/one.yaml").read_text()
    for text in ("rules: [", whole.replace("contract.dpa.status", "contract.dpa.stat")):
        it.write("policies/packs/one.yaml", text)
        it.commit("Broken")
        it.write("policies/packs/one.yaml", whole)
        code, out, err = told(["diff", "policies@HEAD", "policies"], capsys)
        assert (code, err) == (3, "About 'policies@HEAD':\n")
        assert "policies/packs/one.yaml" in out


def test_links_in_a_commit_are_not_followed(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    it.link("policies/packs/one.yaml", "../../tools/wren.yaml")
    it.commit("A link")
    code, out, _ = told(["diff", "policies@HEAD", "starter"], capsys)
    assert code == 3
    assert "link" in out


def test_several_formats_at_once(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    loosen(it)
    formats = ["--format", "markdown=impact.md", "--format", "json=impact.json", "--format", "text"]
    code, out, err = told(["diff", "policies@v1.0.0", "policies", "--manifests", ".", *formats], capsys)
    assert (code, err) == (1, "")
    assert "All 2 manifests come out as before." in out
    commit = it.git("rev-parse", "v1.0.0")
    told_in_markdown = (it.root / "impact.md").read_text()
    assert told_in_markdown.startswith("<!-- guardrails policy diff -->\n")
    assert f"### tiny 1.0.0 (`policies@v1.0.0`, commit `{commit[:7]}`) → tiny 1.0.0 (policies)\n" in told_in_markdown
    data = json.loads((it.root / "impact.json").read_text())
    assert data["compared"]["old"] == {"bundle": "tiny", "version": "1.0.0", "source": "policies@v1.0.0", "commit": commit}
    assert data["compared"]["new"] == {"bundle": "tiny", "version": "1.0.0", "source": "policies", "commit": None}
    assert told(["diff", "policies", "policies", "--format", "json=only.json"], capsys)[1].startswith("tiny 1.0.0")


def test_the_whole_id_of_a_commit_is_not_hidden_like_a_secret(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """A workflow names the base commit so."""
    first = it.git("rev-parse", "HEAD")
    loosen(it)
    _, out, _ = told(["diff", f"policies@{first}", "policies", "--format", "markdown"], capsys)
    assert f"### tiny 1.0.0 (`policies@{first[:7]}`, commit " in out
    assert "characters" not in out


@pytest.mark.parametrize(
    ("formats", "says"),
    [
        (["sarif"], "There is no format 'sarif'. There are: text, markdown, json."),
        (["json", "text"], "Only one format can go to standard output."),
        (["json=missing/impact.json"], "can't be written"),
    ],
)
def test_formats_that_do_not_work(it: Repository, capsys: pytest.CaptureFixture[str], formats: list[str], says: str) -> None:
    asked = [part for form in formats for part in ("--format", form)]
    code, _, err = told(["diff", "policies", "policies", *asked], capsys)
    assert code == 2
    assert says in " ".join(err.split())
