"""Pull requests as git has them on a runner: a merge commit, checked out at depth 2."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, str | None]
"""Texts by name; None deletes a file."""


@dataclass(frozen=True)
class PullRequest:
    """A checkout of a pull request, and the event that GitHub tells about it."""

    checkout: Path
    base: str
    event: dict[str, str]


def git(folder: Path, *arguments: str) -> str:
    """Run git, with nothing of this machine's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    person = {f"GIT_{who}_{what}": "mia@brand.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**clean, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(folder: Path, files: Files) -> None:
    """Write and delete files."""
    for name, text in files.items():
        file = folder / name
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)


def pull_request(folder: Path, base: Files, change: Files, *, depth: int = 2, at: str = "merge") -> PullRequest:
    """A repository with `base`, a pull request that makes `change`, checked out as actions/checkout does."""
    origin = folder / "origin"
    origin.mkdir(parents=True)
    git(origin, "init", "--quiet", "--initial-branch", "main")
    write(origin, base)
    _commit(origin, "before")
    git(origin, "checkout", "--quiet", "-b", "change")
    for number in (1, 2):  # a weakened rule may come in the first of several commits
        write(origin, {**change, "again.txt": str(number)})
        _commit(origin, f"change {number}")
    head = git(origin, "rev-parse", "HEAD")
    git(origin, "checkout", "--quiet", "main")
    write(origin, {"meanwhile.txt": "main moved on"})
    _commit(origin, "meanwhile")
    base_sha = git(origin, "rev-parse", "HEAD")
    git(origin, "checkout", "--quiet", "-b", "merge")
    git(origin, "merge", "--quiet", "--no-ff", "-m", "merge", "change")
    merge = git(origin, "rev-parse", "HEAD")
    git(folder, "clone", "--quiet", "--depth", str(depth), "--branch", at, origin.as_uri(), "checkout")
    event = {
        "github.event_name": "pull_request",
        "github.sha": merge,
        "github.token": "",
        "github.event.pull_request.number": "7",
        "github.event.pull_request.base.sha": base_sha,
        "github.event.pull_request.head.sha": head,
        "github.event.pull_request.head.repo.fork": "false",
    }
    return PullRequest(folder / "checkout", base_sha, event)


def _commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
