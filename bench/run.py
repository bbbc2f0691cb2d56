"""Measure guardrails, the hand-written floor and the peers, and write RESULTS.md.

    python bench/run.py [--quick] [--only cold|n1000|n10000] [--peers a,b] [--guardrails COMMAND]

Peers are installed into .bench/ (outside git) when they are first asked for; one that cannot be had is
skipped with its reason. Semgrep and Checkov are large and slow and run only when they are named: --peers
semgrep,checkov.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import agreement
import peers
import results
import subject
import timing
import translations
import workload

HERE = Path(__file__).resolve().parent
SIZES = {"cold": 1, "n1000": 1000, "n10000": 10000}
# runs and warm-ups: quick tools, slow tools
RUNS = {"cold": (21, 5), "n1000": (7, 1), "n10000": (3, 1)}
QUICK = {"cold": (7, 2), "n1000": (3, 1), "n10000": (1, 1)}


@dataclass(frozen=True, slots=True)
class Bench:
    """What one run of the benchmark needs to know."""

    home: peers.Home
    guardrails: subject.Subject
    quick: bool
    differs: bool = False

    def tools(self, name: str, quoted: bool = False) -> Path:
        return self.home.data(quoted) / f"n{SIZES[name]}" / "tools"

    def target(self, name: str, quoted: bool = False) -> Path:
        folder = self.tools(name, quoted)
        return folder / "t00000.yaml" if name == "cold" else folder

    def hand(self, target: Path) -> list[str]:
        return [sys.executable, str(HERE / "hand.py"), str(target)]

    def runs(self, name: str, slow: bool) -> int:
        return (QUICK if self.quick else RUNS)[name][slow]


def timed(
    bench: Bench,
    name: str,
    tool: str,
    argv: list[str],
    *,
    slow: bool = False,
    version: str = "",
    differs: bool = False,
    timeout: float = 300,
) -> None:
    """Time one tool in turn with the floor, keep the row and print it."""
    warmup = 0 if slow and name != "cold" else 1
    floor = bench.hand(bench.target(name))
    got = timing.pair(argv, floor, runs=bench.runs(name, slow), warmup=warmup, timeout=timeout)
    if not got:
        print(f"{name:7} {tool:17} stopped at the time limit of {timeout:.0f} s")
        return
    row = {
        "wall": got.wall,
        "cpu": got.cpu,
        "peak": got.peak,
        "ratio": got.ratio,
        "floor": got.other_wall,
        "runs": got.runs,
        "exit": got.exit,
        "version": version,
        "command": results.spelled(argv, bench.home.root),
    }
    if differs:
        row["differs"] = True
    results.keep(name, tool, row)
    print(
        f"{name:7} {tool:17} {got.wall:8.3f} s  x {got.ratio:7.2f} of the floor ({got.other_wall:.3f} s)  "
        f"{got.peak:6.0f} MB  {got.runs} runs{'  FINDS OTHER FILES' if differs else ''}",
        flush=True,
    )


def floors(bench: Bench, name: str) -> None:
    timed(bench, name, results.FLOOR, bench.hand(bench.target(name)))
    if name == "cold":
        timed(bench, name, "python", [sys.executable, "-c", "pass"])
        timed(bench, name, "imports", [sys.executable, "-c", "import click, yaml"])


def ours(bench: Bench, name: str) -> None:
    """Time guardrails inside the workspace of the set."""
    if bench.guardrails.missing:
        print(f"{name:7} guardrails        skipped: {bench.guardrails.missing}")
        return
    before = Path.cwd()
    os.chdir(bench.tools(name).parent)
    try:
        target = "tools/t00000.yaml" if name == "cold" else "tools"
        timed(bench, name, results.GUARDRAILS, bench.guardrails.check(target), differs=bench.differs)
    finally:
        os.chdir(before)


def check_ours(bench: Bench) -> list[str]:
    """Compare the floor's and guardrails' findings with what the workload broke; differences come back."""
    data = bench.home.data()
    out: list[str] = []
    for name in ("n1000", "bad"):
        want = agreement.expected(data, name)
        folder = data / name
        by_hand = subject.run(bench.hand(folder / "tools"), folder)
        out += [f"floor, {name}: {d}" for d in agreement.differences(want, agreement.of_hand(by_hand.stdout))]
        if bench.guardrails.missing:
            continue
        got = subject.run(bench.guardrails.check("tools", "--format", "json"), folder)
        try:
            found = agreement.of_guardrails(got.stdout)
        except (ValueError, KeyError, TypeError) as e:
            out.append(f"guardrails, {name}: no report that could be read ({e!r}); {got.stderr.strip()[-200:]}")
            continue
        out += [f"guardrails, {name}: {d}" for d in agreement.differences(want, found)]
    return out


def check_peer(bench: Bench, peer: peers.Peer) -> list[str]:
    """Compare the files that a peer names in the set of 100 with those that break a rule it can say."""
    if not peer.says:
        return []
    data = bench.home.data(peer.quoted) / "n100"
    got = subject.run(peer.call(bench.home, [data / "tools"]), data)
    want = agreement.concerned(agreement.expected(bench.home.data(), "n100"), peer.says)
    found = agreement.of_peer(got.stdout + got.stderr)
    return sorted(want ^ found)


def installed(bench: Bench, chosen: list[peers.Peer]) -> dict[str, list[str]]:
    """Install the peers that can be had; their names come back with the files in which they differ."""
    out: dict[str, list[str]] = {}
    for peer in chosen:
        try:
            peers.install(peer, bench.home)
            out[peer.name] = check_peer(bench, peer)
        except (peers.UnavailableError, OSError) as e:
            print(f"{peer.name}: skipped, {reason(e)}", flush=True)
            continue
        if out[peer.name]:
            print(f"{peer.name}: finds other files than expected: {', '.join(out[peer.name][:5])}", flush=True)
    return out


def reason(e: Exception) -> str:
    return e.strerror or type(e).__name__ if isinstance(e, OSError) else str(e)


def chosen_peers(names: str | None, quick: bool) -> list[peers.Peer]:
    if names is None:
        return [p for p in peers.PEERS if not p.optional and not (quick and (p.npm or p.slow))]
    unknown = [n for n in names.split(",") if n and n not in peers.BY_NAME]
    if unknown:
        sys.exit(f"unknown peer {', '.join(unknown)}; there are: {', '.join(peers.BY_NAME)}")
    return [peers.BY_NAME[n] for n in names.split(",") if n]


def prepare(home: peers.Home, sets: list[str]) -> None:
    """Write workload and translations; the ordinary defaults of a machine hold for what is timed."""
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
        os.environ.pop(name, None)
    home.root.mkdir(parents=True, exist_ok=True)
    (home.root / ".gitignore").write_text("*\n", encoding="utf-8")
    workload.write(home.data(), sorted({1, 100, 1000, *(SIZES[s] for s in sets)}))
    translations.write(home.root / "rules")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--quick", action="store_true", help="few runs; only the floors and the quick Python peers")
    ap.add_argument("--only", choices=SIZES, help="one set (n10000 runs only on request)")
    ap.add_argument("--peers", metavar="a,b", help="these peers; '' for none: " + ", ".join(peers.BY_NAME))
    ap.add_argument("--guardrails", metavar="COMMAND", help="how to call guardrails")
    ap.add_argument("--cache", type=Path, default=HERE.parent / ".bench", help="folder for data and peers")
    o = ap.parse_args()
    sets = [o.only] if o.only else ["cold", "n1000"]
    home = peers.Home(o.cache.resolve())
    prepare(home, sets)
    found = subject.ready(subject.find(o.guardrails), home.data() / "n1")
    bench = Bench(home, found, o.quick)
    differences = check_ours(bench)
    print("\n".join(differences) or "findings: as expected", end="\n" if not found.missing else " of the floor; ")
    if found.missing:
        print(f"guardrails is not compared: {found.missing}")
    bench = dataclasses.replace(bench, differs=any(d.startswith("guardrails") for d in differences))
    usable = installed(bench, chosen_peers(o.peers, o.quick))
    for name in sets:
        floors(bench, name)
        ours(bench, name)
        for peer in peers.PEERS:
            if peer.name in usable:
                argv = peer.call(home, [bench.target(name, peer.quoted)])
                timed(
                    bench,
                    name,
                    peer.name,
                    argv,
                    slow=peer.slow,
                    version=peer.version,
                    differs=bool(usable[peer.name]),
                    timeout=peer.timeout,
                )
    results.write()
    print("\n".join(["", *results.table(results.load())]))
    return 1 if differences or found.missing else 0


if __name__ == "__main__":
    sys.exit(main())
