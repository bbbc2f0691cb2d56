"""One example tried: how its rule came out on the changed manifest, and whether that is what the example expects."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guardrails.judge.manifests import manifest_of
from guardrails.judge.rulings import rule_outcome, severity_at
from guardrails.judge.run import Run
from guardrails.judge.weighing import weighed
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.report import Finding, ManifestReport, Report
from guardrails.model.stage import Outcome
from guardrails.workshop.bench import Bench
from guardrails.workshop.examples import ChangeError, Example, changed, changed_other
from guardrails.workshop.saying import said_by
from guardrails.workshop.stand import Stand


@dataclass(frozen=True, slots=True)
class Trial:
    """How an example came out. `came` is pass, fail, ask, skip, unjudged or "" (it could not be tried, see `amiss`).

    `amiss` says what is not as expected, one sentence each; empty if all is. `said` is what the finding says. `stand` is
    where it was judged, None if it could not be tried.
    """

    example: Example
    came: str
    amiss: tuple[str, ...]
    places: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    stand: Stand | None = None

    @property
    def as_expected(self) -> bool:
        """Whether the example shows what it promises."""
        return not self.amiss


def tried(example: Example, bench: Bench) -> Trial:
    """Try one example. What can't be tried is not as expected."""
    try:
        if example.kind not in bench.bases:
            raise ChangeError(f"There is no base manifest of the kind {example.kind}.")
        run = bench.run_for(example)
        manifest = bench.manifest(example, changed(bench.bases[example.kind].fields, example))
        others = other_manifests(example, bench)
    except ChangeError as reason:
        return Trial(example, "", (str(reason),))
    inventory = Inventory([manifest, *others])
    prepared = next((p for p in run.rules.get(example.kind, ()) if p.rule.name == f"{example.pack}/{example.rule}"), None)
    if prepared is None:
        return Trial(example, "", (f"The rule does not apply to the kind {example.kind}.",))
    scope, _ = run.scope(manifest, inventory)
    outcome = rule_outcome(prepared, scope)
    stand = Stand(prepared.rule, scope, run.terms, severity_at(prepared, manifest.stage, scope) is None)
    if outcome in (Outcome.PASSED, Outcome.SKIPPED) or (outcome is Outcome.FAILED and stand.silent):
        return _quiet(example, outcome, manifest, stand)
    finding = weighed(prepared.rule, outcome, manifest, scope, run.terms)
    return replace(_judged(example, finding, run, inventory, bench), stand=stand)


def other_manifests(example: Example, bench: Bench) -> list[Manifest]:
    """The base manifests of the other kinds, as the example wants them. Raises ChangeError."""
    kinds = [kind for kind in bench.bases if kind != example.kind]
    for kind in example.others:
        if kind not in kinds:
            raise ChangeError(f"`others` can't change {kind}: there is no other base manifest of this kind.")
    return [_other(example, bench, kind) for kind in kinds]


def _other(example: Example, bench: Bench, kind: str) -> Manifest:
    base = bench.bases[kind]
    if kind not in example.others:
        return manifest_of(base.file, 0, base.fields)
    return bench.manifest(replace(example, kind=kind), changed_other(base.fields, example, kind))


def _quiet(example: Example, outcome: Outcome, manifest: Manifest, stand: Stand) -> Trial:
    """An example about which the rule has nothing to say."""
    came = "pass" if outcome is Outcome.PASSED else "skip"
    silent = outcome is Outcome.FAILED
    why = f" (its severity is silent at the stage {manifest.stage.value})" if silent else ""
    amiss = () if came == example.expect else (f"Expected {example.expect}, came {came}{why}.",)
    return Trial(example, came, amiss, stand=stand)


def _judged(example: Example, finding: Finding, run: Run, inventory: Inventory, bench: Bench) -> Trial:
    """An example that the rule has something to say about: what it says, and where it points."""
    came = "ask" if finding.asks else "fail" if finding.outcome is Outcome.FAILED else "unjudged"
    places, said = heard = said_by(finding, _report(finding, run, inventory), run, inventory, bench.shapes)
    amiss = [] if came == example.expect else [f"Expected {example.expect}, came {came}."]
    if not amiss and example.at and example.at not in places:
        amiss.append(f"It should point to {example.at}; it points to {', '.join(places) or 'no place'}.")
    missing = heard.lacks(example.says)
    if missing and came == example.expect:
        amiss.append("It should say " + " and ".join(f'"{word}"' for word in missing) + ".")
    return Trial(example, came, tuple(amiss), places, said)


def _report(finding: Finding, run: Run, inventory: Inventory) -> Report:
    reports = tuple(ManifestReport(m, "not-yet", "", (), (), (), (), {}) for m in inventory.manifests)
    return Report(run.day.today, True, run.bundle, reports, (), (), ())
