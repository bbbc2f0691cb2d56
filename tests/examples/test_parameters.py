"""The fictional company changes settings of its own, each within the range of its pack; outside of it nothing is judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import guardrails
from guardrails.model.value import Fields
from guardrails.text.reader import read
from tests.examples.foretold import ROOT, TODAY, mapping
from tests.policies.files import PACKS

BUNDLE = "policies/bundle.yaml"
WORKSPACE = "guardrails.yaml"


def settings(file: str) -> Fields:
    values, fault = read((ROOT / "examples" / file).read_bytes())
    assert fault is None, fault
    whole = mapping(values[0])
    return mapping(whole["parameters"] if file == BUNDLE else mapping(whole["policies"])["parameters"])


def declared(name: str) -> Fields:
    pack, _, parameter = name.partition(".")
    return mapping(mapping(PACKS[pack]["parameters"])[parameter])


def lines(file: str) -> list[str]:
    return (ROOT / "examples" / file).read_text("utf-8").splitlines()


def test_the_company_changes_at_least_ten_settings() -> None:
    assert len(settings(BUNDLE)) >= 10
    for name, value in settings(BUNDLE).items():
        assert value != declared(name)["default"], name


def test_the_workspace_sets_what_it_may() -> None:
    values, _ = read((ROOT / "policies/bundle.yaml").read_bytes())
    assert set(settings(WORKSPACE)) <= set(map(str, mapping(values[0])["settable"]))  # type: ignore[arg-type]
    assert settings(WORKSPACE)


@pytest.mark.parametrize("file", [BUNDLE, WORKSPACE])
def test_each_setting_says_why(file: str) -> None:
    for name in settings(file):
        line = next(line for line in lines(file) if line.strip().startswith(f"{name}:"))
        assert "  # " in line, line


@pytest.mark.parametrize(("file", "name"), [(BUNDLE, name) for name in settings(BUNDLE)] + [(WORKSPACE, name) for name in settings(WORKSPACE)])
def test_a_value_out_of_range_is_refused_with_its_place(tmp_path: Path, file: str, name: str) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    at = next(number for number, line in enumerate(lines(file), 1) if line.strip().startswith(f"{name}:"))
    changed = lines(file)
    bound = declared(name).get("at_most")
    if bound is None:
        return
    assert isinstance(bound, int | float)
    changed[at - 1] = f"{changed[at - 1].partition(':')[0]}: {bound + 1}"
    (tmp_path / "examples" / file).write_text("\n".join(changed) + "\n", "utf-8")
    found = guardrails.check((), start=str(tmp_path / "examples"), today=TODAY)
    problems = [p for p in found.report.problems if p.id == "policy-parameter-range"]
    assert [(p.file, p.line) for p in problems] == [(file, at)]
    assert found.report.manifests == ()
