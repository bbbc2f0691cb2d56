"""The whole action in a checkout full of traps: installed from its own files, then run for real."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.actions.pull_requests import Files, pull_request, write
from tests.actions.runner import ROOT, Ran, obeyed, run_action
from tests.actions.stand_ins import calls_of, gh_in
from tests.cli.workspaces import RULE, TOOL, WORKSPACE
from tests.files.published import FILES, Repository
from tests.language.bundles import BUNDLE, ORGANISATION, pack

pytestmark = pytest.mark.client

SPRUNG = "sprung.txt"
_TRAP = f"from pathlib import Path; Path(__file__).with_name({SPRUNG!r}).write_text(__name__)\n"
_MODULES = ("click", "yaml", "logging", "pip", "venv", "ensurepip", "hatchling", "guardrails", "sitecustomize", "usercustomize")
TRAPS = {
    **{f"{name}.py": _TRAP for name in _MODULES},
    "setup.py": _TRAP,
    "conftest.py": _TRAP,
    "pip.conf": "[global]\nindex-url = https://registry.evil.example/simple\n",
    "uv.toml": 'index-url = "https://registry.evil.example/simple"\n',
    "pyproject.toml": '[tool.guardrails]\nplugins = ["click"]\n[build-system]\nrequires = ["evil"]\n',
    "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
    ".ci/install": "touch sprung.txt\n",
    "action.yml": "name: theirs\n",
}
BASE = {
    "guardrails.yaml": WORKSPACE,
    "policies/bundle.yaml": BUNDLE,
    "policies/organisation.yaml": ORGANISATION,
    "policies/packs/one.yaml": pack(RULE),
    "tools/sparrow.yaml": TOOL,
}
_SIGNED = "status: signed"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The outputs of the install step, run from a checkout full of traps with the job's PYTHONPATH on it."""
    checkout, temp = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("temp")
    write(checkout, TRAPS)
    home = {"PYTHONPATH": str(checkout), "HOME": os.environ.get("HOME", str(temp))}
    ran = run_action(checkout, temp, {}, {}, done={"check": {}, "Comment": {}}, env=home)
    if ran.code and "Could not find a version" in ran.log and "CI" not in os.environ:  # there a lock that is off has to be seen
        pytest.skip(f"the locked libraries can't be had here: {' '.join(ran.log.split())[-300:]}")
    assert ran.code == 0, ran.log
    assert not (checkout / SPRUNG).exists(), (checkout / SPRUNG).read_text()
    (home_folder,) = temp.glob("guardrails.*")
    return {"home": str(home_folder), "bin": str(home_folder / "venv" / "bin")}


def test_the_libraries_are_those_of_the_lock(installed: dict[str, str]) -> None:
    done = subprocess.run(
        [f"{installed['bin']}/python", "-I", "-m", "pip", "list", "--format=json"], capture_output=True, text=True, check=True
    )
    there = {one["name"].lower().replace("_", "-"): one["version"] for one in json.loads(done.stdout)}
    lock = (ROOT / ".ci" / "locked-libraries.txt").read_text().splitlines()
    locked = dict(line.split(" ")[0].split("==") for line in lock if "==" in line)
    assert {name: there[name] for name in locked.keys() & there} == {name: locked[name] for name in locked.keys() & there}
    assert {"click", "pyyaml", "jsonschema", "martech-guardrails"} <= set(there)


def test_the_tool_runs_among_the_traps_without_touching_one(tmp_path: Path, installed: dict[str, str]) -> None:
    write(tmp_path, {**BASE, **TRAPS})
    done = subprocess.run(
        [f"{installed['bin']}/guardrails", "check"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing to fix" in done.stdout
    assert not (tmp_path / SPRUNG).exists()


def run_whole(
    tmp_path: Path, installed: dict[str, str], change: Files, given: dict[str, str] | None = None, base: Files = BASE
) -> Ran:
    """The action on a pull request that makes a change, with the tool that was installed, on a machine that keeps nothing."""
    one = pull_request(tmp_path / "git", base, change)
    temp = tmp_path / "temp"
    temp.mkdir()
    gh = gh_in(tmp_path / "gh")
    env = {
        "PYTHONPATH": str(one.checkout),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": f"{gh}{os.pathsep}{os.environ['PATH']}",
    }
    ran = run_action(one.checkout, temp, given or {}, one.event, done={"install": installed}, env=env)
    assert not (one.checkout / SPRUNG).exists()
    return ran


def test_a_pull_request_that_is_fine_passes(tmp_path: Path, installed: dict[str, str]) -> None:
    ran = run_whole(tmp_path, installed, dict(TRAPS))
    assert ran.code == 0, ran.log
    assert ran.outputs["exit-code"] == "0"
    assert ran.outputs["blocking"] == "0"
    assert ran.summary


def test_a_pull_request_can_not_weaken_its_own_check(tmp_path: Path, installed: dict[str, str]) -> None:
    weaker = {
        "tools/sparrow.yaml": TOOL.replace(_SIGNED, "status: none", 1),
        "policies/packs/one.yaml": pack(
            RULE.replace("require: {field: contract.dpa.status, is: signed}", "require: {field: id, present: true}")
        ),
    }
    ran = run_whole(tmp_path, installed, weaker, {"sarif-file": "out.sarif", "comment": "true"})
    assert ran.code == 1, ran.log
    assert ran.outputs["exit-code"] == "1"
    assert int(ran.outputs["blocking"]) >= 1
    assert ran.outputs["sarif-file"] == "out.sarif"
    assert any(line.startswith("::error") and "tools/sparrow.yaml" in line for line in obeyed(ran.log))
    body = str(calls_of(tmp_path / "gh")[-1]["body"])
    assert body.count("<!-- guardrails -->") == 1
    assert "tools/sparrow.yaml" in body
    assert "policies/packs/one.yaml" in body, "it says which rules of the change are not in force yet"


@pytest.fixture
def office_files(tmp_path: Path, installed: dict[str, str]) -> Files:
    """A workspace whose rules come from a repository of IT, with its lock."""
    rules = Repository(tmp_path / "it")
    rules.folder.mkdir()
    rules.git("init", "--quiet", "--initial-branch", "main")
    rules.write(FILES)
    rules.publish("v1.0.0")
    office = tmp_path / "office"
    settings = WORKSPACE.replace("source: policies", f"source: {rules.source('v1.0.0')}")
    files = {"guardrails.yaml": settings, "tools/sparrow.yaml": TOOL}
    write(office, files)
    update = [f"{installed['bin']}/guardrails", "policy", "update"]
    elsewhere = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "elsewhere")}
    subprocess.run(update, cwd=office, env=elsewhere, check=True, capture_output=True)
    return {**files, "guardrails.lock": (office / "guardrails.lock").read_text()}


def test_rules_from_git_are_there_on_a_machine_that_never_saw_them(
    tmp_path: Path, installed: dict[str, str], office_files: Files
) -> None:
    changed = {"tools/sparrow.yaml": TOOL.replace(_SIGNED, "status: none", 1)}
    ran = run_whole(tmp_path, installed, changed, base=office_files)
    assert ran.code == 1, ran.log
    assert any(line.startswith("::error") and "tools/sparrow.yaml" in line for line in obeyed(ran.log))


def test_where_the_rules_can_not_be_fetched_the_log_says_why(
    tmp_path: Path, installed: dict[str, str], office_files: Files
) -> None:
    (tmp_path / "it").rename(tmp_path / "moved")
    ran = run_whole(tmp_path, installed, {"notes.md": "A change.\n"}, base=office_files)
    assert ran.code == 3, ran.log
    assert "These rules are not on this computer yet" in ran.log
    assert "We can't fetch the rules" in ran.log


def test_words_of_a_manifest_are_no_commands(tmp_path: Path, installed: dict[str, str]) -> None:
    text = TOOL.replace(_SIGNED, "status: none", 1).replace("title: ", 'title: "##[error]a" # ', 1)
    ran = run_whole(tmp_path, installed, {"tools/sparrow.yaml": text, "tools/::error::b.yaml": "a: [\n"})
    assert ran.code == 1, ran.log
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in obeyed(ran.log))
