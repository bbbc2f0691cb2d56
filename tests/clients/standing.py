"""Where the real clients run: their own homes and caches, no registry, and nothing of the settings of this machine."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
DAY = "2026-11-23"
_SETTINGS = ("PIP_", "UV_", "GIT_", "PRE_COMMIT", "PREK", "PIPX_", "GUARDRAILS_", "PYTHON", "VIRTUAL_ENV", "XDG_", "SKIP")
_COLOURS = ("FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "CI")


def client(name: str) -> str:
    """The path of a program of the `dev` group; without it the test is skipped and says so."""
    found = shutil.which(name, path=f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        pytest.skip(f"{name} is not installed; it is part of the dependency group dev")
    return found


def plain_environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of this machine without anybody's settings, and a home of our own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_SETTINGS) and k not in _COLOURS}
    home.mkdir(parents=True, exist_ok=True)
    settings = {
        "PATH": f"{PROGRAMS}{os.pathsep}{kept.get('PATH', '')}",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": f"mia{at}"
            for who in ("AUTHOR", "COMMITTER")
            for what, at in (("NAME", ""), ("EMAIL", "@brand.example"))
        },
    }
    return {**kept, **settings, **more}


def without_registry(home: Path, wheelhouse: Path) -> dict[str, str]:
    """An environment in which pip, uv and all that use them find packages in the wheelhouse and nowhere else."""
    return plain_environment(
        home,
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(wheelhouse),
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_COMPILE="1",  # half the time of an installation
        UV_NO_CONFIG="1",
        UV_NO_INDEX="1",
        UV_OFFLINE="1",
        UV_FIND_LINKS=str(wheelhouse),
        UV_PYTHON_DOWNLOADS="never",
        UV_CACHE_DIR=str(home / "uv"),
        PRE_COMMIT_HOME=str(home / "pre-commit"),
        PREK_HOME=str(home / "prek"),
    )


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code of a command, and all that it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def must(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> str:
    """What a command printed that has to work."""
    code, told = run(command, folder, environment)
    assert code == 0, f"{command} ended with {code}\n{told}"
    return told


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Test processes side by side share what is slow to make; the first makes it, the others wait."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder that is whole or not there: made elsewhere first, then moved to its place."""
    with one_at_a_time(folder.with_name(f"{folder.name}.lock")):
        if not folder.exists():
            growing = folder.with_name(f"{folder.name}.growing")
            shutil.rmtree(growing, ignore_errors=True)
            growing.mkdir(parents=True)
            make(growing)
            growing.rename(folder)
    return folder


def files_of_the_project() -> list[str]:
    """Every file that git keeps, or would keep once added; without a checkout the test is skipped."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is not a git checkout, so there is nothing to clone")
    return sorted({name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()})


def copy_of_the_project(folder: Path) -> None:
    """The project as it stands in the working folder."""
    for name in files_of_the_project():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
