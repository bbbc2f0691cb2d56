"""Commands of the documentation, run in a copy of the examples, and what they print."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from guardrails.cli.main import main
from tests.docs.blocks import ROOT, Block

_WIDTH = 120
_COLOURS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS")


class NotAsMarkedError(Exception):
    """A command did not end as its mark says."""


def shown(block: Block, folder: Path, named: dict[str, str]) -> str:
    """What a `run` block shows when it stands for itself: it finds a copy of the examples, and the files of its mark."""
    _furnish(block, folder, named)
    return told(block, folder)


def told(block: Block, folder: Path) -> str:
    """What the commands of a `run` block print: for a console each command and its output, else the output only."""
    start = folder / (block.option("in") or ".")
    start.mkdir(parents=True, exist_ok=True)
    parts = []
    code = 0
    for command in block.subject.split(" && "):
        code, output = run(command, start)
        prompt = f"$ {_in_lines(command)}\n" if block.language == "console" else ""
        parts.append(prompt + _cut(output, block.option("from"), block.option("until")))
    wanted = int(block.option("exit") or 0)
    if code != wanted:
        raise NotAsMarkedError(f"line {block.line}: `{block.subject}` ends with {code}, not {wanted}\n{''.join(parts)}")
    return "\n".join(parts)


def _in_lines(command: str) -> str:
    """A command as somebody types it: a long one with each option on a line of its own."""
    return command if len(command) <= _WIDTH else command.replace(" --", " \\\n    --")


def run(command: str, start: Path) -> tuple[int, str]:
    """The exit code and the output of a command, started in a folder; 80 columns, no colour."""
    program, *arguments = shlex.split(command)
    if program == "git":
        return _git(arguments, start)
    assert program == "guardrails", command
    out, err = _stream(), _stream()
    with _standing_in(start), redirect_stdout(out), redirect_stderr(err):
        code = main(arguments)
    return code, _text(out) + _text(err)


def _git(arguments: list[str], start: Path) -> tuple[int, str]:
    done = subprocess.run(["git", *arguments], cwd=start, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    lines = data.getvalue().decode().splitlines()
    return "".join(line.rstrip() + "\n" for line in lines)


@contextmanager
def _standing_in(folder: Path) -> Iterator[None]:
    kept = Path.cwd()
    plain = {k: v for k, v in os.environ.items() if k not in _COLOURS}
    with mock.patch.dict(os.environ, plain, clear=True), mock.patch.object(sys, "stdin", _stream()):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(kept)


def _furnish(block: Block, folder: Path, named: dict[str, str]) -> None:
    """A copy of the examples, with the files that the mark puts there."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    for key, value in block.options:
        if key == "with":
            source, _, target = value.partition(" as ")
            place = folder / target
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(named[source] if source in named else (ROOT / source).read_text("utf-8"), "utf-8")
        elif key == "append":
            target, _, line = value.partition(" <- ")
            with (folder / target).open("a", encoding="utf-8") as file:
                file.write(f"\n{line}\n")


def _cut(text: str, start: str | None, end: str | None) -> str:
    """The text from one line to before another, each told by its beginning (`Must fix #2`: the second such line)."""
    lines = text.splitlines()
    first = _line(lines, start, 0) if start else 0
    last = _line(lines, end, first) if end else len(lines)
    kept = [*(["[…]"] if first else []), *lines[first:last], *(["[…]"] if last < len(lines) else [])]
    return "".join(line + "\n" for line in kept)


def _line(lines: list[str], beginning: str, after: int) -> int:
    words, _, number = beginning.partition(" #")
    found = [i for i, line in enumerate(lines) if i >= after and line.strip().startswith(words)]
    wanted = int(number or 1) - 1
    if wanted >= len(found):
        raise NotAsMarkedError(f"there is no line {beginning!r} in what came out")
    return found[wanted]
