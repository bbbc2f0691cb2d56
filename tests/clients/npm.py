"""Programs from npm, installed once into a folder of the project that git does not keep."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CACHE = Path(__file__).parents[2] / ".cache" / "clients"


def package(name: str, version: str) -> Path:
    """The folder in which a package lies with all it needs; without npm or a registry the test is skipped and says so."""
    folder = CACHE / f"{name.strip('@').replace('/', '-')}-{version}"
    if not folder.exists():
        _install(f"{name}@{version}", folder)
    return folder / "node_modules"


def node() -> str:
    """The program that runs them; without it the test is skipped and says so."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    return found


def _install(what: str, folder: Path) -> None:
    """Into a folder of this process first, so that a test beside us finds all of it or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"npm is not installed, so there is no {what}")
    growing = folder.with_name(f"{folder.name}.{os.getpid()}")
    growing.mkdir(parents=True)
    options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run([npm, "install", *options, "--prefix", str(growing), what], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(growing)
        pytest.skip(f"npm could not install {what}: {' '.join(done.stderr.split())[:200]}")
    try:
        growing.rename(folder)
    except OSError:  # a test beside us was first
        shutil.rmtree(growing)
