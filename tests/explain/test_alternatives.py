"""Every way that an answer names is open: the tool can be used, the slot is free, and what may go ahead judges ready."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.explain.briefing import brief
from guardrails.explain.parts_of_manifest import part_at, with_dependants, without
from guardrails.explain.ready_part import smallest
from guardrails.model.manifest import Manifest
from guardrails.model.value import Fields, Path
from guardrails.render import json_report
from guardrails.render.style import Style
from guardrails.render.text import render
from guardrails.text.values import Value
from tests.examples.foretold import ROOT, checked
from tests.explain.alternative_runs import answer, briefed, company, context, declared, fits, judged, told, ways

BROKEN_PAGE: Fields = {
    "form": {"purpose": "event", "fields": [], "submits_to": "seminarswan", "method": "post", "consent_box": "preticked"}
}


def webinar(changes: Mapping[str, Value] | None = None, stage: str = "live") -> Manifest:
    """A campaign that is ready, with other answers."""
    return declared("template-webinar-green", changes, stage)


def pages(*changes: Fields) -> list[Value]:
    """The campaign's page as often as there are changes, each with its own name."""
    [page] = list_of(webinar(), "pages")
    assert isinstance(page, dict)
    return [{**page, "name": f"page {number}", **change} for number, change in enumerate(changes, 1)]


def list_of(manifest: Manifest, key: str) -> list[Value]:
    found = manifest.fields[key]
    assert isinstance(found, list)
    return found


WREN: Fields = {"category": "webinar_event"}


def texts(kind: str, *changed: Manifest, organisation: Fields | None = None) -> list[str]:
    return [way.text for way in ways(kind, *changed, organisation=organisation)]


# Tools


def test_a_tool_that_is_not_ready_has_an_approved_one_beside_it_with_its_owner() -> None:
    [way] = ways("tool", declared("webinarwren"))
    assert way.text == "SeminarSwan is approved: ask Tom Berg, tom.berg@brand.example."
    assert (way.name, way.ask) == ("SeminarSwan", "Tom Berg, tom.berg@brand.example")


def test_a_tool_in_use_is_named_with_its_owner_after_the_approved_ones() -> None:
    twin = declared(
        "mailsparrow", {"product": "WebinarWasp", "category": "webinar_event", "vendor.name": "Wasp Ltd"}, called="wasp"
    )
    assert texts("tool", declared("webinarwren"), twin) == [
        "SeminarSwan is approved: ask Tom Berg, tom.berg@brand.example.",
        "WebinarWasp is in use: ask mia.lopez@brand.example.",
    ]


def test_the_tool_that_sees_the_same_information_comes_first() -> None:
    like: Fields = {
        "category": "webinar_event",
        "data.buckets": ["anonymous_stats"],
        "product": "Alpha Talks",
        "vendor.name": "Alpha Ltd",
    }
    alpha = declared("mailsparrow", like, called="alpha")
    beta = declared("mailsparrow", {**WREN, "product": "Beta Talks", "vendor.name": "Beta Ltd"}, called="beta")
    names = [way.name for way in ways("tool", declared("webinarwren"), alpha, beta, organisation={"approved_products": []})]
    assert names.index("Beta Talks") < names.index("Alpha Talks")


STOPPED: Fields = {"blocked_vendors": [{"name": "Swan Talks B.V.", "reason": "It was sold to somebody we do not know at all"}]}


@pytest.mark.parametrize(
    ("changes", "stage", "organisation"),
    [
        ({}, "live", STOPPED),
        ({}, "live", {"blocked_vendors": [{"name": "SeminarSwan", "reason": "It was sold to somebody we do not know at all"}]}),
        ({"contract.end": "2026-11-22"}, "live", {}),
        ({"contract.dpa.status": "none"}, "live", {}),
        ({}, "retiring", {}),
        ({}, "idea", {}),
        ({"vendor.name": "Wren Events B.V."}, "live", {}),
    ],
    ids=["its maker is stopped", "it is stopped", "contract over", "not yet itself", "leaving", "an idea", "same maker"],
)
def test_a_tool_that_cannot_be_used_is_never_named(changes: Fields, stage: str, organisation: Fields) -> None:
    swan = declared("seminarswan", changes, stage)
    assert "SeminarSwan" not in str(texts("tool", declared("webinarwren"), swan, organisation=organisation))
    assert "SeminarSwan" in str(texts("tool", declared("webinarwren"), declared("seminarswan")))


def test_no_maker_on_the_stop_list_is_ever_named() -> None:
    vendors = {m.name: m.fields["vendor"] for m in checked().manifests if m.kind == "Tool"}
    names: list[Value] = [{"name": v["name"], "reason": "We do not know them"} for v in vendors.values() if isinstance(v, dict)]
    for name in vendors:
        assert texts("tool", declared(name, stage="idea"), organisation={"blocked_vendors": names, "approved_products": []}) == []


def test_what_the_answer_tells_anyway_is_not_told_twice() -> None:
    idea = declared("one-mail-tool", {"category": "email_marketing"}, "pilot")
    said = told(idea)
    assert "MailSparrow" in str([e.headline for e in said.explanations])
    assert not [way for way in said.ways if way.name == "MailSparrow"]


def test_a_campaign_learns_what_to_use_in_place_of_a_tool_that_is_not_ready() -> None:
    [way] = ways("tool", webinar({"tools": ["webinarwren", "mailsparrow", "countup", "bannerbee"], "dates.launch_at": None}))
    assert way.text == "In place of WebinarWren talk tool, SeminarSwan is approved: ask Tom Berg, tom.berg@brand.example."


# Slots


@pytest.mark.parametrize(
    ("launch", "text"),
    [
        ("2026-12-11T16:55", "Tuesday 15 December 2026, 10:00 is free for the launch."),
        ("2026-12-26T10:00", "Tuesday 5 January 2027, 10:00 is free for the launch."),
    ],
)
def test_a_launch_in_quiet_hours_gets_the_next_free_slot_once(launch: str, text: str) -> None:
    campaign = webinar({"dates.launch_at": launch, "launch.on_call": []}, "pilot")
    [slot] = [way for way in told(campaign, curt=True).ways if way.kind == "slot"]
    assert slot.text == text
    said = told(campaign)
    assert "is free" in said.lead
    assert said.ways == ()


def test_a_slot_after_the_end_of_the_campaign_is_not_offered() -> None:
    late: Fields = {"dates.launch_at": "2026-12-11T16:55", "launch.on_call": []}
    assert ways("slot", webinar({**late, "dates.end_at": "2026-12-12"}), curt=True) == []
    assert ways("slot", webinar({**late, "dates.end_at": "2027-01-12"}), curt=True) != []


def test_a_launch_that_comes_too_soon_gets_the_first_slot_that_leaves_the_lane_its_workdays() -> None:
    crowd: Fields = {
        "launch.expected_peak_per_min": 5000,
        "dates.launch_at": "2026-11-26T10:00",
        "metadata.submitted_on": "2026-11-23",
    }
    campaign = webinar({**crowd, "launch.load_test_url": "https://wiki.brand.example/load"}, "pilot")
    [way] = ways("slot", campaign)
    assert way.text == "Tuesday 1 December 2026, 10:00 is free for the launch."
    assert way.name == "2026-12-01T10:00"
    moved = judged(webinar({**crowd, "dates.launch_at": way.name}, "pilot"), company(campaign))
    assert "launch/enough-notice" not in {f.rule.name for f in moved.findings}


# The part that may go ahead


def test_one_page_of_three_is_left_for_later() -> None:
    campaign = webinar({"pages": pages({}, BROKEN_PAGE, {}), "tags.0.pages": ["page 1", "page 2", "page 3"]})
    assert texts("part", campaign) == ['You can go ahead now with 2 of 3 pages: move the page "page 2" to a file of its own.']


def test_the_texts_wait_and_the_page_goes_ahead() -> None:
    assert texts("part", declared("spring-texts-us")) == [
        "You can go ahead now with the page: move the text messages to a file of their own."
    ]


def test_a_tool_goes_ahead_without_the_connection_that_waits() -> None:
    assert texts("part", declared("zipzap")) == ["Without the connection to crm, everything else can go ahead now."]


def test_nothing_is_offered_where_something_speaks_of_the_whole() -> None:
    whole: Fields = {"launch.rollback": None, "pages": pages({}, BROKEN_PAGE)}
    assert not texts("part", webinar(whole))


def test_only_the_page_there_is_can_not_be_left_out() -> None:
    assert not texts("part", webinar({"pages": pages(BROKEN_PAGE), "tags": None}))


def test_what_a_tool_does_goes_with_it() -> None:
    """A tool that sends the emails is not left out while the emails stay; of a stranger nobody knows what hangs on it."""
    flash = declared("friday-flash-sale", {"tools": ["mailsparrow", "countup", "bannerbee", "nobody-knows"]})
    reach = context(company(flash)).scope
    assert reach is not None
    inventory = reach(flash).inventory

    def left_out(index: int) -> set[Path]:
        part = part_at("Campaign", ("tools", index))
        assert part is not None
        return {p.path for p in with_dependants(part, flash.fields, lambda name: inventory.named("Tool", name))}

    assert left_out(0) == {("tools", 0), ("email",)}
    assert left_out(1) == {("tools", 1), ("tags", 0)}
    assert left_out(2) == set()
    assert left_out(3) == set()


def test_without_the_emails_there_is_no_such_channel_and_no_tag_stays_on_a_page_that_is_gone() -> None:
    flash = declared("friday-flash-sale", {"tags.0.pages": ["sale", "thanks"]})
    parts = [part for path in (("email", "dmarc"), ("pages", 0, "url")) if (part := part_at("Campaign", path))]
    assert without(flash, parts) is None
    rest = without(flash._replace(fields={**flash.fields, "channels": ["email", "event"]}), parts)
    assert rest is not None
    assert rest.fields["channels"] == ["event"]
    assert "email" not in rest.fields
    assert "pages" not in rest.fields
    [tag] = list_of(rest, "tags")
    assert isinstance(tag, dict)
    assert tag["pages"] == ["thanks"]


_BREAKS: dict[str, Fields] = {
    "page": {"pages": pages({}, BROKEN_PAGE)},
    "two pages": {"pages": pages(BROKEN_PAGE, {}, BROKEN_PAGE)},
    "tag": {"tags.0.fires": "always"},
    "tag without an end": {"tags.0.expires": None},
    "rewarded reviews": {"creative.reviews": {"used": True, "incentivised": "yes", "hidden_for_rating": "yes"}},
    "claim": {"audience.type": "consumers", "creative.green_claims": [{"text": "a neutral product", "kind": "offset"}]},
    "list": {
        "audiences": [{"name": "buyers", "source": "crm", "destination": "AudienceDeck", "consent": {"ad_user_data": "denied"}}]
    },
    "tool": {"tools": ["seminarswan", "mailsparrow", "countup", "bannerbee", "listmole"]},
    "undeclared tool": {"tools": ["seminarswan", "countup", "bannerbee", "nobody-knows"]},
    "text messages": {"sms": {"permission": "none"}, "channels": ["web", "sms"]},
    "whole": {"launch.rollback": None},
}


@given(st.sets(st.sampled_from(sorted(_BREAKS)), min_size=1, max_size=3), st.sampled_from(["pilot", "live"]))
@settings(max_examples=40, deadline=None)
def test_whatever_may_go_ahead_judges_ready_and_is_the_least_to_leave_out(broken: set[str], stage: str) -> None:
    changes = {path: value for name in sorted(broken) for path, value in _BREAKS[name].items()}
    assert_the_rest_is_ready(webinar(changes, stage))


@pytest.mark.parametrize("name", [m.name for m in checked().manifests])
def test_whatever_may_go_ahead_of_an_example_judges_ready(name: str) -> None:
    found = next(m for m in checked().manifests if m.name == name)
    assert_the_rest_is_ready(declared(name, stage=found.stage.value))


def assert_the_rest_is_ready(manifest: Manifest) -> None:
    found = company(manifest)
    [report] = found.report.manifests
    reach = context(found).scope
    assert reach is not None
    scope = reach(manifest)
    parts = smallest(
        report, lambda f: scope.fact(f).about, lambda n: scope.inventory.named("Tool", n), lambda m: judged(m, found)
    )
    offered = [way for way in answer(briefed(manifest), manifest).ways if way.kind == "part"]
    assert len(offered) == bool(parts)
    if not parts:
        return
    assert report.verdict == "not-yet"
    rest = without(manifest, parts)
    assert rest is not None
    assert fits(rest)
    assert judged(rest, found).verdict in ("ready", "ready-with-advice")
    for fewer in combinations(parts, len(parts) - 1):
        left = without(manifest, fewer)
        dependants = {p.sort.id for p in parts} > {p.sort.id for p in fewer}
        assert not fewer or dependants or left is None or judged(left, found).verdict == "not-yet"


# All of them


def test_nothing_is_offered_where_all_is_ready_and_live() -> None:
    for manifest in checked().manifests:
        said = told(declared(manifest.name, stage=manifest.stage.value))
        if said.verdict != "not-yet" and said.stage == "live":
            assert said.ways == (), said.name


def test_a_tool_that_we_leave_needs_no_way_ahead() -> None:
    otter = declared("oldotter", {"category": "webinar_event"}, "retired")
    said = told(otter)
    assert said.verdict == "not-yet"
    assert said.ways == ()


def test_what_is_told_in_one_line_has_no_ways() -> None:
    found = company(declared("webinarwren"))
    [one] = brief(found.report, context(found), 0).manifests
    assert one.explanations
    assert one.ways == ()


def test_the_ways_are_in_the_report_for_machines() -> None:
    found = company(declared("webinarwren"))
    data = json_report.as_data(found.report, brief(found.report, context(found)))
    jsonschema.Draft7Validator(json.loads((ROOT / "schemas/report.schema.json").read_text("utf-8"))).validate(data)
    [one] = data["manifests"] if isinstance(data["manifests"], list) else []
    assert isinstance(one, dict)
    assert isinstance(one["ways"], list)
    assert one["ways"][-1] == {
        "kind": "tool",
        "name": "SeminarSwan",
        "text": "SeminarSwan is approved: ask Tom Berg, tom.berg@brand.example.",
        "ask": "Tom Berg, tom.berg@brand.example",
    }


def test_the_ways_stand_below_the_lane_in_at_most_four_lines() -> None:
    like: Fields = {**WREN, "contract.dpa.status": "signed"}
    more = [
        declared(
            "mailsparrow", {**like, "product": f"{name} Talks and Meetings", "vendor.name": f"{name} Ltd"}, called=name.lower()
        )
        for name in ("Alpha", "Beta", "Gamma", "Delta")
    ]
    found = company(declared("webinarwren"), *more)
    text = render(briefed(declared("webinarwren"), *more), Style(80))
    assert len([w for w in answer(briefed(declared("webinarwren"), *more), found.manifests[0]).ways if w.kind == "tool"]) == 3
    start = text.index("  Faster  Without")
    told_lines = text[start : text.index("\n\n", start)].splitlines()
    assert len(told_lines) == 4
    assert told_lines[2].startswith("  Instead SeminarSwan is approved")


# Lanes


def test_dropping_a_lane_names_what_counts_and_where_one_lands() -> None:
    lines = told(declared("badgebeetle")).lane_lines
    assert lines[-2:] == (
        "What counts here: way of using it (browser_extension).",
        "Then: Light review. First talk: one talk of 30 to 60 minutes at most; answer: within 3 workdays.",
    )


def test_the_lane_that_is_named_is_the_one_that_comes() -> None:
    """The two connections gone, the crowd gone: what is left lands where the answer says."""
    flash = declared("friday-flash-sale")
    assert told(flash).lane_lines[-1] == "Then: Self-serve. Answer: at once, from the check itself."
    smaller = declared("friday-flash-sale", {"launch.expected_peak_per_min": 300})
    assert judged(smaller, company(smaller)).lane == "self-serve"


def test_a_fact_about_the_world_is_no_answer_to_change() -> None:
    """Whether an AI acts by itself is one; that the tool is connected to the customer system is none."""
    assert "What counts here: connections (crm)." in told(declared("chatheron")).lane_lines


def test_a_lane_that_an_answer_can_still_change_is_not_promised() -> None:
    said = told(declared("one-mail-tool", stage="idea"))
    assert any(line.startswith("It may need a stricter lane") for line in said.lane_lines)
    assert not any(line.startswith("Then:") for line in said.lane_lines)
