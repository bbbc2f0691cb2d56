"""Runs to write in every format that machines read: a busy day, hostile values, very many findings, and nothing at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from guardrails.explain.briefing import brief
from guardrails.explain.explanation import Briefing
from guardrails.judge.verdict import exit_code
from guardrails.model.condition import Each
from guardrails.model.evidence import Element, Evidence, Quantified
from guardrails.model.truth import Truth
from guardrails.render.formats import answer
from guardrails.render.style import Style
from guardrails.render.told import Told
from tests.explain.situations import (
    HOSTILE,
    SIGN_IN,
    TOOL,
    WORKED,
    Case,
    at,
    busy_day,
    differs,
    finding,
    hostile,
    judged,
    manifest,
    report,
    rule,
    words,
)

NOT_IN_XML = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0x7F, 0x85, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)))


def told_of(case: Case, home: str = "") -> Told:
    """What a format gets."""

    @cache
    def briefing(full: int | None) -> Briefing:
        return brief(case.report, case.context, full)

    return Told(case.report, briefing, case.sources.__getitem__, Style(), exit_code(case.report), home=home)


def written(form: str, case: Case) -> str:
    """A run in a format."""
    return answer(form, told_of(case))


def all_fine() -> Case:
    """One tool about which there is nothing to say."""
    tool = manifest(TOOL, "tools/brightmailer.yaml")
    return Case({tool.file: TOOL}, report((judged(tool, verdict="ready"),)))


def empty() -> Case:
    """Nothing was there to check."""
    return Case({}, report(()))


def crowd(count: int) -> Case:
    """One tool with very many findings."""
    tool = manifest(TOOL, "tools/brightmailer.yaml")
    evidence = differs(("auth",), "in", ["oauth2"], "basic")
    texts = words("{title} signs in with a shared password", "It never runs out.", ("Choose company sign-in.",))
    rules = [rule(f"sign-in-{n}", texts, SIGN_IN.require) for n in range(count)]
    return Case({tool.file: TOOL}, report((judged(tool, tuple(finding(one, tool, evidence) for one in rules)),)))


def unprintable() -> Case:
    """Characters that XML has no way to write, in every text that a manifest, a rule or a file name can bring."""
    tool = manifest(TOOL, "tools/brightmailer.yaml")._replace(title=NOT_IN_XML, name=NOT_IN_XML, file=f"tools/{NOT_IN_XML}.yaml")
    of = rule("unprintable", words(NOT_IN_XML, NOT_IN_XML, (NOT_IN_XML,), NOT_IN_XML, title=NOT_IN_XML), SIGN_IN.require)
    failed = finding(of, tool, differs(("auth",), "in", ["oauth2"], NOT_IN_XML))
    return Case({tool.file: TOOL}, report((judged(tool, (failed,)),)))


def unread_only() -> Case:
    """Files that could not be read, and nothing else."""
    return WORKED["tab"]


CONNECTED = TOOL + "connections:\n  - {system: crm, auth: basic}\n  - {system: shop, auth: none}\n"


def connected(*open_ones: str, text: str = CONNECTED, headline: str = "{title} signs in with a shared password") -> Case:
    """A rule over the entries of a list, of which the named ones do not hold."""
    tool = manifest(text, "tools/brightmailer.yaml")
    require = Each(at("connections"), None, SIGN_IN.require, "system")
    elements = tuple(_element(n, name, name in open_ones) for n, name in enumerate(("crm", "shop")))
    evidence = Quantified(Truth.NO, require, ("connections",), elements)
    of = rule("safe-sign-in", words(headline, "It never runs out.", ("Choose another.",)), require)
    return Case({tool.file: text}, report((judged(tool, (finding(of, tool, evidence),)),)))


def _element(at_: int, name: str, is_open: bool) -> Element:
    path = ("connections", at_, "auth")
    inside: Evidence = differs(path, "in", ["oauth2"], "basic")
    if not is_open:
        inside = inside._replace(truth=Truth.YES)
    return Element(name, ("connections", at_), None, inside)


def everything() -> Mapping[str, Case]:
    """All of them by name."""
    return {
        "busy": busy_day(),
        **WORKED,
        **{f"hostile-{n}": hostile(value) for n, value in enumerate((*HOSTILE, "a](b) {0} \\[c](1)"))},
        "unprintable": unprintable(),
        "fine": all_fine(),
        "empty": empty(),
        "connected": connected("crm", "shop"),
        "crowd": crowd(1000),
    }
