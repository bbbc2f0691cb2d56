"""Workflows, action, template, scripts and the examples in the docs, read by the linters that others would run on them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.actions.runner import ACTION, CHECK, IMPACT, IMPACT_ACTION, ROOT
from tests.actions.wiring import ACTION_FILES, GITLAB, SCRIPTS, WORKFLOWS, run_blocks, steps_of, write_examples
from tests.clients.npm import node, package

IMPACT_PATH = IMPACT.parent.relative_to(ROOT).as_posix()
_SERVICE = Path(__file__).with_name("language_service.mjs")
_NODE_HEAD = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"


def client(name: str) -> str:
    """A client that the development group installs."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; `pip install --group dev` brings it")
    return found


def run(*command: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a client at the top of the project."""
    words = [str(word) for word in command]
    whole = {**os.environ, **(env or {})}
    return subprocess.run(words, cwd=ROOT, env=whole, capture_output=True, text=True, timeout=120, check=False)


def zizmor(*files: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor finds when it is as strict as it can be."""
    return run(client("zizmor"), "--offline", "--no-progress", "--persona", "pedantic", "--strict-collection", *files)


@pytest.mark.client
def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    done = zizmor(ROOT / ".github", CHECK, *write_examples(tmp_path, "workflow"))
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


@pytest.mark.client
def test_zizmor_would_find_an_input_in_a_script(tmp_path: Path) -> None:
    worse = tmp_path / "action.yml"
    worse.write_text(CHECK.read_text().replace('"$ASKED_FOLDER" ||', '"${{ inputs.working-directory }}" ||'))
    assert "template-injection" in zizmor(worse).stdout


@pytest.mark.client
def test_they_fit_the_published_schemas(tmp_path: Path) -> None:
    workflows = [*WORKFLOWS, *write_examples(tmp_path / "github", "workflow")]
    gitlab = [*GITLAB, *write_examples(tmp_path / "gitlab", "gitlab")]
    for schema, files in {
        "vendor.github-actions": [*ACTION_FILES],
        "vendor.github-workflows": workflows,
        "vendor.dependabot": [ROOT / ".github" / "dependabot.yml"],
        "vendor.gitlab-ci": gitlab,
    }.items():
        done = run(client("check-jsonschema"), "--builtin-schema", schema, *files)
        assert done.returncode == 0, done.stdout
    alone = [file for file in workflows if "runs-on" in file.read_text()]
    assert run(client("check-jsonschema"), "--builtin-schema", "custom.github-workflows-require-timeout", *alone).returncode == 0


@pytest.mark.client
@pytest.mark.parametrize("file", [*ACTION_FILES, *WORKFLOWS], ids=lambda file: str(file.relative_to(ROOT)))
def test_action_validator_is_content(file: Path, tmp_path: Path) -> None:
    validator = package("@action-validator/cli", "0.6.0") / ".bin" / "action-validator"
    younger = "      attestations: write # keep the attestations\n"  # than this client, which does not know it
    copy = tmp_path / (file.name if file in ACTION_FILES else f".github/workflows/{file.name}")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(file.read_text().replace(younger, ""))
    done = run(node(), validator, copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.client
def test_shellcheck_is_content_with_every_script(tmp_path: Path) -> None:
    for number, (name, script) in enumerate(run_blocks()):
        file = tmp_path / f"{number}.sh"
        file.write_text(f"#!/usr/bin/env bash\nset -eo pipefail\n{script}")
        done = run(client("shellcheck"), "--severity", "style", file)
        assert done.returncode == 0, f"{name}\n{done.stdout}"
    done = run(client("shellcheck"), "--severity", "style", *SCRIPTS)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """GitHub's own language service as one file: some versions of Node do not read its JSON modules."""
    built = tmp_path_factory.mktemp("service") / "service.mjs"
    language = package("@actions/languageservice", "0.3.61")
    esbuild = package("esbuild", "0.28.2") / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--banner:js={_NODE_HEAD}"]
    done = run(node(), esbuild, _SERVICE, *options, f"--outfile={built}", env={"NODE_PATH": str(language)})
    assert done.returncode == 0, done.stderr
    return built


def remarks(service: Path, *files: Path) -> list[str]:
    """What the language service says about files, with the inputs of our own action known to it."""
    done = run(node(), service, *files, env={"OUR_ACTIONS": json.dumps({"": ACTION, IMPACT_PATH: IMPACT_ACTION})})
    assert done.returncode == 0, done.stderr
    return [line for line in done.stdout.splitlines() if "Unable to resolve action" not in line]


@pytest.mark.client
def test_githubs_own_language_service_is_content(service: Path, tmp_path: Path) -> None:
    assert remarks(service, *ACTION_FILES, *WORKFLOWS, *write_examples(tmp_path, "workflow")) == []


@pytest.mark.client
def test_githubs_own_language_service_would_find_a_misspelt_input(service: Path, tmp_path: Path) -> None:
    file = next(file for file in write_examples(tmp_path, "workflow") if "comment: true" in file.read_text())
    file.write_text(file.read_text().replace("comment: true", "coment: true"))
    (found,) = remarks(service, file)
    assert "coment" in found


def test_every_action_is_pinned_by_one_commit_with_its_version() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    seen: dict[str, set[str]] = {}
    for file in (*ACTION_FILES, *WORKFLOWS, *pages):
        for what in re.findall(r"^\s*(?:- )?uses: (.+)$", file.read_text(), re.MULTILINE):
            if what.startswith("$/"):
                continue
            pinned = re.fullmatch(r"([\w./-]+)@([0-9a-f]{40}) # (.+)", what)
            assert pinned, f"{file.name}: {what}"
            seen.setdefault(pinned[1], set()).add(pinned[2])
    assert {name: commits for name, commits in seen.items() if len(commits) > 1} == {}


def test_jobs_have_no_right_that_is_not_listed_here() -> None:
    allowed = {
        ("release.yml", "attest"): {"id-token": "write", "attestations": "write"},
        ("release.yml", "publish"): {"id-token": "write"},
        ("release.yml", "release"): {"contents": "write"},
    }
    for file in WORKFLOWS:
        workflow = yaml.safe_load(file.read_text())
        assert workflow["permissions"] == {}
        for name, job in workflow["jobs"].items():
            assert job["permissions"] == allowed.get((file.name, name), {"contents": "read"}), (file.name, name)


def test_jobs_with_rights_run_nothing_from_a_checkout() -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())["jobs"]
    for name in ("attest", "publish", "release"):
        steps = steps_of({"jobs": {name: jobs[name]}})
        assert not [step for step in steps if "checkout" in step.get("uses", "") or ".ci/" in step.get("run", "")], name


@cache
def _locked(name: str) -> dict[str, str]:
    text = (ROOT / ".ci" / f"locked-{name}.txt").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert all("--hash=sha256:" in line and "==" in line for line in lines)
    return {re.split(r"[=\s;]", line)[0]: line for line in lines}


def test_the_locks_hold_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for name, wanted in {
        "libraries": project["project"]["dependencies"],
        "builder": project["dependency-groups"]["build"],
        "release": project["dependency-groups"]["release"],
    }.items():
        assert {re.split(r"[<>=~!\[; ]", one)[0].lower() for one in wanted} <= _locked(name).keys()
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]
    assert not _locked("libraries").keys() & _locked("builder").keys() - {"packaging", "typing-extensions"}


def test_the_docs_list_the_inputs_and_outputs_of_the_actions() -> None:
    parts = (ROOT / "docs" / "ci.md").read_text().partition("## Where the rules are kept")
    for text, action in ((parts[0], ACTION), (parts[2], IMPACT_ACTION)):
        rows = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", text, re.MULTILINE)
        assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == {*action["inputs"], *action["outputs"]}


def test_the_reusable_workflow_passes_its_inputs_on() -> None:
    text = yaml.safe_load((ROOT / ".github" / "workflows" / "guardrails.yml").read_text())
    inputs = text[True]["workflow_call"]["inputs"]  # `on` is true to this reader
    (step,) = [step for step in steps_of(text) if step.get("uses") == "$/"]
    assert step["with"] == {name: f"${{{{ inputs.{name} }}}}" for name in inputs}
    assert set(inputs) <= set(ACTION["inputs"])
