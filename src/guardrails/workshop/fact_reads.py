"""Which answers of a manifest each fact reads, declared by hand next to the facts; a test watches the facts at work.

Paths are dotted; a list's elements have no number. A fact about a campaign may also read the tools that it uses.
"""

from __future__ import annotations

from collections.abc import Mapping

_LAUNCH = ("dates.launch_at", "dates.timezone")
_COST = (
    "cost.licence_year", "cost.implementation_once", "cost.integration_once", "cost.training_once", "cost.support_year",
    "cost.internal_days", "cost.exit_once", "cost.total", "cost.currency",
)  # fmt: skip
_ADS = ("product", "category", "tools", "tags.product", "tags.use", "data.uses.use")

_SCRIPTS = ("pages.scripts.src", "pages.payment.scripts.src", "pages.url", "pages.host", "domains")
_NAMED = ("tools", "tags.product", "consent.platform", "pages.payment.provider", "pages.form.submits_to")

FACT_READS: Mapping[str, tuple[str, ...]] = {
    "three_year_cost": _COST,
    "missing_cost_lines": _COST,
    "cost_ratio": (*_COST, "value.expected_year"),
    "launch_in_quiet_window": _LAUNCH,
    "next_free_slot": _LAUNCH,
    "launch_weekday": _LAUNCH,
    "launch_in_freeze": _LAUNCH,
    "freeze_title": _LAUNCH,
    "workdays_to_launch": (*_LAUNCH, "metadata.submitted_on"),
    "stop_list_reason": ("vendor.name",),
    "stop_list_instead": ("vendor.name",),
    "tool_we_own": ("category",),
    "lane": (),
    "lane_lead_workdays": (),
    "latest_notice_date": ("dates.launch_at",),
    "dpia_signs": (
        "ai.decides_about_people", "ai.used", "audience.min_age", "audience.size", "audience.type", "audiences.source",
        "category", "data.buckets", "data.uses.source", "data.uses.use", "pages.topic_sensitive",
        "privacy.identifies_visitors", "product", "tags.product", "tags.source", "tags.use", "tools",
    ),
    "countries_without_route": (
        "audience.regions", "data.buckets", "hosting.countries", "tools", "product", "transfer.evidence.covers",
        "transfer.fallback", "transfer.mechanism",
    ),
    "unneeded_form_fields": (
        "pages.form.purpose", "pages.form.fields.category", "pages.form.fields.name", "pages.form.fields.required",
    ),
    "ad_tools_on_private_pages": (*_ADS, "pages.topic_sensitive", "tags.pages", "pages.name"),
    "ad_tools": _ADS,
    "uses_over_retention": ("data.uses.retention_days", "data.uses.use"),
    "secrets_in_file": (),  # it looks through every text, which is no reason to ask a question
    "last_agency_day": ("dates.end_at",),
    "unnamed_tools_on_pages": (*_SCRIPTS, *_NAMED),
    "unknown_script_hosts": _SCRIPTS,
    "outside_hosts": (*_SCRIPTS, "tags.product"),
    "loose_script_lists": ("pages.csp", "pages.name"),
    "unknown_allowed_hosts": ("pages.csp", "pages.name", "pages.url", "pages.host", "domains", *_NAMED),
    "screen_recorders": ("tags.product", "tags.masking", "category"),
    "tags_on_sign_in_pages": ("tags.product", "tags.pages", "pages.name", "pages.url", "pages.host", "pages.form.purpose"),
    "tags_on_pay_pages": (
        "tags.product", "tags.use", "tags.load", "tags.pages", "pages.name", "pages.url", "pages.host", "pages.payment.mode",
        "category",
    ),
    "card_fields_in_forms": (
        "pages.form.fields.category", "pages.form.fields.name", "pages.name", "pages.url", "pages.payment.mode",
    ),
    "first_text_hour": ("sms.quiet_hours.from", "sms.quiet_hours.to"),
    "last_text_hour": ("sms.quiet_hours.from", "sms.quiet_hours.to"),
    "slow_start_growth": ("email.warm_up_plan", "email.daily_peak"),
    "review_workdays_open": ("review.asked_on", "review.answered_on"),
}  # fmt: skip
"""Fact name to the answers it reads."""

ENGINE_READS = (
    "metadata.name", "metadata.title", "metadata.stage",  # every report
    "metadata.it_partner",  # whom to ask when answers are missing
    "product", "vendor.name",  # references between files, approved tools
)  # fmt: skip
"""Answers that the judge and the explanations read themselves, whatever the rules."""
