"""A marketing repository in which one of the hook clients is installed, and commits made there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.clients.conftest import TAG
from tests.clients.standing import DAY, ROOT, client, must, run

WORKSPACE = """\
apiVersion: guardrails/v1
kind: Workspace
policies: {source: starter}
manifests: [tools/**/*.yaml, campaigns/**/*.yaml]
"""
TOOL, CAMPAIGN = "tools/mailsparrow.yaml", "campaigns/spring-newsletter.yaml"
HOOKS = """\
repos:
  - repo: {place}
    rev: {tag}
    hooks:
      - id: guardrails
        args: [--as-of, "{day}"]
      - id: guardrails-repo
        args: [--as-of, "{day}"]
  - repo: local
    hooks: [{{id: another, name: another hook, entry: git --version, language: system, pass_filenames: false, always_run: true}}]
"""


@dataclass(frozen=True)
class Marketing:
    """The repository, the client that guards it, and the environment that both run in."""

    root: Path
    client: str
    environment: Mapping[str, str]

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Put something else in a file's place."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def git(self, *words: str) -> str:
        """What git says to something that has to work."""
        return must(["git", *words], self.root, self.environment)

    def commit(self, **more: str) -> tuple[int, str]:
        """Commit all that has changed, as people do: git starts the client, the client starts the hooks."""
        self.git("add", "-A")
        return run(["git", "commit", "-m", "a change"], self.root, {**self.environment, **more})

    def run(self, *words: str) -> tuple[int, str]:
        """Run the client."""
        return run([self.client, *words], self.root, self.environment)

    def commits(self) -> int:
        """How many commits there are."""
        return int(self.git("rev-list", "--count", "HEAD"))


def marketing_in(root: Path, name: str, environment: Mapping[str, str], project: Path) -> Marketing:
    """A repository in which everything is fine, with the hooks of `project` at its tag."""
    found = Marketing(root, client(name), environment)
    found.write("guardrails.yaml", WORKSPACE)
    found.write(TOOL, (ROOT / "policies" / "base" / "tool.yaml").read_text("utf-8"))
    found.write(CAMPAIGN, (ROOT / "policies" / "base" / "campaign.yaml").read_text("utf-8"))
    found.write(".pre-commit-config.yaml", HOOKS.format(place=project, tag=TAG, day=DAY))
    found.git("init", "-q", "-b", "main")
    found.git("add", "-A")
    found.git("commit", "-q", "-m", "start")
    assert found.run("install")[0] == 0
    return found
