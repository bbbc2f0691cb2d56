"""What `guardrails init` writes is read by the clients that it is written for."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.workshop.first_files import first_files
from guardrails.workshop.repository_files import OwnCopy, Wanted

ROOT = Path(__file__).parents[2]
SCHEMAS = ParsedSchemas(shipped_schema_texts())
KNOWN = OwnCopy("https://git.brand.example/it/guardrails", "0123456789abcdef0123456789abcdef01234567", "v0.1.0")
ODD = "our: 'team' #1"
WAYS = {
    "usual": (Wanted(), ""),
    "known copy": (Wanted(copy=KNOWN), ""),
    "odd folder": (Wanted(it_team="@brand/it", marketing_team="@brand/marketing"), ODD),
    "both": (Wanted(copy=KNOWN), ODD),
    "gitlab": (Wanted(ci="gitlab"), ""),
    "gitlab, both": (Wanted(ci="gitlab", copy=KNOWN), ODD),
}


def files_of(way: str) -> dict[str, str]:
    """The first files of one way to set up."""
    wanted, below = WAYS[way]
    return first_files(SCHEMAS, below, wanted)


def client(name: str) -> str:
    """A client that the development group installs."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed; `pip install --group dev` brings it")
    return found


def run(tmp_path: Path, *command: str) -> str:
    """What a client says; "" where it is content."""
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


def written(tmp_path: Path, name: str, ways: tuple[str, ...] = tuple(WAYS)) -> list[str]:
    """One file, in every way that has it, each in a folder of its own; their paths."""
    paths = []
    for number, way in enumerate(ways):
        files = files_of(way)
        if name in files:
            path = tmp_path / str(number) / name
            path.parent.mkdir(parents=True)
            path.write_text(files[name], "utf-8")
            paths.append(str(path))
    assert paths
    return paths


def test_pre_commit_reads_the_hook(tmp_path: Path) -> None:
    assert run(tmp_path, client("pre-commit"), "validate-config", *written(tmp_path, ".pre-commit-config.yaml")) == ""


def test_the_workflow_fits_its_schema(tmp_path: Path) -> None:
    paths = written(tmp_path, ".github/workflows/guardrails.yml")
    for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
        assert run(tmp_path, client("check-jsonschema"), "--builtin-schema", schema, *paths) == ""


def test_the_gitlab_file_fits_its_schema(tmp_path: Path) -> None:
    paths = written(tmp_path, ".gitlab-ci.yml")
    assert run(tmp_path, client("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", *paths) == ""


def test_zizmor_finds_nothing_in_the_workflow(tmp_path: Path) -> None:
    paths = written(tmp_path, ".github/workflows/guardrails.yml")
    strict = ("--offline", "--no-progress", "--persona", "pedantic", "--strict-collection")
    assert run(tmp_path, client("zizmor"), *strict, *paths) == ""


@pytest.mark.parametrize("way", WAYS)
def test_the_hook_runs_the_check_on_the_workspace(way: str) -> None:
    [repo] = yaml.safe_load(files_of(way)[".pre-commit-config.yaml"])["repos"]
    [hook] = repo["hooks"]
    published = {h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    hook = {**published[hook["id"]], **hook}
    assert hook["always_run"] is True
    assert hook["pass_filenames"] is False
    below = WAYS[way][1]
    command = [*shlex.split(hook["entry"]), *hook.get("args", [])]
    assert command == ["guardrails", "check", *([below] if below else [])]


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    steps = yaml.safe_load(files_of("odd folder")[".github/workflows/guardrails.yml"])["jobs"]["guardrails"]["steps"]
    assert steps[-1]["with"] == {"working-directory": ODD}
    assert set(steps[-1]["with"]) <= set(yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"])


def test_the_gitlab_file_gives_the_template_what_it_takes() -> None:
    text = yaml.safe_load(files_of("gitlab, both")[".gitlab-ci.yml"])
    [included] = text["include"]
    assert included["ref"] == text["guardrails"]["variables"]["TOOL_COMMIT"] == KNOWN.commit
    assert text["guardrails"]["before_script"] == ["cd -- " + shlex.quote(ODD)]
    job = yaml.safe_load((ROOT / included["file"]).read_text("utf-8"))["guardrails"]
    assert {*text["guardrails"]["variables"]} <= {*job["variables"]}
    assert "before_script" not in job


def test_the_workflow_checks_out_what_our_own_does() -> None:
    pinned = "actions/checkout@"
    own = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    used = files_of("usual")[".github/workflows/guardrails.yml"].partition(pinned)[2].split("\n")[0]
    assert f"{pinned}{used}" in own


def test_editor_settings_name_schemas_that_are_there() -> None:
    files = files_of("usual")
    maps = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert maps["./.guardrails/tool.schema.json"] == "tools/**/*.y*ml"
    assert all(schema.removeprefix("./") in files for schema in maps)
    assert json.loads(files[".vscode/extensions.json"])["recommendations"] == ["redhat.vscode-yaml"]


def test_owners_are_patterns_and_teams_and_nothing_else() -> None:
    lines = files_of("odd folder")[".github/CODEOWNERS"].splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert ["/our???team???1/tools/", "@brand/marketing"] in rules
    assert ["/our???team???1/policies/", "@brand/it"] in rules
    assert all(len(rule) == 2 for rule in rules)
    assert [rule[0] for rule in rules if rule[1] == "@brand/it"][-1] == "/.github/"
