"""What git knows of the person at the keyboard: `git config`, and nothing else of git."""

from __future__ import annotations

import subprocess

from guardrails.files.repository import program_for


def git_setting(name: str, folder: str = ".") -> str:
    """The value of a setting of git in a folder; "" where there is none, or no git of this computer's own."""
    program = program_for("git", folder)
    if program is None:
        return ""
    asked = [program, "config", "--get", name]
    try:
        done = subprocess.run(asked, cwd=folder, capture_output=True, check=False)  # noqa: S603 - no shell, a full path
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
