"""Where guardrails' time goes: import times of the passing file, and a cProfile top 25 of the 1,000 files.

    python bench/profile.py [--top 25] [--sort tottime] [-- OPTIONS FOR guardrails check]

Both run on one processor where the system lets us choose, so that guardrails keeps to one process and all of it
is seen.
"""

from __future__ import annotations

import argparse
import os
import pstats
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
START = str(HERE / "start.py")
CHECK = ("--policies", str(HERE / "policies"), "--as-of", "2026-06-30")


def python(workspace: Path, *options: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, *options],
        cwd=workspace,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def imports(workspace: Path, top: int, extra: list[str]) -> None:
    """Print what is imported on the passing path, the dearest first."""
    call = ("-X", "importtime", START, "check", "tools", *CHECK, *extra)
    python(workspace, *call)  # warm: byte code and caches
    got = python(workspace, *call)
    rows = []
    for line in got.stderr.splitlines():
        if line.startswith("import time:") and "[us]" not in line:
            own, total, name = line.removeprefix("import time:").split("|")
            rows.append((int(own), int(total), name.strip()))
    print(
        f"passing file: exit {got.returncode}, {len(rows)} modules, "
        f"{sum(r[0] for r in rows) / 1000:.1f} ms of imports "
        "(with the clock's own cost)"
    )
    if not rows or got.returncode:
        print(got.stderr[-500:])
    groups: dict[str, list[int]] = {}
    for spent, _, module in rows:
        groups.setdefault(module.partition(".")[0], []).append(spent)
    for group, owned in sorted(groups.items(), key=lambda x: -sum(x[1]))[:12]:
        print(f"  {sum(owned) / 1000:7.2f} ms  {len(owned):3} modules  {group}")
    print("  the dearest, by their own time:")
    for spent, with_others, module in sorted(rows, reverse=True)[:top]:
        print(f"  {spent / 1000:7.2f} ms  ({with_others / 1000:7.2f} with what it imports)  {module}")


def calls(workspace: Path, top: int, sort: str, extra: list[str]) -> None:
    """Print the calls of the 1,000 files that cost most."""
    out = workspace.parent / "profile.out"
    out.unlink(missing_ok=True)
    got = python(workspace, "-m", "cProfile", "-o", str(out), START, "check", "tools", *CHECK, *extra)
    print(f"\n1,000 files under cProfile: exit {got.returncode}")
    if not out.exists():
        print(got.stderr[-500:])
        return
    pstats.Stats(str(out)).strip_dirs().sort_stats(sort).print_stats(top)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--top", type=int, default=25)
    ap.add_argument("--sort", default="tottime", help="tottime, cumulative, ncalls …")
    ap.add_argument("--data", type=Path, default=HERE.parent / ".bench" / "data")
    ap.add_argument("extra", nargs="*", help="more options for guardrails check, after --")
    o = ap.parse_args()
    if not (o.data / "n1000").exists():
        sys.exit(f"no workload yet: {Path(sys.executable).name} bench/workload.py")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    imports(o.data / "n1", o.top, o.extra)
    calls(o.data / "n1000", o.top, o.sort, o.extra)


if __name__ == "__main__":
    main()
