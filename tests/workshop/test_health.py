"""The health of a bundle: past its review, met by few, concerning nobody, without an answer time, with many waivers."""

from __future__ import annotations

from datetime import date

from guardrails.files.comparing import Workplace, bundle_health
from guardrails.workshop.health import Entry, Sign
from guardrails.workshop.health_text import health_json, health_text
from tests.workshop.rules import material, rule
from tests.workshop.test_difference import USERS, tool

DAY = date(2026, 11, 23)
LONG = rule(id="long-trial", code="ONE-03", when={"field": "criticality", "is": "high"})


def entries(day: date = DAY, *, days: list[int], owner: dict[str, str] | None = None) -> tuple[Entry, ...]:
    made = material(USERS, LONG, **({"owner": owner} if owner else {}))
    places = [Workplace(tuple(tool(f"t{at}", n) for at, n in enumerate(days)), {}, 0)] if days else []
    found = bundle_health(made, places, day)
    assert isinstance(found, tuple)
    assert found[1:] == (2, len(days))
    return found[0]


def signs(found: tuple[Entry, ...]) -> dict[Sign, list[str]]:
    return {sign: [e.name for e in found if e.sign is sign] for sign in Sign if any(e.sign is sign for e in found)}


def test_a_rule_that_many_do_not_meet() -> None:
    found = entries(days=[10, 10, 900, 900, 900])
    assert signs(found) == {Sign.FRICTION: ["one/few-users"], Sign.IDLE: ["one/long-trial"]}
    assert found[0].told == "3 of 5 (60 %) do not meet it"


def test_few_cases_say_nothing() -> None:
    assert Sign.FRICTION not in signs(entries(days=[900, 900, 900, 900]))


def test_without_manifests_only_the_files_speak() -> None:
    assert signs(entries(days=[])) == {}
    assert signs(entries(date(2027, 5, 1), days=[])) == {Sign.DUE: ["one"]}
    assert signs(entries(date(2027, 7, 1), days=[])) == {Sign.STALE: ["one"]}


def test_a_team_that_promises_no_time() -> None:
    found = entries(days=[], owner={"team": "Front desk", "contact": "desk@brand.example"})
    assert signs(found) == {Sign.SILENT: ["Front desk"]}
    assert found[0].told == "2 rules name this team and no time to answer"


def test_both_forms_name_every_entry_and_a_way_out() -> None:
    found = entries(days=[900] * 5)
    text = health_text(found, 2, 5)
    assert "one/few-users (Front desk): 5 of 5 (100 %) do not meet it" in text
    assert "A shorter way in `faster`" in text
    assert '"sign": "friction"' in health_json(found, 2, 5)
    assert health_text((), 2, 5) == "2 rules, 5 manifests.\n\nNothing needs a look.\n"
