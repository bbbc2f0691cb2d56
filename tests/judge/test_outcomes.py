"""How a rule ends on a manifest: by stage, by what is not answered, and what the run as a whole comes to."""

from __future__ import annotations

from datetime import date

import pytest

from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.judge.verdict import Exit, exit_code
from guardrails.model.problem import Problem
from guardrails.model.report import Report
from guardrails.model.stage import Outcome, Severity, Stage
from tests.judge.runs import code, finding, judged, only, tool
from tests.language.bundles import bundle_of, rule
from tests.language.small import TODAY, schemas

RED = bundle_of(rule("require: {field: colour, is: red}", severity="{idea: advise, pilot: warn, live: block}"))
WHEN = bundle_of(rule("when: {field: signed, is: true}\nrequire: {field: colour, is: red}"))
LATER = bundle_of(rule(severity="{live: block}"))


@pytest.mark.parametrize(
    ("fields", "outcome", "asks"),
    [
        ("{signed: true, colour: red}", Outcome.PASSED, ()),
        ("{signed: true, colour: blue}", Outcome.FAILED, ()),
        ("{signed: false, colour: blue}", Outcome.SKIPPED, ()),
        ("{signed: false}", Outcome.SKIPPED, ()),
        ("colour: red", Outcome.PASSED, ()),
        ("colour: blue", Outcome.FAILED, (("signed",),)),
        ("", Outcome.FAILED, (("signed",),)),
        ("signed: true", Outcome.FAILED, (("colour",),)),
        ("{signed: true, colour: unknown}", Outcome.FAILED, (("colour",),)),
    ],
)
def test_when_and_require(fields: str, outcome: Outcome, asks: tuple[object, ...]) -> None:
    report = judged(WHEN, tool(fields))
    assert only(report).counts == {**dict.fromkeys(Outcome, 0), outcome: 1}
    if outcome is Outcome.FAILED:
        assert finding(report).asks == asks
        assert finding(report).asks_when == (asks == (("signed",),))
        assert (only(report).verdict, code(report)) == ("not-yet", 1)
    else:
        assert (only(report).verdict, code(report), only(report).findings) == ("ready", 0, ())


@pytest.mark.parametrize(
    ("stage", "severity", "verdict", "exit", "from_then"),
    [
        ("idea", Severity.ADVISE, "ready-with-advice", 0, "live"),
        ("pilot", Severity.WARN, "ready-with-advice", 0, "live"),
        ("live", Severity.BLOCK, "not-yet", 1, ""),
    ],
)
def test_the_stage_says_how_serious_it_is(stage: str, severity: Severity, verdict: str, exit: int, from_then: str) -> None:
    report = judged(RED, tool("colour: blue", stage=stage))
    assert (finding(report).severity, finding(report).blocks_from) == (severity, from_then)
    assert (only(report).verdict, code(report)) == (verdict, exit)


def test_a_rule_for_a_later_stage_is_on_the_to_do_list() -> None:
    report = only(judged(LATER, tool("colour: blue", stage="idea")))
    assert (report.findings, report.verdict) == ((), "ready")
    [coming] = report.coming
    assert (coming.outcome, coming.because, coming.blocks_from) == (Outcome.SKIPPED, "not-at-this-stage", "live")
    assert coming.severity is Severity.BLOCK
    assert only(judged(LATER, tool("colour: red", stage="idea"))).coming == ()
    retired = only(judged(LATER, tool("colour: blue", stage="retired")))
    assert (retired.findings, retired.coming, retired.counts[Outcome.SKIPPED]) == ((), (), 1)


def test_a_raised_severity_holds_unless_surely_not() -> None:
    raised = "require: {field: colour, is: red}\nraised: {when: {field: signed, is: true}, severity: {live: block}}"
    bundle = bundle_of(rule(raised, severity="{live: warn}"))
    for fields, severity in (("signed: true", "block"), ("signed: false", "warn"), ("", "block")):
        report = judged(bundle, tool(f"{{colour: blue, {fields}}}" if fields else "colour: blue"))
        assert finding(report).severity is Severity(severity)
    gentler = bundle_of(rule(raised.replace("live: block", "live: advise"), severity="{live: warn}"))
    assert finding(judged(gentler, tool("{colour: blue, signed: true}"))).severity is Severity.WARN


@pytest.mark.parametrize(("kinds", "rules"), [("Tool", 1), ("[Tool, Campaign]", 2), ("Campaign", 1)])
def test_a_rule_looks_only_at_its_kinds(kinds: str, rules: int) -> None:
    bundle = bundle_of(rule("require: {field: size, at_least: 1}", kinds=kinds))
    report = judged(bundle, tool("size: 0"), tool("size: 0", name="spring", kind="Campaign"))
    assert sum(m.counts[Outcome.FAILED] for m in report.manifests) == rules


@pytest.mark.parametrize(
    ("regions", "outcome"),
    [
        ("[UK]", Outcome.FAILED),
        ("[GLOBAL]", Outcome.FAILED),
        ("[EEA]", Outcome.SKIPPED),
        ("[EEA, UK]", Outcome.FAILED),
        ("", Outcome.FAILED),
    ],
)
def test_a_rule_of_some_regions(regions: str, outcome: Outcome) -> None:
    bundle = bundle_of(rule("regions: [UK]\nrequire: {field: colour, is: red}"))
    fields = f"{{colour: blue, audience: {{regions: {regions}}}}}" if regions else "colour: blue"
    assert only(judged(bundle, tool(fields))).counts[outcome] == 1


UNJUDGED = bundle_of(rule("require: {field: size, at_most: {field: org.capacity.visitors_per_minute}}", severity="{live: block}"))


def test_what_could_not_be_judged_is_never_fine() -> None:
    report = judged(UNJUDGED, tool("size: 1"))
    assert finding(report).outcome is Outcome.UNJUDGED
    assert (only(report).verdict, code(report)) == ("not-yet", 3)
    both = bundle_of(rule(), rule("require: {field: size, at_most: {field: org.capacity.visitors_per_minute}}", id="other"))
    assert code(judged(both, tool("{size: 1, colour: blue}"))) == 1
    mild = bundle_of(
        rule("require: {field: size, at_most: {field: org.capacity.visitors_per_minute}}", severity="{live: advise}")
    )
    assert code(judged(mild, tool("size: 1"))) == 3
    hangs = bundle_of(
        rule("when: {field: size, at_most: {field: org.capacity.visitors_per_minute}}\nrequire: {field: colour, is: red}")
    )
    assert code(judged(hangs, tool("{size: 1, colour: blue}"))) == 3
    assert code(judged(hangs, tool("{size: 1, colour: red}"))) == 0


def test_questions_of_a_stage() -> None:
    for stage, severity, verdict, exit in (
        ("idea", "advise", "ready-with-advice", 0),
        ("pilot", "warn", "ready-with-advice", 0),
        ("live", "block", "not-yet", 1),
    ):
        report = judged(RED, tool("colour: red", stage=stage, owner=""))
        [question] = only(report).questions
        assert (question.path, question.needed, question.severity) == (("metadata", "owner"), Stage.IDEA, Severity(severity))
        assert (only(report).verdict, code(report)) == (verdict, exit)
    unknown = only(judged(RED, tool("colour: red", owner="unknown")))
    assert [q.path for q in unknown.questions] == [("metadata", "owner")]
    assert only(judged(RED, tool("colour: red", owner="unknown", stage="pilot"))).questions == ()


def report_of(*problems: Problem, manifests: int = 1) -> Report:
    """A report with some problems and passing manifests."""
    return Run(RED, Questions(schemas()), Day(TODAY)).report(
        [tool("colour: red", name=f"k{i}") for i in range(manifests)], problems
    )


@pytest.mark.parametrize(
    ("problems", "manifests", "exit"),
    [
        ((), 1, Exit.FINE),
        ((), 0, Exit.NOTHING),
        ((Problem("file-tab", "a.yaml"),), 1, Exit.BLOCKED),
        ((Problem("file-tab", "a.yaml"),), 0, Exit.BLOCKED),
        ((Problem("policy-no-rules", "b.yaml", area="policy"),), 1, Exit.UNUSABLE),
        ((Problem("policy-no-rules", "b.yaml", area="policy"), Problem("file-tab", "a.yaml")), 1, Exit.UNUSABLE),
        ((Problem("policy-applies-to-nothing", "b.yaml", area="policy", warning=True),), 1, Exit.FINE),
        ((Problem("policy-applies-to-nothing", "b.yaml", area="policy", warning=True),), 0, Exit.NOTHING),
    ],
)
def test_exit_codes(problems: tuple[Problem, ...], manifests: int, exit: Exit) -> None:
    assert exit_code(report_of(*problems, manifests=manifests)) is exit


def test_fail_on_counts_softer_findings_too() -> None:
    warned = judged(RED, tool("colour: blue", stage="pilot"))
    assert (exit_code(warned), exit_code(warned, Severity.WARN), exit_code(warned, Severity.ADVISE)) == (0, 1, 1)
    advised = judged(RED, tool("colour: blue", stage="idea"))
    assert (exit_code(advised, Severity.WARN), exit_code(advised, Severity.ADVISE)) == (0, 1)


def test_worst_first() -> None:
    ids = {"a": "advise", "b": "block", "c": "warn", "d": "block"}
    bundle = bundle_of(*(rule(id=i, severity=f"{{live: {s}}}") for i, s in ids.items()))
    assert [f.rule.id for f in only(judged(bundle, tool("colour: blue"))).findings] == ["b", "d", "c", "a"]


def test_a_run_knows_its_day() -> None:
    report = judged(RED, tool("colour: red"), today=date(2030, 1, 1))
    assert (report.as_of, report.as_of_given, report.stale_packs) == (date(2030, 1, 1), False, ("one",))
