"""The briefing: worst first, one explanation for one cause, and everything both sides need to know."""

from __future__ import annotations

from guardrails.explain.briefing import brief
from guardrails.explain.context import Context
from guardrails.explain.explanation import Briefing, Explanation
from guardrails.explain.grouping import grouped
from guardrails.explain.labels import team_in_a_sentence
from guardrails.explain.problems import as_typed
from guardrails.model.condition import Count, FieldPath, Given, Refers
from guardrails.model.evidence import Evidence, Referred, Tallied
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem
from guardrails.model.report import Question
from guardrails.model.stage import Outcome, Severity, Stage
from guardrails.model.truth import Truth
from tests.explain.situations import AGREEMENT, SHAPES, SIGN_IN, TOOL, at, busy_day, differs, finding, judged, manifest, report


def busy() -> Briefing:
    case = busy_day()
    return brief(case.report, case.context)


def test_the_summary_counts_what_is_shown_and_names_what_was_checked() -> None:
    assert busy().summary == (
        "Preview: this is how it looks on 21 Nov 2026.",
        "4 things to fix, 2 more to look at, 1 could not be checked, 2 fine",
        "Checked 1 campaign and 2 tools against 8 rules of starter 0.1.0.",
    )


def test_the_worst_come_first() -> None:
    answer = busy().manifests[0]
    statuses = [e.status for e in answer.explanations]
    assert statuses == ["must-fix"] * 4 + ["should-fix", "waived"]
    assert [a.verdict_line for a in busy().manifests] == [
        "Not yet: 4 things to do",
        "Ready, with advice",
        "Ready",
    ]


def test_one_missing_answer_is_one_explanation() -> None:
    first = busy().manifests[0].explanations[0]
    assert first.headline == "Tell us: how do we buy it: tick a box, order form, negotiated?"
    assert first.rules == ("vendor/needs-route-one", "vendor/needs-route-two")
    assert first.why == ("2 rules wait for it: Good thing one; Good thing two.",)
    assert first.fix == ("Add a line like:  route: order_form",)


def test_questions_are_one_list_and_a_fact_is_never_offered_as_an_edit() -> None:
    questions = next(e for e in busy().manifests[0].explanations if e.id == "questions")
    assert questions.what == (
        "users: How many people will use it?",
        "contract.signed_on: When was it signed?",
    )
    assert questions.fix == ("Add a line for each, starting with:  users: 12",)
    assert "2026-10-01" not in str(questions)


def test_dates_waivers_and_reviews_reach_the_right_people() -> None:
    briefing = busy()
    sign_in = next(e for e in briefing.manifests[0].explanations if e.rules == ("vendor/sign-in-method",))
    assert sign_in.when == "Becomes a must fix on 1 Feb 2027 (in 72 days)."
    assert sign_in.ask == "Procurement, #ask-procurement. Usual answer: 2 workdays."
    waived = briefing.manifests[0].explanations[-1]
    assert waived.ask == "Ana Ruiz carries the risk. Approved by Jo Kim."
    assert waived.fix == ()
    assert "ends on 3 Dec 2026 (in 12 days)." in briefing.notices[0]
    assert briefing.notices[-1] == (
        'The rules of "Vendors" are past their review date (1 Jun 2026): they only warn until Procurement has reviewed them.'
    )


def test_the_lane_names_its_reason_and_the_way_out() -> None:
    assert busy().manifests[0].lane_lines == (
        "Light review. A first talk within 2 workdays, an answer within 5.",
        "Because it sees contact details.",
        "To drop one lane: Try it with invented data.",
    )


def test_what_comes_later_has_a_date_and_a_team() -> None:
    coming = busy().manifests[1].coming
    assert [(t.before, t.text, t.ask) for t in coming] == [
        (
            "before launch on 27 Nov 2026 (in 6 days)",
            "Ask your IT partner for your review today: it takes 5 workdays, so talk about the date too.",
            "your IT partner",
        ),
        ("before launch on 27 Nov 2026 (in 6 days)", "It uses company sign-in", "Procurement"),
        ("before launch on 27 Nov 2026 (in 6 days)", "The data agreement is signed", "Privacy team"),
    ]


def test_the_lead_and_the_next_step() -> None:
    assert busy().manifests[0].lead == "Start with Mailwell: it is approved."
    assert busy().next_step == "When that is done, run: guardrails check tools/brightmailer.yaml"


def test_a_file_name_is_quoted_in_a_command() -> None:
    case = busy_day()
    problem = Problem("file-not-found", "a; rm -rf $HOME")
    briefing = brief(case.report._replace(manifests=(), problems=(problem,)), case.context)
    assert briefing.next_step == "When that is done, run: guardrails check 'a; rm -rf $HOME'"


def test_broken_policies_mean_that_nothing_was_checked() -> None:
    case = busy_day()
    problem = Problem("policy-no-rules", "bundle.yaml", area="policy")
    briefing = brief(case.report._replace(manifests=(), problems=(problem,)), case.context)
    assert briefing.summary[-1] == "Nothing was checked: the rules or settings need a change first."
    assert briefing.next_step == "When that is done, run: guardrails check"


def test_a_single_finding_keeps_its_own_words_and_covers_its_question() -> None:
    on = manifest(TOOL, "a.yaml")
    one = finding(AGREEMENT, on, differs(("contract",), "is", 1, "", missing=True), asks=(("contract",),))
    asked = Question(("contract", "route"), Stage.PILOT, Severity.BLOCK)
    groups = grouped((one,), (asked,), lambda _: True, lambda _: True)
    assert groups.own == (one,)
    assert not groups.waiting
    assert not groups.questions


def test_a_finding_that_covers_a_question_is_as_severe_as_the_question() -> None:
    on = manifest(TOOL, "a.yaml")
    evidence = differs(("contract",), "is", 1, "", missing=True)
    mild = finding(AGREEMENT, on, evidence, asks=(("contract",),), severity=Severity.WARN)
    asked = Question(("contract", "route"), Stage.LIVE, Severity.BLOCK)
    (own,) = grouped((mild,), (asked,), lambda _: True, lambda _: True).own
    assert (own.severity, own.rule.waivable) == (Severity.BLOCK, False)
    other = Question(("users",), Stage.LIVE, Severity.BLOCK)
    assert grouped((mild,), (other,), lambda _: True, lambda _: True).own == (mild,)


def test_a_rule_that_may_not_concern_it_asks_first_and_nothing_gets_lost() -> None:
    on = manifest(TOOL, "a.yaml")
    perhaps = finding(AGREEMENT, on, None, asks=(("data",), ("users",)), asks_when=True)
    other = finding(SIGN_IN, on, None, asks=(("data", "buckets"),))
    groups = grouped((perhaps, other), (), lambda _: True, lambda _: True)
    assert [w.path for w in groups.waiting] == [("data",), ("users",)]
    assert groups.waiting[0].findings == (perhaps, other)
    assert groups.own == ()


def test_what_nobody_could_judge_is_never_fine() -> None:
    case = busy_day()
    on = manifest(TOOL, "tools/brightmailer.yaml")
    unjudged = finding(AGREEMENT, on, None, outcome=Outcome.UNJUDGED)
    report = case.report._replace(
        manifests=(case.report.manifests[0]._replace(findings=(unjudged,), questions=()),),
        problems=(),
    )
    briefing = brief(report, case.context)
    assert briefing.manifests[0].explanations[0].status == "unchecked"
    assert briefing.manifests[0].verdict_line == "Not yet: one thing to do"


def test_several_reasons_for_a_lane_have_to_go_together() -> None:
    case = busy_day()
    bundle = case.report.bundle
    assert bundle is not None
    lane = bundle.lanes[0]
    second = lane.triggers[0]._replace(id="R2", title="it costs more than 5,000", drop="Start with the small plan.")
    both = bundle._replace(lanes=(lane._replace(triggers=(*lane.triggers, second)), bundle.lanes[1]))
    first = case.report.manifests[0]._replace(lane_reasons=("it sees contact details", "it costs more than 5,000"))
    lines = brief(case.report._replace(bundle=both, manifests=(first,)), case.context).manifests[0].lane_lines
    assert lines[1:] == (
        "Because it sees contact details, and it costs more than 5,000.",
        "To drop one lane, do all of these: Try it with invented data. Start with the small plan.",
    )


def test_a_missing_block_shows_its_first_line() -> None:
    on = manifest(TOOL, "tools/brightmailer.yaml")
    missing = differs(("contract",), "is", 1, "", missing=True)
    two = tuple(finding(r, on, missing, asks=(("contract",),), asks_when=True) for r in (AGREEMENT, SIGN_IN))
    case = busy_day()
    report = case.report._replace(manifests=(case.report.manifests[0]._replace(findings=two, questions=()),))
    said = brief(report, case.context).manifests[0].explanations[0]
    assert said.fix == ("Add contract: and below it, two spaces in:  route: order_form",)
    assert said.excerpts[0].label == "add it to this file"
    assert said.what == ("We can't tell yet which rules concern BrightMailer.",)


def test_an_edge_that_needs_quotes_gets_them() -> None:
    assert [as_typed(v) for v in ("2026-08-17", "17:30", "12", "#chat", "a: b", "yes it is", True, 3)] == [
        *("2026-08-17", "17:30", '"12"', '"#chat"', '"a: b"', "yes it is", "true", "3")
    ]


def test_a_team_has_an_article_in_a_sentence_and_a_department_name_has_none() -> None:
    named = {"Privacy team": "the Privacy team", "IT front desk": "the IT front desk", "Mail admins": "the Mail admins"}
    bare = ("Procurement", "Web operations", "the Brand team", "IT security")
    assert {team: team_in_a_sentence(team) for team in named} == named
    assert tuple(map(team_in_a_sentence, bare)) == bare


def test_a_must_fix_gives_the_command_that_asks_for_more_time() -> None:
    (told,) = [e for e in busy().manifests[0].explanations if e.rules == ("vendor/signed-agreement",)]
    assert told.when == "For more time:  guardrails waiver request signed-agreement brightmailer"


def test_every_verdict_counts_what_is_shown() -> None:
    for answer in busy().manifests:
        shown = sum(1 for e in answer.explanations if e.status in ("must-fix", "unchecked"))
        assert answer.verdict_line.startswith(f"Not yet: {shown} things" if shown else "Ready")


def told_about(evidence: Evidence, *others: Manifest, **changes: object) -> Explanation:
    """The explanation of one finding about a tool, in a run that also checked the others."""
    on = manifest(TOOL, "tools/brightmailer.yaml")
    made = report((judged(on, (finding(AGREEMENT, on, evidence),)), *(judged(other) for other in others)))
    sources = {other.file: TOOL for other in (on, *others)}
    context = Context(sources.__getitem__, SHAPES)._replace(**changes)  # type: ignore[arg-type]
    return brief(made, context).manifests[0].explanations[0]


def test_what_a_reference_leads_to_is_shown_after_the_reference() -> None:
    inner = differs(("fires",), "is", "after_consent", "always")
    refers = Refers(at("auth"), "Tool", inner.condition, False)
    evidence = Referred(Truth.NO, refers, ("auth",), "basic", "mailwell", inner)
    both = told_about(evidence, manifest(TOOL.replace("brightmailer", "mailwell"), "tools/mailwell.yaml"))
    assert (both.file, both.line) == ("tools/brightmailer.yaml", 9)
    assert [(e.file, e.caret_line, e.label) for e in both.excerpts] == [
        ("tools/brightmailer.yaml", 9, "see tools/mailwell.yaml, line 10"),
        ("tools/mailwell.yaml", 10, "we need: after_consent"),
    ]
    assert [e.label for e in told_about(evidence).excerpts] == ["see what its own file says"]


def test_a_block_that_is_not_there_is_to_be_added_to_the_file() -> None:
    block = told_about(differs(("contract", "route"), "is", "order_form", "", missing=True))
    assert [e.label for e in block.excerpts] == ["add a `contract` block to this file"]
    line = told_about(differs(("users",), "at_least", 1, "", missing=True))
    assert [e.label for e in line.excerpts] == ["add `users` to this file"]


def test_a_count_over_a_fact_stands_where_the_fact_comes_from() -> None:
    count = Count(FieldPath("facts", ("outside_hosts",), (False,)), None, "at_most", Given(0))
    evidence = Tallied(Truth.NO, count, ("facts", "outside_hosts"), 1.0, 0, (("x.example", ("facts", "outside_hosts", 0), 1.0),))
    told = told_about(evidence, facts=lambda manifest, fact: FactResult(1.0, about=(("fires",),)))
    assert [(e.caret_line, e.label) for e in told.excerpts] == [(10, "we need: at most 0")]
    assert told_about(evidence).excerpts == ()


def test_a_list_inside_a_text_stands_without_quotes() -> None:
    on = manifest(TOOL + "pages: [Cart page, pay, Thank you page]\nlast: Thank you page\n", "tools/brightmailer.yaml")
    headline = "Move {field.pages} to {field.last}"
    of = AGREEMENT._replace(words=AGREEMENT.words._replace(headline=headline))
    failed = finding(of, on, differs(("fires",), "is", "after_consent", "always"))
    context = Context({on.file: TOOL}.__getitem__, SHAPES)
    told = brief(report((judged(on, (failed,)),)), context).manifests[0].explanations[0]
    assert told.headline == "Move Cart page, pay and Thank you page to Thank you page"
