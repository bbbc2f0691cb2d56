"""guardrails itself as the benchmark calls it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
AS_OF = "2026-06-30"  # the day of hand_rules.py; a fixed day keeps the rules' review dates out of the figures


@dataclass(frozen=True, slots=True)
class Subject:
    """How to call guardrails, or why it cannot be called."""

    command: tuple[str, ...] = ()
    missing: str = ""

    def check(self, target: Path | str, *options: str) -> list[str]:
        """Build the command that checks `target` (run it in a workspace folder)."""
        return [
            *self.command,
            "check",
            str(target),
            "--policies",
            str(HERE / "policies"),
            "--as-of",
            AS_OF,
            *options,
        ]


def find(given: str | None = None) -> Subject:
    """Take the command that was given, else the source tree beside this folder."""
    if given:
        return Subject(tuple(shlex.split(given)))
    if (HERE.parent / "src" / "guardrails" / "cli" / "main.py").exists():
        return Subject((sys.executable, str(HERE / "start.py")))
    return Subject(missing="there is no src/guardrails/cli/main.py yet")


def ready(subject: Subject, workspace: Path) -> Subject:
    """Try the passing manifest: a subject that does not pass it is not worth timing."""
    if subject.missing:
        return subject
    got = run(subject.check("tools"), workspace)
    if got.returncode:
        said = [x.strip() for x in (got.stderr + got.stdout).splitlines() if x.strip()] or ["it said nothing"]
        return Subject(missing=f"the passing manifest ends with {got.returncode}: {' / '.join(said[:4])[:300]}")
    return subject


def run(argv: Sequence[str], workspace: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=workspace, capture_output=True, text=True, check=False, timeout=600)
