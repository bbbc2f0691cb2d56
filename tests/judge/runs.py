"""Small runs: a tiny bundle, manifests from a few fields, a day, and what the report says."""

from __future__ import annotations

from datetime import date

from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.judge.verdict import exit_code
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.rule import Bundle
from guardrails.model.stage import Stage
from guardrails.model.value import Fields
from tests.language.small import fields_of, schemas

TODAY = date(2026, 11, 23)


def tool(
    fields: str = "", *, name: str = "kite", stage: str = "live", owner: str = "mia@brand.example", kind: str = "Tool"
) -> Manifest:
    """A manifest; an empty owner leaves the question open."""
    metadata: Fields = {"name": name, "stage": stage, **({"owner": owner} if owner else {})}
    whole: Fields = {"apiVersion": "guardrails/v1", "kind": kind, "metadata": metadata, **fields_of(fields)}
    return Manifest(kind, name, name, Stage(stage), f"{name}.yaml", 0, whole)


def judged(bundle: Bundle, *manifests: Manifest, today: date = TODAY, waivers: bool = True) -> Report:
    """The report on all manifests."""
    return Run(bundle, Questions(schemas()), Day(today), waivers).report(manifests, [])


def only(report: Report) -> ManifestReport:
    """The one manifest's report."""
    [found] = report.manifests
    return found


def finding(report: Report) -> Finding:
    """The one finding."""
    [found] = only(report).findings
    return found


def code(report: Report) -> int:
    """The exit code."""
    return int(exit_code(report))
