"""Workspaces in a temporary folder, and what `guardrails` answers there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from guardrails.cli.main import main
from tests.language.bundles import BUNDLE, ORGANISATION, pack, rule

ROOT = Path(__file__).parents[2]
TOOL = (ROOT / "policies" / "base" / "tool.yaml").read_text()
WORKSPACE = """\
apiVersion: guardrails/v1
kind: Workspace
policies:
  source: policies
manifests: [tools/**/*.yaml]
"""
RULE = rule("require: {field: contract.dpa.status, is: signed}")


@dataclass(frozen=True)
class Answer:
    """What a run came to: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """All that was printed, without the line breaks of wrapped text."""
        return " ".join((self.out + "\n" + self.err).split())


@dataclass(frozen=True)
class Workspace:
    """A folder with a guardrails.yaml, a small bundle and a tool that passes."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def tool(self, old: str = "", new: str = "") -> Path:
        """The passing tool, with one thing changed."""
        assert old in TOOL
        return self.write("tools/sparrow.yaml", TOOL.replace(old, new, 1))

    def pack(self, *rules: str, before: str = "") -> None:
        """The pack with these rules."""
        self.write("policies/packs/one.yaml", pack(*rules, before=before))

    def check(self, *arguments: str) -> Answer:
        """Run `guardrails check` (or another command line that starts with it) in the folder."""
        code = main(["check", "--as-of", "2026-11-23", *arguments])
        told = self.capture.readouterr()
        return Answer(code, told.out, told.err)


def workspace_in(folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which everything is fine, as the current folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "cache"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    root = folder / "work"
    root.mkdir()
    monkeypatch.chdir(root)
    found = Workspace(root, capture)
    found.write("guardrails.yaml", WORKSPACE)
    found.write("policies/bundle.yaml", BUNDLE)
    found.write("policies/organisation.yaml", ORGANISATION)
    found.pack(RULE)
    found.tool()
    return found
