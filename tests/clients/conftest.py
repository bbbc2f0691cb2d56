"""What the real clients share in a session: a wheelhouse, a home without a registry, and a repository of this project."""

from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.clients.npm import CACHE
from tests.clients.standing import ROOT, copy_of_the_project, made_once, must, plain_environment, run, without_registry

TAG = "v0.0.0"


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all test processes of this session."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def wheels_needed() -> list[str]:
    """What installing this project asks for: to run, to build (also for editable installs), and for our own hooks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    pinned = {name for repo in own["repos"] for hook in repo["hooks"] for name in hook.get("additional_dependencies", ())}
    return [*project["project"]["dependencies"], *project["build-system"]["requires"], "editables>=0.3", *sorted(pinned)]


@pytest.fixture(scope="session")
def wheelhouse(shared: Path) -> Path:
    """A folder with every wheel that is needed, kept between sessions; skips with pip's reason where there is no registry."""
    needed = wheels_needed()
    named = hashlib.sha256(repr((needed, sys.version_info[:2])).encode()).hexdigest()[:12]

    def fill(folder: Path) -> None:
        pip = [sys.executable, "-I", "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--wheel-dir"]
        code, told = run([*pip, folder, *needed], folder, dict(os.environ))
        if code:
            pytest.skip(f"no wheelhouse, because pip says: {told.strip().splitlines()[-1]}")

    return made_once(CACHE / f"wheelhouse-{named}", fill)


@pytest.fixture(scope="session")
def offline(shared: Path, wheelhouse: Path) -> dict[str, str]:
    """The environment of the clients: one home for all, the wheelhouse, no registry."""
    return without_registry(shared / "home", wheelhouse)


@pytest.fixture(scope="session")
def project(shared: Path) -> Path:
    """This project as a git repository with a tag, as IT would keep its copy."""

    def commit(folder: Path) -> None:
        copy_of_the_project(folder)
        here = plain_environment(shared / "home")
        for command in ("init -q -b main", "add -A", "commit -q -m project", f"tag {TAG}"):
            must(["git", *command.split()], folder, here)

    return made_once(shared / "project", commit)
