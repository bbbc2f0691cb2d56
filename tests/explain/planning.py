"""Plans for the look ahead and the letters: a tool and a campaign with gaps, an organisation with systems and days off."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from guardrails.explain.context import Context
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.rule import Bundle, Lane, Owner, Pack, Rule
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.value import Fields
from guardrails.text.reader import read
from tests.explain import situations

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
ORGANISATION: Fields = {
    "holidays": [{"date": "2026-11-30", "title": "Founders' day"}],
    "systems": [{"key": "crm", "title": "Customer system", "owner": "CRM team", "contact": "crm-team@brand.example"}],
}
LANES = (
    Lane("light-review", "Light review", "", 5, ()),
    Lane("self-serve", "Self-serve", "", 0, ()),
)


@cache
def shapes() -> ManifestShapes:
    """The shapes of the shipped schemas."""
    return ManifestShapes(ParsedSchemas(shipped_schema_texts()))


def plan(text: str, kind: str = "Tool", file: str = "tools/plan.yaml") -> Manifest:
    """A manifest from its YAML."""
    documents, _ = read(text.encode())
    fields = documents[0]
    assert isinstance(fields, dict)
    metadata = fields["metadata"]
    assert isinstance(metadata, dict)
    name = str(metadata["name"])
    return Manifest(kind, name, str(metadata.get("title", name)), Stage(metadata["stage"]), file, 0, fields)


def later(rule: Rule, manifest: Manifest, until: str = "live", *, asks: tuple[tuple[str | int, ...], ...] = ()) -> Finding:
    """A rule that speaks at a later stage; with `asks` it hangs on those answers."""
    return Finding(
        rule, manifest, Outcome.SKIPPED, Severity.BLOCK, "not-at-this-stage", asks, blocks_from=until, asks_when=bool(asks)
    )


def rule_of(id: str, team: str, replies_within: str = "1 workday") -> Rule:
    """A rule of a team that replies within that time."""
    return situations.AGREEMENT._replace(
        id=id, owner=Owner(team, "", "", replies_within), words=situations.AGREEMENT.words._replace(title=f"Thing {id}")
    )


def told(manifest: Manifest, *coming: Finding, lane: str = "light-review", findings: tuple[Finding, ...] = ()) -> ManifestReport:
    """The report on one plan."""
    counts = dict.fromkeys(Outcome, 0)
    return ManifestReport(manifest, "ready-with-advice", lane, (), findings, (), coming, counts)


def report(*manifests: ManifestReport, today: date = TODAY, organisation: Fields = ORGANISATION) -> Report:
    """The report on all of them."""
    pack = Pack("vendor", "1.0.0", "Vendors", Owner("Procurement", ""), "2026-01-01", "2027-06-01", "packs/vendor.yaml")
    bundle = Bundle("starter", "0.1.0", (pack,), (), LANES, (), (), organisation, {}, 30)
    return Report(today, True, bundle, manifests, (), (), ())


def context(held: tuple[str, ...] = ()) -> Context:
    """What explaining needs, without sources."""
    no_sources: dict[str, str] = {}
    return Context(no_sources.__getitem__, shapes(), held=held)


def complete(kind: str = "tool", stage: str = "pilot") -> str:
    """The shipped manifest that answers everything, at an earlier stage."""
    return (ROOT / "policies" / "base" / f"{kind}.yaml").read_text().replace("stage: live", f"stage: {stage}")
