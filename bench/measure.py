"""Time whole processes from outside.

    python -I -S measure.py [-n RUNS] [--warmup W] [--timeout S] [--vs B] -- A

A is a command with its arguments, B one as a single text. Wall seconds come from a monotonic clock; cpu (user
and system) and peak memory from the operating system's accounting of the finished child (os.wait4: what it
waited for is in it; the peak is the largest single process). With --vs the two run in turn, A B A B, and the
ratio is taken pair by pair. What the commands print is thrown away. One row a run, then min, median and max.
POSIX only.

Few imports on purpose: a child's peak memory is never counted below that of the process that starts it.
"""

from __future__ import annotations

import os
import signal
import sys
import time

NULL = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
]
MIB = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss counts KiB on Linux, bytes on macOS


class TimeIsUpError(Exception):
    """The time limit for all runs has passed."""


def once(argv: list[str]) -> tuple[float, float, float, int]:
    """Run one process to its end: wall seconds, cpu seconds, peak MiB, exit code."""
    began = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=NULL)
    try:
        _, status, used = os.wait4(pid, 0)
    except TimeIsUpError:
        os.kill(pid, signal.SIGKILL)
        raise
    wall = time.perf_counter() - began
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MIB, os.waitstatus_to_exitcode(status)


def late(*_: object) -> None:
    raise TimeIsUpError


def row(name: str, values: list[float]) -> None:
    values = sorted(values)
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    print(f"{name:<11} {values[0]:11.4f} {middle:11.4f} {values[-1]:11.4f}")


def summary(runs: dict[str, list[tuple[float, float, float, int]]]) -> None:
    for name, done in runs.items():
        for i, key in enumerate(("wall s", "cpu s", "peak MiB")):
            if done:
                row(f"{name} {key}", [r[i] for r in done])
    for i, key in enumerate(("wall", "cpu")):
        ratios = [x[i] / y[i] for x, y in zip(runs["A"], runs["B"], strict=False) if y[i]]
        if ratios:
            row(f"A/B {key}", ratios)


def main() -> None:
    args, options = sys.argv[1:], {"-n": "5", "--warmup": "1", "--timeout": "100", "--vs": ""}
    while args and args[0] != "--":
        if args[0] not in options or len(args) < 2:
            sys.exit(__doc__)
        options[args[0]], args = args[1], args[2:]
    if len(args) < 2:
        sys.exit(__doc__)
    commands = {"A": args[1:]}
    if options["--vs"]:
        import shlex

        commands["B"] = shlex.split(options["--vs"])
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, float(options["--timeout"]))
    runs: dict[str, list[tuple[float, float, float, int]]] = {"A": [], "B": []}
    try:
        for i in range(-int(options["--warmup"]), int(options["-n"])):
            for name, argv in commands.items():
                run = once(argv)
                if i >= 0:
                    runs[name].append(run)
                    print(f"run {name} {run[0]:.6f} {run[1]:.6f} {run[2]:.3f} {run[3]}")
    except TimeIsUpError:
        print("stopped at the time limit")
    summary(runs)


if __name__ == "__main__":
    main()
