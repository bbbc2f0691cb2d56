"""Git repositories with a workspace: a base commit, a pull request, and the merge commit that a workflow checks out."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.cli.workspaces import RULE, TOOL, WORKSPACE
from tests.language.bundles import BUNDLE, ORGANISATION, pack

CAMPAIGN = (Path(__file__).parents[2] / "policies" / "base" / "campaign.yaml").read_text()
BASE = {
    "guardrails.yaml": WORKSPACE.replace("[tools/**/*.yaml]", "[tools/**/*.yaml, campaigns/**/*.yaml]"),
    "policies/bundle.yaml": BUNDLE,
    "policies/organisation.yaml": ORGANISATION,
    "policies/packs/one.yaml": pack(RULE),
    "tools/sparrow.yaml": TOOL,
    "tools/wren.yaml": TOOL.replace("name: mailsparrow", "name: wren").replace("product: MailSparrow", "product: Wren"),
}
OF_SOMEBODY = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Mia Lopez", "GIT_AUTHOR_EMAIL": "mia.lopez@brand.example",
    "GIT_COMMITTER_NAME": "Mia Lopez", "GIT_COMMITTER_EMAIL": "mia.lopez@brand.example",
}  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """A repository on the disk."""

    root: Path

    def git(self, *arguments: str) -> str:
        """What git answers."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.root, env={**os.environ, **OF_SOMEBODY}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one thing in a file."""
        text = (self.root / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def link(self, name: str, target: str) -> None:
        """A link in place of whatever lies there."""
        (self.root / name).unlink(missing_ok=True)
        (self.root / name).symlink_to(target)

    def commit(self, title: str) -> str:
        """Commit everything as it lies there; the id."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", title)
        return self.git("rev-parse", "HEAD")


def repository(root: Path) -> Repository:
    """A repository with the base commit of a workspace in which everything is fine."""
    root.mkdir(parents=True)
    found = Repository(root)
    found.git("init", "--quiet", "--initial-branch", "main")
    for name, text in BASE.items():
        found.write(name, text)
    found.commit("What is there")
    return found


def merged(found: Repository, folder: Path) -> Repository:
    """The change, merged with main as on GitHub (first parent: main), in a clone that is two commits deep."""
    change = found.commit("The change")
    merge = found.git("commit-tree", f"{change}^{{tree}}", "-p", "main", "-p", change, "-m", "Merge the change")
    found.git("update-ref", "refs/heads/merge", merge)
    found.git("clone", "--quiet", "--depth", "2", "--branch", "merge", found.root.as_uri(), str(folder))
    return Repository(folder)
