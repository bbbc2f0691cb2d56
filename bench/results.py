"""Keep the figures (results.json) and write them as a page (RESULTS.md)."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import peers

HERE = Path(__file__).resolve().parent
KEPT, PAGE = HERE / "results.json", HERE / "RESULTS.md"
GUARDRAILS, FLOOR = "guardrails", "hand"
STARTS = {"python": "bare Python start (`python -c pass`)", "imports": "`import click, yaml`"}
TITLES = {
    GUARDRAILS: "**guardrails**",
    FLOOR: "hand-written floor: C loader, 20 `if`s, one process",
    **STARTS,
    **{p.name: p.title for p in peers.PEERS},
}
Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]  # set (cold, n1000 …) -> tool -> row

HEAD = """# What it costs, next to a floor and to peers

`python bench/run.py` measures and writes this page: whole processes, medians, each tool in turn with the
hand-written floor (A B A B …), files and programs warm. Absolute times drift with the machine; the
ratios to the floor (×) hold. All get the same workload: `bench/workload.py` (about 2.2 kB a manifest,
four of five pass) and 20 rules. `bench/hand_rules.py` says what the rules mean; `bench/policies/` says
them to guardrails, `bench/translations.py` to the peers, as far as each can express them (column
"rules"). Before anything is timed, the files that each tool finds are compared with what the workload
was made to break; a tool that differs is marked.
Slow tools run once over the 1,000 files, so their figures there are rough.

They do not all do the same. The floor and the libraries print a line a finding; guardrails also checks the
schema and explains what it finds, and with many files it reads in as many processes as there are cores (cpu
seconds count them all).
"""


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, Python {platform.python_version()}"


def load() -> Rows:
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def keep(name: str, tool: str, row: Row) -> None:
    """Remember one row; an older one of the same set and tool goes."""
    rows = load()
    rows.setdefault(name, {})[tool] = {"date": dt.date.today().isoformat(), "machine": machine(), **row}
    KEPT.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def shortened(word: str, home: Path) -> str:
    out = word
    for folder, name in ((home, ".bench/"), (HERE.parent, ""), (Path(sys.executable).parent, "")):
        out = out.replace(f"{folder}/", name)
    return out


def spelled(argv: Iterable[str], home: Path) -> str:
    """Write a command line without this machine's folders; a long list of files becomes its pattern."""
    words: list[str] = []
    for word in argv:
        short = shortened(word, home)
        if short.endswith(".yaml") and "/tools/" in short and words and "/tools/" in words[-1]:
            words[-1] = short.rpartition("/")[0] + "/*.yaml"
        else:
            words.append(short)
    return " ".join(w if w.endswith("*.yaml") else shlex.quote(w) for w in words)


def seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def against(row: Row | None, ours: Row | None) -> float | None:
    """How many times as long as guardrails: both ratios are to the floor."""
    return row["ratio"] / ours["ratio"] if row and ours else None


def cells(rows: Rows, sets: list[str], tool: str) -> list[str]:
    out = []
    for name in sets:
        row, ours = rows.get(name, {}).get(tool), rows.get(name, {}).get(GUARDRAILS)
        got = row or {}
        out += [seconds(got.get("wall")), ratio(got.get("ratio"))]
        if tool != GUARDRAILS:
            out.append(ratio(against(row, ours)))
        else:
            out.append("1" if row else "–")
    last = rows.get("n1000", {}).get(tool) or {}
    return [*out, *([seconds(last["cpu"]), f"{last['peak']:.0f}"] if last else ["–", "–"])]


def rules_said(tool: str) -> str:
    peer = peers.BY_NAME.get(tool)
    return "–" if tool in STARTS else str(len(peer.says)) if peer else "20"


def table(rows: Rows) -> list[str]:
    """Write the one table: floors and peers, by their time for 1,000 files (else for one)."""
    sets = [s for s in ("cold", "n1000", "n10000") if s in rows or s != "n10000"]
    heads = {"cold": "one file, cold: s", "n1000": "1,000 files: s", "n10000": "10,000 files: s"}
    found = {tool for s in sets for tool in rows.get(s, {})} - {GUARDRAILS}

    def order(tool: str) -> tuple[float, float]:
        big, small = rows.get("n1000", {}).get(tool), rows.get("cold", {}).get(tool)
        return (big["ratio"] if big else -1, small["ratio"] if small else 0)

    columns = [
        "tool",
        "version",
        "rules",
        *(c for s in sets for c in (heads[s], "× floor", "× guardrails")),
        "cpu s, 1,000 files",
        "peak MB, 1,000 files",
    ]
    out = ["| " + " | ".join(columns) + " |", "|---|---|" + "---:|" * (len(columns) - 2)]
    for tool in [GUARDRAILS, *sorted(found, key=order)]:
        some = next((rows[s][tool] for s in sets if tool in rows.get(s, {})), {})
        mark = " (finds other files)" if any(rows.get(s, {}).get(tool, {}).get("differs") for s in sets) else ""
        out.append(
            "| "
            + " | ".join([TITLES[tool] + mark, some.get("version") or "–", rules_said(tool), *cells(rows, sets, tool)])
            + " |"
        )
    return out


def page(rows: Rows) -> str:
    flat = [(s, tool, row) for s, tools in rows.items() for tool, row in tools.items()]
    out = [HEAD, *table(rows), ""]
    if not any(GUARDRAILS in tools for tools in rows.values()):
        out += [
            "guardrails' own row is filled in by the next run of `bench/run.py` that finds the command.",
            "",
        ]
    days = sorted({row["date"] for _, _, row in flat})
    out += [
        f"Measured {' to '.join(dict.fromkeys([days[0], days[-1]]))} on: "
        + "; ".join(sorted({row["machine"] for _, _, row in flat}))
        + ".",
        "",
    ]
    out += ["## Command lines", "", "| tool | set | runs | command |", "|---|---|---:|---|"]
    for name, tool, row in sorted(flat, key=lambda x: (x[1], x[0])):
        out.append(f"| {tool} | {name} | {row['runs']} | `{row['command'].replace('|', chr(92) + '|')}` |")
    return "\n".join(out) + "\n"


def write() -> None:
    """Write the page from all rows that are kept."""
    rows = load()
    if rows:
        PAGE.write_text(page(rows), encoding="utf-8")
