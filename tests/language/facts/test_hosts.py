"""What runs on the pages: code from other companies, loose lists of senders, recorders, and sign-in pages."""

from __future__ import annotations

import pytest

from guardrails.model.value import Fields, Gap

from .worlds import changed, fact, manifest, said, tool, value, world

WREN = tool("wren", product="WebinarWren", domains=["app.wren.example"])
FOX = tool("replayfox", product="ReplayFox", category="session_replay", domains=["cdn.replayfox.example"])
PAGE: Fields = {"name": "landing", "url": "https://www.brand.example/spring"}
CAMPAIGN: Fields = {"pages": [PAGE], "tools": ["wren"]}


def scripts(*sources: str) -> Fields:
    """A campaign with one page that loads these scripts."""
    return changed(CAMPAIGN, {"pages": [{**PAGE, "scripts": [{"src": src} for src in sources]}]})


def page(**answers: object) -> Fields:
    """A campaign with one page of these answers."""
    return {**CAMPAIGN, "pages": [{**PAGE, **answers}]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("sources", "unnamed", "unknown"),
    [
        ([], [], []),
        (["/js/own.js", "js/own.js", "https://static.brand.example/own.js"], [], []),
        (["https://app.wren.example/join.js", "//cdn.wren.example/join.js"], [], []),
        (["https://cdn.replayfox.example/r.js"], ["ReplayFox"], []),
        (["https://px.stray.example/p.js", "https://PX.stray.example/q.js"], [], ["px.stray.example"]),
    ],
)
def test_code_on_the_pages(sources: list[str], unnamed: list[str], unknown: list[str]) -> None:
    given = world("Campaign", scripts(*sources), organisation={}, inventory=(WREN, FOX))
    assert value("unnamed_tools_on_pages", given) == unnamed
    assert value("unknown_script_hosts", given) == unknown


@pytest.mark.parametrize(
    "changes",
    [
        {"tools": ["replayfox"]},
        {"tools": "none", "tags": [{"product": "ReplayFox"}]},
        {"tools": "none", "consent": {"platform": "replayfox"}},
    ],
)
def test_a_tool_can_be_named_in_several_places(changes: Fields) -> None:
    fields = changed(scripts("https://cdn.replayfox.example/r.js"), changes)
    assert value("unnamed_tools_on_pages", world("Campaign", fields, inventory=(FOX,))) == []


def test_scripts_of_the_pay_page_count_and_our_own_domains_do_not() -> None:
    fields = page(
        payment={"mode": "iframe", "scripts": [{"src": "https://a.stray.example/x"}, {"src": "https://x.brand.test/y"}]}
    )
    result = fact("unknown_script_hosts", world("Campaign", fields, organisation={"domains": ["brand.test"]}))
    assert result.value == ["a.stray.example"]
    assert result.about == (("pages", 0, "payment", "scripts", 0, "src"),)
    assert "a.stray.example" in said(result)


def test_the_tools_behind_the_tags_call_outside_hosts_too() -> None:
    fields: Fields = {**scripts("https://px.stray.example/p.js"), "tags": [{"product": "ReplayFox"}, {"product": "CountUp"}]}
    assert value("outside_hosts", world("Campaign", fields, inventory=(FOX,))) == ["px.stray.example", "cdn.replayfox.example"]


@pytest.mark.parametrize(
    ("csp", "loose"),
    [
        ("script-src 'self' https://app.wren.example", ""),
        ("default-src 'self'", ""),
        ("img-src *", "no line for scripts"),
        ("default-src *; script-src 'self'", ""),
        ("script-src * ; script-src-elem 'self'", ""),
        ("SCRIPT-SRC 'Unsafe-Inline'", "'unsafe-inline'"),
        ("script-src 'unsafe-inline' 'nonce-abc'", ""),
        ("script-src 'unsafe-inline' 'sha256-abc='", ""),
        ("script-src 'unsafe-inline' https: 'strict-dynamic'", ""),
        ("script-src 'nonce-abc' https:", "https:"),
        ("script-src 'self' *; script-src 'self'", "*"),
        ("none", ""),
    ],
)
def test_loose_lists(csp: str, loose: str) -> None:
    assert value("loose_script_lists", world("Campaign", page(csp=csp))) == ([f"landing ({loose})"] if loose else [])


@pytest.mark.parametrize(
    ("csp", "hosts"),
    [
        ("script-src 'self' https://app.wren.example *.brand.example", []),
        ("script-src https://cdn.replayfox.example:443/x *.stray.example data:", ["cdn.replayfox.example", "stray.example"]),
        ("script-src 'strict-dynamic' https://cdn.replayfox.example", []),
        ("img-src https://px.stray.example", []),
    ],
)
def test_allowed_senders(csp: str, hosts: list[str]) -> None:
    assert value("unknown_allowed_hosts", world("Campaign", page(csp=csp), inventory=(WREN, FOX))) == hosts


def test_recorders_by_sort_of_tool_or_by_what_they_hide() -> None:
    tags = [{"product": "ReplayFox"}, {"product": "CountUp"}, {"product": "FilmFinch", "masking": "unknown"}]
    result = fact("screen_recorders", world("Campaign", {"tags": tags}, inventory=(FOX,)))  # type: ignore[dict-item]
    assert result.value == ["ReplayFox", "FilmFinch"]


@pytest.mark.parametrize(
    ("answers", "on", "found"),
    [
        ({"form": {"purpose": "account"}}, None, ["CountUp"]),
        ({"form": {"purpose": "account"}}, ["landing"], ["CountUp"]),
        ({"form": {"purpose": "account"}}, ["thanks"], []),
        ({"form": {"purpose": "newsletter"}}, None, []),
        ({}, None, []),
    ],
)
def test_sign_in_pages(answers: Fields, on: list[str] | None, found: list[str]) -> None:
    tag: Fields = {"product": "CountUp", **({"pages": list(on)} if on else {})}
    assert value("tags_on_sign_in_pages", world("Campaign", {**page(**answers), "tags": [tag]})) == found


def test_a_form_that_nobody_described_is_asked_about() -> None:
    fields = page(form={"method": "post"})
    result = fact("tags_on_sign_in_pages", world("Campaign", {**fields, "tags": [{"product": "CountUp"}]}))
    assert (result.value, result.asks) == (Gap.UNANSWERED, ("pages", 0, "form", "purpose"))
    assert value("tags_on_sign_in_pages", world("Campaign", fields)) == []


def test_a_tool_has_no_pages() -> None:
    given = world("Tool", {"product": "ReplayFox"}, inventory=(manifest("Tool", {"product": "ReplayFox"}),))
    assert value("unknown_script_hosts", given) == []
