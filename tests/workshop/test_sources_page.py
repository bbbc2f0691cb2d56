"""The company's bundle that docs/sources.md shows can be used over the starter as it is."""

from __future__ import annotations

from pathlib import Path

from guardrails.files.policy_sources import Meant, read_material
from guardrails.language.compile_bundle import compile_bundle
from guardrails.workshop.lint import lint
from tests.docs.blocks import ROOT, blocks
from tests.workshop.rules import TODAY


def test_the_layers_of_the_page_fit_the_starter(tmp_path: Path) -> None:
    [sample] = [block.body for block in blocks((ROOT / "docs" / "sources.md").read_text("utf-8")) if block.subject == "Bundle"]
    (tmp_path / "bundle.yaml").write_text(sample)
    material, loaded = read_material(Meant(str(tmp_path), str(tmp_path)))
    assert material is not None, loaded.problems
    bundle, problems = compile_bundle(material.texts, material.schemas, {}, "")
    assert bundle is not None, problems
    assert [rule.name for rule in bundle.rules if rule.retired] == ["vendor/support-hours-are-known"]
    assert [remark for remark in lint(material, TODAY).remarks if remark.id == "GOV-12"] == []
