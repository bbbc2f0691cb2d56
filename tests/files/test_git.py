"""Git, asked and never told: refs by name, files by content, and nothing of a repository is started."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from guardrails.files import git as module
from guardrails.files.commits import Commit
from guardrails.files.git import Git, GitError, commit_of, contents, entries, fork_point, git_around, same_content
from tests.cli.repositories import BASE, Repository, repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed, so there are no repositories")


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    """A repository with one commit."""
    return repository(tmp_path / "work")


def known(there: Repository) -> Git:
    """The program, asked about this repository."""
    return git_around(str(there.root))


def test_refs_are_names_of_commits_and_nothing_else(there: Repository) -> None:
    git, head = known(there), there.git("rev-parse", "HEAD")
    there.git("tag", "--annotate", "v1", "--message", "One")
    assert commit_of(git, "main") == commit_of(git, "v1") == commit_of(git, head[:8]) == head
    for ref in ("", "--all", "-h", "--git-dir", "HEAD:policies", "HEAD^9", "main..v1", "a\nb", "a\0b", ":/nothing", "@{u}"):
        with pytest.raises(GitError) as found:
            commit_of(git, ref)
        assert found.value.problem.id == "git-unknown-ref"
        assert found.value.problem.area == "policy"


def test_the_nearest_ref_is_named(there: Repository) -> None:
    there.git("branch", "release")
    with pytest.raises(GitError) as found:
        commit_of(known(there), "relaese")
    assert found.value.problem.slots["nearest"] == "release"


def test_a_branch_named_like_an_option_is_found(there: Repository) -> None:
    there.git("update-ref", "refs/heads/--all", "HEAD")
    assert commit_of(known(there), "refs/heads/--all") == there.git("rev-parse", "main")


def test_files_come_as_they_were_committed(there: Repository) -> None:
    there.write(".gitattributes", "*.yaml text eol=crlf ident\n")
    there.write("tools/a\nb.yaml", "one: $Id$\n")
    there.link("tools/link.yaml", "wren.yaml")
    commit = Commit(known(there), there.commit("More"))
    there.write("tools/wren.yaml", "changed: since\n")
    read = dict(commit.read(str(there.root / "tools"), ["a\nb.yaml", "link.yaml", "wren.yaml", "gone.yaml"]))
    assert read["a\nb.yaml"] == b"one: $Id$\n"
    assert read["wren.yaml"] == BASE["tools/wren.yaml"].encode()
    assert (read["link.yaml"], read["gone.yaml"]) == ("file-link", "file-not-found")
    assert commit.matching(str(there.root), ["tools/**/*.yaml"]) == [
        "tools/a\nb.yaml", "tools/link.yaml", "tools/sparrow.yaml", "tools/wren.yaml",
    ]  # fmt: skip
    assert commit.has(str(there.root), "guardrails.yaml")
    assert not commit.has(str(there.root), "nothing.yaml")


def test_links_and_other_repositories_are_refused_wherever_they_stand(there: Repository, tmp_path: Path) -> None:
    shutil.rmtree(there.root / "tools")
    there.link("tools", "policies")
    other = repository(tmp_path / "other")
    there.git("submodule", "--quiet", "add", other.root.as_uri(), "packs")
    commit = Commit(known(there), there.commit("Elsewhere"))
    assert commit.obstacle(str(there.root / "tools")) == "file-link"
    assert commit.obstacle(str(there.root / "packs" / "deeper")) == "file-submodule"
    assert commit.obstacle(str(there.root / "policies")) == ""
    assert dict(commit.read(str(there.root), commit.matching(str(there.root), ["tools/*.yaml", "packs/*.yaml"]))) == {
        "tools": "file-link",
        "packs": "file-submodule",
    }
    assert dict(commit.read(str(there.root), ["tools/bundle.yaml", "policies"])) == {
        "tools/bundle.yaml": "file-link",
        "policies": "file-not-regular",
    }


def test_what_is_too_large_is_not_fetched(there: Repository) -> None:
    there.write("tools/big.yaml", b"#" * 1_048_577)
    there.write("tools/fits.yaml", b"#" * 1_048_576)
    commit = Commit(known(there), there.commit("Large"))
    read = dict(commit.read(str(there.root), ["tools/big.yaml", "tools/fits.yaml"]))
    assert read["tools/big.yaml"] == "file-too-large"
    assert len(read["tools/fits.yaml"]) == 1_048_576


def test_content_is_compared_by_its_hash_whatever_the_line_ends() -> None:
    id = "ce013625030ba8dba906f756967f9e9ca394464a"
    assert same_content(b"hello\n", id)
    assert same_content(b"hello\r\n", id)
    assert not same_content(b"hello", id)
    assert same_content(b"hello\n", "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4")


def test_the_fork_point_is_the_last_commit_in_common(there: Repository) -> None:
    fork = there.git("rev-parse", "HEAD")
    there.git("checkout", "--quiet", "-b", "change")
    there.commit("Ours")
    there.git("checkout", "--quiet", "main")
    theirs = there.commit("Theirs")
    there.git("checkout", "--quiet", "change")
    assert fork_point(known(there), theirs, "main") == fork
    there.git("checkout", "--quiet", "--orphan", "alone")
    there.commit("No past")
    with pytest.raises(GitError) as found:
        fork_point(known(there), theirs, "main")
    assert (found.value.problem.id, found.value.problem.slots["ref"]) == ("git-no-common", "main")


def test_no_repository_no_git_and_no_answer_are_told(there: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = known(there)
    with pytest.raises(GitError, match="git-no-repository"):
        git_around(str(tmp_path))
    with pytest.raises(GitError, match="git-stopped"):
        contents(git, ["0" * 40])
    with pytest.raises(GitError, match="git-stopped"):
        entries(git, "0" * 40, [])
    monkeypatch.setattr(module, "_MOST_OUTPUT", 10)
    with pytest.raises(GitError, match="git-stopped"):
        entries(git, "HEAD", [], deep=True)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(GitError, match="git-not-there"):
        git_around(str(there.root))


def _script(file: Path, lines: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{lines}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for git are shell scripts")
def test_what_git_says_becomes_a_problem_of_its_own(there: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    monkeypatch.setenv("PATH", str(folder) + os.pathsep + os.environ["PATH"])
    _script(folder / "git", "echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128")
    with pytest.raises(GitError, match="git-not-trusted"):
        commit_of(known(there), "HEAD")
    monkeypatch.setattr(module, "_SECONDS", 0.2)
    _script(folder / "git", "exec sleep 30")
    with pytest.raises(GitError, match="git-stopped") as found:
        commit_of(known(there), "HEAD")
    assert "seconds" in found.value.problem.slots["reason"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for git are shell scripts")
def test_a_git_in_the_repository_is_not_started(there: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    _script(there.root / "bin" / "git", "exit 0")
    monkeypatch.chdir(there.root / "bin")
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", str(there.root / "bin"), os.environ["PATH"])))
    assert not known(there).program.startswith(str(there.root))


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell commands")
def test_nothing_that_the_settings_name_is_started(there: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = tmp_path / "canary"
    run = f"touch {canary}"
    there.write(
        "settings",
        f'[core]\n\tfsmonitor = "{run}"\n\tpager = "{run}"\n[diff]\n\texternal = "{run}"\n'
        f'[filter "x"]\n\tclean = "{run}"\n\tsmudge = "{run}"\n[diff "x"]\n\ttextconv = "{run}"\n',
    )
    there.write(".gitattributes", "*.yaml filter=x diff=x\n")
    head = there.commit("Settings")
    there.git("config", "include.path", "../settings")
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, run)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.worktree")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "/nowhere")
    there.write("tools/wren.yaml", "changed: yes\n")
    commit = Commit(known(there), commit_of(known(there), "HEAD"))
    assert commit.id == head
    assert dict(commit.read(str(there.root), ["tools/wren.yaml"])) == {"tools/wren.yaml": BASE["tools/wren.yaml"].encode()}
    assert fork_point(known(there), head, "HEAD") == head
    assert not canary.exists()
    for name in ("GIT_DIR", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF"):
        monkeypatch.delenv(name)
    there.git("status")
    assert canary.exists(), "git status starts it, so this test can notice"
