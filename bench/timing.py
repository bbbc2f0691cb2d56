"""Run measure.py in a small process of its own and read its rows."""

from __future__ import annotations

import shlex
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEASURE = Path(__file__).resolve().parent / "measure.py"


@dataclass(frozen=True, slots=True)
class Timing:
    """The medians of one command, its ratio to the other (pair by pair), and how many runs there were."""

    wall: float
    cpu: float
    peak: float
    exit: int
    runs: int
    ratio: float
    other_wall: float


def pair(a: list[str], b: list[str], *, runs: int, warmup: int, timeout: float) -> Timing | None:
    """Time A and B in turn; None when the time limit left no whole pair."""
    argv = [sys.executable, "-I", "-S", str(MEASURE), "-n", str(runs), "--warmup", str(warmup)]
    argv += ["--timeout", str(timeout), "--vs", shlex.join(b), "--", *a]
    got = subprocess.run(argv, capture_output=True, text=True, check=False)
    found: dict[str, list[tuple[float, float, float, int]]] = {"A": [], "B": []}
    for line in got.stdout.splitlines():
        if line.startswith("run "):
            _, name, *figures, code = line.split()
            found[name].append((float(figures[0]), float(figures[1]), float(figures[2]), int(code)))
    ours, theirs = found["A"], found["B"]
    if not ours or not theirs:
        return None
    wall = statistics.median(r[0] for r in ours)
    cpu = statistics.median(r[1] for r in ours)
    peak = statistics.median(r[2] for r in ours)
    ratio = statistics.median(x[0] / y[0] for x, y in zip(ours, theirs, strict=False))
    other = statistics.median(r[0] for r in theirs)
    return Timing(wall, cpu, peak, ours[-1][3], len(ours), ratio, other)
