"""Every workflow, action and script of ours, and the examples in README and docs, found rather than listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.actions.runner import CHECK, IMPACT, ROOT
from tests.docs.blocks import PAGES, fences, page_name

ACTION_FILES = (CHECK, IMPACT)
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = sorted((ROOT / "templates").glob("*.gitlab-ci.yml"))
SCRIPTS = [file for file in sorted((ROOT / ".ci").iterdir()) if file.read_text().startswith("#!")]


def run_blocks() -> Iterator[tuple[str, str]]:
    """Every script in a workflow, an action and a GitLab template, with a name for it."""
    for file in (*ACTION_FILES, *WORKFLOWS):
        for step in steps_of(yaml.safe_load(file.read_text())):
            if "run" in step:
                yield f"{file.name}: {step['name']}", step["run"]
    for file in GITLAB:
        for job in yaml.safe_load(file.read_text()).values():
            yield file.name, "\n".join(job["script"])


def steps_of(text: Any) -> list[dict[str, Any]]:
    """The steps of a workflow or of a composite action."""
    if "runs" in text:
        return list(text["runs"]["steps"])
    return [step for job in text.get("jobs", {}).values() for step in job.get("steps", [])]


def examples() -> Iterator[tuple[str, str, str]]:
    """The YAML of README and docs that is a workflow or a GitLab file: kind, name and text."""
    for page in PAGES:
        for number, (_, language, body) in enumerate(fences(page.read_text("utf-8"))):
            name = f"{page_name(page).replace('/', '-')}-{number}"
            if language == "yaml" and re.search(r"^jobs:", body, re.MULTILINE):
                yield "workflow", name, body
            elif language == "yaml" and re.search(r"^include:", body, re.MULTILINE):
                yield "gitlab", name, body


def write_examples(folder: Path, kind: str) -> list[Path]:
    """The examples of one kind as files, as if in a repository."""
    found = []
    for one, name, text in examples():
        if one == kind:
            file = folder / ".github" / "workflows" / f"{name}.yml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            found.append(file)
    assert found, f"README and docs show no {kind}"
    return found
