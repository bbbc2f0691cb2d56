"""No waiver that is not as it has to be is ever in force, whatever somebody writes into its file, on whatever day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.language.workspace_waivers import workspace_waivers
from guardrails.model.stage import Outcome
from tests.judge.runs import judged, only, tool
from tests.language.bundles import WAIVER, bundle_of, rule
from tests.language.small import schemas

FIELDS: dict[str, str] = yaml.load(WAIVER, yaml.BaseLoader)
DAYS = st.dates(date(2026, 6, 1), date(2027, 12, 31)).map(date.isoformat)
PEOPLE = st.sampled_from(["mia@brand.example", "MIA@brand.example", "sam@brand.example", "sam", "*@brand.example", "*", ""])
NAMES = st.sampled_from(["kite", "kit*", "*", "wren", "Kite", "kite ", "../kite", "one/good", "one/*", "one/bad", "*/*", ""])
ODD = st.sampled_from(
    ["", "*", "never", "2026-13-01", "2027-02-29", "20261231", "2026-12-31T00:00", "12/31/2026", "~", "null", "[]"]
)
CHANGES = st.dictionaries(
    st.sampled_from([*FIELDS, "element", "until", "line"]), st.one_of(DAYS, PEOPLE, NAMES, ODD, st.none()), max_size=4
)
BUNDLE = bundle_of(rule(), rule(id="bad"))
"""As signed ones count: what a signature adds is looked at elsewhere."""


def changed(change: dict[str, str | None]) -> dict[str, str]:
    """A waiver's fields with some changed, added, or (None) left out."""
    return {k: v for k, v in {**FIELDS, **change}.items() if v is not None}


def day_of(text: str) -> date | None:
    """A day as a waiver has to write it."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def may_be_in_force(fields: dict[str, str], today: date) -> bool:
    """What has to hold at the least, told anew and not taken from our code."""
    granted, expires = day_of(fields.get("granted", "")), day_of(fields.get("expires", ""))
    return (
        granted is not None
        and expires is not None
        and granted <= today <= expires
        and expires - granted <= timedelta(days=180)
        and (fields.get("rule"), fields.get("manifest")) == ("one/good", "kite")
        and "@" in fields.get("approved_by", "")
        and fields["approved_by"].casefold() != fields.get("requested_by", "").casefold()
        and fields.keys() <= {*FIELDS, "element"}
        and not fields.get("element")
        and all(fields.get(key) for key in ("reason", "instead", "risk_owner", "requested_by", "type"))
    )


@settings(max_examples=300, deadline=None)
@given(CHANGES, st.dates(date(2026, 10, 1), date(2027, 3, 1)))
def test_no_malformed_waiver_is_ever_in_force(change: dict[str, str | None], today: date) -> None:
    fields = changed(change)
    text = "".join(f'{key}: "{value}"\n' if value else f"{key}:\n" for key, value in fields.items())
    waivers, problems = workspace_waivers({"waivers/kite.yaml": text.encode()}, BUNDLE, schemas())
    if problems:
        return  # the run stops
    report = only(judged(BUNDLE._replace(waivers=tuple(waivers)), tool("colour: blue"), today=today))
    waived = report.counts[Outcome.WAIVED]
    assert waived <= may_be_in_force(fields, today), (fields, today)


@settings(max_examples=100, deadline=None)
@given(DAYS.map(date.fromisoformat), st.integers(0, 180), st.integers(-3, 183))
def test_a_proper_one_is_in_force_on_its_days_and_on_no_other(granted: date, days: int, after: int) -> None:
    expires, today = granted + timedelta(days=days), granted + timedelta(days=after)
    text = yaml.safe_dump({**FIELDS, "granted": granted, "expires": expires})
    waivers, problems = workspace_waivers({"waivers/kite.yaml": text.encode()}, BUNDLE, schemas())
    assert problems == []
    report = judged(BUNDLE._replace(waivers=tuple(waivers)), tool("colour: blue"), today=today)
    assert (only(report).counts[Outcome.WAIVED] == 1) is (0 <= after <= days)
