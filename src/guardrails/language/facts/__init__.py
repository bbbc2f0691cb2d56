"""Facts: values that need real computing, listed here and worked out in the modules of this package.

This table is read whenever a pack is compiled, so it stays cheap: a fact's module is imported
when the fact is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from guardrails.language.facts.world import World
    from guardrails.model.fact_result import FactResult


class Fact(NamedTuple):
    """A value that rules reach as `facts.<name>`.

    `kind` is one of the kinds of a Shape (a list is a list of texts). `title` reads well in "the {title} is
    …". `function` in this package's `module` works it out.
    """

    name: str
    kind: str
    unit: str
    title: str
    module: str
    function: str


def _fact(name: str, kind: str, title: str, module: str, unit: str = "") -> tuple[str, Fact]:
    return name, Fact(name, kind, unit, title, module, name)


FACTS: Mapping[str, Fact] = dict(
    (
        _fact("three_year_cost", "number", "cost over three years", "cost", "EUR"),
        _fact("missing_cost_lines", "list", "list of cost lines without a number", "cost"),
        _fact("cost_ratio", "number", "value for each euro of cost", "cost"),
        _fact("launch_in_quiet_window", "boolean", "launch in a quiet window", "calendar"),
        _fact("next_free_slot", "text", "next free launch slot", "calendar"),
        _fact("launch_weekday", "text", "weekday of the launch", "calendar"),
        _fact("launch_in_freeze", "boolean", "launch in a freeze", "calendar"),
        _fact("freeze_title", "text", "freeze at the launch", "calendar"),
        _fact("workdays_to_launch", "integer", "time until launch", "notice", "workdays"),
        _fact("lane", "text", "review lane", "review"),
        _fact("lane_lead_workdays", "integer", "lead time of the review lane", "review", "workdays"),
        _fact("latest_notice_date", "date", "last good day to tell IT", "notice"),
        _fact("dpia_signs", "list", "list of signs that call for a risk check", "risk"),
        _fact("countries_without_route", "list", "list of countries without a legal route", "routes"),
        _fact("unneeded_form_fields", "list", "list of required fields the form does not need", "privacy"),
        _fact("ad_tools_on_private_pages", "list", "list of ad tools on private pages", "ads"),
        _fact("ad_tools", "list", "list of ad tools", "ads"),
        _fact("uses_over_retention", "list", "list of uses kept longer than our limit", "privacy"),
        _fact("unnamed_tools_on_pages", "list", "list of tools the pages load and the campaign does not name", "hosts"),
        _fact("unknown_script_hosts", "list", "list of code addresses without a tool file", "hosts"),
        _fact("outside_hosts", "list", "list of other companies' addresses on the pages", "hosts"),
        _fact("loose_script_lists", "list", "list of pages that let any script in", "script_lists"),
        _fact("unknown_allowed_hosts", "list", "list of allowed senders without a named tool", "script_lists"),
        _fact("screen_recorders", "list", "list of tags that record the screen", "watching"),
        _fact("tags_on_sign_in_pages", "list", "list of tags on sign-in pages", "watching"),
        _fact("tags_on_pay_pages", "list", "list of tags where card details are typed", "pay_pages"),
        _fact("card_fields_in_forms", "list", "list of form fields that ask for a card number", "pay_pages"),
        _fact("first_text_hour", "number", "hour of the first text", "messages", "o'clock"),
        _fact("last_text_hour", "number", "hour of the last text", "messages", "o'clock"),
        _fact("slow_start_growth", "number", "biggest step of the slow start", "messages", "times"),
        _fact("stop_list_reason", "text", "reason on the stop list", "stop_list"),
        _fact("stop_list_instead", "text", "tool named on the stop list", "stop_list"),
        _fact("tool_we_own", "text", "tool of this sort that we own", "owned"),
        _fact("secrets_in_file", "list", "list of places that hold a key or password", "secrets"),
        _fact("last_agency_day", "date", "last good day for agency access", "agency"),
        _fact("review_workdays_open", "integer", "time the review has been open", "review", "workdays"),
    )
)
"""Every fact by its name. A new fact is one line here, one function and one sentence in the catalogue."""


def fact_function(name: str) -> Callable[[World], FactResult]:
    """The function behind a fact's name, imported now."""
    fact = FACTS[name]
    module = import_module(f"{__name__}.{fact.module}")
    return cast("Callable[[World], FactResult]", getattr(module, fact.function))
