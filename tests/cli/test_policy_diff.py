"""`guardrails policy diff` and `policy health` from the command line: exit codes, formats, and what is in the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.render.markdown_text import cell
from tests.cli.repositories import Repository, repository
from tests.cli.test_policy import told
from tests.cli.test_waiver import THERE
from tests.cli.workspaces import ROOT, TOOL
from tests.files.test_signatures import line, needs_keygen, new_key


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
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.chdir(found.root)
    return found


def loosen(it: Repository) -> None:
    """A change of the one rule, which asks for less afterwards."""
    it.replace("policies/packs/one.yaml", "is: signed", "in: [signed, sent]")


def test_a_folder_as_it_was_at_a_tag_a_branch_or_a_commit(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    first = it.git("rev-parse", "HEAD")
    loosen(it)
    second = it.commit("Ask for less")
    before = sorted(path.as_posix() for path in it.root.rglob("*"))
    for ref in ("v1.0.0", "HEAD^1", "HEAD@{1}", first[:9]):
        code, out, err = told(["diff", f"policies@{ref}", "policies"], capsys)
        assert (code, err) == (1, "")
        assert " ".join(out.split()).startswith(
            f"tiny 1.0.0 (policies@{ref}, commit {first[:7]}) to tiny 1.0.0 (policies, commit {second[:7]}) Loosened"
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
    # Digits alone are no link for a code host.
    short = cell(commit[:7])
    sides = (f"tiny 1.0.0 ({named}, commit {short}" for named in ("`policies@v1.0.0`", "policies"))
    assert f"### {') → '.join(sides)}, changed since)\n" in told_in_markdown
    data = json.loads((it.root / "impact.json").read_text())
    named = {"bundle": "tiny", "version": "1.0.0", "commit": commit}
    assert data["compared"]["old"] == {**named, "source": "policies@v1.0.0", "dirty": False}
    assert data["compared"]["new"] == {**named, "source": "policies", "dirty": True}
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


def test_what_is_on_the_disk_is_named_by_its_commit(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    def new() -> dict[str, object]:
        compared = json.loads(told(["diff", "starter", "policies", "--format", "json"], capsys)[1])["compared"]["new"]
        return {key: compared[key] for key in ("commit", "dirty")}

    commit = it.git("rev-parse", "HEAD")
    assert new() == {"commit": commit, "dirty": False}
    it.write("policies/notes.txt", "Nothing that decides.")
    it.replace("tools/wren.yaml", "Wren", "Robin")
    assert new() == {"commit": commit, "dirty": False}
    it.write("policies/packs/one.yaml", (it.root / "policies/packs/one.yaml").read_text().replace("\n", "\r\n"))
    assert new() == {"commit": commit, "dirty": False}
    loosen(it)
    assert new() == {"commit": commit, "dirty": True}
    (it.root / ".git").rename(it.root / "elsewhere")
    assert new() == {"commit": None, "dirty": False}


def test_the_same_content_is_told_in_a_sentence(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Both have the same content, so there is nothing to compare."
    (it.root / "policies").rename(it.root / "rules")
    for form in ("text", "markdown"):
        code, out, err = told(["diff", "policies@v1.0.0", "rules", "--manifests", ".", "--format", form], capsys)
        assert (code, err) == (0, "")
        assert out.endswith(f"\n\n{sentence}\n")
    data = json.loads(told(["diff", "policies@v1.0.0", "rules", "--format", "json"], capsys)[1])
    assert (data["same_content"], data["enough"], data["needs"], data["rules"]) == (True, True, "none", [])
    it.replace("rules/bundle.yaml", "version: 1.0.0", "version: 1.0.1")
    assert sentence not in told(["diff", "policies@v1.0.0", "rules"], capsys)[1]


def test_an_address_in_git(it: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    commit = it.git("rev-parse", "HEAD")
    address = f"git+{it.root.as_uri()}@v1.0.0#policies"
    loosen(it)
    before = sorted(path.as_posix() for path in it.root.rglob("*"))
    code, out, err = told(["diff", address, "policies", "--format", "json"], capsys)
    assert (code, err) == (1, "")
    data = json.loads(out)
    assert data["compared"]["old"]["source"] == address
    assert data["compared"]["old"]["commit"] == commit
    assert [change["kind"] for change in data["rules"]] == ["loosened"]
    assert told(["diff", "policies", address], capsys)[0] == 1
    assert sorted(path.as_posix() for path in it.root.rglob("*")) == before, "no lock is written, nothing is checked out"


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("v1.0.1", "There is no tag 'v1.0.1' in file://"),
        ("v1.0.1", "There is one called 'v1.0.0'."),
        ("main", "'main' is a branch in file://"),
        ("v1.0.0#rules", "There is no bundle.yaml in the folder 'rules' of file://"),
    ],
)
def test_an_address_that_leads_nowhere(it: Repository, capsys: pytest.CaptureFixture[str], tag: str, says: str) -> None:
    code, out, err = told(["diff", f"git+{it.root.as_uri()}@{tag}", "policies"], capsys)
    assert (code, out) == (2, "")
    assert says in " ".join(err.split())


def test_without_git_it_is_said_what_is_missing(
    it: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (it.root / "bin").mkdir()
    monkeypatch.setenv("PATH", str(it.root / "bin"))
    for source in (f"git+{it.root.as_uri()}@v1.0.0#policies", "policies@v1.0.0"):
        code, out, _ = told(["diff", source, "policies"], capsys)
        assert code == 3
        assert "git" in out
    loosen(it)
    data = json.loads(told(["diff", "starter", "policies", "--format", "json"], capsys)[1])
    assert data["compared"]["new"]["commit"] is None


WAIVED = THERE.replace("mailsparrow", "wren")
ON = ("--as-of", "2026-11-23")


@pytest.fixture
def company(it: Repository) -> Repository:
    """Two teams with a workspace each, in a folder of the company; a rule that asks for less, and one that asks for more."""
    for team in ("north", "south"):
        for file in ("guardrails.yaml", "tools/sparrow.yaml", "tools/wren.yaml"):
            it.write(f"teams/{team}/{file}", (it.root / file).read_text().replace("source: policies", "source: ../../policies"))
    it.replace("teams/south/tools/wren.yaml", "status: signed", "status: sent")
    return it


def test_a_whole_company(company: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    loosen(company)
    options = ["--manifests", "teams", "--manifests", "teams/south/tools", *ON]
    code, out, err = told(["diff", "policies@v1.0.0", "policies", *options], capsys)
    assert (code, err) == (1, "")
    assert "1 of 4 manifests come out otherwise" in out
    assert "  teams/north: 0 of 2\n  teams/south: 1 of 2\n" in out
    assert "teams/south/tools/wren.yaml: not yet becomes ready" in " ".join(out.split())
    data = json.loads(told(["diff", "policies@v1.0.0", "policies", *options, "--format", "json"], capsys)[1])
    assert data["workspaces"] == [
        {"folder": "teams/north", "judged": 2, "changed": 0, "unread_files": 0},
        {"folder": "teams/south", "judged": 2, "changed": 1, "unread_files": 0},
    ]
    [changed] = data["manifests"]
    assert (changed["workspace"], changed["file"]) == ("teams/south", "teams/south/tools/wren.yaml")
    markdown = told(["diff", "policies@v1.0.0", "policies", *options, "--format", "markdown"], capsys)[1]
    assert "- teams/south: 1 of 2\n" in markdown


def test_a_workspace_is_itself_before_what_lies_in_it(company: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    loosen(company)
    told_of = json.loads(told(["diff", "policies@v1.0.0", "policies", "--manifests", ".", "--format", "json"], capsys)[1])
    assert [place["folder"] for place in told_of["workspaces"]] == ["."]


def test_a_workspace_that_can_not_be_used(company: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    loosen(company)
    company.write("teams/north/tools/sparrow.yaml", "kind: [")
    code, _, err = told(["diff", "policies@v1.0.0", "policies", "--manifests", "teams"], capsys)
    assert (code, err) == (1, "In 'teams/north' 1 file can't be read and is left out; guardrails check says why.\n")
    company.write("teams/north/guardrails.yaml", "kind: [")
    for command in (["diff", "policies@v1.0.0", "policies"], ["health", "policies"]):
        code, out, err = told([*command, "--manifests", "teams"], capsys)
        assert (code, err) == (3, "About 'teams/north':\n")
        assert "guardrails.yaml" in out
    code, out, err = told(["diff", "policies@v1.0.0", "policies", "--manifests", "policies@v1.0.0"], capsys)
    assert (code, out) == (2, "")
    assert "There is no workspace in 'policies@v1.0.0'." in err


def test_a_waiver_that_covers_nothing_any_more(company: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    company.write("policies/waivers/wren.yaml", WAIVED)
    company.commit("A waiver")
    company.git("tag", "v1.1.0")
    loosen(company)
    arguments = ["diff", "policies@v1.1.0", "policies", *ON, "--manifests"]
    _, out, _ = told([*arguments, "teams"], capsys)
    assert "Waivers that cover nothing any more:\n  policies/waivers/wren.yaml (one/good on wren)\n" in out
    data = json.loads(told([*arguments, "teams", "--format", "json"], capsys)[1])
    assert data["orphaned_waivers"] == ["policies/waivers/wren.yaml"]
    assert data["data"] == []
    company.replace("teams/north/tools/wren.yaml", "status: signed", "status: none")
    assert "cover nothing" in told([*arguments, "teams/south"], capsys)[1]
    assert "cover nothing" not in told([*arguments, "teams"], capsys)[1], "another team still needs it"
    (company.root / "policies/waivers/wren.yaml").unlink()
    assert "Also changed: waivers." in told([*arguments, "teams"], capsys)[1]


@needs_keygen
def test_a_waiver_of_a_workspace_counts_with_its_signature(
    company: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = new_key(tmp_path, "sam")
    company.write("policies/allowed_signers", line(key))
    company.commit("Whose keys count")
    company.git("tag", "v1.2.0")
    loosen(company)
    company.write("teams/south/waivers/wren.yaml", WAIVED)
    arguments = ["diff", "policies@v1.2.0", "policies", *ON, "--manifests", "teams/south"]
    assert "not yet becomes ready" in told(arguments, capsys)[1]
    sign = ["waiver", "sign", "teams/south/waivers/wren.yaml", "--key", str(key), "--as", "sam@brand.example", *ON]
    assert main(sign) == 0
    _, out, _ = told(arguments, capsys)
    assert "not yet becomes ready" not in out
    assert "Waivers that cover nothing any more:\n  teams/south/waivers/wren.yaml (one/good on wren)\n" in out
    company.write("teams/south/waivers/wren.yaml", "kind: [")
    assert told(arguments, capsys)[2] == "In 'teams/south' 1 file can't be read and is left out; guardrails check says why.\n"
