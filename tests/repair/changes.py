"""The smallest change of one small tool against one or two small rules."""

from __future__ import annotations

from collections.abc import Sequence

from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.repair import Repair, Sort
from guardrails.model.report import Finding
from guardrails.repair.rehearsal import Rehearsal
from guardrails.repair.search import smallest_change
from tests.judge.runs import TODAY, tool
from tests.language.bundles import bundle_of, rule
from tests.language.small import schemas, shapes


def found(
    require: str,
    fields: str,
    *others: str,
    beside: Sequence[Manifest] = (),
    when: str = "",
    heaviest: Sort = Sort.RELABEL,
) -> tuple[Finding, Repair | None]:
    """The finding of the first rule on the tool, and the smallest change that settles it; `others` are more rules."""
    first = rule(f"require: {require}" + (f"\nwhen: {when}" if when else ""))
    more = [rule(f"require: {other}", id=f"other-{at}") for at, other in enumerate(others)]
    run = Run(bundle_of(first, *more), Questions(schemas()), Day(TODAY), waivers=False)
    manifest = tool(fields)
    manifests = [manifest, *beside]
    report = run.judge(manifest, Inventory(manifests))
    finding = next(f for f in report.findings if f.rule.name == "one/good")
    rehearsal = Rehearsal(run, manifests, Checker(schemas()).fits)
    return finding, smallest_change(finding, rehearsal, shapes(), heaviest)
