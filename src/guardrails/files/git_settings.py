"""What git knows of the person at the keyboard: `git config`, and nothing else of git."""

from __future__ import annotations

import subprocess


def git_setting(name: str, folder: str = ".") -> str:
    """The value of a setting of git in a folder; "" where there is none, or no git."""
    try:
        done = subprocess.run(["git", "config", "--get", name], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
