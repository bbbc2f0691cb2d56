"""GitLab's Code Quality report: the fields that it needs, as it needs them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.explain.situations import HOSTILE, Case, busy_day, hostile
from tests.render.machine_cases import connected, crowd, everything, unread_only, written


def entries(case: Case) -> list[Any]:
    found = json.loads(written("gitlab", case))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", everything())
def test_every_entry_has_the_fields_that_gitlab_needs(name: str) -> None:
    found = entries(everything()[name])
    for entry in found:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(entry[field] and isinstance(entry[field], str) for field in ("description", "check_name", "fingerprint"))
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not entry["location"]["path"].startswith(("/", "./", "../"))
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_a_run_with_very_many_findings_keeps_them_all() -> None:
    assert len(entries(crowd(1000))) == 1000


def test_a_busy_day() -> None:
    found = {entry["check_name"]: entry for entry in entries(busy_day())}
    assert found["vendor/signed-agreement"] == {
        "description": "Must fix: BrightMailer needs a signed data agreement",
        "check_name": "vendor/signed-agreement",
        "fingerprint": found["vendor/signed-agreement"]["fingerprint"],
        "severity": "blocker",
        "location": {"path": "tools/brightmailer.yaml", "lines": {"begin": 8}},
    }
    assert found["guardrails/file-tab"]["severity"] == "critical"
    assert found["vendor/launch-freeze"]["severity"] == "major"
    assert found["vendor/budget-total"]["severity"] == "info"
    assert "vendor/tags-after-consent" not in found, "it is waived"


def test_each_entry_of_a_list_has_its_line() -> None:
    crm, shop = entries(connected("crm", "shop"))
    assert shop["location"]["lines"]["begin"] == crm["location"]["lines"]["begin"] + 1


def test_nothing_found_is_an_empty_list_and_what_was_not_read_is_in_it() -> None:
    assert entries(everything()["fine"]) == []
    assert entries(everything()["empty"]) == []
    assert [entry["check_name"] for entry in entries(unread_only())] == ["guardrails/file-tab"]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_secret_and_no_unseen_character_gets_out(value: str) -> None:
    text = written("gitlab", hostile(value))
    assert not any(canary in text for canary in ("AKIAIOSFODNN7EXAMPLE", "\x1b", "\u202e", "\x9b"))
