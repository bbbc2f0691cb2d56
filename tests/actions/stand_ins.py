"""Programs that stand in for `guardrails` and `gh`: they write down how they were called, and answer what they were told."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TOOL = """\
import json, os, sys
from pathlib import Path
home = Path(__file__).resolve().parent.parent
asked = sys.argv[1:]
told = json.loads((home / "told.json").read_text())
python = sorted(name for name in os.environ if name.startswith("PYTHON"))
called = json.dumps({"arguments": asked, "folder": os.getcwd(), "python": python})
if asked[:2] == ["policy", "update"]:
    (home / "updated.json").write_text(called)
    print("The rules are under way.")
    sys.exit(1)
(home / "called.json").write_text(called)
forms = [b for a, b in zip(asked, asked[1:]) if a == "--format"]
forms += [a.removeprefix("--format=") for a in asked if a.startswith("--format=")]
for form in forms:
    name, _, file = form.partition("=")
    if file and name in told["writes"]:
        Path(file).write_text(told["writes"][name])
print(told["says"])
print(told["remarks"], file=sys.stderr)
sys.exit(told["code"])
"""
_BENCH = """\
import json, os, sys
from pathlib import Path
home = Path(__file__).resolve().parent.parent
asked = sys.argv[1:]
told = json.loads((home / "bench.json").read_text()).get(asked[1], {})
calls = home / "calls.json"
known = json.loads(calls.read_text()) if calls.exists() else []
python = sorted(name for name in os.environ if name.startswith("PYTHON"))
calls.write_text(json.dumps([*known, {"arguments": asked, "folder": os.getcwd(), "python": python}]))
for one in asked:
    form, _, file = one.partition("=")
    if form == "markdown":
        Path(file).write_text(told.get("markdown", ""))
print(told.get("says", asked[1] + " is fine"))
sys.exit(told.get("code", 0))
"""
_GH = """\
import json, os, sys
from pathlib import Path
home = Path(__file__).resolve().parent
told = json.loads((home / "told.json").read_text())
asked = sys.argv[1:]
body = next((Path(a.removeprefix("body=@")).read_text() for a in asked if a.startswith("body=@")), "")
calls = home / "calls.json"
known = json.loads(calls.read_text()) if calls.exists() else []
calls.write_text(json.dumps([*known, {"arguments": asked, "body": body, "marker": os.environ.get("MARKER", "")}]))
if told["refuses"] in asked:
    sys.exit(1)
if "--jq" in asked:
    print(told["comments"], end="")
"""


def _program(file: Path, source: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!{sys.executable} -I\n{source}")
    file.chmod(0o755)


@dataclass(frozen=True)
class Tool:
    """A `guardrails` that does what it is told."""

    home: Path

    def told(self, *, says: str = "", remarks: str = "", code: int = 0, writes: dict[str, str] | None = None) -> None:
        """What to print, which files to write, how to end."""
        answer = {"says": says, "remarks": remarks, "code": code, "writes": {"text": "All is fine.", **(writes or {})}}
        (self.home / "told.json").write_text(json.dumps(answer))

    @property
    def was_called(self) -> bool:
        """Whether anybody called it."""
        return (self.home / "called.json").exists()

    @property
    def called(self) -> dict[str, Any]:
        """Arguments, folder, and the PYTHON* variables it saw."""
        found: dict[str, Any] = json.loads((self.home / "called.json").read_text())
        return found

    @property
    def updated(self) -> dict[str, Any]:
        """How it was asked to fetch rules, in the same words."""
        found: dict[str, Any] = json.loads((self.home / "updated.json").read_text())
        return found

    @property
    def arguments(self) -> list[str]:
        """Its arguments."""
        return [str(one) for one in self.called["arguments"]]

    @property
    def outputs(self) -> dict[str, str]:
        """What the install step says of it."""
        return {"home": str(self.home), "bin": str(self.home / "bin")}


def tool_in(folder: Path) -> Tool:
    """A stand-in for the installed tool."""
    _program(folder / "bin" / "guardrails", _TOOL)
    tool = Tool(folder)
    tool.told()
    return tool


@dataclass(frozen=True)
class Bench:
    """A `guardrails policy` that does what it is told, command by command."""

    home: Path

    def told(self, **answers: dict[str, str | int]) -> None:
        """For each command what to print (`says`), what a comparison is (`markdown`), and how to end (`code`)."""
        (self.home / "bench.json").write_text(json.dumps(answers))

    @property
    def calls(self) -> list[dict[str, Any]]:
        """How it was called: arguments, folder, and the PYTHON* variables it saw."""
        return calls_of(self.home)

    @property
    def outputs(self) -> dict[str, str]:
        """What the install step says of it."""
        return {"home": str(self.home), "bin": str(self.home / "bin")}


def bench_in(folder: Path) -> Bench:
    """A stand-in for the installed tool in a repository of rules."""
    _program(folder / "bin" / "guardrails", _BENCH)
    bench = Bench(folder)
    bench.told()
    return bench


def gh_in(folder: Path, *, comments: str = "", refuses: str = "nothing") -> Path:
    """A stand-in for `gh`; the folder goes in front of PATH."""
    _program(folder / "gh", _GH)
    (folder / "told.json").write_text(json.dumps({"comments": comments, "refuses": refuses}))
    return folder


def calls_of(folder: Path) -> list[dict[str, Any]]:
    """How `gh` was called."""
    file = folder / "calls.json"
    found: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
    return found
