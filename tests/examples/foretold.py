"""What expected.yaml foretells, and what a check of the whole example workspace finds."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import guardrails
from guardrails.model.report import ManifestReport
from guardrails.model.stage import Outcome
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]
_EXPECTED = Path(__file__).with_name("expected.yaml")


class Difference(NamedTuple):
    """Something of the catalogue that is not found there: why, and which example shows it instead."""

    reason: str
    found_in: str | None


@cache
def checked(*paths: str) -> guardrails.Checked:
    """A check of these examples (all of them without any) as of the day on which they are told."""
    return guardrails.check(paths, start=str(ROOT / "examples"), today=TODAY)


@cache
def expected() -> dict[str, Fields]:
    """What is foretold, by the name of the manifest."""
    values, fault = read(_EXPECTED.read_bytes())
    assert fault is None, fault
    whole = mapping(values[0])
    return {name: mapping(each) for kind in ("campaigns", "tools") for name, each in mapping(whole[kind]).items()}


@cache
def reports() -> dict[str, ManifestReport]:
    """What is found, by the name of the manifest."""
    return {m.manifest.name: m for m in checked().report.manifests}


def open_findings(name: str) -> set[tuple[str, str]]:
    """The codes that stand open for a manifest, each with its severity."""
    found = reports()[name].findings
    return {(f.rule.code, f.severity.value) for f in found if f.outcome is Outcome.FAILED and f.severity is not None}


def waived(name: str) -> list[str]:
    """The codes that an exception covers."""
    return sorted({f.rule.code for f in reports()[name].findings if f.outcome is Outcome.WAIVED})


def differences(name: str) -> dict[str, Difference]:
    """By the words of the catalogue ("WEB-03 B"): what is not found here."""
    found: dict[str, Difference] = {}
    for words, each in mapping(expected()[name].get("differs") or {}).items():
        row = mapping(each)
        where = row.get("found_in")
        found[words] = Difference(str(row["reason"]), None if where is None else str(where))
    return found


def beyond(name: str) -> dict[str, str]:
    """By code: what is found here beyond the catalogue, and why."""
    return {code: str(reason) for code, reason in mapping(expected()[name].get("beyond") or {}).items()}


def mapping(value: Value) -> Fields:
    """A mapping; anything else is a mistake in the file."""
    assert isinstance(value, dict), value
    return value


def listed(value: Value) -> list[Value]:
    """A list; nothing at all is an empty one."""
    assert value is None or isinstance(value, list), value
    return value or []
