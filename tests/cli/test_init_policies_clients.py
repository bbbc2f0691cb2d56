"""What `guardrails init --policies` writes is read by the clients that it is written for."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import yaml

from guardrails.files.data import starter_folder
from guardrails.workshop.first_policies import FirstBundle, first_policies
from guardrails.workshop.repository_files import Wanted
from tests.cli.test_init_clients import KNOWN, ODD, ROOT, SCHEMAS, client, run

ORGANISATION = Path(starter_folder(), "organisation.yaml").read_text("utf-8")
TEAMS = Wanted(it_team="@brand/it", marketing_team="@brand/marketing")
WAYS = {
    "usual": (Wanted(), ""),
    "both": (TEAMS._replace(copy=KNOWN), ODD),
    "gitlab": (TEAMS._replace(ci="gitlab"), ""),
    "gitlab, both": (Wanted(ci="gitlab", copy=KNOWN), ODD),
}
WORKFLOW = ".github/workflows/policy-impact.yml"


def files_of(way: str) -> dict[str, str]:
    """The first files of one way to set up."""
    wanted, below = WAYS[way]
    return first_policies(SCHEMAS, FirstBundle("brand", date(2026, 11, 22)), ORGANISATION, wanted, below)


def written(tmp_path: Path, name: str, change: bool = False) -> list[str]:
    """One file, in every way that has it, each in a folder of its own; their paths. `change`: with what waits in comments."""
    paths = []
    for number, way in enumerate(WAYS):
        text = files_of(way).get(name)
        if text is not None:
            path = tmp_path / str(number) / name
            path.parent.mkdir(parents=True)
            path.write_text(re.sub(r"(?m)^( +)# (- name:|  |manifests:|MANIFESTS:)", r"\1\2", text) if change else text, "utf-8")
            paths.append(str(path))
    assert paths
    return paths


def test_pre_commit_reads_the_hooks(tmp_path: Path) -> None:
    assert run(tmp_path, client("pre-commit"), "validate-config", *written(tmp_path, ".pre-commit-config.yaml")) == ""


def test_the_workflow_is_what_github_takes(tmp_path: Path) -> None:
    for change in (False, True):
        paths = written(tmp_path / str(change), WORKFLOW, change)
        for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout"):
            assert run(tmp_path, client("check-jsonschema"), "--builtin-schema", schema, *paths) == ""
    steps = yaml.safe_load(Path(paths[0]).read_text())["jobs"]["policy-impact"]["steps"]
    assert [step["name"] for step in steps] == ["Check out", "Check out marketing's plans", "Show what changes"]


def test_the_gitlab_file_fits_its_schema(tmp_path: Path) -> None:
    paths = written(tmp_path, ".gitlab-ci.yml", change=True)
    assert run(tmp_path, client("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", *paths) == ""


def test_zizmor_finds_nothing_in_the_workflow(tmp_path: Path) -> None:
    strict = ("--offline", "--no-progress", "--persona", "pedantic", "--strict-collection")
    assert run(tmp_path, client("zizmor"), *strict, *written(tmp_path, WORKFLOW)) == ""


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    step = yaml.safe_load(files_of("both")[WORKFLOW])["jobs"]["policy-impact"]["steps"][-1]
    folder = ".github/actions/policy-impact"
    assert step["uses"] == f"it/guardrails/{folder}@{KNOWN.commit}"
    assert step["with"]["bundle"] == f"{ODD}/policies"
    assert {*step["with"], "manifests"} <= {*yaml.safe_load((ROOT / folder / "action.yml").read_text("utf-8"))["inputs"]}


def test_the_gitlab_file_gives_the_template_what_it_takes() -> None:
    text = yaml.safe_load(files_of("gitlab, both")[".gitlab-ci.yml"])
    (included,) = text["include"]
    assert included["ref"] == text["policy-impact"]["variables"]["TOOL_COMMIT"] == KNOWN.commit
    job = yaml.safe_load((ROOT / included["file"]).read_text("utf-8"))["policy-impact"]
    assert {*text["policy-impact"]["variables"], "MANIFESTS"} <= {*job["variables"]}
    assert "before_script" not in job


def test_the_workflow_checks_out_what_our_own_does() -> None:
    own = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    used = set(re.findall(r"actions/checkout@.*", files_of("usual")[WORKFLOW]))
    assert len(used) == 1
    assert used.pop() in own


def test_the_hooks_look_at_the_rules() -> None:
    (repo,) = yaml.safe_load(files_of("both")[".pre-commit-config.yaml"])["repos"]
    commands = [shlex.split(hook["entry"]) for hook in repo["hooks"]]
    assert commands == [
        ["guardrails", "policy", "lint", f"{ODD}/policies"],
        ["guardrails", "policy", "test", f"{ODD}/policies", "--no-mutants"],
    ]
    assert all(hook["always_run"] and not hook["pass_filenames"] for hook in repo["hooks"])


def test_editors_know_the_schema_of_each_file() -> None:
    files = files_of("usual")
    maps = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert all(schema.removeprefix("./") in files for schema in maps)
    for name in (name for name in files if name.startswith("policies/")):
        (schema,) = [schema for schema, glob in maps.items() if fnmatch(name, glob)]
        first = files[name].splitlines()[0].rpartition("/.guardrails/")[2]
        assert first == schema.removeprefix("./.guardrails/")


def test_both_groups_stand_on_the_rules() -> None:
    lines = files_of("both")[".github/CODEOWNERS"].splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules[0] == ["/our???team???1/policies/", "@brand/marketing", "@brand/it"]
    assert ["/.github/", "@brand/it"] in rules
    text = files_of("gitlab")[".gitlab/CODEOWNERS"]
    assert "[Marketing]\n/policies/ @brand/marketing\n[IT]\n/policies/ @brand/it\n" in text
