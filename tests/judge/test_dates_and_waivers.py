"""Rollout and review dates, and waivers: on the day before, on the day, and on the day after."""

from __future__ import annotations

from datetime import date

import pytest

from guardrails.model.rule import Bundle
from guardrails.model.stage import Outcome, Severity
from tests.judge.runs import code, finding, judged, only, tool
from tests.language.bundles import PACK, WAIVER, bundle_of, pack, rule

ROLLOUT = "require: {field: colour, is: red}\nrollout: {announce: 2026-11-01, warn: 2026-12-01, block: 2027-02-01}"
ADVISE, WARN, BLOCK = Severity.ADVISE, Severity.WARN, Severity.BLOCK


@pytest.mark.parametrize(
    ("day", "severity", "because", "blocks_from"),
    [
        ("2026-11-30", ADVISE, "announced", "2027-02-01"),
        ("2026-12-01", WARN, "trial", "2027-02-01"),
        ("2027-01-31", WARN, "trial", "2027-02-01"),
        ("2027-02-01", BLOCK, "", ""),
        ("2027-06-01", BLOCK, "", ""),
        ("2027-06-02", WARN, "past-review", ""),
    ],
)
def test_a_rollout_and_the_end_of_a_review(day: str, severity: Severity, because: str, blocks_from: str) -> None:
    report = judged(bundle_of(rule(ROLLOUT)), tool("colour: blue"), today=date.fromisoformat(day))
    found = finding(report)
    assert (found.severity, found.because, found.blocks_from) == (severity, because, blocks_from)
    assert code(report) == (1 if severity is BLOCK else 0)
    assert report.stale_packs == (("one",) if because == "past-review" else ())


def test_before_it_is_announced_a_rule_is_skipped_and_says_why() -> None:
    report = judged(bundle_of(rule(ROLLOUT)), tool("colour: blue"), today=date(2026, 10, 31))
    assert only(report).findings == only(report).coming == ()
    assert (only(report).verdict, only(report).counts[Outcome.SKIPPED], code(report)) == ("ready", 1, 0)


def test_a_rollout_of_a_rule_that_only_warns_or_advises() -> None:
    for severity, before in (("warn", ADVISE), ("advise", ADVISE)):
        bundle = bundle_of(rule(ROLLOUT, severity=f"{{live: {severity}}}"))
        assert finding(judged(bundle, tool("colour: blue"), today=date(2026, 11, 30))).severity is before
        assert finding(judged(bundle, tool("colour: blue"), today=date(2027, 3, 1))).severity is Severity(severity)


def waived(text: str = WAIVER, condition: str = "require: {field: colour, is: red}", **more: str) -> Bundle:
    """A bundle with one rule and a waiver."""
    return bundle_of(rule(condition), waivers_kite=text, **more)


@pytest.mark.parametrize(
    ("day", "fields", "outcome", "state"),
    [
        ("2026-10-31", "colour: blue", Outcome.FAILED, "not-yet"),  # the day before it was granted
        ("2026-11-01", "colour: blue", Outcome.WAIVED, "in-force"),
        ("2026-11-30", "colour: blue", Outcome.WAIVED, "in-force"),
        ("2026-12-01", "colour: blue", Outcome.WAIVED, "expiring"),  # thirty days to go
        ("2026-12-31", "colour: blue", Outcome.WAIVED, "expiring"),  # the last day counts
        ("2027-01-01", "colour: blue", Outcome.FAILED, "expired"),
        ("2026-11-23", "colour: red", Outcome.PASSED, "unused"),
        ("2026-11-23", "", Outcome.WAIVED, "in-force"),
    ],
)
def test_a_waiver_day_by_day(day: str, fields: str, outcome: Outcome, state: str) -> None:
    report = judged(waived(), tool(fields), today=date.fromisoformat(day))
    assert only(report).counts[outcome] == 1
    assert [w.state for w in report.waivers] == [state]
    assert code(report) == (1 if outcome is Outcome.FAILED else 0)
    if outcome is Outcome.WAIVED:
        found = finding(report)
        assert found.waiver is report.waivers[0].waiver
        assert found.evidence is not None  # a waived rule is still weighed
        assert only(report).verdict == "ready"


def test_without_waivers_the_finding_is_back() -> None:
    report = judged(waived(), tool("colour: blue"), waivers=False)
    assert (code(report), report.waivers) == (1, ())


def test_a_waiver_is_for_one_manifest_and_one_rule() -> None:
    report = judged(waived(), tool("colour: blue"), tool("colour: blue", name="wren"))
    assert {m.manifest.name: m.counts[Outcome.WAIVED] for m in report.manifests} == {"kite": 1, "wren": 0}
    lost = judged(waived(), tool("colour: blue", name="wren"))
    assert ([w.state for w in lost.waivers], code(lost)) == (["orphaned"], 1)
    two = bundle_of(rule(), rule(id="other"), waivers_kite=WAIVER)
    assert [f.rule.id for f in only(judged(two, tool("colour: blue"))).findings if f.outcome is Outcome.FAILED] == ["other"]


def test_a_report_on_some_files_says_nothing_about_the_waivers_of_others() -> None:
    from guardrails.judge.questions import Questions
    from guardrails.judge.run import Day, Run
    from tests.language.small import TODAY, schemas

    run = Run(waived(), Questions(schemas()), Day(TODAY))
    report = run.report([tool("colour: blue"), tool("colour: red", name="wren")], [], {"wren.yaml"})
    assert report.waivers == ()


EACH = "require: {each: parts, where: {field: per, is: month}, require: {field: auth, is: oauth}}"
FOR_A = WAIVER.replace("manifest: kite\n", "manifest: kite\nelement: a\n")
FOR_B = FOR_A.replace("element: a", "element: b")


@pytest.mark.parametrize(
    ("parts", "both", "outcome"),
    [
        ("{name: a, auth: basic, per: month}", False, Outcome.WAIVED),
        ("{name: a, auth: basic, per: month}, {name: b, auth: oauth, per: month}", False, Outcome.WAIVED),
        ("{name: a, auth: basic, per: month}, {name: b, auth: basic, per: year}", False, Outcome.WAIVED),  # b is not concerned
        ("{name: a, auth: basic, per: month}, {name: b, auth: basic, per: month}", False, Outcome.FAILED),
        ("{name: a, auth: basic, per: month}, {name: b, auth: basic, per: month}", True, Outcome.WAIVED),
        ("{name: a, auth: basic, per: month}, {name: b, auth: basic}", False, Outcome.FAILED),  # b may be concerned
        ("{name: c, auth: basic, per: month}", True, Outcome.FAILED),
    ],
)
def test_a_waiver_for_one_element(parts: str, both: bool, outcome: Outcome) -> None:
    bundle = waived(FOR_A, EACH, **({"waivers_two": FOR_B} if both else {}))
    report = judged(bundle, tool(f"parts: [{parts}]"))
    assert only(report).counts[outcome] == 1


def test_a_waiver_for_an_element_does_not_cover_a_missing_list_or_another_kind_of_rule() -> None:
    assert only(judged(waived(FOR_A, EACH), tool(""))).counts[Outcome.FAILED] == 1
    assert only(judged(waived(FOR_A), tool("colour: blue"))).counts[Outcome.FAILED] == 1


def test_what_nobody_could_judge_is_not_waived() -> None:
    condition = "require: {field: size, at_most: {field: org.capacity.visitors_per_minute}}"
    report = judged(waived(condition=condition), tool("size: 1"))
    assert (finding(report).outcome, code(report)) == (Outcome.UNJUDGED, 3)


def test_the_bundle_says_how_long_a_waiver_runs() -> None:
    from tests.language.bundles import BUNDLE, compiled, texts

    short = BUNDLE.replace("max_days: 180", "max_days: 59")
    bundle, problems = compiled(texts(pack(rule()), bundle=short, waivers_kite=WAIVER))
    assert bundle is None
    assert [(p.id, p.slots["limit"], p.slots["latest"]) for p in problems] == [("waiver-too-long", "59", "2026-12-30")]
    assert "review_by: 2027-06-01" in PACK


def test_the_bundle_says_who_approves() -> None:
    from tests.language.bundles import BUNDLE, compiled, texts

    def problems(approvers: str) -> list[str]:
        terms = BUNDLE.replace("waivers: {", f"waivers: {{approvers: [{approvers}], ")
        return [p.id for p in compiled(texts(pack(rule()), bundle=terms, waivers_kite=WAIVER))[1]]

    assert problems("ann@brand.example, Sam@brand.example") == []
    assert problems("ann@brand.example") == ["waiver-other-approver"]


def test_a_request_covers_nothing_and_an_approval_needs_a_day() -> None:
    from tests.language.bundles import compiled, texts

    asked = WAIVER.replace("approved_by: sam@brand.example\n", "")
    for text in (asked, asked.replace("granted: 2026-11-01\n", "")):
        report = judged(waived(text), tool("colour: blue"))
        assert ([w.state for w in report.waivers], code(report)) == (["requested"], 1)
    _, problems = compiled(texts(pack(rule()), waivers_kite=WAIVER.replace("granted: 2026-11-01\n", "")))
    assert [(p.id, p.spot.path) for p in problems] == [("waiver-malformed", ("granted",))]


def overlapping(first: tuple[str, str], second: tuple[str, str], day: str) -> tuple[int, dict[str, str]]:
    """Two waivers for one scope, by their days: the exit code, and what became of each."""
    texts = [WAIVER.replace("2026-11-01", granted).replace("2026-12-31", expires) for granted, expires in (first, second)]
    report = judged(waived(texts[0], waivers_second=texts[1]), tool("colour: blue"), today=date.fromisoformat(day))
    return code(report), {w.waiver.file.removeprefix("waivers/").removesuffix(".yaml"): w.state for w in report.waivers}


def test_of_two_waivers_for_one_scope_the_earlier_end_counts() -> None:
    long, short = ("2026-11-01", "2027-02-28"), ("2026-11-10", "2026-12-31")
    assert overlapping(long, short, "2026-11-05") == (1, {"kite": "overlapping", "second": "not-yet"})
    assert overlapping(long, short, "2026-11-20") == (0, {"kite": "overlapping", "second": "in-force"})
    assert overlapping(long, short, "2026-12-31") == (0, {"kite": "overlapping", "second": "expiring"})
    assert overlapping(long, short, "2027-01-01") == (1, {"kite": "overlapping", "second": "expired"})
    assert overlapping(short, short, "2026-11-20") == (0, {"kite": "in-force", "second": "overlapping"})
    after = ("2027-01-01", "2027-02-28")
    assert overlapping(after, short, "2026-12-31") == (0, {"kite": "not-yet", "second": "expiring"})
    assert overlapping(after, short, "2027-01-01") == (0, {"kite": "in-force", "second": "expired"}), (
        "one after the other is fine"
    )


def test_a_request_does_not_shorten_what_is_in_force() -> None:
    asked = WAIVER.replace("approved_by: sam@brand.example\n", "").replace("2026-12-31", "2026-11-20")
    report = judged(waived(WAIVER, waivers_asked=asked), tool("colour: blue"))
    assert (code(report), sorted(w.state for w in report.waivers)) == (0, ["in-force", "requested"])


def test_a_waiver_for_an_element_stays_with_its_name_wherever_that_stands() -> None:
    bundle = waived(FOR_A, EACH)
    a, b = "{name: a, auth: basic, per: month}", "{name: b, auth: oauth, per: month}"
    for parts in (f"{a}, {b}", f"{b}, {a}", f"{b}, {b.replace('name: b', 'name: c')}, {a}"):
        assert only(judged(bundle, tool(f"parts: [{parts}]"))).counts[Outcome.WAIVED] == 1
    swapped = f"{b.replace('name: b', 'name: a')}, {a.replace('name: a', 'name: b')}"
    assert only(judged(bundle, tool(f"parts: [{swapped}]"))).counts[Outcome.FAILED] == 1
    ends = judged(waived(FOR_A, EACH, waivers_b=FOR_B.replace("2026-12-31", "2026-11-30")), tool(f"parts: [{a}]"))
    found = finding(ends).waiver
    assert found is not None
    assert (found.element, found.expires) == ("a", "2026-12-31"), "a waiver for another part has no say"
