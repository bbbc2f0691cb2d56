"""Two versions of a bundle: which way each rule moved, for whom, and the version number that this needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from guardrails.files.comparing import Workplace, compare
from guardrails.files.versions import Version
from guardrails.judge.manifests import manifest_of
from guardrails.language.compile_bundle import compile_bundle
from guardrails.model.manifest import Manifest
from guardrails.model.repair import Edit
from guardrails.model.rule import Bundle, Retirement, Waiver
from guardrails.render.markdown_text import cell
from guardrails.repair.applying import applied
from guardrails.text.reader import read
from guardrails.workshop.difference.comparison import Comparison, step_made
from guardrails.workshop.difference.comparison_json import comparison_json
from guardrails.workshop.difference.comparison_markdown import MOST, comparison_markdown
from guardrails.workshop.difference.comparison_text import comparison_text
from guardrails.workshop.difference.effects import Effects, Place
from guardrails.workshop.difference.rule_changes import Kind, Shift, Step, rule_changes
from guardrails.workshop.material import Material
from tests.workshop.rules import BASES, material, rule

DAY = date(2026, 11, 23)
Fields = Mapping[str, Any]


def bundle(*rules: Fields, version: str = "1.0.0") -> Material:
    """A bundle of these rules with a version."""
    made = material(*rules)
    files = dict(made.texts.files)
    main = json.loads(files[made.texts.main])
    files[made.texts.main] = json.dumps({**main, "version": version}).encode()
    return replace(made, texts=made.texts._replace(files=files))


def comparison(old: Material, new: Material, *manifests: Manifest) -> Comparison:
    places = [Workplace(manifests, {}, 0)] if manifests else []
    found = compare(Version(old), Version(new), places, DAY)
    assert isinstance(found, Comparison), found
    return found


def tool(name: str, days: int) -> Manifest:
    """The starter's good tool, with so many days of our own work."""
    values, _ = read(next(data for file, data in BASES.items() if file.endswith("tool.yaml")))
    edits = [Edit(("metadata", "name"), name), Edit(("metadata", "title"), name), Edit(("cost", "internal_days"), days)]
    assert isinstance(values[0], dict)
    return manifest_of(f"{name}.yaml", 0, applied(values[0], edits))


NAMED = rule()
LIMIT = {"field": "cost.internal_days", "at_most": 500}
USERS = rule(id="few-users", code="ONE-02", require=LIMIT)
MORE = {"field": "cost.internal_days", "more_than": 500}
ROLLOUT = {"announce": "2026-11-01", "warn": "2026-12-01", "block": "2027-01-01"}
TRIED = {**USERS, "rollout": ROLLOUT}


def first_of(block: str, owner: str = "mia.lopez@brand.example") -> Fields:
    """The rule on trial, with a group for which it blocks from this day."""
    group: Fields = {"title": "We", "when": {"field": "metadata.owner", "is": owner}, "warn": "2026-11-15", "block": block}
    return {**USERS, "rollout": {**ROLLOUT, "goes_first": group}}


SAME = (Step.PATCH, Kind.REWRITTEN)
SOON = {**USERS, "rollout": {**ROLLOUT, "announce": "2026-11-28"}}
OVER = {"announce": "2026-09-01", "warn": "2026-10-01", "block": "2026-11-01"}
GROUPED, OTHERS = first_of("2026-12-15"), first_of("2026-12-15", "al.roy@brand.example")
LOWER = {**USERS, "require": {"field": "cost.internal_days", "at_most": 100}}
HIGHER = {**USERS, "require": {"field": "cost.internal_days", "at_most": 900}}
WARNS = {**USERS, "severity": {"live": "warn"}}
AT_LEAST = {"field": "cost.internal_days", "at_least": 100}
TWICE = {"all": [LIMIT, {"field": "cost.internal_days", "at_most": 600}]}
PAIRS: list[tuple[str, tuple[Fields, ...], tuple[Fields, ...], Step, Kind | None]] = [
    ("nothing", (NAMED,), (NAMED,), Step.NONE, None),
    ("a new rule that blocks", (NAMED,), (NAMED, USERS), Step.MAJOR, Kind.ADDED),
    ("a new rule that advises", (NAMED,), (NAMED, {**USERS, "severity": {"live": "advise"}}), Step.MINOR, Kind.ADDED),
    ("a new rule that warns", (NAMED,), (NAMED, WARNS), Step.MINOR, Kind.ADDED),
    ("a rule that goes", (NAMED, USERS), (NAMED,), Step.MINOR, Kind.REMOVED),
    ("a lower limit", (USERS,), (LOWER,), Step.MAJOR, Kind.TIGHTENED),
    ("a higher limit", (USERS,), (HIGHER,), Step.MINOR, Kind.LOOSENED),
    (
        "another range",
        (USERS,),
        ({**USERS, "require": {"field": "cost.internal_days", "at_least": 100}},),
        Step.MAJOR,
        Kind.CHANGED,
    ),
    ("warn becomes block", (WARNS,), (USERS,), Step.MAJOR, Kind.TIGHTENED),
    ("block becomes warn", (USERS,), (WARNS,), Step.MINOR, Kind.LOOSENED),
    ("other words", (USERS,), ({**USERS, "why": "Days cost money. Empty chairs do too."},), Step.PATCH, Kind.REWORDED),
    ("the same, negated", (USERS,), ({**USERS, "require": {"not": {**MORE}}},), Step.NONE, None),
    ("the same, said twice", (USERS,), ({**USERS, "require": TWICE},), Step.PATCH, Kind.REWRITTEN),
    ("fewer are concerned", (USERS,), ({**USERS, "when": {"field": "criticality", "is": "high"}},), Step.MINOR, Kind.LOOSENED),
    ("waivers end", (USERS,), ({**USERS, "waivable": False},), Step.MAJOR, Kind.TIGHTENED),
    ("a trial month first", (USERS,), ({**USERS, "rollout": ROLLOUT},), Step.MINOR, Kind.LOOSENED),
    ("an earlier block", (TRIED,), ({**USERS, "rollout": {**ROLLOUT, "block": "2026-12-20"}},), Step.MAJOR, Kind.TIGHTENED),
    ("told later", (TRIED,), ({**USERS, "rollout": {**ROLLOUT, "announce": "2026-11-30"}},), Step.MINOR, Kind.LOOSENED),
    ("told earlier", (SOON,), ({**USERS, "rollout": {**ROLLOUT, "announce": "2026-11-25"}},), Step.MINOR, Kind.TIGHTENED),
    ("told on another day that is over", (TRIED,), ({**USERS, "rollout": {**ROLLOUT, "announce": "2026-10-01"}},), *SAME),
    ("days that are over go", ({**USERS, "rollout": OVER},), (USERS,), *SAME),
    ("a block after all, from a day on", (WARNS,), ({**USERS, "rollout": {"block": "2027-01-01"}},), Step.MAJOR, Kind.TIGHTENED),
    ("a block for those who go first", ({**WARNS, "rollout": ROLLOUT},), (GROUPED,), Step.MAJOR, Kind.TIGHTENED),
    ("a group goes first", (TRIED,), (GROUPED,), Step.MAJOR, Kind.TIGHTENED),
    ("nobody goes first any more", (GROUPED,), (TRIED,), Step.MINOR, Kind.LOOSENED),
    ("others go first", (GROUPED,), (OTHERS,), Step.MAJOR, Kind.CHANGED),
    ("the group has more time", (GROUPED,), (first_of("2026-12-24"),), Step.MINOR, Kind.LOOSENED),
]


@pytest.mark.parametrize(("name", "old", "new", "step", "kind"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_the_version_that_a_change_needs(
    name: str, old: tuple[Fields, ...], new: tuple[Fields, ...], step: Step, kind: Kind | None
) -> None:
    found = comparison(bundle(*old), bundle(*new, version="1.0.1"))
    assert [change.kind for change in found.rules] == ([kind] if kind else [])
    assert found.needs is step
    assert found.enough is (step <= Step.PATCH)


RETIREMENTS: list[tuple[str, str, Fields, Step, Kind]] = [
    ("", "2027-01-01", USERS, Step.MINOR, Kind.LOOSENED),
    ("2027-01-01", "2027-02-01", USERS, Step.MAJOR, Kind.TIGHTENED),
    ("2027-01-01", "", USERS, Step.MAJOR, Kind.TIGHTENED),
    ("2026-11-01", "2026-11-02", USERS, *SAME),
    ("2026-11-01", "2026-11-01", LOWER, *SAME),
]


@pytest.mark.parametrize(("was_on", "is_on", "changed", "step", "kind"), RETIREMENTS)
def test_a_rule_with_a_last_day(was_on: str, is_on: str, changed: Fields, step: Step, kind: Kind) -> None:
    was, now = compiled(USERS), compiled(changed)
    found = rule_changes(last_day(was, was_on), last_day(now, is_on), lambda _old, _new: Shift(True, True), DAY.isoformat())
    assert [(change.kind, change.step) for change in found] == [(kind, step)]


@pytest.mark.parametrize(("on", "step"), [("2026-11-23", Step.PATCH), ("2026-11-24", Step.MINOR)])
def test_a_rule_that_goes_once_nobody_asked_it_any_more(on: str, step: Step) -> None:
    old = compiled(NAMED, USERS)
    rules = (old.rules[0], old.rules[1]._replace(retired=Retirement(on, "Counted elsewhere.")))
    [change] = rule_changes(old._replace(rules=rules), compiled(NAMED), lambda _old, _new: Shift(True, True), DAY.isoformat())
    assert (change.kind, change.step) == (Kind.REMOVED, step)


def compiled(*rules: Fields) -> Bundle:
    """The bundle of these rules, ready to judge with."""
    made = bundle(*rules)
    found, problems = compile_bundle(made.texts, made.schemas, {}, made.texts.main)
    assert found is not None, problems
    return found


def last_day(made: Bundle, on: str) -> Bundle:
    """The bundle with its one rule retired."""
    [only] = made.rules
    return made._replace(rules=(only._replace(retired=Retirement(on, "Counted elsewhere.") if on else None),))


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("1.0.0", "1.0.1", Step.PATCH),
        ("1.0.0", "1.1.0", Step.MINOR),
        ("1.9.9", "2.0.0", Step.MAJOR),
        ("1.1.0", "1.0.9", Step.NONE),
        ("1.0.0", "1.0.0", Step.NONE),
        ("1.9.0", "1.10.0", Step.MINOR),
    ],
)
def test_the_step_that_a_version_makes(old: str, new: str, step: Step) -> None:
    assert step_made(old, new) is step


def test_who_newly_fails_and_who_newly_passes() -> None:
    many, few = tool("many", 400), tool("few", 20)
    lower = comparison(
        bundle(USERS), bundle({**USERS, "require": {"field": "cost.internal_days", "at_most": 100}}, version="2.0.0"), many, few
    )
    [effect] = lower.effects.changed
    assert (effect.manifest.name, effect.verdicts) == ("many", ("ready", "not-yet"))
    assert [hit.rule for hit in effect.fails] == ["one/few-users"]
    assert lower.enough
    higher = comparison(
        bundle({**USERS, "require": {"field": "cost.internal_days", "at_most": 100}}), bundle(USERS, version="1.1.0"), many, few
    )
    [effect] = higher.effects.changed
    assert [hit.rule for hit in effect.passes] == ["one/few-users"]
    assert higher.enough


def test_a_manifest_that_newly_fails_asks_for_a_major_step_whatever_the_rules_say() -> None:
    found = comparison(bundle(NAMED), bundle(NAMED, USERS), tool("many", 900))
    assert found.needs is Step.MAJOR
    assert found.next_version == "2.0.0"


@pytest.mark.parametrize(
    ("write", "says"), [(partial(comparison_markdown, escape=cell), "2.0.0"), (comparison_json, '"needs": "major"')]
)
def test_every_format_says_what_is_needed(write: Callable[[Comparison], str], says: str) -> None:
    found = comparison(bundle(NAMED), bundle(NAMED, USERS, version="1.0.1"), tool("many", 900))
    assert says in write(found)
    assert "one/few-users" in write(found)


def test_the_answer_for_a_terminal() -> None:
    found = comparison(bundle(USERS), bundle(LOWER, version="1.1.0"), tool("many", 400), tool("few", 20))
    assert (
        comparison_text(found, 80)
        == """\
tiny 1.0.0 to tiny 1.1.0

Tightened one/few-users (major)
          Someone here looks after it
          `require` changed: some manifests fail only now

1 of 2 manifests come out otherwise: 1 with a stricter verdict, 1 of them not
yet ready any more.

mia.lopez@brand.example
  many, many.yaml: ready becomes not yet; newly: one/few-users (block)

Version: a major step is needed (a verdict can get stricter). Make it 2.0.0.
"""
    )


@pytest.mark.parametrize("announce", ["2026-11-01", "2026-11-28"])
def test_whom_a_rule_on_trial_meets_and_from_which_day(announce: str) -> None:
    """Also before it is announced: a comparison is how one looks at a rule that nobody has heard of."""
    new = {**GROUPED, "rollout": {**GROUPED["rollout"], "announce": announce, "warn": "2026-12-01", "block": "2027-01-01"}}
    theirs = tool("theirs", 900)
    metadata = {**theirs.fields["metadata"], "owner": "al.roy@brand.example"}  # type: ignore[dict-item]
    found = comparison(
        bundle(NAMED), bundle(NAMED, new), tool("many", 900), theirs._replace(fields={**theirs.fields, "metadata": metadata})
    )
    text = " ".join(comparison_text(found, 200).split())
    assert "many, many.yaml: ready becomes ready, with advice; newly: one/few-users (warn, block from 2026-12-15)" in text
    assert "theirs, theirs.yaml: ready becomes ready, with advice; newly: one/few-users" in text
    assert "(advise, warn from 2026-12-01, block from 2027-01-01)" in text
    assert "2 not yet ready once the days of the roll-out have come" in text
    [ours] = [entry for entry in json.loads(comparison_json(found))["manifests"] if entry["name"] == "many"]
    assert ours["newly"] == [{"rule": "one/few-users", "severity": "warn", "warns_from": None, "blocks_from": "2026-12-15"}]


def test_several_workspaces_are_told_apart_and_progress_counts_them_all() -> None:
    told: list[tuple[int, int]] = []
    places = [
        Workplace((tool("many", 400), tool("few", 20)), {}, 0, "north"),
        Workplace((tool("lots", 300),), {}, 3, "south"),
    ]
    found = compare(Version(bundle(USERS)), Version(bundle(LOWER)), places, DAY, lambda done, total: told.append((done, total)))
    assert isinstance(found, Comparison)
    assert [(effect.workspace, effect.manifest.name) for effect in found.effects.changed] == [
        ("south", "lots"),
        ("north", "many"),
    ]
    assert [tuple(place) for place in found.effects.places] == [("north", 2, 1, 0), ("south", 1, 1, 3)]
    assert told == [(n, 6) for n in range(6)]


HOSTILE = "@mia #12 <img src=x> | `code` [a](https://brand.example) ![x](y) <!-- --> & _so_ *on*"


def crowded(manifests: int, rules: int) -> Comparison:
    """A comparison in which very much changes, with texts that would like to be markup."""
    found = comparison(bundle(USERS), bundle(LOWER, version="2.0.0"), tool("many", 400))
    [change], [effect] = found.rules, found.effects.changed
    titled = effect.manifest._replace(fields={**effect.manifest.fields, "metadata": {"title": HOSTILE, "owner": HOSTILE}})
    effects = tuple(
        effect._replace(manifest=titled._replace(file=f"{HOSTILE}/{n}.yaml"), owner=f"{HOSTILE} {n % 7}")
        for n in range(manifests)
    )
    changes = tuple(change._replace(name=f"one/{n}", details=(HOSTILE * 20,)) for n in range(rules))
    places = tuple(Place(f"{HOSTILE} {n}", 1, 1) for n in range(manifests))
    data = tuple(f"organisation: {HOSTILE} {n}" for n in range(rules))
    return found._replace(rules=changes, data=data, effects=Effects(effects, (waiver(),) * manifests, places))


def waiver() -> Waiver:
    """A waiver in a file of a bad name."""
    return Waiver("one/few-users", HOSTILE, "", "", "", "", "", "", "", "", "", f"waivers/{HOSTILE}.yaml")


@pytest.mark.parametrize(("manifests", "rules"), [(3000, 400), (3000, 1), (0, 400)])
def test_the_markdown_fits_into_a_comment_and_says_what_it_leaves_out(manifests: int, rules: int) -> None:
    text = comparison_markdown(crowded(manifests, rules), escape=cell)
    assert 40_000 < len(text) <= MOST or not manifests
    assert len(text) <= MOST
    assert "a major step is needed" in text, "what counts most is never cut"
    rows = sum(line.startswith("| one/") for line in text.splitlines())
    assert 0 < rows <= rules
    assert (f"and {rules - rows} more rules" in text) is (rows < rules)
    entries = sum(line.startswith("  - ") for line in text.splitlines())
    assert (f"and {manifests - entries} more manifests" in text) is (entries < manifests)
    for what in ("workspaces", "waivers"):
        assert (f" more {what}" in text) is (manifests > 0)


def test_no_text_is_taken_for_markup() -> None:
    text = comparison_markdown(crowded(3, 2), escape=cell)
    outside = re.sub(r"`[^`]*`", "", text.removeprefix("<!-- guardrails policy diff -->"))
    assert not re.search(r"@|https?://|(?<!\\)[<#\[](?!## )", outside.replace("### ", "")), outside
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {5}


def test_an_owner_is_told_once_with_all_their_manifests() -> None:
    text = comparison_markdown(crowded(14, 1), escape=cell)
    owners = [line for line in text.splitlines() if line.startswith("- ") and "yaml" not in line and "1 of 1" not in line]
    assert len(owners) == len(set(owners)) == 7
