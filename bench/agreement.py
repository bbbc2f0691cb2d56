"""Do guardrails, the floor and the peers find what the workload was made to break?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Found = dict[str, set[str]]

FILE = re.compile(r"([tb][a-z0-9]+\.yaml)")


def expected(data: Path, name: str) -> Found:
    """Read what the generator broke: file name to rules R01…R20."""
    fails = json.loads((data / "expected.json").read_text(encoding="utf-8"))[name]["fails"]
    return {file: set(rules) for file, rules in fails.items()}


def of_hand(output: str) -> Found:
    """Read the floor's lines, `path: R01 …`."""
    found: Found = {}
    for line in output.splitlines():
        path, _, rest = line.partition(": ")
        found.setdefault(Path(path).name, set()).add(rest[:3])
    return found


def of_guardrails(report: str) -> Found:
    """Read guardrails' JSON report; an outcome other than failed, passed or skipped is named too."""
    found: Found = {}
    read: dict[str, Any] = json.loads(report)
    for manifest in read["manifests"]:
        for finding in manifest["findings"]:
            outcome = finding.get("outcome", "failed")
            if outcome in ("passed", "skipped"):
                continue
            number = re.search(r"\br(\d\d)-", finding["rule"])
            name = f"R{number[1]}" if number and outcome == "failed" else f"{finding['rule']} ({outcome})"
            found.setdefault(Path(manifest["file"]).name, set()).add(name)
    for problem in read.get("problems", ()):
        found.setdefault("problems", set()).add(str(problem)[:120])
    return found


def of_peer(output: str) -> set[str]:
    """Read which files a peer names; ajv names the good ones too."""
    return {m[1] for line in output.splitlines() if not line.endswith(" valid") for m in FILE.finditer(line)}


def concerned(want: Found, says: Iterable[str]) -> set[str]:
    """Say which files fail by the rules that a peer can say."""
    rules = set(says)
    return {file for file, broken in want.items() if broken & rules}


def differences(want: Mapping[str, set[str]], found: Mapping[str, set[str]]) -> list[str]:
    """Say in one line a file where two findings differ."""
    return [
        f"{file}: expected {sorted(want.get(file, ()))}, found {sorted(found.get(file, ()))}"
        for file in sorted({*want, *found})
        if want.get(file) != found.get(file)
    ]
