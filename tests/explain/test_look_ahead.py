"""The look ahead: soonest first, days counted back over weekends and days off, and who answers."""

from __future__ import annotations

from datetime import date

import pytest

from guardrails.explain.explanation import ToDo
from guardrails.explain.look_ahead import look_ahead
from guardrails.explain.milestones import Calendar
from guardrails.explain.open_answers import open_answers
from guardrails.explain.outlook import outlook
from guardrails.model.report import Finding
from guardrails.model.stage import Stage
from tests.explain.planning import TODAY, complete, later, plan, report, rule_of, shapes, told

CAMPAIGN = complete("campaign", "idea").replace("  asked_on: 2026-11-02\n", "")
TOOL = complete("tool", "pilot")
IDEA = """\
apiVersion: guardrails/v1
kind: Tool
metadata: {name: postpelican, stage: idea, owner: lena.hart@brand.example}
product: PostPelican
vendor: {name: Pelican Posts Ltd}
"""


def launching(day: str, stage: str = "idea") -> str:
    """The complete campaign with another launch day."""
    text = CAMPAIGN.replace("stage: idea", f"stage: {stage}")
    start = text.index("launch_at:")
    return text.replace(text[start : text.index("\n", start)], f"launch_at: {day}T10:00", 1)


def coming(text: str, *specs: tuple[str, str, str], kind: str = "Campaign", lane: str = "light-review") -> tuple[ToDo, ...]:
    """The look ahead of a plan, with rules given as (id, team, until)."""
    manifest = plan(text, kind)
    findings = [later(rule_of(id, team), manifest, until) for id, team, until in specs]
    one = told(manifest, *findings, lane=lane)
    return look_ahead(one, report(one), shapes())


def test_the_lead_time_is_counted_back_over_a_weekend_and_a_day_off() -> None:
    # Wednesday 2 December: back over Tuesday, a day off on Monday, the weekend, and the week before.
    [review] = [t for t in coming(launching("2026-12-02")) if t.kind == "review"]
    assert (review.by, review.due, review.who) == ("2026-11-24", "2026-12-02", "it")
    assert "by 24 Nov 2026: it takes 5 workdays" in review.text


def test_a_review_that_takes_longer_than_there_is_time_is_asked_for_today() -> None:
    [review] = [t for t in coming(launching("2026-11-24")) if t.kind == "review"]
    assert review.by == TODAY.isoformat()
    assert "today" in review.text


@pytest.mark.parametrize("change", ["asked", "no time", "no day"])
def test_nobody_is_sent_to_a_review_that_is_asked_for_or_takes_no_time_or_has_no_day(change: str) -> None:
    text = launching("2026-12-02")
    if change == "asked":
        text = text.replace("\nreview:", "\nreview_was:") + "review: {asked_on: 2026-11-18}\n"
        assert "asked_on" in text
    if change == "no day":
        text = text.replace("launch_at:", "launch_was:")
    found = coming(text, lane="self-serve" if change == "no time" else "light-review")
    assert [t for t in found if t.kind == "review"] == []


def test_the_soonest_comes_first_and_what_has_no_date_last() -> None:
    found = coming(
        launching("2026-12-16"),
        ("a", "Procurement", "pilot"),
        ("b", "Privacy team", "live"),
        ("c", "IT security", "2026-12-01"),
        ("d", "IT security", "2027-02-01"),
        lane="self-serve",
    )
    rules = [t for t in found if t.kind == "rule"]
    assert [(t.until, t.due, t.by) for t in rules] == [
        ("2026-12-01", "2026-12-01", "2026-11-27"),
        ("live", "2026-12-16", "2026-12-15"),
        ("2027-02-01", "2027-02-01", "2027-01-29"),
        ("pilot", "", ""),
    ]
    assert [t.before for t in rules][1:] == [
        "before launch on 16 Dec 2026 (in 26 days)",
        "from 1 Feb 2027 (in 73 days)",
        "before the pilot",
    ]


def test_who_replies_slowly_is_asked_first() -> None:
    manifest = plan(launching("2026-12-16"), "Campaign")
    findings = [later(rule_of("a", "Quick team", "1 workday"), manifest), later(rule_of("b", "Slow team", "2 weeks"), manifest)]
    findings.append(later(rule_of("c", "Vague team", "soon"), manifest))
    one = told(manifest, *findings, lane="self-serve")
    rules = [t for t in look_ahead(one, report(one), shapes()) if t.kind == "rule"]
    assert [(t.ask, t.by) for t in rules] == [("Slow team", "2026-12-02"), ("Quick team", "2026-12-15"), ("Vague team", "")]


def test_a_day_that_is_past_is_no_date() -> None:
    found = coming(launching("2026-11-02"), ("a", "Procurement", "live"))
    assert {(t.before, t.due, t.by) for t in found if t.until == "live"} == {("before launch", "", "")}


def test_a_trial_that_ends_is_the_day_of_a_tool() -> None:
    text = TOOL.replace("\npilot:", "\npilot_was:") + "pilot: {start: 2026-11-16, end: 2027-01-15}\n"
    found = coming(text, ("a", "Procurement", "live"), kind="Tool", lane="self-serve")
    assert [(t.before, t.by) for t in found if t.kind == "rule"] == [
        ("before the trial ends on 15 Jan 2027 (in 56 days)", "2027-01-14")
    ]


def test_the_schema_says_who_answers() -> None:
    one = told(plan(IDEA))
    who = {".".join(map(str, a.path)): (a.who, a.needed) for a in open_answers(one, shapes()["Tool"])}
    assert who["privacy.role"] == ("vendor", Stage.PILOT)
    assert who["contract.exit.deletion_days"] == ("vendor", Stage.PILOT)
    assert who["contract.sla.uptime_pct"] == ("vendor", Stage.LIVE)
    assert who["contract.dpa.status"] == ("it", Stage.PILOT)
    assert who["contract.type"] == ("marketing", Stage.PILOT)
    assert who["integrations"] == ("marketing", Stage.PILOT)
    assert "contract" not in who
    assert "privacy" not in who


def test_unknown_is_an_answer_until_it_is_live() -> None:
    text = TOOL.replace("role: processor", "role: unknown")
    assert text != TOOL
    [answer] = open_answers(told(plan(text)), shapes()["Tool"])
    assert (answer.path, answer.needed, answer.who) == (("privacy", "role"), Stage.LIVE, "vendor")
    assert open_answers(told(plan(text.replace("stage: pilot", "stage: live"))), shapes()["Tool"]) == ()


def test_the_owner_of_a_system_answers_for_its_connection() -> None:
    text = TOOL.replace("direction: inbound", "direction: unknown")
    assert text != TOOL
    [answer] = open_answers(told(plan(text)), shapes()["Tool"])
    assert (answer.who, answer.system) == ("system-owner", "crm")
    [todo] = [t for t in coming(text, kind="Tool", lane="self-serve") if t.kind == "answers"]
    assert (todo.ask, todo.text.split(" answers")[0], todo.paths) == ("CRM team", "CRM team", (("integrations", 0, "direction"),))


def test_a_campaign_has_no_vendor_who_could_answer() -> None:
    text = CAMPAIGN.replace("\nai:", "\nai_was:") + "ai: {used: unknown}\n"
    answers = [a for a in open_answers(told(plan(text, "Campaign")), shapes()["Campaign"]) if a.path[0] == "ai"]
    assert [a.who for a in answers] == ["marketing"]


def test_an_answer_that_a_rule_waits_for_is_asked_for_once() -> None:
    manifest = plan(TOOL)
    asks: tuple[tuple[str | int, ...], ...] = (("pilot", "stop_if"), ("org", "goals"), ("facts", "dpia_signs"))
    text_without = plan(TOOL.replace("\npilot:", "\npilot_was:"))
    one = told(
        text_without, later(rule_of("a", "Privacy team"), manifest, asks=asks), later(rule_of("b", "x"), manifest, asks=asks)
    )
    paths = [a.path for a in open_answers(one, shapes()["Tool"]) if a.path[0] in ("pilot", "org", "facts")]
    assert paths == [("pilot", "stop_if")]


def many(count: int, until: str, teams: tuple[str, ...]) -> list[Finding]:
    """So many rules of those teams in turn."""
    manifest = plan(IDEA)
    return [later(rule_of(f"{until}-{n:02}", teams[n % len(teams)]), manifest, until) for n in range(count)]


def test_the_short_form_groups_by_team_and_stays_short() -> None:
    teams = ("Procurement", "Privacy team", "IT security", "Brand team", "Web team")
    findings = many(15, "pilot", teams) + many(12, "live", teams)
    manifest = plan(IDEA)
    findings += [later(rule_of("p", "x"), manifest, until, asks=(("privacy", "role"),)) for until in ("pilot", "live")]
    one = told(manifest, *findings)
    todos = look_ahead(one, report(one), shapes())
    told_short = outlook(todos, TODAY)
    assert [o.heading for o in told_short] == ["Coming up before the pilot", "Coming up before launch"]
    assert sum(len(o.lines) for o in told_short) <= 10
    first, second = told_short
    assert "Privacy team: 3 things, first: Thing pilot-01" in first.lines
    assert any(line.startswith("The vendor answers 11 questions: ") and line.endswith(" and 7 more.") for line in first.lines)
    assert second.lines[-1].endswith(": 12 things, and perhaps 1 more")
    # Everything is there for machines.
    assert len({name for t in todos for name in t.rules}) == 28


def test_a_few_rules_keep_their_titles() -> None:
    one = told(plan(IDEA), *many(3, "pilot", ("Procurement",)))
    [first, *_] = outlook(look_ahead(one, report(one), shapes()), TODAY)
    assert [line for line in first.lines if line.startswith("Thing")] == [f"Thing pilot-0{n} (Procurement)" for n in range(3)]


def test_of_many_dates_the_first_are_told_and_the_others_counted() -> None:
    days = ("2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07")
    found = outlook(coming(launching("2026-11-02"), *[(day, "Procurement", day) for day in days], lane="self-serve"), TODAY)
    assert len(found) == 3
    assert "later, in the JSON answer" in found[-1].lines[-1]


def test_a_live_one_is_asked_nothing_more() -> None:
    assert coming(TOOL.replace("stage: pilot", "stage: live"), kind="Tool") == ()


def test_days_never_lie_before_today() -> None:
    one = told(plan(launching("2026-11-23"), "Campaign"))
    calendar = Calendar(report(one), one)
    assert calendar.before(date(2026, 11, 23), 400) == TODAY
    assert calendar.too_late
