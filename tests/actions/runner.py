"""The steps of our composite action run here as GitHub's runner would: the same shell, variables, files and conditions."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.actions.expressions import filled, holds

ROOT = Path(__file__).parents[2]
CHECK = ROOT / "action.yml"
IMPACT = ROOT / ".github" / "actions" / "policy-impact" / "action.yml"
ACTION: dict[str, Any] = yaml.safe_load(CHECK.read_text())
IMPACT_ACTION: dict[str, Any] = yaml.safe_load(IMPACT.read_text())
_SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")


@dataclass
class Ran:
    """What a run of the action came to."""

    code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)


def run_action(
    workspace: Path,
    temp: Path,
    given: Mapping[str, str],
    event: Mapping[str, str],
    *,
    done: Mapping[str, Mapping[str, str]] | None = None,
    env: Mapping[str, str] | None = None,
    file: Path = CHECK,
) -> Ran:
    """Run an action's own steps in a checkout. `done` holds the outputs of steps that are not to run again."""
    action = ACTION if file == CHECK else IMPACT_ACTION
    assert set(given) <= set(action["inputs"]), "an input that the action does not have"
    names = dict(event)
    names |= {f"inputs.{name}": filled(one.get("default", ""), names) for name, one in action["inputs"].items()}
    names |= {f"inputs.{name}": value for name, value in given.items()}
    ran, failed = Ran(), False
    for step in action["runs"]["steps"]:
        here = step.get("id", step["name"])
        if done and here in done:
            names |= {f"steps.{here}.outputs.{key}": value for key, value in done[here].items()}
            names[f"steps.{here}.outcome"] = "success"
            continue
        condition = step.get("if", "")
        if (failed and "cancelled()" not in condition) or (condition and not holds(condition, names)):
            continue
        assert "run" in step, "only our own scripts run here"
        code = _run_step(step, here, workspace, temp, names, {"GITHUB_ACTION_PATH": str(file.parent), **(env or {})}, ran)
        names[f"steps.{here}.outcome"] = "failure" if code else "success"
        failed = failed or bool(code)
        ran.code = ran.code or code
    ran.outputs = {name: filled(one["value"], names) for name, one in action["outputs"].items()}
    return ran


def _run_step(
    step: Mapping[str, Any],
    here: str,
    workspace: Path,
    temp: Path,
    names: dict[str, str],
    env: Mapping[str, str],
    ran: Ran,
) -> int:
    assert "${{" not in step["run"], "inputs reach a script as environment only"
    files = {key: temp / f"{key}-{len(ran.steps)}" for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
    for file in files.values():
        file.touch()
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTHON", "GIT_"))},
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_REPOSITORY": "brand/marketing",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_RUN_ID": "1",
        "RUNNER_TEMP": str(temp),
        **{key: str(file) for key, file in files.items()},
        **env,
        **{key: filled(str(value), names) for key, value in step.get("env", {}).items()},
    }
    done = subprocess.run(
        [*_SHELL, step["run"]], cwd=workspace, env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    names |= {f"steps.{here}.outputs.{key}": value for key, value in outputs_in(files["GITHUB_OUTPUT"].read_text()).items()}
    assert not files["GITHUB_ENV"].read_text(), "nothing of ours reaches the environment of other steps"
    ran.log += done.stdout + done.stderr
    ran.summary += files["GITHUB_STEP_SUMMARY"].read_text()
    ran.steps.append(here)
    return done.returncode


def outputs_in(text: str) -> dict[str, str]:
    """The outputs in a GITHUB_OUTPUT file, `name=value` or `name<<END`, as the runner reads them."""
    found: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        block = re.fullmatch(r"([\w-]+)<<(.+)", line)
        if block:
            body = []
            while (one := next(lines)) != block[2]:
                body.append(one)
            found[block[1]] = "\n".join(body)
        elif line:
            name, equals, value = line.partition("=")
            assert equals, f"not an output: {line}"
            found[name] = value
    return found


def obeyed(log: str) -> list[str]:
    """The lines of a log that the runner takes for commands, after its own rules for `stop-commands`."""
    found, token = [], ""
    for line in log.splitlines():
        command = re.match(r"\s*::([^\s:]+)[^:]*::(.*)", line)
        if token:
            token = "" if command and command[1] == token else token
        elif command and command[1] == "stop-commands":
            token = command[2]
        elif command or "##[" in line:
            found.append(line.strip())
    return found
