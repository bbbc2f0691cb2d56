"""JUnit XML: as the schema of its best-known reader wants it, and as a reader in Python counts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from guardrails.model.stage import Severity
from guardrails.render.junit import answer
from tests.explain.situations import HOSTILE, busy_day, hostile
from tests.render.machine_cases import connected, everything, told_of, unread_only, written

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit-10.xsd")))


def suites(text: str) -> list[Any]:
    return list(JUnitXml.fromstring(text.encode()))


def cases(text: str) -> dict[str, list[Any]]:
    """The cases by name, each with what it came to."""
    return {case.name: list(case.result) for suite in suites(text) for case in suite}


@pytest.mark.parametrize("name", everything())
def test_the_schema_takes_it_and_a_reader_counts_the_same(name: str) -> None:
    text = written("junit", everything()[name])
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    read = JUnitXml.fromstring(text.encode())
    for suite in read:
        results = [result for case in suite for result in case.result]
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(isinstance(r, Failure) for r in results)
        assert suite.errors == sum(isinstance(r, Error) for r in results)
        assert suite.skipped == sum(isinstance(r, Skipped) for r in results)
        assert len({(case.name, case.classname) for case in suite}) == suite.tests
    assert (read.tests, read.failures) == (sum(s.tests for s in read), sum(s.failures for s in read))


def test_a_busy_day() -> None:
    text = written("junit", busy_day())
    found = cases(text)
    assert [suite.name for suite in suites(text)] == [
        "tools/tabbed.yaml",
        "tools/brightmailer.yaml",
        "campaigns/spring.yaml",
        "tools/mailwell.yaml",
    ]
    assert isinstance(found["vendor/signed-agreement"][0], Failure)
    assert isinstance(found["vendor/tags-after-consent"][0], Skipped)
    assert isinstance(found["guardrails/file-tab"][0], Error)
    assert found["vendor/launch-freeze"] == []
    assert found["14 rules hold"] == []
    failure = found["vendor/signed-agreement"][0]
    assert failure.message == "Must fix: BrightMailer needs a signed data agreement"
    assert failure.text.startswith("tools/brightmailer.yaml:8:17\nMust fix: BrightMailer needs a signed data agreement\n")
    assert "Fix:\n1. Ask the vendor for their standard agreement.\n2. " in failure.text


def test_what_counts_for_the_exit_code_has_failed() -> None:
    told = told_of(busy_day())
    rule = "vendor/launch-freeze"
    assert cases(answer(told))[rule] == []
    assert isinstance(cases(answer(told._replace(fail_on=Severity.WARN)))[rule][0], Failure)


def test_each_entry_of_a_list_is_a_case() -> None:
    assert list(cases(written("junit", connected("crm", "shop"))))[:2] == [
        "vendor/safe-sign-in: crm",
        "vendor/safe-sign-in: shop",
    ]


def test_nothing_found_and_nothing_read() -> None:
    assert list(cases(written("junit", everything()["fine"]))) == ["14 rules hold"]
    assert cases(written("junit", everything()["empty"])) == {}
    (problem,) = cases(written("junit", unread_only())).values()
    assert isinstance(problem[0], Error)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_secret_and_no_unseen_character_gets_out(value: str) -> None:
    text = written("junit", hostile(value))
    assert not any(canary in text for canary in ("AKIAIOSFODNN7EXAMPLE", "\x1b", "\u202e", "\x9b"))


def test_the_schema_does_find_what_is_off() -> None:
    assert not SCHEMA.validate(etree.fromstring(written("junit", busy_day()).replace("classname=", "line=").encode()))
