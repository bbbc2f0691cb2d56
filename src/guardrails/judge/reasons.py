"""Every rule on one manifest with its evidence, also those that passed or do not concern it."""

from __future__ import annotations

from guardrails.judge.rulings import rule_outcome, severity_at
from guardrails.judge.run import Run
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding
from guardrails.model.stage import Outcome


def every_finding(run: Run, manifest: Manifest, inventory: Inventory) -> tuple[Finding, ...]:
    """One finding a rule of the manifest's kind, in the bundle's order.

    What the report says about a rule stands here too; a rule that did not pass and is not in the report does not count
    at this stage, or nobody has been told of it yet.
    """
    report = run.judge(manifest, inventory)
    told = {finding.rule.name: finding for finding in (*report.findings, *report.coming)}
    scope, _ = run.scope(manifest, inventory)
    findings: list[Finding] = []
    for prepared in run.rules.get(manifest.kind, ()):
        if prepared.rule.name in told:
            findings.append(told[prepared.rule.name])
            continue
        outcome = rule_outcome(prepared, scope)
        finding = weighed(prepared.rule, outcome, manifest, scope, run.terms)
        if outcome is Outcome.SKIPPED:
            finding = finding._replace(because="not-concerned")
        elif outcome is not Outcome.PASSED:
            speaks = severity_at(prepared, manifest.stage, scope) is not None
            because = "not-announced" if speaks else "not-at-this-stage"
            finding = finding._replace(outcome=Outcome.SKIPPED, because=because)
        findings.append(finding)
    return tuple(findings)
