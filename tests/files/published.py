"""A bundle that somebody publishes in a git repository, and a workspace that takes its rules from there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from guardrails.cli.main import main
from tests.cli.workspaces import RULE, TOOL
from tests.language.bundles import BUNDLE, ORGANISATION, pack

PEOPLE = {"GIT_AUTHOR_NAME": "IT", "GIT_AUTHOR_EMAIL": "it@brand.example", "GIT_COMMITTER_NAME": "IT"}
PEOPLE |= {"GIT_COMMITTER_EMAIL": "it@brand.example", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FILES = {"bundle.yaml": BUNDLE, "organisation.yaml": ORGANISATION, "packs/one.yaml": pack(RULE)}


class Repository(NamedTuple):
    """The repository of the people who publish rules."""

    folder: Path

    def git(self, *arguments: str, **surroundings: str) -> str:
        """What git answers there."""
        env = {**os.environ, **PEOPLE, **surroundings}
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: dict[str, str], below: str = "") -> None:
        """Write files."""
        for name, text in files.items():
            (self.folder / below / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / below / name).write_text(text, newline="")

    def publish(self, tag: str, *how: str) -> str:
        """Commit everything and tag it; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag)
        self.git("tag", *how, tag)
        return self.git("rev-parse", "HEAD")

    def source(self, tag: str, folder: str = "") -> str:
        """The address of the rules at a tag."""
        return f"git+file://{self.folder.as_posix()}@{tag}{folder}"


class Office(NamedTuple):
    """A workspace whose rules come from the repository."""

    root: Path
    repository: Repository
    capture: pytest.CaptureFixture[str]

    @property
    def lock(self) -> Path:
        """The lock."""
        return self.root / "guardrails.lock"

    @property
    def kept(self) -> list[Path]:
        """What was fetched and kept."""
        return sorted((self.root.parent / "cache" / "guardrails" / "contents").glob("*"))

    def use(self, source: str, *more: str) -> None:
        """Name the source in guardrails.yaml, with more lines below `policies`."""
        lines = [f'  source: "{source}"', *(f"  {line}" for line in more)]
        head = "apiVersion: guardrails/v1\nkind: Workspace\npolicies:\n"
        (self.root / "guardrails.yaml").write_text(head + "\n".join(lines) + "\nmanifests: [tools/**/*.yaml]\n")

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code of a run, and all it said."""
        self.capture.readouterr()
        code = main([*arguments])
        said = self.capture.readouterr()
        return code, " ".join((said.out + said.err).split())

    def update(self, *options: str) -> tuple[int, str]:
        """`guardrails policy update`."""
        return self.run("policy", "update", *options)

    def check(self) -> tuple[int, str]:
        """`guardrails check`."""
        return self.run("check", "--lang", "en")


def office_in(folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    """A repository with the tag v1.0.0, and a workspace that names it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "cache"))
    for name, value in PEOPLE.items():
        monkeypatch.setenv(name, value)
    repository = Repository(folder / "it" / "policies")
    repository.folder.mkdir(parents=True)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.write(FILES)
    repository.publish("v1.0.0")
    root = folder / "work"
    (root / "tools").mkdir(parents=True)
    (root / "tools" / "sparrow.yaml").write_text(TOOL)
    monkeypatch.chdir(root)
    office = Office(root, repository, capture)
    office.use(repository.source("v1.0.0"))
    return office
