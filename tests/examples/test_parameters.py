"""The fictional company changes settings of its own, each within the range of its pack; outside of it nothing is judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import guardrails
from guardrails.explain.briefing import brief
from guardrails.files.answering import context_of
from guardrails.model.value import Fields
from guardrails.render import text
from guardrails.render.style import Style
from guardrails.text.reader import read
from tests.examples.foretold import ROOT, TODAY, mapping
from tests.policies.files import packs, texts

BUNDLE = "policies/bundle.yaml"
WORKSPACE = "guardrails.yaml"


def settings(file: str) -> Fields:
    values, fault = read((ROOT / "examples" / file).read_bytes())
    assert fault is None, fault
    whole = mapping(values[0])
    return mapping(whole["parameters"] if file == BUNDLE else mapping(whole["policies"])["parameters"])


def declared(name: str) -> Fields:
    pack, _, parameter = name.partition(".")
    return mapping(mapping(packs()[pack]["parameters"])[parameter])


def lines(file: str) -> list[str]:
    return (ROOT / "examples" / file).read_text("utf-8").splitlines()


def test_the_company_changes_at_least_ten_settings() -> None:
    assert len(settings(BUNDLE)) >= 10
    for name, value in settings(BUNDLE).items():
        assert value != declared(name)["default"], name


def test_the_workspace_sets_what_it_may() -> None:
    values, _ = read((ROOT / "policies/bundle.yaml").read_bytes())
    assert set() < set(settings(WORKSPACE)) <= set(texts(mapping(values[0])["settable"]))


@pytest.mark.parametrize("file", [BUNDLE, WORKSPACE])
def test_each_setting_says_why(file: str) -> None:
    for name in settings(file):
        line = next(line for line in lines(file) if line.strip().startswith(f"{name}:"))
        assert "  # " in line, line


@pytest.mark.parametrize("file", [BUNDLE, WORKSPACE])
def test_a_value_out_of_range_is_refused_with_its_place(tmp_path: Path, file: str) -> None:
    for folder in ("policies", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    changed, at = lines(file), {}
    for number, line in enumerate(changed):
        name = line.partition(":")[0].strip()
        bound = declared(name).get("at_most") if name in settings(file) else None
        if isinstance(bound, int | float):
            changed[number], at[name] = f"{line.partition(':')[0]}: {bound + 1}", number + 1
    (tmp_path / "examples" / file).write_text("\n".join(changed) + "\n", "utf-8")
    found = guardrails.check((), start=str(tmp_path / "examples"), today=TODAY)
    told = text.render(brief(found.report, context_of(found), 99), Style(80))
    problems = [p for p in found.report.problems if p.id == "policy-parameter-range"]
    assert len(problems) == len(at) >= 1
    assert all(problem.source.endswith(file) for problem in problems)
    assert all(f"{problems[0].source}, line {line}\n" in told for line in at.values()), told
    assert found.report.manifests == ()
