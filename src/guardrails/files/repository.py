"""The repository around a folder, and the programs of this computer that do not come out of it."""

from __future__ import annotations

import os


def repository_of(folder: str) -> str | None:
    """The top of the repository around a folder."""
    here = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def program_here(name: str, top: str) -> str | None:
    """A program of this computer: never one that lies below `top`, nor one from "the folder we stand in"."""
    name = f"{name}.exe" if os.name == "nt" else name
    real = os.path.realpath(top) + os.sep
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        file = os.path.join(folder, name)
        ours = os.path.isabs(folder) and not os.path.realpath(file).startswith(real)
        if ours and os.path.isfile(file) and os.access(file, os.X_OK):
            return file
    return None


def program_for(name: str, folder: str) -> str | None:
    """A program of this computer to be started for a folder: never one from the repository around it."""
    return program_here(name, repository_of(folder) or os.path.abspath(folder))
